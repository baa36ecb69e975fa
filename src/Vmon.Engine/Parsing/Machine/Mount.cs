using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Vmon.Parsing.Machine;

/// <summary>A mount: a line of /proc/PID/mountinfo. Texts are escaped, as in the file.</summary>
/// <param name="Id">Number of the mount.</param>
/// <param name="ParentId">Number of the mount on which it is mounted. Its own for the root of the tree.</param>
/// <param name="Device">Device of the file system, as major:minor.</param>
/// <param name="Root">The directory of the file system that is mounted.</param>
/// <param name="MountPoint">Where it is mounted, as the process sees it.</param>
/// <param name="IsReadOnly">Whether the mount or the file system is read-only.</param>
/// <param name="Type">Type of the file system.</param>
/// <param name="Source">What is mounted: a device file, host:/path, or any text.</param>
/// <param name="Options">Options of the file system, such as rw,errors=continue.</param>
internal sealed record Mount(int Id, int ParentId, string Device, string Root, string MountPoint, bool IsReadOnly, string Type, string Source, string Options)
{
    private const int OptionalFields = 6;

    /// <summary>Parses a line; false if it is not that of a mount.</summary>
    // 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
    // 40 35 0:33 / /run/a\040b rw - tmpfs  rw               the source can be empty
    internal static bool TryParse(ReadOnlySpan<byte> line, [NotNullWhen(true)] out Mount? mount)
    {
        mount = null;
        string[] fields = ProcText.Decode(line).Split(' ');
        int separator = fields.Length > OptionalFields ? Array.IndexOf(fields, "-", OptionalFields) : -1;
        if (separator < 0 || fields.Length < separator + 4) return false;
        if (!TryNumber(fields[0], out int id) || !TryNumber(fields[1], out int parent) || !IsDevice(fields[2]) || !fields[4].StartsWith('/')) return false;
        string type = fields[separator + 1];
        if (type.Length == 0) return false;
        bool isReadOnly = IsAmong(fields[5], "ro") || IsAmong(fields[separator + 3], "ro");
        mount = new Mount(id, parent, fields[2], fields[3], fields[4], isReadOnly, type, fields[separator + 2], fields[separator + 3]);
        return true;
    }

    private static bool IsAmong(string options, string option) => options.Split(',').Contains(option);

    private static bool IsDevice(string text) => text.Split(':') is [string major, string minor] && TryNumber(major, out _) && TryNumber(minor, out _);

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
