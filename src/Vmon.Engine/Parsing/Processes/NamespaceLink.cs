namespace Vmon.Parsing.Processes;

/// <summary>The target of a link in /proc/PID/ns.</summary>
internal static class NamespaceLink
{
    // mnt:[4026531832]
    /// <summary>The inode number of the namespace; false for anything else.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> target, out long inode)
    {
        inode = 0;
        int open = target.IndexOf(":["u8);
        if (open <= 0 || target[^1] != ']') return false;
        ByteReader reader = new(target[(open + 2)..^1]);
        inode = reader.Count();
        return !reader.IsMalformed && reader.Rest.IsEmpty && inode > 0;
    }
}
