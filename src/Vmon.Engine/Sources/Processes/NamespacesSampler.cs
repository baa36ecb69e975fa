using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Sources.Processes;

/// <summary>
/// Namespaces. Read first, after an exec, and at every refresh, which detects a change without an exec. A missing value of an exiting
/// process does not replace a known one.
/// </summary>
internal struct NamespacesSampler
{
    private const int Kinds = (int)NamespaceKind.Uts + 1;

    private ulong _stackStart;

    internal ReadStatus Status { get; private set; }

    /// <summary>Null until they could be read. Shared by all samples until one of them changes.</summary>
    internal ProcessNamespaces? Namespaces { get; private set; }

    /// <summary>Number of the sample in which one of them last changed; 0 if never.</summary>
    internal long ChangedIn { get; private set; }

    internal void Sample(ref ProcDirectory directory, in ProcStat stat, SamplingContext context)
    {
        if (Status != ReadStatus.NotRead && !context.IsRefreshDue(stat.Id) && _stackStart == stat.StackStart) return;
        _stackStart = stat.StackStart;

        Span<long> inodes = stackalloc long[Kinds];
        if (Namespaces is null) inodes.Clear();
        else Namespaces.Inodes.CopyTo(inodes);
        Status = Read(ref directory, inodes, context);
        if (Status != ReadStatus.Ok || Namespaces?.Inodes.SequenceEqual(inodes) == true) return;
        if (Namespaces is not null) ChangedIn = context.SampleNumber;
        Namespaces = new ProcessNamespaces(inodes);
    }

    /// <summary>Accepts what a recording has.</summary>
    internal void Restore(ReadStatus status, scoped ReadOnlySpan<long> inodes, long sample)
    {
        Status = status;
        if (Namespaces is null ? status != ReadStatus.Ok : Namespaces.Inodes.SequenceEqual(inodes)) return;
        if (Namespaces is not null) ChangedIn = sample;
        Namespaces = new ProcessNamespaces(inodes);
    }

    /// <summary>Replaces the namespaces that exist. Ok if there is at least one.</summary>
    private static ReadStatus Read(ref ProcDirectory directory, scoped Span<long> inodes, SamplingContext context)
    {
        ReadStatus whole = ReadStatus.Gone;
        for (int kind = 0; kind < Kinds; kind++)
        {
            ReadStatus status = directory.ReadLink(PathOf((NamespaceKind)kind), context.Buffer, out int length);
            if (status == ReadStatus.Ok && NamespaceLink.TryParse(context.Buffer.First(length), out long inode))
            {
                inodes[kind] = inode;
                whole = ReadStatus.Ok;
            }
            else if (whole != ReadStatus.Ok && status is not (ReadStatus.Ok or ReadStatus.Gone))
            {
                whole = status;
            }
        }

        return whole;
    }

    /// <summary>The path of a link below the directory of a process, with the zero at its end.</summary>
    internal static ReadOnlySpan<byte> PathOf(NamespaceKind kind) => kind switch
    {
        NamespaceKind.Cgroup => "ns/cgroup\0"u8,
        NamespaceKind.Ipc => "ns/ipc\0"u8,
        NamespaceKind.Mount => "ns/mnt\0"u8,
        NamespaceKind.Network => "ns/net\0"u8,
        NamespaceKind.Pid => "ns/pid\0"u8,
        NamespaceKind.Time => "ns/time\0"u8,
        NamespaceKind.User => "ns/user\0"u8,
        _ => "ns/uts\0"u8,
    };
}
