using System.Runtime.InteropServices;
using Vmon.Native;

namespace Vmon.ProcFs;

/// <summary>The entries of an open directory, as the kernel lists them.</summary>
/// <param name="descriptor">The directory, which stays open.</param>
/// <param name="buffer">What the names are in.</param>
internal unsafe ref struct DirectoryRecords(int descriptor, ReadBuffer buffer)
{
    // struct linux_dirent64: inode (8 bytes), offset (8), record length (2), type (1), name and a NUL.
    private const int RecordLength = 16;
    private const int Type = 18;
    private const int FirstOfName = 19;
    private const byte DirectoryType = 4; // DT_DIR

    private ReadOnlySpan<byte> _rest;

    /// <summary>Result of reading.</summary>
    internal ReadStatus Status { get; private set; } = ReadStatus.Ok;

    /// <summary>Name of the entry.</summary>
    internal ReadOnlySpan<byte> Name { readonly get; private set; }

    /// <summary>Whether the entry is a directory.</summary>
    internal bool IsDirectory { readonly get; private set; }

    /// <summary>Moves to the next entry. False at the end, and after an error.</summary>
    internal bool MoveNext()
    {
        if (_rest.IsEmpty && !TryRead()) return false;
        int length = MemoryMarshal.Read<ushort>(_rest[RecordLength..]);
        ReadOnlySpan<byte> name = _rest[FirstOfName..length];
        Name = name[..name.IndexOf((byte)0)];
        IsDirectory = _rest[Type] == DirectoryType;
        _rest = _rest[length..];
        return true;
    }

    private bool TryRead()
    {
        nint count;
        do count = Libc.GetDents(descriptor, buffer.Pointer, buffer.Capacity);
        while (count < 0 && ReadStatuses.LastErrno == Errno.EINTR);
        if (count < 0) Status = ReadStatuses.OfLastError();
        _rest = count > 0 ? buffer.First((int)count) : default;
        return count > 0;
    }
}
