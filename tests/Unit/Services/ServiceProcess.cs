using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Vmon.Tests.Services;

/// <summary>A process of a built service. Dispose kills it.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly StringBuilder _log = new();

    /// <param name="name">Name of the program, such as vmon-recorder.</param>
    /// <param name="socket">Where it tells its state. Null for nowhere.</param>
    /// <param name="arguments">Its arguments.</param>
    internal ServiceProcess(string name, NotifySocket? socket, params string[] arguments)
    {
        Name = name;
        ProcessStartInfo start = new(Repository.Service(name), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        _ = start.Environment.Remove("JOURNAL_STREAM");
        if (socket is not null) start.Environment["NOTIFY_SOCKET"] = socket.Address;
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_log) _log.AppendLine(line.Data);
        };
        _process.BeginErrorReadLine();
    }

    internal string Name { get; }

    /// <summary>What it wrote to standard error.</summary>
    internal string Log
    {
        get
        {
            lock (_log) return _log.ToString();
        }
    }

    internal void Signal(string name)
    {
        using Process kill = Process.Start("kill", ["-" + name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Changes its limit of the size of files (RLIMIT_FSIZE): soft and hard, separated by a colon, in bytes. Nothing keeps the present one.</summary>
    internal void LimitFileSize(string limit)
    {
        using Process change = Process.Start("prlimit", ["--pid", _process.Id.ToString(CultureInfo.InvariantCulture), "--fsize=" + limit]);
        change.WaitForExit();
        Assert.Equal(0, change.ExitCode);
    }

    /// <summary>Waits until it exits.</summary>
    internal int ExitCode()
    {
        Assert.True(_process.WaitForExit(Patience), $"{Name} does not exit.");
        _process.WaitForExit(); // until the log is read
        return _process.ExitCode;
    }

    internal string Output() => _process.StandardOutput.ReadToEnd();

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
