using System.Diagnostics;

namespace Vmon.Tests.Workloads;

/// <summary>A shell that runs a script, with all that it starts: killed in the end.</summary>
public sealed class ShellProcess : IDisposable
{
    private readonly Process _process;

    internal ShellProcess(string script)
    {
        ProcessStartInfo start = new("/bin/sh") { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        _process = Process.Start(start)!;
    }

    internal int Id => _process.Id;

    internal bool HasExited => _process.HasExited;

    /// <summary>Blocks until the script prints a line: it is as far as that.</summary>
    internal string ReadLine() => TryReadLine() ?? throw new InvalidOperationException("The script has ended.");

    /// <summary>Null where it has ended before.</summary>
    internal string? TryReadLine() => _process.StandardOutput.ReadLine();

    public void WriteLine(string line) => _process.StandardInput.WriteLine(line);

    internal void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }
}
