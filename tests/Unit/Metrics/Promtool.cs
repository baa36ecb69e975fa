using System.Diagnostics;

namespace Vmon.Tests.Metrics;

/// <summary>promtool of Prometheus. A test that needs it is skipped without it.</summary>
internal static class Promtool
{
    /// <summary>The exit code of promtool check metrics. It is 3 for problems of style, and 1 for text that it cannot parse.</summary>
    internal static int Check(string page) => Run(page, "check", "metrics").ExitCode;

    /// <summary>Runs it.</summary>
    internal static (int ExitCode, string Output) Run(string input, params string[] arguments)
    {
        string? program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(static folder => Path.Combine(folder, "promtool")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "promtool is not installed: it is in the package prometheus of Debian.");
        ProcessStartInfo start = new(program!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
