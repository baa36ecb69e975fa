using System.Globalization;

namespace Vmon.Parsing.Processes;

/// <summary>Names of terminals from their device numbers, as /proc/PID/stat has them.</summary>
internal static class TerminalName
{
    private const int VirtualConsole = 4;
    private const int FirstSerial = 64;
    private const int FirstPseudoTerminal = 136;
    private const int LastPseudoTerminal = 143;

    // 34819 = 0x8803: major 136, minor 3: pts/3
    /// <summary>Null without a terminal; major:minor if its name is unknown.</summary>
    /// <param name="device">The device.</param>
    /// <param name="drivers">Those of the kernel; null if unknown: then 4:64 and those behind it are serial lines, as on most machines.</param>
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
