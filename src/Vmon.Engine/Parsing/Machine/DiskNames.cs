using System.Text.RegularExpressions;

namespace Vmon.Parsing.Machine;

/// <summary>What the name of a block device tells of it.</summary>
internal static partial class DiskNames
{
    /// <summary>Whether a name is that of a partition of a disk, as the kernel forms it: sda1 of sda, nvme0n1p1 of nvme0n1.</summary>
    internal static bool IsPartitionOf(string name, string disk)
    {
        if (disk.Length == 0 || !name.StartsWith(disk, StringComparison.Ordinal)) return false;
        ReadOnlySpan<char> rest = name.AsSpan(disk.Length);
        if (char.IsAsciiDigit(disk[^1]))
        {
            if (!rest.StartsWith('p')) return false;
            rest = rest[1..];
        }

        return !rest.IsEmpty && !rest.ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>Whether a disk keeps its data on other disks, which count the same IO, or in memory.</summary>
    internal static bool IsVirtual(string name) => Virtual().IsMatch(name);

    /// <summary>The NVMe disk to which a path leads: nvme0n1 for nvme0c1n1. Null for another name.</summary>
    internal static string? DiskOfPath(string name) => Path().Match(name) is { Success: true } path ? $"{path.Groups[1].Value}{path.Groups[2].Value}" : null;

    // Device mapper (LVM, encryption, multipath), RAID, bcache, DRBD, volumes of ZFS; images; memory.
    [GeneratedRegex(@"^(dm-|md[\d_]|bcache\d|drbd\d|zd\d|loop\d|ram\d|zram\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Virtual();

    [GeneratedRegex(@"^(nvme\d+)c\d+(n\d+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Path();
}
