using System.Text.RegularExpressions;
using Snn.Foraging.Agent;
using Snn.Gpu;

namespace Snn.Tests.Gpu;

/// <summary>What ILGPU makes of the kernels for an NVIDIA card, read as text: no card is needed.</summary>
public partial class PtxTests
{
    /// <summary>The loop has a case for every kind of stage, so this kernel contains all of the engine.</summary>
    [Fact]
    public void TheForagersKernelIsStrict()
    {
        string ptx = Ptx.Of<ForagerBody>(new(256, 2));
        Assert.Contains(".maxntid 256", ptx, StringComparison.Ordinal);
        Assert.Contains(".minnctapersm 2", ptx, StringComparison.Ordinal); // limits the registers of a thread
        Assert.Contains(".entry", ptx, StringComparison.Ordinal);
        Assert.Contains("mul.rn.f32", ptx, StringComparison.Ordinal);
        Assert.Equal(7, Count(ptx, "bar.sync")); // the trials of a block wait for each other; the threads of one do at bar.warp.sync
        Assert.True(Count(ptx, "bar.warp.sync") > 50);
        Assert.Equal(0, Count(ptx[ptx.LastIndexOf(".entry", StringComparison.Ordinal)..], "ld.b32"));
        Assert.True(Count(ptx, "ld.global.b32") > 1_000);
        Assert.Empty(Loose().Matches(ptx).Select(m => m.Value).Distinct());
    }

    [Theory]
    [InlineData("mul.f32 %f1, %f2, %f3;")]
    [InlineData("@%p1 add.f64\t%fd1, %fd2, %fd3;")]
    [InlineData("sub.ftz.f32 %f1, %f2, %f3;")]
    [InlineData("div.full.f32 %f1, %f2, %f3;")]
    [InlineData("ex2.approx.f32 %f1, %f2;")]
    [InlineData("rcp.approx.ftz.f32 %f1, %f2;")]
    [InlineData("fma.rn.f32 %f1, %f2, %f3, %f4;")]
    [InlineData("mad.rn.f32 %f1, %f2, %f3, %f4;")]
    [InlineData("atom.global.add.f32 %f1, [%rd1], %f2;")]
    [InlineData("red.add.f32 [%rd1], %f2;")]
    [InlineData(".extern .func (.param .b32 r) _Z4fmafff (.param .b32 a);")]
    public void LooseCodeIsFound(string line) => Assert.NotEmpty(Loose().Matches(line));

    [Theory]
    [InlineData("mul.rn.f32 %f1, %f2, %f3;")]
    [InlineData("sqrt.rn.f32 %f1, %f2;")]
    [InlineData("mad.lo.s32 %r1, %r2, %r3, %r4;")]
    [InlineData("atom.add.s32 %r1, [%rd1], 1;")]
    [InlineData("setp.geu.f32 %p1, %f2, %f3;")]
    public void StrictCodeIsNot(string line) => Assert.Empty(Loose().Matches(line));

    /// <summary>Only the kernel, and only what names no memory.</summary>
    [Fact]
    public void OnlyGenericPointersOfTheKernelBecomeGlobal()
    {
        const string Before = "ld.f32 %f1, [%rd1];\n.visible .entry K(\n\tld.param.b64 %rd1, [p];\n\tld.b32 %r1, [%rd1];\n\t@%p1 st.f32 [%rd2], %f2;\n\tld.local.f32 %f3, [%rd3];\n\tatom.add.u32 %r2, [%rd4], 1;\n";
        const string After = "ld.f32 %f1, [%rd1];\n.visible .entry K(\n\tld.param.b64 %rd1, [p];\n\tld.global.b32 %r1, [%rd1];\n\t@%p1 st.global.f32 [%rd2], %f2;\n\tld.local.f32 %f3, [%rd3];\n\tatom.global.add.u32 %r2, [%rd4], 1;\n";
        Assert.Equal(After, PtxSource.Corrected(Before));
    }

    private static int Count(string text, string part) => Regex.Count(text, Regex.Escape(part));

    /// <summary>Arithmetic that the driver may contract or approximate, float atomics, and functions that nobody defines.</summary>
    [GeneratedRegex(@"\b(add|sub|mul)(\.ftz|\.sat)*\.f(32|64)|\.approx|\.full|\.ftz|\bfma\b|\bmad(\.\w+)*\.f(32|64)|\b(atom|red)(\.\w+)*\.f(32|64)|\.extern\s+\.func")]
    private static partial Regex Loose();
}
