using System.Runtime.CompilerServices;

namespace Vmon.Parsing.Machine;

/// <summary>The counters of one network interface: a line of /proc/net/dev.</summary>
internal struct InterfaceCounters
{
    private const int Most = (int)InterfaceField.SendCompressed + 1;

    private Counters _counters;
    private long _known;

    /// <summary>Null for a counter whose value is out of range.</summary>
    internal readonly long? this[InterfaceField field] => (_known >> (int)field & 1) != 0 ? _counters[(int)field] : null;

    //     lo: 1656057   30036    0    0    0     0          0         0  1656057   30036    0    0    0     0       0          0
    //   eth0:1656057 30036 ...                                            a long number follows the colon at once
    internal static bool TryParse(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> name, out InterfaceCounters counters)
    {
        counters = default;
        line = line.TrimStart((byte)' ');
        int colon = line.LastIndexOf((byte)':'); // the name of an alias has one: eth0:1
        name = colon > 0 ? line[..colon] : default;
        return colon > 0 && counters.TryRead(line[(colon + 1)..]);
    }

    // A value out of range is unknown, and the others are valid. Anything but digits makes the line malformed.
    private bool TryRead(ReadOnlySpan<byte> values)
    {
        ByteReader reader = new(values);
        int column = 0;
        for (; column < Most && !reader.IsAtEnd; column++)
        {
            ReadOnlySpan<byte> field = reader.Field();
            if (field.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
            ByteReader one = new(field);
            long value = one.Count();
            if (one.IsMalformed) continue;
            _counters[column] = value;
            _known |= 1L << column;
        }

        return column == Most;
    }

    [InlineArray(Most)]
    private struct Counters
    {
        private long _first;
    }
}

/// <summary>The counters in a line of /proc/net/dev, in order.</summary>
internal enum InterfaceField
{
    ReceiveBytes,
    ReceivePackets,
    ReceiveErrors,
    ReceiveDrops,
    ReceiveFifo,
    ReceiveFrame,
    ReceiveCompressed,
    Multicast,
    SendBytes,
    SendPackets,
    SendErrors,
    SendDrops,
    SendFifo,
    Collisions,
    SendCarrier,
    SendCompressed,
}
