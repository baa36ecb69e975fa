using Vmon.Native;
using Vmon.Parsing.Cgroups;
using Vmon.ProcFs;
using Vmon.Sources.Processes;

namespace Vmon.Sources.Cgroups;

/// <summary>
/// The control groups of this machine, as far as they are mounted: the hierarchy of version 2, and those of version 1. A group is the same in all hierarchies in which its
/// path is.
/// </summary>
internal sealed class CgroupFileSystem : ICgroupSource
{
    // Longest path of a group. The kernel permits more, but cannot show it.
    private const int LongestPath = 4000;

    private const uint NoneBelow = 2;

    // Watching a directory takes longer than looking at it a few times.
    private const int WatchedFrom = 3;

    private readonly SamplingContext _context;
    private readonly ContainerNames? _containers;
    private readonly (CgroupMount Mount, int Directory)[] _hierarchies;
    private readonly int[] _hierarchyOf;
    private readonly CgroupFile[] _signs;
    private readonly CgroupFile[] _others;
    private readonly bool _isCpuInVersion1;
    private readonly List<DeviceCounters> _devices = [];
    private readonly List<CgroupNode> _removed = [];
    private CgroupNotices? _notices;

    private CgroupFileSystem(SamplingContext context, ContainerNames? containers, (CgroupMount Mount, int Directory)[] hierarchies, CgroupDataSets dataSets)
    {
        _signs = [.. CgroupFile.All.Where(file => (file.DataSet & dataSets) != 0 && CgroupRest.IsSign(file.Id))];
        _others = [.. CgroupFile.All.Where(file => (file.DataSet & dataSets) != 0 && !CgroupRest.IsSign(file.Id))];
        _context = context;
        _containers = containers;
        _hierarchies = hierarchies;
        _hierarchyOf = new int[CgroupFile.Count];
        foreach (CgroupFile file in CgroupFile.All) _hierarchyOf[(int)file.Id] = HierarchyOf(file);
        _isCpuInVersion1 = _hierarchyOf[(int)CgroupFileId.CpuUsage] >= 0 && _hierarchyOf[(int)CgroupFileId.CpuThrottling] >= 0;
    }

    ~CgroupFileSystem() => Close();

    public SampledHost Host => _context.Host;

    public SampleState State => _context.State;

    /// <summary>Whether any hierarchy is mounted.</summary>
    internal bool IsMounted => _hierarchies.Length > 0;

    /// <summary>Opens the hierarchies that are mounted.</summary>
    /// <param name="context">What its readers share.</param>
    /// <param name="containers">The names of containers. Null for none.</param>
    /// <param name="dataSets">What is read.</param>
    internal static CgroupFileSystem Open(SamplingContext context, ContainerNames? containers, CgroupDataSets dataSets)
    {
        ReadStatus status = context.Root.Read("self/mountinfo\0"u8, context.Buffer, out int length);
        IReadOnlyList<CgroupMount> mounts = status == ReadStatus.Ok ? CgroupMount.Parse(context.Buffer.First(length)) : [];
        List<(CgroupMount Mount, int Directory)> opened = [];
        foreach (CgroupMount mount in mounts.Where(mount => mount.Version == 2 || mount.Controllers.Any(IsUseful)))
            if (ProcRoot.OpenAt(Libc.CurrentDirectory, ProcText.Encode(mount.Directory + '\0'), isDirectory: true, out int directory) == ReadStatus.Ok) opened.Add((mount, directory));
        return new CgroupFileSystem(context, containers, [.. opened], dataSets);
    }

    public bool TryAdvance(CgroupTree groups, CancellationToken cancellation)
    {
        State.Begin(_context.Uptime, cancellation);
        foreach (CgroupNode removed in _removed) groups.Remove(removed);
        _removed.Clear();
        if (groups.Root is null && IsMounted) Prepare(groups.AddRoot(_hierarchies[0].Mount.Root));
        if (State.Number == WatchedFrom) _notices = CgroupNotices.Open(_context);
        _notices?.Take(_context.Buffer);
        IReadOnlyList<CgroupNode> known = groups.All;
        for (int i = 0; i < known.Count && !State.IsCancelled; i++) Look(groups, known[i]);
        return !State.IsCancelled;
    }

    public CgroupReading Read(CgroupNode group)
    {
        CgroupReading reading = default;
        CgroupFiles? files = group.Files;
        bool hasLimits = files is { AreLimitsKnown: true };
        bool areWatched = files is not null && Array.TrueForAll(files.Directories, static directory => directory.Inode == 0 || directory.IsKnown);
        if (hasLimits) reading.TakeLimits(group.Current);
        _devices.Clear();
        bool isComplete = true;
        foreach (CgroupFile file in _signs)
            if (file.Id != CgroupFileId.CpuStat || !_isCpuInVersion1 || reading.Numbers[CgroupField.CpuTime] is null) isComplete &= TryTake(group, file, ref reading);

        bool isResting = files is { IsRestKnown: true } && !_context.IsExact && reading.IsRestSince(group.Current, _devices);
        if (isResting) reading.TakeRest(group.Current);
        foreach (CgroupFile file in _others)
        {
            bool isLimit = file.DataSet == CgroupDataSets.Limits;
            if (isLimit ? hasLimits : isResting && (CgroupRest.IsKept(file.Id) || (!_isCpuInVersion1 && reading.TryTakeCalm(file.Id, group.Current, group.Previous)))) continue;
            isComplete &= TryTake(group, file, ref reading);
            if (isLimit && areWatched) files!.Close(file, _context.Budget);
        }

        reading.TakeDevices(group.Current, _devices);
        files?.AreLimitsKnown = areWatched;
        files?.IsRestKnown = areWatched && isComplete;
        return reading;
    }

    public void Release(CgroupNode group) => group.Files?.Close(_context.Budget);

    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    // A hierarchy has groups that others do not have only if something uses its controller, or if it is that of systemd.
    private static bool IsUseful(string controller) => controller == "name=systemd" || Array.Exists(CgroupFile.All, file => file.Controller == controller);

    // False if the file can be there, and was not read: the next sample reads it.
    private bool TryTake(CgroupNode group, CgroupFile file, ref CgroupReading reading)
    {
        ReadStatus status = Read(group, file, out ReadOnlySpan<byte> text);
        reading.Take(file, status, text, _devices);
        return status is ReadStatus.Ok or ReadStatus.Gone or ReadStatus.Denied;
    }

    private ReadStatus Read(CgroupNode group, CgroupFile file, out ReadOnlySpan<byte> text)
    {
        text = default;
        int hierarchy = _hierarchyOf[(int)file.Id];
        if (hierarchy < 0 || group.Files is not { } files || files.Directories[hierarchy].Inode == 0) return ReadStatus.Gone;
        return files.Read(file, _hierarchies[hierarchy].Directory, _context, out text);
    }

    // A controller is in one hierarchy: that of version 2 has those that no hierarchy of version 1 has.
    private int HierarchyOf(CgroupFile file)
    {
        int first = file.Version == 2 ? -1 : Array.FindIndex(_hierarchies, hierarchy => hierarchy.Mount.Controllers.Contains(file.Controller));
        return first >= 0 || file.Version == 1 ? first : Array.FindIndex(_hierarchies, static hierarchy => hierarchy.Mount.Version == 2);
    }

    private void Look(CgroupTree groups, CgroupNode node)
    {
        if (node.Files is not { } files || files.LookedIn == State.Number) return;
        long before = files.LookedIn;
        files.LookedIn = State.Number;
        if ((State.Number + node.Path.Length) % SamplingContext.RefreshEvery == 0) files.FindAgain();
        bool isThere = false;
        for (int i = 0; i < _hierarchies.Length; i++)
        {
            ref CgroupDirectory directory = ref files.Directories[i];
            bool isMissing = directory.Inode == 0 && before != 0 && node.Parent?.Files is { } above && above.Directories[i].ChangedIn < before; // nothing was added there
            if (!directory.IsKnown && !isMissing) LookIn(groups, node, i);
            isThere |= directory.Inode != 0;
        }

        if (!isThere) Remove(groups, node);
    }

    // A directory has a link for each directory in it.
    private void LookIn(CgroupTree groups, CgroupNode node, int hierarchy)
    {
        ref CgroupDirectory directory = ref node.Files!.Directories[hierarchy];
        if (directory.Inode != 0) _notices?.Watch(node, hierarchy, _hierarchies[hierarchy].Directory); // first, so that no change is missed
        (ulong inode, uint links) = (directory.Inode, directory.Links);
        bool isThere = DescriptorLink.OfTarget(_hierarchies[hierarchy].Directory, node.Files.DirectoryPath, out StatX stat) == ReadStatus.Ok;
        (directory.Inode, directory.Links) = isThere ? (stat.Inode, stat.LinkCount) : default;
        directory.IsKnown = directory.Watch > 0 && directory.Inode == inode;
        if (isThere && _hierarchies[hierarchy].Mount.Version == 2) node.Id = (long)stat.Inode;
        if ((directory.Inode, directory.Links) == (inode, links)) return;

        directory.ChangedIn = State.Number;
        if (directory.Inode != inode && inode != 0)
        {
            _notices?.Forget(ref directory);
            foreach (CgroupNode child in node.Children.Values) Doubt(child, hierarchy);
            if (isThere) Renew(node);
        }

        if (isThere && directory.Links != NoneBelow) List(groups, node, hierarchy);
    }

    // The directory of a path can be another one.
    private static void Doubt(CgroupNode node, int hierarchy)
    {
        node.Files?.Directories[hierarchy].IsKnown = false;
        foreach (CgroupNode child in node.Children.Values) Doubt(child, hierarchy);
    }

    // If another group was added at the same time, the number of links of the parent is the same.
    private void Remove(CgroupTree groups, CgroupNode node)
    {
        node.IsRemoved = true;
        foreach (ref CgroupDirectory directory in node.Files!.Directories.AsSpan()) _notices?.Forget(ref directory);
        node.Files.Close(_context.Budget);
        node.Files = null;
        _removed.Add(node);
        if (node.Parent is { Files: { } above } parent)
            for (int i = 0; i < _hierarchies.Length; i++)
            {
                if (above.Directories[i].Inode == 0) continue;
                above.Directories[i].ChangedIn = State.Number;
                List(groups, parent, i);
            }
    }

    // Another group has the path of one that was removed.
    private void Renew(CgroupNode node)
    {
        node.Files!.Close(_context.Budget);
        node.Files.FindAgain();
        node.FirstIn = 0;
    }

    private void List(CgroupTree groups, CgroupNode node, int hierarchy)
    {
        if (ProcRoot.OpenAt(_hierarchies[hierarchy].Directory, node.Files!.DirectoryPath, isDirectory: true, out int descriptor) != ReadStatus.Ok) return;
        List<string> names = [];
        _ = Subdirectories.List(descriptor, _context.Buffer, names);
        foreach (string name in names)
        {
            if (node.Path.Length + name.Length > LongestPath || groups.Add(node, name) is not { } child || child is { Files: not null }) continue;
            if (child.IsRemoved) Revive(child);
            Prepare(child);
            Look(groups, child);
        }
    }

    // It was added again in the interval in which it was removed.
    private void Revive(CgroupNode node)
    {
        node.IsRemoved = false;
        node.FirstIn = 0;
        _ = _removed.Remove(node);
    }

    private void Prepare(CgroupNode node)
    {
        int above = node.Parent is null ? node.Path.Length : _hierarchies[0].Mount.Root.TrimEnd('/').Length + 1;
        string below = node.Path[above..];
        node.Files = new CgroupFiles(below.Length == 0 ? [] : ProcText.Encode(below + '/'), _hierarchies.Length);
        node.Names = node.Names.Named(_containers?.NameOf(node.Names));
    }

    private void Close()
    {
        foreach ((_, int directory) in _hierarchies) _ = Libc.Close(directory);
        _notices?.Dispose();
        _context.Root.Dispose();
    }
}
