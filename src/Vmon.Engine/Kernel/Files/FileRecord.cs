using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Vmon.Kernel.Files;

/// <summary>A descriptor in the bytes of a pass over the open files.</summary>
internal readonly ref struct FileRecord
{
    private readonly ReadOnlySpan<byte> _text;

    private FileRecord(FileHead head, ReadOnlySpan<byte> text)
    {
        Head = head;
        _text = text;
    }

    internal readonly FileHead Head;

    /// <summary>Text of the link. False if it is too long for a pass.</summary>
    /// <param name="scratch">Memory for a text that follows from the inode number.</param>
    /// <param name="text">The text.</param>
    internal bool TryGetText(Span<byte> scratch, out ReadOnlySpan<byte> text)
    {
        text = _text;
        if (Head.TextLength != 0) return Head.TextLength > 0;

        // pipe:[4711], as the kernel writes it
        ReadOnlySpan<byte> kind = Head.FileSystem == FileSystems.Pipes ? "pipe:["u8 : "socket:["u8;
        kind.CopyTo(scratch);
        _ = Head.Inode.TryFormat(scratch[kind.Length..], out int digits);
        scratch[kind.Length + digits] = (byte)']';
        text = scratch[..(kind.Length + digits + 1)];
        return true;
    }

    /// <summary>Takes the first record off the bytes. False if they end before it does, or if it is out of range.</summary>
    internal static bool TryTake(scoped ref ReadOnlySpan<byte> bytes, out FileRecord record)
    {
        record = default;
        if (bytes.Length < Unsafe.SizeOf<FileHead>()) return false;
        FileHead head = MemoryMarshal.Read<FileHead>(bytes);
        int length = Math.Max(0, (int)head.TextLength);
        if (head.ProcessId <= 0 || head.Descriptor < 0 || length > FileProgram.MostText || length > bytes.Length - Unsafe.SizeOf<FileHead>()) return false;
        record = new FileRecord(head, bytes.Slice(Unsafe.SizeOf<FileHead>(), Math.Max(0, length - 1)));
        bytes = bytes[(Unsafe.SizeOf<FileHead>() + length)..];
        return true;
    }
}
