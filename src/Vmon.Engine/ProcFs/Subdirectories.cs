using System.Runtime.InteropServices;
using Vmon.Native;

namespace Vmon.ProcFs;

/// <summary>The directories in a directory, without . and ..</summary>
internal static unsafe class Subdirectories
{
    // struct linux_dirent64: inode (8 bytes), offset (8), record length (2), type (1), name and a NUL.
    private const int RecordLength = 16;
    private const int Type = 18;
    private const int Name = 19;
    private const byte DirectoryType = 4; // DT_DIR

    /// <summary>Adds their names.</summary>
    /// <param name="descriptor">The open directory, which is closed.</param>
    /// <param name="buffer">Scratch.</param>
    /// <param name="names">The names.</param>
    internal static ReadStatus List(int descriptor, ReadBuffer buffer, List<string> names)
    {
        ReadStatus status = ReadStatus.Ok;
        while (true)
        {
            nint count = Libc.GetDents(descriptor, buffer.Pointer, buffer.Capacity);
            if (count < 0 && ReadStatuses.LastErrno == Errno.EINTR) continue;
            if (count < 0) status = ReadStatuses.OfLastError();
            if (count <= 0) break;
            Collect(buffer.First((int)count), names);
        }

        _ = Libc.Close(descriptor);
        return status;
    }

    private static void Collect(ReadOnlySpan<byte> records, List<string> names)
    {
        while (!records.IsEmpty)
        {
            int length = MemoryMarshal.Read<ushort>(records[RecordLength..]);
            ReadOnlySpan<byte> name = records[Name..length];
            name = name[..name.IndexOf((byte)0)];
            if (records[Type] == DirectoryType && !name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8)) names.Add(ProcText.Decode(name));
            records = records[length..];
        }
    }
}
