using System.Diagnostics;

namespace Vmon.Tests.Workloads;

/// <summary>A program that others wrote, to compare with. A test that needs one that is not installed is skipped, and says so.</summary>
internal static class Tool
{
    internal static void Require(string program)
    {
        bool isThere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(directory => File.Exists(Path.Combine(directory, program)));
        Assert.SkipUnless(isThere, $"{program} is not installed: nothing was compared with it.");
    }

    /// <summary>What it prints.</summary>
    internal static string Run(string program, params string[] arguments)
    {
        Require(program);
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
