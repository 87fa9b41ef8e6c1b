using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;
using ILGPU.IR.Values;

namespace Snn.Gpu;

/// <summary>Sums, differences and products that are rounded one by one. Left to itself ILGPU writes <c>mul.f32</c> and <c>add.f32</c>, which
/// the driver's assembler may contract into one fused operation with other bits; with <c>.rn</c> it may not.</summary>
public static class StrictFloats
{
    /// <summary>Registers them with a context that is being built.</summary>
    public static void Register(Context.Builder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var manager = builder.GetIntrinsicManager();
        foreach (var kind in new[] { BinaryArithmeticKind.Add, BinaryArithmeticKind.Sub, BinaryArithmeticKind.Mul })
        {
            foreach (var type in new[] { BasicValueType.Float32, BasicValueType.Float64 })
                manager.RegisterBinaryArithmetic(kind, type, new PTXIntrinsic(typeof(StrictFloats), nameof(Generate), IntrinsicImplementationMode.GenerateCode));
        }
    }

    private static void Generate(PTXBackend backend, PTXCodeGenerator code, Value value)
    {
        var arithmetic = (BinaryArithmeticValue)value;
        var left = code.LoadPrimitive(arithmetic.Left);
        var right = code.LoadPrimitive(arithmetic.Right);
        string type = arithmetic.BasicValueType == BasicValueType.Float64 ? "f64" : "f32";
        string operation = arithmetic.Kind switch
        {
            BinaryArithmeticKind.Add => "add",
            BinaryArithmeticKind.Sub => "sub",
            _ => "mul",
        };
        using var command = code.BeginCommand($"{operation}.rn.{type}");
        command.AppendArgument(code.AllocateHardware(value));
        command.AppendArgument(left);
        command.AppendArgument(right);
    }
}
