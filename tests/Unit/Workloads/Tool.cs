using System.Diagnostics;

namespace Vmon.Tests.Workloads;

/// <summary>Tools that others wrote, to compare with; a test that needs one that is not installed is skipped aloud.</summary>
internal static class Tool
{
    /// <summary>What the tool writes, trimmed.</summary>
    internal static string Run(string tool, params string[] arguments)
    {
        ProcessStartInfo start = new(Find(tool), arguments) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Trim();
    }

    /// <summary>Where it is; the rest of the test is skipped if nowhere.</summary>
    internal static string Find(string tool)
    {
        string? path = Environment.GetEnvironmentVariable("PATH")!.Split(':').Prepend("/usr/bin").Append("/usr/sbin").Append("/sbin")
            .Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"{tool} is not installed.");
        return path!;
    }
}
