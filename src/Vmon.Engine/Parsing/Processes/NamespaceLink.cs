using System.Buffers.Text;

namespace Vmon.Parsing;

/// <summary>The target of a link in /proc/PID/ns.</summary>
internal static class NamespaceLink
{
    // mnt:[4026531832]
    /// <summary>The inode number of the namespace; false for anything else.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> target, out long inode)
    {
        inode = 0;
        int open = target.IndexOf(":["u8);
        return open > 0
            && Utf8Parser.TryParse(target[(open + 2)..], out inode, out int used)
            && inode > 0
            && target[(open + 2 + used)..].SequenceEqual("]"u8);
    }
}
