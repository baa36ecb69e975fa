using Vmon.Kernel.Files;
using Vmon.Native;
using Vmon.Parsing.Files;

namespace Vmon.Sources.Files;

/// <summary>Sizes and fdinfo of descriptors as the pass of the last sample has them, for one listing.</summary>
internal sealed class PassedDetails(SamplingContext context)
{
    private const int MostDerived = 32;
    private const int DescriptorsPerByte = 8;

    private FileRun _run;
    private int _rest;

    /// <summary>Begins with a process, or goes on with it.</summary>
    internal void Begin(ProcessRecords process)
    {
        FileRun run = default;
        _ = context.FilePasses?.TryFind(process.Id, process.Identity.StartTicks, context, out run);
        if (run == _run) return;
        _run = run;
        _rest = run.Length;
    }

    /// <summary>Finds a descriptor, which is higher than those before.</summary>
    /// <param name="entry">The entry of the sample.</param>
    /// <param name="includeInfo">Whether fdinfo is of use.</param>
    /// <param name="size">Size and blocks. Null if only the file system knows them, and for another type of file.</param>
    /// <param name="info">Fdinfo. Null if the file has lines of its own.</param>
    internal void Find(in FileEntry entry, bool includeInfo, out StatX? size, out FileInfoText? info)
    {
        size = null;
        info = null;
        if (_rest == 0) return;
        FileRecords records = context.FilePasses![_run];
        records.SkipTo(_rest);
        while (records.TryNext(out FileRecord record) && record.Head.Descriptor <= entry.Descriptor)
        {
            _rest = records.Rest;
            if (record.Head.Descriptor != entry.Descriptor || !IsOf(record, entry)) continue;
            if (entry.Type is FileType.Regular or FileType.MemFd) size = SizeOf(record.Head);
            if (includeInfo) info = InfoOf(record.Head);
            return;
        }
    }

    // A process that rests may have other descriptors by now.
    private static bool IsOf(in FileRecord record, in FileEntry entry) =>
        record.TryGetText(stackalloc byte[MostDerived], out ReadOnlySpan<byte> text) && text.SequenceEqual(entry.Link);

    private static StatX? SizeOf(in FileHead head) =>
        head.Facts.HasFlag(FileFacts.Size) && FileSystems.HasPlainBlocks(head) ? new StatX { Size = (ulong)head.Size, Blocks = (ulong)head.Blocks } : null;

    private static FileInfoText? InfoOf(in FileHead head)
    {
        if (!head.Facts.HasFlag(FileFacts.Info) || head.HasOwnInfo != 0 || head.HasLocks != 0) return null;
        bool isClosedOnExec = (head.ClosedOnExec & (1 << (head.Descriptor % DescriptorsPerByte))) != 0;
        long flags = (head.Flags & ~(uint)Libc.CloseOnExec) | (isClosedOnExec ? (uint)Libc.CloseOnExec : 0);
        return FileInfoText.Of(head.Position, flags, head.MountId);
    }
}
