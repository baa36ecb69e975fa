using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources.Files;

namespace Vmon.Sources.Processes;

/// <summary>Control groups that processes share, so that a machine has one object for each combination of groups, and reads its file once a sample.</summary>
/// <param name="containers">The names of containers. Null if the files of their runtimes are not those of the sampled machine.</param>
/// <param name="ids">Finds groups by their inode. Null if they are not those of this machine.</param>
internal sealed class SharedCgroups(ContainerNames? containers, CgroupIds? ids = null)
{
    // The longest path is 4,096 bytes, and there are about a dozen hierarchies of version 1.
    private const int LongestText = 32 * 1024;

    // Any user can be permitted to create groups.
    private const int MostTexts = 16 * 1024;
    private const int FewSets = 1024;

    private readonly Dictionary<byte[], ProcessCgroups> _texts = new(new ByteTextComparer());
    private readonly Dictionary<CgroupSet, Entry> _sets = [];

    /// <summary>The groups of a set, if a process with it was read in this sample. The kernel may use the address of an earlier one again.</summary>
    internal ProcessCgroups? Find(CgroupSet set, long sample) => _sets.TryGetValue(set, out Entry? entry) && entry.ReadIn == sample ? entry.Groups : null;

    /// <summary>The groups of a process that exited: those of its set when a process with it was last read, or else the group of its inode or path. Null if unknown.</summary>
    internal ProcessCgroups? Find(CgroupSet set, byte[]? path, ReadBuffer buffer)
    {
        if (_sets.GetValueOrDefault(set)?.Groups is { } groups) return groups;
        if (set.Id == 0) return null;
        return ids?.Find(set.Id, buffer) ?? (path is null ? null : Of([.. "0::"u8, .. path, (byte)'\n']));
    }

    /// <summary>Records that a set exists in a sample.</summary>
    internal void Note(CgroupSet set, long sample)
    {
        if (_sets.TryGetValue(set, out Entry? entry)) entry.SeenIn = sample;
    }

    /// <summary>Reads the groups of a process.</summary>
    internal ReadStatus Read(ref ProcDirectory directory, CgroupSet? set, SamplingContext context, out ProcessCgroups? groups)
    {
        groups = null;
        KeptFile file = default;
        ReadStatus status = file.Read(ref directory, "cgroup\0"u8, context.Budget, context.Buffer, out int length);
        file.Close(context.Budget);
        if (status != ReadStatus.Ok) return status;
        if (length > LongestText) return ReadStatus.TooLarge;
        groups = Of(context.Buffer.First(length));
        if (set is not { Address: not 0 } known) return status;
        if (_sets.Count >= FewSets && !_sets.ContainsKey(known)) ForgetSets(context.SampleNumber);
        _sets[known] = new Entry(groups) { ReadIn = context.SampleNumber, SeenIn = context.SampleNumber };
        return status;
    }

    /// <summary>The groups of a text.</summary>
    internal ProcessCgroups Of(ReadOnlySpan<byte> text)
    {
        Dictionary<byte[], ProcessCgroups>.AlternateLookup<ReadOnlySpan<byte>> known = _texts.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (known.TryGetValue(text, out ProcessCgroups? groups)) return groups;
        if (_texts.Count >= MostTexts)
        {
            _texts.Clear();
            ids?.Clear();
        }

        byte[] bytes = text.ToArray();
        groups = new ProcessCgroups(bytes, containers?.NameOf(CgroupNames.Of(CgroupList.Parse(bytes))));
        _texts.Add(bytes, groups);
        ids?.Add(groups);
        return groups;
    }

    // Each living process is read at least once in this time.
    private void ForgetSets(long sample)
    {
        foreach ((CgroupSet set, Entry entry) in _sets)
            if (sample - entry.SeenIn > 2 * SamplingContext.RestAtMost) _ = _sets.Remove(set);
        if (_sets.Count >= MostTexts) _sets.Clear();
    }

    private sealed class Entry(ProcessCgroups groups)
    {
        internal ProcessCgroups Groups { get; } = groups;

        internal long ReadIn { get; init; }

        internal long SeenIn { get; set; }
    }
}
