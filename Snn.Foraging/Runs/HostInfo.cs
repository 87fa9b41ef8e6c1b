using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Snn.Foraging.Runs;

/// <summary>What a run was made with: processor, commit, package versions.</summary>
internal static class HostInfo
{
    /// <summary>The processor's model name, or its architecture where the system does not tell.</summary>
    public static string Processor()
    {
        try
        {
            var line = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal));
            if (line is not null)
                return line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
        return $"{RuntimeInformation.ProcessArchitecture} processor, {RuntimeInformation.OSDescription}";
    }

    /// <summary>The commit this program was built from; the checked-out one where the build does not carry it; else its version.</summary>
    public static string Commit()
    {
        var version = VersionOf(typeof(HostInfo).Assembly);
        var plus = version.IndexOf('+', StringComparison.Ordinal);
        return plus >= 0 ? version[(plus + 1)..] : GitHead() ?? version;
    }

    /// <summary>Versions of the runtime, the program and the packages it uses.</summary>
    public static IReadOnlyDictionary<string, string> Versions()
    {
        var versions = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [".NET"] = Environment.Version.ToString(),
            ["snn"] = VersionOf(typeof(HostInfo).Assembly).Split('+')[0],
        };
        foreach (var name in typeof(HostInfo).Assembly.GetReferencedAssemblies())
        {
            if (name.Name is null || (name.Name.StartsWith("System", StringComparison.Ordinal) && name.Name != "System.CommandLine") || name.Name.StartsWith("Microsoft", StringComparison.Ordinal))
                continue;
            try
            {
                versions[name.Name] = VersionOf(Assembly.Load(name)).Split('+')[0];
            }
            catch (Exception e) when (e is IOException or BadImageFormatException)
            {
                versions[name.Name] = name.Version?.ToString() ?? "unknown";
            }
        }
        return versions;
    }

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version?.ToString() ?? "unknown";

    private static string? GitHead()
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["rev-parse", "HEAD"])
            {
                WorkingDirectory = AppContext.BaseDirectory,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var head = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 && head.Length > 0 ? head : null;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return null;
        }
    }
}
