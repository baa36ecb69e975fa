using System.Buffers.Binary;
using Vmon.Parsing.Processes;

namespace Vmon.Kernel.Events;

/// <summary>One message of the process connector (linux/cn_proc.h).</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Time">Nanoseconds of the monotonic clock.</param>
/// <param name="Thread">The thread that the message describes; of Started, the new one. For Acknowledged, the error number.</param>
/// <param name="Process">Its process.</param>
/// <param name="Parent">The parent process. 0 if the message has none.</param>
/// <param name="Status">Wait status of an exit.</param>
/// <param name="Name">The new name of Renamed.</param>
internal readonly record struct ConnectorMessage(ConnectorKind Kind, long Time, int Thread, int Process, int Parent, int Status, Comm Name = default)
{
    private const int NetlinkHeader = 16;
    private const int ConnectorHeader = 20;
    private const int EventAt = NetlinkHeader + ConnectorHeader;
    private const int DataAt = EventAt + 16;
    private const short Done = 3;
    private const int Group = 1;
    private const int NameLength = 16;

    internal bool IsOfMainThread => Thread == Process;

    // length 4 | type 2 | flags 2 | sequence 4 | port 4
    // group 4 | value 4 | sequence 4 | acknowledged 4 | length 2 | flags 2
    // what 4 | cpu 4 | time 8 | data
    internal static bool TryParse(ReadOnlySpan<byte> bytes, out ConnectorMessage message)
    {
        message = default;
        if (bytes.Length < DataAt + sizeof(int) || Number(bytes, EventAt - ConnectorHeader) != Group) return false;
        ConnectorKind kind = (ConnectorKind)Number(bytes, EventAt);
        long time = BinaryPrimitives.ReadInt64LittleEndian(bytes[(EventAt + 8)..]);
        ReadOnlySpan<byte> data = bytes[DataAt..];
        message = kind switch
        {
            // parent thread, parent process, child thread, child process
            ConnectorKind.Started when data.Length >= 16 => new ConnectorMessage(kind, time, Number(data, 8), Number(data, 12), Number(data, 4), 0),

            // thread, process
            ConnectorKind.Executed when data.Length >= 8 => new ConnectorMessage(kind, time, Number(data, 0), Number(data, 4), 0, 0),

            // thread, process, name[16]
            ConnectorKind.Renamed when data.Length >= 8 + NameLength =>
                new ConnectorMessage(kind, time, Number(data, 0), Number(data, 4), 0, 0, Text(data.Slice(8, NameLength))),

            // thread, process, status, signal to the parent, parent thread, parent process (the last two since kernel 4.18)
            ConnectorKind.Exited when data.Length >= 12 =>
                new ConnectorMessage(kind, time, Number(data, 0), Number(data, 4), data.Length >= 24 ? Number(data, 20) : 0, Number(data, 8)),
            ConnectorKind.Acknowledged => new ConnectorMessage(kind, time, Number(data, 0), 0, 0, 0),
            _ => default,
        };
        return message != default && time >= 0 && message.Thread >= 0 && message.Process >= 0 && message.Parent >= 0;
    }

    /// <summary>The message that begins or ends listening.</summary>
    internal static byte[] Request(bool isListening)
    {
        byte[] bytes = new byte[EventAt + sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, bytes.Length);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(4), Done);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(NetlinkHeader), Group);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(NetlinkHeader + 4), Group);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(EventAt - 4), sizeof(int));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(EventAt), isListening ? 1 : 2);
        return bytes;
    }

    private static Comm Text(ReadOnlySpan<byte> name) => new(name.IndexOf((byte)0) is var end and >= 0 ? name[..end] : name);

    private static int Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
}

/// <summary>enum proc_cn_event, as far as it is used.</summary>
internal enum ConnectorKind
{
    Acknowledged = 0,
    Started = 1,
    Executed = 2,

    /// <summary>By the process itself. An exec is not reported as a change of the name.</summary>
    Renamed = 0x200,
    Exited = int.MinValue,
}
