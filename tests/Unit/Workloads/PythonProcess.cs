using System.Diagnostics;

namespace Vmon.Tests.Workloads;

/// <summary>A python3 script, for system calls that a shell cannot make. Dispose kills it and its descendants.</summary>
internal sealed class PythonProcess : IDisposable
{
    private readonly Process _process;

    internal PythonProcess(string script, params string[] arguments)
    {
        ProcessStartInfo start = new(Tool.Find("python3"), ["-c", script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        _process = Process.Start(start)!;
    }

    internal int Id => _process.Id;

    internal void WriteLine(string line) => _process.StandardInput.WriteLine(line);

    /// <summary>Waits until the script prints a line.</summary>
    internal string ReadLine() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The script has exited.");

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
