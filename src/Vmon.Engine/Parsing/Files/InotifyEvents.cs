using System.Runtime.InteropServices;

namespace Vmon.Parsing.Files;

/// <summary>The events that a read of an inotify descriptor gave.</summary>
/// <param name="bytes">What was read.</param>
internal ref struct InotifyEvents(ReadOnlySpan<byte> bytes)
{
    // struct inotify_event: watch descriptor (4 bytes), mask (4), cookie (4), length of the name (4), the name and NULs.
    private const int MaskAt = 4;
    private const int LengthAt = 12;
    private const int NameAt = 16;

    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Number of the watch. -1 if events were lost.</summary>
    internal int Watch { readonly get; private set; }

    internal InotifyMask Mask { readonly get; private set; }

    /// <summary>Name of the entry of the directory. Empty if the directory itself is meant.</summary>
    internal ReadOnlySpan<byte> Name { readonly get; private set; }

    /// <summary>Moves to the next event. False at the end.</summary>
    internal bool MoveNext()
    {
        if (_rest.Length < NameAt) return false;
        uint length = MemoryMarshal.Read<uint>(_rest[LengthAt..]);
        if (length > _rest.Length - NameAt) return false;
        Watch = MemoryMarshal.Read<int>(_rest);
        Mask = (InotifyMask)MemoryMarshal.Read<uint>(_rest[MaskAt..]);
        ReadOnlySpan<byte> name = _rest.Slice(NameAt, (int)length);
        int end = name.IndexOf((byte)0);
        Name = end < 0 ? name : name[..end];
        _rest = _rest[(NameAt + (int)length)..];
        return true;
    }
}

/// <summary>Events of inotify(7), by their names in sys/inotify.h.</summary>
[Flags]
internal enum InotifyMask : uint
{
    None = 0,
    IN_MODIFY = 0x2,
    IN_MOVED_FROM = 0x40,
    IN_MOVED_TO = 0x80,
    IN_CREATE = 0x100,
    IN_DELETE = 0x200,
    IN_DELETE_SELF = 0x400,
    IN_MOVE_SELF = 0x800,
    IN_UNMOUNT = 0x2000,
    IN_Q_OVERFLOW = 0x4000,
    IN_IGNORED = 0x8000,
    IN_ONLYDIR = 0x1000000,
    IN_ISDIR = 0x40000000,
}
