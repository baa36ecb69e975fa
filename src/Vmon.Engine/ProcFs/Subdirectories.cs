using Vmon.Native;

namespace Vmon.ProcFs;

/// <summary>The directories in a directory, without . and ..</summary>
internal static class Subdirectories
{
    /// <summary>Adds their names.</summary>
    /// <param name="descriptor">The open directory, which is closed.</param>
    /// <param name="buffer">Scratch.</param>
    /// <param name="names">The names.</param>
    internal static ReadStatus List(int descriptor, ReadBuffer buffer, List<string> names)
    {
        DirectoryRecords records = new(descriptor, buffer);
        while (records.MoveNext())
            if (records.IsDirectory && !records.Name.SequenceEqual("."u8) && !records.Name.SequenceEqual(".."u8)) names.Add(ProcText.Decode(records.Name));
        _ = Libc.Close(descriptor);
        return records.Status;
    }
}
