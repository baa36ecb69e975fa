using System.Buffers.Text;
using System.Runtime.InteropServices;
using Vmon.Native;

namespace Vmon.ProcFs;

/// <summary>The entries of a directory that are numbers: processes in /proc, threads in task, descriptors in fd.</summary>
internal static unsafe class NumberedEntries
{
    // struct linux_dirent64: inode (8 bytes), offset (8), record length (2), type (1), name and a NUL.
    private const int RecordLength = 16;
    private const int Name = 19;

    /// <summary>Replaces <paramref name="numbers"/> by those of the open directory, which is closed.</summary>
    internal static ReadStatus List(int descriptor, ReadBuffer buffer, List<int> numbers)
    {
        ReadStatus status = Read(descriptor, buffer, numbers);
        _ = Libc.Close(descriptor);
        return status;
    }

    /// <summary>Replaces <paramref name="numbers"/> by those of the open directory, which stays open.</summary>
    internal static ReadStatus Read(int descriptor, ReadBuffer buffer, List<int> numbers)
    {
        numbers.Clear();
        ReadStatus status = ReadStatus.Ok;
        while (true)
        {
            nint count = Libc.GetDents(descriptor, buffer.Pointer, buffer.Capacity);
            if (count < 0)
            {
                Errno errno = ReadStatuses.LastErrno;
                if (errno == Errno.EINTR) continue;
                status = ReadStatuses.Of(errno);
            }

            if (count <= 0) break;
            Collect(buffer.First((int)count), numbers);
        }

        return status;
    }

    private static void Collect(ReadOnlySpan<byte> records, List<int> numbers)
    {
        while (!records.IsEmpty)
        {
            int length = MemoryMarshal.Read<ushort>(records[RecordLength..]);
            ReadOnlySpan<byte> name = records[Name..length];
            name = name[..name.IndexOf((byte)0)];
            if (char.IsAsciiDigit((char)name[0]) && Utf8Parser.TryParse(name, out int number, out int used) && used == name.Length)
                numbers.Add(number);
            records = records[length..];
        }
    }
}
