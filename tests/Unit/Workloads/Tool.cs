using System.Diagnostics;

namespace Vmon.Tests.Workloads;

/// <summary>Other tools to compare with. Skips the test if the tool is not installed.</summary>
internal static class Tool
{
    /// <summary>Runs a tool and returns its output, trimmed.</summary>
    internal static string Run(string tool, params string[] arguments)
    {
        ProcessStartInfo start = new(Find(tool), arguments) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Trim();
    }

    /// <summary>The path of a tool. Skips the test if it is not installed.</summary>
    internal static string Find(string tool)
    {
        string? path = Environment.GetEnvironmentVariable("PATH")!.Split(':').Prepend("/usr/bin").Append("/usr/sbin").Append("/sbin")
            .Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"{tool} is not installed.");
        return path!;
    }
}
