using System.Text;
using Vmon.Native;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Kernel.Events;

/// <summary>
/// Events of the process connector, a netlink socket: which processes start, execute and exit, with the exit code and no counters. The
/// name after an exec comes from /proc, if the process still exists when the events are read.
/// </summary>
internal sealed class ProcConnector : IEventSource
{
    private const uint Group = 1;
    private const int BufferSize = 8 * 1024 * 1024;

    // A storm must not hold the reader: the rest is read next time.
    private const int MostMessages = 100_000;

    private readonly int _socket;
    private readonly byte[] _message = new byte[1024];
    private readonly ReadBuffer _buffer = new();
    private readonly Dictionary<int, Origin> _known = [];

    private ProcConnector(int socket) => _socket = socket;

    public EventSource Kind => EventSource.ProcConnector;

    public long Lost { get; private set; }

    // The connector cannot report exits without starts.
    public bool ReportsStarts
    {
        set { }
    }

    /// <summary>Null if the kernel does not permit or support it.</summary>
    internal static ProcConnector? TryOpen(int bufferSize = BufferSize)
    {
        if (!InitialNamespaces.IsTimeCurrent(new ReadBuffer())) return null;
        int socket = Netlink.Open(Netlink.Connector, Group, bufferSize);
        if (socket < 0) return null;
        ProcConnector connector = new(socket);
        if (connector.TryListen()) return connector;
        connector.Dispose();
        return null;
    }

    public void Drain(IEventSink sink)
    {
        long sinceBoot = SystemConstants.NanosecondsSinceBoot - SystemConstants.MonotonicNanoseconds;
        for (int count = 0; count < MostMessages && TryReceive(out ConnectorMessage message); count++)
        {
            if (!message.IsOfMainThread || message.Process == 0) continue;
            long time = message.Time + sinceBoot;
            switch (message.Kind)
            {
                case ConnectorKind.Started:
                    _known[message.Process] = new Origin(time, IsExact: false, message.Parent, _known.GetValueOrDefault(message.Parent)?.Name);
                    sink.Add(Start(message.Process, time, _known[message.Process]));
                    break;
                case ConnectorKind.Executed:
                    sink.Add(Exec(message.Process, time));
                    break;
                case ConnectorKind.Renamed when _known.TryGetValue(message.Process, out Origin? known):
                    _known[message.Process] = known with { Name = message.Name };
                    break;
                case ConnectorKind.Exited:
                    sink.Add(Exit(message, time));
                    break;
            }
        }
    }

    public void Dispose()
    {
        // Kernels before 6.6 keep preparing events until the last listener unsubscribes.
        _ = Send(ConnectorMessage.Request(isListening: false));
        _ = Libc.Close(_socket);
    }

    // The kernel answers before the call returns, or not at all if it refuses, as in a user or PID namespace.
    private bool TryListen()
    {
        if (!Send(ConnectorMessage.Request(isListening: true))) return false;
        while (TryReceive(out ConnectorMessage message))
            if (message.Kind == ConnectorKind.Acknowledged) return message.Thread == 0;
        return false;
    }

    private unsafe bool Send(byte[] request)
    {
        fixed (byte* bytes = request) return Libc.Send(_socket, bytes, request.Length, 0) == request.Length;
    }

    private bool TryReceive(out ConnectorMessage message)
    {
        message = default;
        while (true)
        {
            nint length = Netlink.Receive(_socket, _message, out uint port);
            if (length >= 0)
            {
                // Other processes can send to the group, but not as the kernel.
                if (port == 0 && ConnectorMessage.TryParse(_message.AsSpan(0, (int)length), out message)) return true;
            }
            else if (ReadStatuses.LastErrno == Errno.ENOBUFS)
            {
                Lost++;
                _known.Clear();
            }
            else if (ReadStatuses.LastErrno != Errno.EINTR)
            {
                return false;
            }
        }
    }

    private static StartRecord Start(int id, long time, Origin origin) => new()
    {
        Id = id,
        Time = time,
        StartTime = origin.StartTime,
        IsStartExact = origin.IsExact,
        ParentId = origin.ParentId,
        Name = origin.Name,
    };

    private ExecRecord Exec(int id, long time)
    {
        // The name of before the exec is not its name any more.
        if (_known.TryGetValue(id, out Origin? before)) _known[id] = before with { Name = null };
        Origin origin = OriginOf(id, time);
        int length = 0;
        bool isRead = TryRead(id, "cmdline"u8, out length);
        return new ExecRecord
        {
            Id = id,
            Time = time,
            StartTime = origin.StartTime,
            IsStartExact = origin.IsExact,
            ParentId = origin.ParentId,
            Name = origin.Name,
            Command = isRead ? _buffer.First(Math.Min(length, ExecProgram.MostCommand)).ToArray() : null,
            IsCommandCut = length > ExecProgram.MostCommand,
        };
    }

    private ExitRecord Exit(in ConnectorMessage message, long time)
    {
        // A zombie still has its stat. What an exec record said of the start must not change.
        Origin? known = _known.GetValueOrDefault(message.Process);
        Origin origin = known?.Name is not null ? known : OriginOf(message.Process, time);
        if (known?.StartTime is not null) origin = known with { Name = origin.Name };
        _ = _known.Remove(message.Process);
        ExitRecord exit = new()
        {
            Id = message.Process,
            Time = time,
            StartTime = origin.StartTime,
            IsStartExact = origin.IsExact,
            ParentId = message.Parent != 0 ? message.Parent : origin.ParentId,
            Name = origin.Name,
            Status = new WaitStatus(message.Status),
            Fields = EventFields.Parent | EventFields.ExitCode,
        };
        exit.Complete(default, isExact: false);
        return exit;
    }

    // A process that started after the event has the id of the one that is gone.
    private Origin OriginOf(int id, long time)
    {
        Origin known = _known.GetValueOrDefault(id) ?? new Origin(null, IsExact: false, null, null);
        if (TryRead(id, "stat"u8, out int length) && ProcStat.TryParse(_buffer.First(length), out ProcStat stat)
            && stat.StartTime * SystemConstants.NanosecondsPerTick <= time)
            known = new Origin(stat.StartTime * SystemConstants.NanosecondsPerTick, IsExact: true, stat.ParentId, stat.Comm);
        _known[id] = known;
        return known;
    }

    private bool TryRead(int id, ReadOnlySpan<byte> file, out int length)
    {
        length = 0;
        return ProcRoot.OpenAt(Libc.CurrentDirectory, [.. Encoding.ASCII.GetBytes($"/proc/{id}/"), .. file, 0], isDirectory: false, out int descriptor) == ReadStatus.Ok
            && ProcFile.ReadAndClose(descriptor, _buffer, out length) == ReadStatus.Ok;
    }

    private sealed record Origin(long? StartTime, bool IsExact, int? ParentId, Comm? Name);
}
