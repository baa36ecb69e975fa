using System.Buffers.Text;
using Vmon.Native;

namespace Vmon.ProcFs;

/// <summary>The entries of a directory that are numbers: processes in /proc, threads in task, descriptors in fd.</summary>
internal static class NumberedEntries
{
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
        DirectoryRecords records = new(descriptor, buffer);
        while (records.MoveNext())
            if (char.IsAsciiDigit((char)records.Name[0]) && Utf8Parser.TryParse(records.Name, out int number, out int used) && used == records.Name.Length) numbers.Add(number);
        return records.Status;
    }
}
