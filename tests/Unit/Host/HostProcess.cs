using System.Diagnostics;

namespace Vmon.Tests.Host;

/// <summary>A process of the built vmon.</summary>
internal sealed class HostProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly Task<string> _error;

    private HostProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _error = _process.StandardError.ReadToEndAsync();
    }

    internal int Id => _process.Id;

    internal static HostProcess Start(params string[] arguments) => new(With([Repository.Host, .. arguments]));

    internal static HostResult Run(params string[] arguments) => RunWithInput("", arguments);

    internal static HostResult RunWithInput(string input, params string[] arguments) => Run(With([Repository.Host, .. arguments]), input);

    /// <summary>Runs a script of /bin/sh in which "$VMON" is the host.</summary>
    internal static HostResult RunShell(string script) => Run(With(["/bin/sh", "-c", script]), "");

    internal static HostResult Run(ProcessStartInfo start, string input)
    {
        using HostProcess host = new(start);
        host._process.StandardInput.Write(input);
        host._process.StandardInput.Close();
        return host.End();
    }

    internal static ProcessStartInfo With(string[] command)
    {
        ProcessStartInfo start = new(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["VMON"] = Repository.Host;
        return start;
    }

    /// <summary>Waits until the process prints a line.</summary>
    internal string? ReadLine() => _process.StandardOutput.ReadLine();

    internal void WriteLine() => _process.StandardInput.WriteLine();

    internal HostResult End()
    {
        Task<string> output = _process.StandardOutput.ReadToEndAsync();
        Assert.True(_process.WaitForExit(Patience), "vmon does not exit.");
        return new(_process.ExitCode, output.Result, _error.Result);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
