using System.Diagnostics;

namespace Vmon.Tests.Workloads;

/// <summary>A script of python3, which can do to the kernel what no shell can: killed in the end, with all that it starts.</summary>
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

    /// <summary>Blocks until the script prints a line: it is as far as that.</summary>
    internal string ReadLine() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The script has ended.");

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
