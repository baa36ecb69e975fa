using System.Text;
using Vmon.Parsing.Processes;
using Vmon.Sources.Processes;

namespace Vmon.Recording.Processes;

/// <summary>
/// The numbers of the data sets of one process beyond the default, in one sample. A recording that has none of these data sets has none of the numbers.
/// </summary>
internal readonly ref struct DetailNumbers(Span<long> values)
{
    internal static readonly StatusText[] Lines = Enum.GetValues<StatusText>();

    private static readonly StatusField[] OfStatus = Enum.GetValues<StatusField>();
    private static readonly SmapsField[] OfPss = Enum.GetValues<SmapsField>();
    private static readonly SchedField[] OfSchedule = Enum.GetValues<SchedField>();
    private static readonly NamespaceKind[] OfNamespaces = Enum.GetValues<NamespaceKind>();

    private static readonly int FirstOfPss = OfStatus.Length;
    private static readonly int FirstOfSchedule = FirstOfPss + OfPss.Length;
    private static readonly int FirstOfNamespaces = FirstOfSchedule + OfSchedule.Length;
    private static readonly int FirstOfLines = FirstOfNamespaces + OfNamespaces.Length;
    private static readonly int FirstOther = FirstOfLines + Lines.Length;

    private readonly Span<long> _values = values;

    internal static int Count { get; } = FirstOther + Enum.GetValues<DetailNumber>().Length;

    /// <summary>The names, in the order of the numbers: the file and its field.</summary>
    internal static IReadOnlyList<string> Names { get; } =
    [
        .. Enum.GetNames<StatusField>().Select(static name => $"status.{name}"),
        .. Enum.GetNames<SmapsField>().Select(static name => $"smaps_rollup.{name}"),
        .. Enum.GetNames<SchedField>().Select(static name => $"schedstat.{name}"),
        .. OfNamespaces.Select(static kind => Encoding.ASCII.GetString(NamespacesSampler.PathOf(kind)[..^1]).Replace('/', '.')),
        .. Enum.GetNames<StatusText>().Select(static name => $"status.{name}"),
        .. Enum.GetNames<DetailNumber>().Select(ProcessNumbers.NameOf),
    ];

    internal ref long this[DetailNumber number] => ref _values[FirstOther + (int)number];

    /// <summary>The numbers of status, in its order.</summary>
    internal Span<long> Status => _values[..FirstOfPss];

    /// <summary>The sizes of smaps_rollup, in its order.</summary>
    internal Span<long> Pss => _values[FirstOfPss..FirstOfSchedule];

    /// <summary>The numbers of schedstat, in its order.</summary>
    internal Span<long> Schedule => _values[FirstOfSchedule..FirstOfNamespaces];

    /// <summary>The inodes of namespaces. 0 for none.</summary>
    internal Span<long> Namespaces => _values[FirstOfNamespaces..FirstOfLines];

    /// <summary>For each of <see cref="Lines"/>, the number of a text plus one; 0 for none.</summary>
    internal Span<long> Texts => _values[FirstOfLines..FirstOther];

    internal DetailFlags Flags
    {
        get => (DetailFlags)this[DetailNumber.details_flags];
        set => this[DetailNumber.details_flags] = (long)value;
    }

    /// <summary>Whether data sets have such numbers.</summary>
    internal static bool AreIn(ProcessDataSets dataSets) => (dataSets & ProcessDetails.Concerned & ~ProcessDataSets.Files) != 0;
}

/// <summary>Numbers of the data sets that are not all of one file. Each name is that of the source, and what it has.</summary>
internal enum DetailNumber
{
    /// <summary>A bit for each number of status that is known.</summary>
    status_known,
    smaps_known,
    schedstat_unknown,
    oom_score,
    oom_score_adj,
    network_received,
    network_sent,

    /// <summary>Nanoseconds since boot from which traffic counts; 0 for the start of the process.</summary>
    network_since,

    /// <summary>See <see cref="NetworkSource"/>.</summary>
    network_source,
    network_connections,
    network_exited_received,
    network_exited_sent,

    /// <summary>Number of a text of the details, plus one; 0 for none.</summary>
    text_wchan,

    /// <summary>The results of reading status, smaps_rollup, schedstat, oom_score, oom_score_adj, wchan, ns, traffic and connections, with four bits each.</summary>
    details_statuses,

    /// <summary>See <see cref="DetailFlags"/>.</summary>
    details_flags,
}

/// <summary>Which records can be compared with those of the previous sample.</summary>
[Flags]
internal enum DetailFlags
{
    None = 0,
    StatusIsPaired = 1,
    PssIsPaired = 1 << 1,
    ScheduleIsPaired = 1 << 2,
    OomScoreIsPaired = 1 << 3,
    OomAdjustmentIsPaired = 1 << 4,
    TrafficIsPaired = 1 << 5,
    ConnectionsArePaired = 1 << 6,
}
