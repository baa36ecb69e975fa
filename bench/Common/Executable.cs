using System.Diagnostics;

namespace Vmon.Bench;

/// <summary>Programs in the PATH.</summary>
internal static class Executable
{
    /// <summary>Why the program cannot be used. Null if it is installed.</summary>
    internal static string? Absence(string name) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, name)))
            ? null
            : $"no {name} in PATH";

    /// <summary>Starts a program. The caller writes its input and reads its output.</summary>
    internal static Process Start(string name, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(name, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["LC_ALL"] = "C.UTF-8";

        // PowerShell counts its use, and sends and compiles for that in the middle of a measurement.
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        return Process.Start(start) ?? throw new PeerException("the program did not start.");
    }

    /// <summary>Runs a program with its output in /dev/null. Returns whether it succeeded.</summary>
    internal static bool Run(string name, params IEnumerable<string> arguments)
    {
        using Process process = Start("sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1", name, .. arguments]);
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
