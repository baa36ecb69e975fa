using System.Buffers.Text;

namespace Vmon.Parsing.Cgroups;

/// <summary>What a control group read, wrote and discarded on a block device. Null for what the kernel does not count.</summary>
internal record struct DeviceCounters(int Major, int Minor)
{
    internal long? ReadBytes;
    internal long? WriteBytes;
    internal long? DiscardBytes;
    internal long? Reads;
    internal long? Writes;
    internal long? Discards;
}

/// <summary>The block devices of a control group.</summary>
internal static class DeviceList
{
    /// <summary>More than any machine has.</summary>
    private const int Most = 8192;

    // 8:0 rbytes=90112 wbytes=0 rios=12 wios=0 dbytes=0 dios=0      io.stat; other keys can follow, and a device can have none
    // 8:0 Read 90112                                                blkio.throttle.io_service_bytes_recursive, a line for each operation
    // Total 90112
    internal static void Parse(CgroupFileId file, ReadOnlySpan<byte> text, List<DeviceCounters> devices)
    {
        EndedLines lines = new(text);
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            if (!TryReadDevice(ref line, out int major, out int minor) || line.IsEmpty) continue;
            int index = IndexOf(devices, major, minor);
            if (index < 0) continue;
            DeviceCounters counters = devices[index];
            if (file == CgroupFileId.IoStat) ReadPairs(line, ref counters);
            else ReadOperation(line, file == CgroupFileId.BlockBytes, ref counters);
            devices[index] = counters;
        }
    }

    /// <summary>Whether the same devices have the same bytes in both.</summary>
    internal static bool HaveSameBytes(List<DeviceCounters> devices, DeviceCounters[] last)
    {
        if (devices.Count != last.Length) return false;
        for (int i = 0; i < last.Length; i++)
            if (BytesOf(devices[i]) != BytesOf(last[i])) return false;
        return true;
    }

    private static (int Major, int Minor, long? Read, long? Written, long? Discarded) BytesOf(in DeviceCounters device) =>
        (device.Major, device.Minor, device.ReadBytes, device.WriteBytes, device.DiscardBytes);

    private static int IndexOf(List<DeviceCounters> devices, int major, int minor)
    {
        for (int i = devices.Count - 1; i >= 0; i--)
            if (devices[i].Major == major && devices[i].Minor == minor) return i;
        if (devices.Count == Most) return -1;
        devices.Add(new DeviceCounters(major, minor));
        return devices.Count - 1;
    }

    private static bool TryReadDevice(ref ReadOnlySpan<byte> line, out int major, out int minor)
    {
        minor = 0;
        if (!Utf8Parser.TryParse(line, out major, out int length) || length >= line.Length || line[length] != ':') return false;
        line = line[(length + 1)..];
        if (!Utf8Parser.TryParse(line, out minor, out length)) return false;
        line = line[length..].TrimStart((byte)' ');
        return major >= 0 && minor >= 0;
    }

    private static void ReadPairs(ReadOnlySpan<byte> line, ref DeviceCounters counters)
    {
        while (!line.IsEmpty)
        {
            int end = line.IndexOf((byte)' ');
            ReadOnlySpan<byte> pair = end < 0 ? line : line[..end];
            line = end < 0 ? default : line[(end + 1)..];
            int equals = pair.IndexOf((byte)'=');
            if (equals < 0 || !TryReadCount(pair[(equals + 1)..], out long value)) continue;
            ReadOnlySpan<byte> key = pair[..equals];
            if (key.SequenceEqual("rbytes"u8)) counters.ReadBytes = value;
            else if (key.SequenceEqual("wbytes"u8)) counters.WriteBytes = value;
            else if (key.SequenceEqual("dbytes"u8)) counters.DiscardBytes = value;
            else if (key.SequenceEqual("rios"u8)) counters.Reads = value;
            else if (key.SequenceEqual("wios"u8)) counters.Writes = value;
            else if (key.SequenceEqual("dios"u8)) counters.Discards = value;
        }
    }

    private static void ReadOperation(ReadOnlySpan<byte> line, bool areBytes, ref DeviceCounters counters)
    {
        int space = line.IndexOf((byte)' ');
        if (space < 0 || !TryReadCount(line[(space + 1)..], out long value)) return;
        ReadOnlySpan<byte> operation = line[..space];
        if (operation.SequenceEqual("Read"u8)) (areBytes ? ref counters.ReadBytes : ref counters.Reads) = value;
        else if (operation.SequenceEqual("Write"u8)) (areBytes ? ref counters.WriteBytes : ref counters.Writes) = value;
        else if (operation.SequenceEqual("Discard"u8)) (areBytes ? ref counters.DiscardBytes : ref counters.Discards) = value;
    }

    private static bool TryReadCount(ReadOnlySpan<byte> text, out long value) => Utf8Parser.TryParse(text, out value, out int length) && length == text.Length && value >= 0;
}
