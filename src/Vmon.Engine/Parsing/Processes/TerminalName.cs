using System.Globalization;

namespace Vmon.Parsing.Processes;

/// <summary>Names of terminals from their device numbers, as /proc/PID/stat has them.</summary>
internal static class TerminalName
{
    private const int VirtualConsole = 4;
    private const int FirstSerial = 64;
    private const int FirstPseudoTerminal = 136;
    private const int LastPseudoTerminal = 143;

    /// <summary>Null without a terminal. Major:minor if its name is unknown.</summary>
    /// <param name="device">The device.</param>
    /// <param name="drivers">Drivers of the kernel. If null, 4:64 and higher minors are serial lines, as on most machines.</param>
    // 34819 = 0x8803: major 136, minor 3: pts/3
    internal static string? Of(int device, TerminalDrivers? drivers)
    {
        if (device == 0) return null;
        int major = (device >> 8) & 0xfff;
        int minor = (device & 0xff) | ((device >> 12) & 0xfff00);
        return major switch
        {
            VirtualConsole when minor < FirstSerial => Name("tty", minor),
            >= FirstPseudoTerminal and <= LastPseudoTerminal => Name("pts/", minor + ((major - FirstPseudoTerminal) * 256)),
            VirtualConsole when drivers is null => Name("ttyS", minor - FirstSerial),
            _ => drivers?.NameOf(major, minor) ?? string.Create(CultureInfo.InvariantCulture, $"{major}:{minor}"),
        };
    }

    private static string Name(string prefix, int number) => prefix + number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Terminal drivers of the kernel, from /proc/tty/drivers: names by device numbers. Immutable.</summary>
internal sealed class TerminalDrivers
{
    // TTYAUX_MAJOR: each of its terminals has a name without a number.
    private const int Unnumbered = 5;

    private readonly List<(string Node, int Major, int First, int Last, bool IsNumbered)> _ranges = [];

    // name                 node            major minors type
    // /dev/console         /dev/console    5       1 system:console       its own name is its node
    // serial               /dev/ttyS       4 64-111 serial                numbered from the first minor on
    // sclp_line            /dev/sclp_line  4      64 system
    internal static TerminalDrivers Parse(ReadOnlySpan<byte> bytes)
    {
        TerminalDrivers drivers = new();
        EndedLines lines = new(bytes);
        while (lines.Next(out ReadOnlySpan<byte> line)) drivers.Add(line);
        return drivers;
    }

    /// <summary>Null for a device without a driver.</summary>
    internal string? NameOf(int major, int minor)
    {
        foreach ((string node, int driver, int first, int last, bool isNumbered) in _ranges)
            if (driver == major && minor >= first && minor <= last) return isNumbered ? node + (minor - first).ToString(CultureInfo.InvariantCulture) : node;
        return null;
    }

    private void Add(ReadOnlySpan<byte> line)
    {
        ByteReader reader = new(line);
        ReadOnlySpan<byte> name = reader.Field();
        ReadOnlySpan<byte> node = reader.Field();
        int major = reader.Number();
        ReadOnlySpan<byte> minors = reader.Field();
        if (reader.IsMalformed || !node.StartsWith("/dev/"u8)) return;
        int dash = minors.IndexOf((byte)'-');
        ByteReader first = new(dash < 0 ? minors : minors[..dash]);
        ByteReader last = new(minors[(dash + 1)..]);
        (int from, int to) = (first.Number(), last.Number());
        if (first.IsMalformed || last.IsMalformed) return;
        bool isNumbered = major != Unnumbered && !name.StartsWith("/dev/"u8);
        _ranges.Add((ProcText.Decode(node["/dev/"u8.Length..]), major, from, to, isNumbered));
    }
}
