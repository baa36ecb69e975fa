using System.Diagnostics;

namespace Vmon.Tests.Workloads;

/// <summary>A shell that runs a script. Dispose kills it and its descendants.</summary>
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

    /// <summary>Processes start, exit and are adopted all the time, after what the test does.</summary>
    internal static ShellProcess Churning() => new(
        """
        exec nice -n 10 sh <<'END'
        (while :; do sh -c 'ls / >/dev/null & wait; :' ; done) &
        (while :; do dd if=/dev/zero of=/dev/null bs=64k count=20 2>/dev/null; done) &
        (while :; do sh -c 'sleep 0.02 & exit 3'; done) &
        wait
        END
        """);

    internal int Id => _process.Id;

    internal bool HasExited => _process.HasExited;

    /// <summary>Waits until the script prints a line.</summary>
    internal string ReadLine() => TryReadLine() ?? throw new InvalidOperationException("The script has exited.");

    /// <summary>Waits for a line. Null if the script has exited.</summary>
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
