using System.Runtime.InteropServices;
using Vmon.Native;
using Vmon.Parsing.Files;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources.Files;

namespace Vmon.Sources.Network;

/// <summary>The sockets of the descriptors of one process. A process that has not run has the same.</summary>
internal struct HeldSockets
{
    private List<ulong>? _inodes;

    /// <summary>Result of the last reading.</summary>
    internal ReadStatus Status { get; private set; }

    /// <summary>Inode number of the network namespace of the process, which also has its sockets, as a rule. 0 if unknown.</summary>
    internal ulong Namespace { get; private set; }

    /// <summary>Their inode numbers, ascending. A socket of several descriptors is one.</summary>
    internal readonly ReadOnlySpan<ulong> Inodes => CollectionsMarshal.AsSpan(_inodes);

    /// <summary>Reads them.</summary>
    /// <param name="process">The process.</param>
    /// <param name="stat">Its record.</param>
    /// <param name="files">Its descriptors, if the sample has already read them. Empty if not.</param>
    /// <param name="context">What all work with.</param>
    internal void Read(ref ProcDirectory process, in ProcStat stat, ReadOnlySpan<FileEntry> files, SamplingContext context)
    {
        if (Status == ReadStatus.Denied && !context.IsRefreshDue(process.ProcessId)) return;
        _inodes?.Clear();
        Namespace = 0;

        // Sockets of the kernel itself have no descriptors, and a zombie has none any more.
        bool isZombie = stat.State == ProcessState.Zombie;
        if (stat.IsOfKernel == true) Status = ReadStatus.NotRead;
        else if (isZombie) Status = ReadStatus.Ok;
        else if (files.IsEmpty) Status = ReadLinks(ref process, context);
        else Status = Take(files);
        if (Status != ReadStatus.Ok || isZombie) return;
        Unite(_inodes);
        Status = process.OfTarget("ns/net\0"u8, out StatX link);
        Namespace = link.Inode;
    }

    private ReadStatus Take(ReadOnlySpan<FileEntry> files)
    {
        foreach (ref readonly FileEntry file in files)
            if (file.IsSocket) (_inodes ??= []).Add(file.Inode!.Value);
        return ReadStatus.Ok;
    }

    private ReadStatus ReadLinks(ref ProcDirectory process, SamplingContext context)
    {
        ReadStatus status = process.Open("fd\0"u8, isDirectory: true, out int directory);
        if (status != ReadStatus.Ok) return status;
        status = NumberedEntries.Read(directory, context.Buffer, context.Descriptors);
        if (status == ReadStatus.Ok && !context.Sockets!.MayRead(context.Descriptors.Count, context)) status = ReadStatus.NotRead;
        Span<byte> name = stackalloc byte[ProcPath.Longest];
        for (int i = 0; status == ReadStatus.Ok && i < context.Descriptors.Count && !context.State.IsCancelled; i++)
        {
            ProcPath.OfProcess(context.Descriptors[i], name);
            ReadStatus link = DescriptorLink.Read(directory, name, context.Buffer, out int length);
            if (link is ReadStatus.Gone) continue; // closed meanwhile
            if (link != ReadStatus.Ok) status = link;
            else if (LinkTarget.Parse(context.Buffer.First(length)) is { Type: FileType.Socket, Inode: ulong inode }) (_inodes ??= []).Add(inode);
        }

        _ = Libc.Close(directory);
        return status;
    }

    private static void Unite(List<ulong>? inodes)
    {
        if (inodes is not { Count: > 1 }) return;
        inodes.Sort();
        int kept = 1;
        for (int i = 1; i < inodes.Count; i++)
            if (inodes[i] != inodes[kept - 1]) inodes[kept++] = inodes[i];
        CollectionsMarshal.SetCount(inodes, kept);
    }
}
