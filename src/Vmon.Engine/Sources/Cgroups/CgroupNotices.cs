using System.Buffers.Text;
using Vmon.Native;
using Vmon.Parsing.Files;
using Vmon.ProcFs;

namespace Vmon.Sources.Cgroups;

/// <summary>
/// Learns from the kernel which directories and limits of control groups changed, so that the others are not read again. What the kernel does not report is read in each sample.
/// </summary>
/// <param name="inotify">Null if the kernel denies it.</param>
/// <param name="most">Number of directories that may be watched.</param>
internal sealed class CgroupNotices(Inotify? inotify, int most) : IDisposable
{
    // The other programs of a user share the number.
    private const int Share = 4;

    private const int Denied = -1;

    // Another process can cause events as fast as they are read.
    private const int MostReads = 64;

    private readonly Dictionary<int, (CgroupNode Group, int Hierarchy)> _watched = [];
    private bool _isExhausted;

    /// <summary>Opens them. Nothing is watched if the kernel denies it.</summary>
    internal static CgroupNotices Open(SamplingContext context)
    {
        ReadStatus status = context.Root.Read("sys/fs/inotify/max_user_watches\0"u8, context.Buffer, out int length);
        int most = status == ReadStatus.Ok && Utf8Parser.TryParse(context.Buffer.First(length), out int permitted, out _) ? permitted / Share : 0;
        return new CgroupNotices(most == 0 ? null : Inotify.TryOpen(), most);
    }

    /// <summary>Watches the directory of a group, if it is not watched yet.</summary>
    /// <param name="group">The group.</param>
    /// <param name="hierarchy">Index of the hierarchy.</param>
    /// <param name="root">The directory of the hierarchy.</param>
    internal void Watch(CgroupNode group, int hierarchy, int root)
    {
        ref CgroupDirectory directory = ref group.Files!.Directories[hierarchy];
        if (inotify is null || directory.Watch != 0 || _isExhausted || _watched.Count >= most) return;
        int watch = inotify.Watch(root, group.Files.DirectoryPath);
        if (watch < 0) _isExhausted = ReadStatuses.LastErrno == Errno.ENOSPC;
        directory.Watch = watch >= 0 && _watched.TryAdd(watch, (group, hierarchy)) ? watch : Denied;
    }

    /// <summary>Ends the watch of a directory.</summary>
    internal void Forget(ref CgroupDirectory directory)
    {
        if (directory.Watch > 0 && _watched.Remove(directory.Watch)) inotify!.Forget(directory.Watch);
        directory.Watch = 0;
        directory.IsKnown = false;
    }

    /// <summary>Marks what changed.</summary>
    internal void Take(ReadBuffer buffer)
    {
        if (inotify is null) return;
        for (int read = 0; read < MostReads; read++)
        {
            if (!inotify.TryRead(buffer, out InotifyEvents events)) return;
            while (events.MoveNext()) Take(events);
        }

        DoubtAll();
    }

    public void Dispose() => inotify?.Dispose();

    private void Take(in InotifyEvents change)
    {
        if (change.Mask.HasFlag(InotifyMask.IN_Q_OVERFLOW))
        {
            DoubtAll();
        }
        else if (_watched.TryGetValue(change.Watch, out (CgroupNode Group, int Hierarchy) at))
        {
            Take(change, at.Group, at.Hierarchy);
        }
    }

    private void Take(in InotifyEvents change, CgroupNode group, int hierarchy)
    {
        if (change.Mask.HasFlag(InotifyMask.IN_IGNORED))
        {
            group.Files?.Directories[hierarchy].Watch = 0;
            _ = _watched.Remove(change.Watch);
        }

        if (change.Mask == InotifyMask.IN_MODIFY)
        {
            group.Files?.Doubt();
            if (change.Name.SequenceEqual("cgroup.subtree_control"u8)) // the groups below have other files now
                foreach (CgroupNode below in group.Children.Values) below.Files?.FindAgain();
            return;
        }

        Doubt(group, hierarchy);
        if (!change.Name.IsEmpty && group.Children.TryGetValue(ProcText.Decode(change.Name), out CgroupNode? child)) Doubt(child, hierarchy);
    }

    private void DoubtAll()
    {
        foreach ((CgroupNode group, int hierarchy) in _watched.Values) Doubt(group, hierarchy);
    }

    private static void Doubt(CgroupNode group, int hierarchy)
    {
        if (group.Files is not { } files) return;
        files.Directories[hierarchy].IsKnown = false;
        files.Doubt();
    }
}
