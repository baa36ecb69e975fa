using System.Diagnostics;

namespace Vmon.Compare.Peers;

/// <summary>Programs of the PATH.</summary>
internal static class Executable
{
    /// <summary>Null where it is installed.</summary>
    internal static string? Absence(string name) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, name)))
            ? null
            : $"no {name} in PATH";

    /// <summary>Starts it with pipes for its input and output, which the caller reads.</summary>
    internal static Process Start(string name, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(name, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["LC_ALL"] = "C.UTF-8";
        return Process.Start(start) ?? throw new PeerException("it did not start.");
    }

    /// <summary>Runs it to its end, its output thrown away by the kernel, and returns whether it succeeded.</summary>
    internal static bool Run(string name, params IEnumerable<string> arguments)
    {
        using Process process = Start("sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1", name, .. arguments]);
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
