using Vmon.Parsing.Processes;
using Vmon.Sources.Processes;

namespace Vmon.Recording.Processes;

/// <summary>
/// The numbers of one process in one sample. A recording has their <see cref="Names"/>, so that a later version can add and move some. A number that follows from
/// others is kept as the difference from them, which is mostly the same in all samples.
/// </summary>
internal readonly ref struct ProcessNumbers(Span<long> values)
{
    internal static readonly StatField[] OfStat = Enum.GetValues<StatField>();
    internal static readonly IoField[] OfIo = Enum.GetValues<IoField>();

    private static readonly int FirstOfIo = OfStat.Length;
    private static readonly int FirstOfUser = FirstOfIo + OfIo.Length;
    private static readonly int FirstOther = FirstOfUser + ProcessIds.Count;
    private static readonly int[] StatIndexes = IndexesOf(OfStat);

    private readonly Span<long> _values = values;

    internal static int Count { get; } = FirstOther + Enum.GetValues<ProcessNumber>().Length;

    /// <summary>The names, in the order of the numbers: the file and its field, or the source and what it has.</summary>
    internal static IReadOnlyList<string> Names { get; } =
    [
        .. Enum.GetNames<StatField>().Select(static name => $"stat.{name}"),
        .. Enum.GetNames<IoField>().Select(static name => $"io.{name}"),
        .. Enumerable.Range(0, ProcessIds.Count).Select(static i => $"status.{StatusField.Uid + i}"),
        .. Enum.GetNames<ProcessNumber>().Select(NameOf),
    ];

    internal ref long this[StatField field] => ref _values[StatIndexes[(int)field]];

    internal ref long this[ProcessNumber number] => ref _values[IndexOf(number)];

    /// <summary>The numbers of stat, in the order of <see cref="OfStat"/>.</summary>
    internal Span<long> Stat => _values[..FirstOfIo];

    /// <summary>The numbers of io, in the order of <see cref="OfIo"/>.</summary>
    internal Span<long> Io => _values[FirstOfIo..FirstOfUser];

    /// <summary>The users and groups, in the order of status, each plus one; 0 if it is unknown.</summary>
    internal Span<long> User => _values[FirstOfUser..FirstOther];

    internal ReadingFlags Flags
    {
        get => (ReadingFlags)this[ProcessNumber.reading_flags];
        set => this[ProcessNumber.reading_flags] = (long)value;
    }

    internal static int IndexOf(ProcessNumber number) => FirstOther + (int)number;

    /// <summary>The name of a number: statm_resident is statm.resident.</summary>
    internal static string NameOf(string name)
    {
        int end = name.IndexOf('_', StringComparison.Ordinal);
        return $"{name[..end]}.{name[(end + 1)..]}";
    }

    private static int[] IndexesOf(StatField[] fields)
    {
        int[] indexes = new int[(int)fields[^1] + 1];
        for (int i = 0; i < fields.Length; i++) indexes[(int)fields[i]] = i;
        return indexes;
    }
}

/// <summary>Numbers of a process that are not all of one file. Each name is that of the source, and what it has.</summary>
internal enum ProcessNumber
{
    /// <summary>User and system time together, in nanoseconds. utime is kept as what is missing from it and stime to this.</summary>
    stat_run_time,
    stat_unknown,
    io_unknown,
    statm_size,
    statm_resident,
    statm_shared,
    statm_text,
    statm_data,
    statm_unknown,
    task_voluntary_switches,
    task_involuntary_switches,

    /// <summary>Of the main thread, as what is missing to that of the process.</summary>
    task_run_time,
    task_run_delay,

    /// <summary>As what is missing to the sum of the switches.</summary>
    task_slices,

    /// <summary>Plus one; 0 if unknown.</summary>
    task_swapped_pages,
    task_inheritable,
    task_permitted,
    task_effective,
    task_bounding,
    task_ambient,
    task_oom_score_adj,

    /// <summary>Plus one; 0 if unknown.</summary>
    task_cgroup_id,

    /// <summary>The results of reading stat, statm, io, the counters, the executable, the command line, the user and the control groups, with four bits each.</summary>
    reading_statuses,

    /// <summary>See <see cref="ReadingFlags"/>.</summary>
    reading_flags,

    /// <summary>Nanoseconds from the beginning of the sample to the reading.</summary>
    reading_time,

    /// <summary>Number of a text of the block, plus one; 0 for none.</summary>
    text_comm,
    text_exe,
    text_cmdline,
    text_cgroup,

    /// <summary>Name of the container, if its control group does not tell.</summary>
    text_container,
}

/// <summary>What is known of the readings of a process in one sample.</summary>
[Flags]
internal enum ReadingFlags
{
    None = 0,
    StatIsPaired = 1,
    MemoryIsPaired = 1 << 1,
    IoIsPaired = 1 << 2,
    CountersArePaired = 1 << 3,

    /// <summary>It started in the interval, at whose beginning its counters are zero.</summary>
    IsBorn = 1 << 4,
    HasInterval = 1 << 5,
    OfInterval = StatIsPaired | MemoryIsPaired | IoIsPaired | CountersArePaired | IsBorn | HasInterval,

    /// <summary>It has not run in the interval.</summary>
    Rests = 1 << 6,
    HasExited = 1 << 7,

    /// <summary>It exited before any sample read it.</summary>
    WasUnsampled = 1 << 8,
    HasUser = 1 << 9,
    HasTraits = 1 << 10,
    ExecutableIsDeleted = 1 << 11,
    ExecutableIsNotDeleted = 1 << 12,
    CommandIsTruncated = 1 << 13,
}
