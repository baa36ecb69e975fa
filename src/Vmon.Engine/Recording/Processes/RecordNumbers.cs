using System.Runtime.InteropServices;
using Vmon.Model;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources;
using Vmon.Sources.Processes;

namespace Vmon.Recording.Processes;

/// <summary>Converts the records of a process to numbers, and back. Texts are numbered elsewhere.</summary>
internal static class RecordNumbers
{
    // Of the kernel that recorded or of any other: only an estimate that makes differences small.
    private const int UsualPageSize = 4096;
    private const int BitsPerStatus = 4;
    private const int StatusMask = (1 << BitsPerStatus) - 1;

    /// <summary>Gets the numbers of a process in the sample of its table, except the user and the traits, which hardly ever change.</summary>
    internal static void Take(ProcessNode node, SampleState sample, ProcessNumbers numbers)
    {
        ProcessRecords records = node.Records;
        TakeStat(records.Stat.Reading.Current, numbers);
        TakeMemory(records.Memory.Reading.Current, numbers);
        ref readonly ProcIo io = ref records.Io.Reading.Current;
        IoCounters.Values(io.Counters).CopyTo(numbers.Io);
        numbers[ProcessNumber.io_unknown] = (long)io.Unknown;
        TakeCounters(records.Counters.Current, numbers);
        numbers[ProcessNumber.reading_statuses] = StatusesOf(records);
        numbers[ProcessNumber.reading_time] = records.Timestamp - sample.Timestamp;
        numbers.Flags = FlagsOf(node, sample);
    }

    /// <summary>Gives the records of a process the numbers of the next sample, or the last ones of several that are shown as one.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="flags">What is known of them.</param>
    /// <param name="isNext">Whether it is the first time in the sample that is shown.</param>
    /// <param name="records">The records.</param>
    internal static void Restore(ProcessNumbers numbers, ReadingFlags flags, bool isNext, ProcessRecords records)
    {
        long statuses = numbers[ProcessNumber.reading_statuses];
        ToStat(numbers, records.Id, records.Stat.Reading.Current.Comm, out ProcStat stat);
        Pair(ref records.Stat.Reading, stat, StatusAt(statuses, 0), flags.HasFlag(ReadingFlags.StatIsPaired), flags, isNext);
        Pair(ref records.Memory.Reading, ToMemory(numbers), StatusAt(statuses, 1), flags.HasFlag(ReadingFlags.MemoryIsPaired), flags, isNext);
        ProcIo io = new() { Unknown = (ulong)numbers[ProcessNumber.io_unknown] };
        numbers.Io.CopyTo(MemoryMarshal.Cast<IoCounters, long>(new Span<IoCounters>(ref io.Counters)));
        Pair(ref records.Io.Reading, io, StatusAt(statuses, 2), flags.HasFlag(ReadingFlags.IoIsPaired), flags, isNext);
        Pair(ref records.Counters, ToCounters(numbers), StatusAt(statuses, 3), flags.HasFlag(ReadingFlags.CountersArePaired), flags, isNext);
        records.Traits = flags.HasFlag(ReadingFlags.HasTraits) ? ToTraits(numbers, records.Traits) : null;
    }

    /// <summary>Gets the users and groups.</summary>
    internal static void TakeUser(ProcessUser user, ProcessNumbers numbers)
    {
        for (int i = 0; i < ProcessIds.Count; i++) numbers.User[i] = 1 + user[StatusField.Uid + i] ?? 0;
    }

    /// <summary>Creates the users and groups, or returns the last ones if they are the same. Null if they are unknown.</summary>
    internal static ProcessUser? ToUser(ProcessNumbers numbers, ProcessUser? last)
    {
        if (!numbers.Flags.HasFlag(ReadingFlags.HasUser)) return null;
        Span<long?> ids = stackalloc long?[ProcessIds.Count];
        for (int i = 0; i < ids.Length; i++) ids[i] = OrNull(numbers.User[i]);
        return last?.IsOf(ids) == true ? last : new ProcessUser(ids);
    }

    internal static ReadStatus ExecutableStatus(ProcessNumbers numbers) => StatusAt(numbers[ProcessNumber.reading_statuses], 4);

    internal static ReadStatus CommandLineStatus(ProcessNumbers numbers) => StatusAt(numbers[ProcessNumber.reading_statuses], 5);

    internal static ReadStatus UserStatus(ProcessNumbers numbers) => StatusAt(numbers[ProcessNumber.reading_statuses], 6);

    internal static ReadStatus CgroupStatus(ProcessNumbers numbers) => StatusAt(numbers[ProcessNumber.reading_statuses], 7);

    private static void TakeStat(in ProcStat stat, ProcessNumbers numbers)
    {
        Span<long> values = numbers.Stat;
        for (int i = 0; i < values.Length; i++) values[i] = stat.Number(ProcessNumbers.OfStat[i]);
        numbers[StatField.utime] = stat.RunTime - stat.UserTime - stat.SystemTime;
        numbers[ProcessNumber.stat_run_time] = stat.RunTime;
        numbers[ProcessNumber.stat_unknown] = (long)stat.Unknown;
    }

    private static void ToStat(ProcessNumbers numbers, int id, in Comm comm, out ProcStat stat)
    {
        stat = new ProcStat { Id = id, Comm = comm, Unknown = (ulong)numbers[ProcessNumber.stat_unknown], RunTime = numbers[ProcessNumber.stat_run_time] };
        Span<long> values = numbers.Stat;
        for (int i = 0; i < values.Length; i++) stat.Set(ProcessNumbers.OfStat[i], values[i]);
        stat.UserTime = stat.RunTime - stat.UserTime - stat.SystemTime;
        stat.VirtualSize += numbers[ProcessNumber.statm_size] * UsualPageSize;
        stat.ResidentPages += numbers[ProcessNumber.statm_resident];
    }

    private static void TakeMemory(in ProcStatm memory, ProcessNumbers numbers)
    {
        numbers[ProcessNumber.statm_size] = memory.Size;
        numbers[ProcessNumber.statm_resident] = memory.Resident;
        numbers[ProcessNumber.statm_shared] = memory.Shared;
        numbers[ProcessNumber.statm_text] = memory.Text;
        numbers[ProcessNumber.statm_data] = memory.Data;
        numbers[ProcessNumber.statm_unknown] = (long)memory.Unknown;
        numbers[StatField.vsize] -= memory.Size * UsualPageSize;
        numbers[StatField.rss] -= memory.Resident;
    }

    private static ProcStatm ToMemory(ProcessNumbers numbers) => new()
    {
        Size = numbers[ProcessNumber.statm_size],
        Resident = numbers[ProcessNumber.statm_resident],
        Shared = numbers[ProcessNumber.statm_shared],
        Text = numbers[ProcessNumber.statm_text],
        Data = numbers[ProcessNumber.statm_data],
        Unknown = (ulong)numbers[ProcessNumber.statm_unknown],
    };

    private static void TakeCounters(in TaskCounters counters, ProcessNumbers numbers)
    {
        numbers[ProcessNumber.task_voluntary_switches] = counters.VoluntarySwitches;
        numbers[ProcessNumber.task_involuntary_switches] = counters.InvoluntarySwitches;
        numbers[ProcessNumber.task_run_time] = numbers[ProcessNumber.stat_run_time] - counters.RunTime;
        numbers[ProcessNumber.task_run_delay] = counters.RunDelay;
        numbers[ProcessNumber.task_slices] = counters.VoluntarySwitches + counters.InvoluntarySwitches - counters.Slices;
        numbers[ProcessNumber.task_swapped_pages] = 1 + counters.SwappedPages ?? 0;
    }

    private static TaskCounters ToCounters(ProcessNumbers numbers) => new()
    {
        VoluntarySwitches = numbers[ProcessNumber.task_voluntary_switches],
        InvoluntarySwitches = numbers[ProcessNumber.task_involuntary_switches],
        RunTime = numbers[ProcessNumber.stat_run_time] - numbers[ProcessNumber.task_run_time],
        RunDelay = numbers[ProcessNumber.task_run_delay],
        Slices = numbers[ProcessNumber.task_voluntary_switches] + numbers[ProcessNumber.task_involuntary_switches] - numbers[ProcessNumber.task_slices],
        SwappedPages = OrNull(numbers[ProcessNumber.task_swapped_pages]),
    };

    /// <summary>Gets what hardly ever changes.</summary>
    internal static void TakeTraits(TaskTraits traits, ProcessNumbers numbers)
    {
        numbers[ProcessNumber.task_inheritable] = traits.Inheritable;
        numbers[ProcessNumber.task_permitted] = traits.Permitted;
        numbers[ProcessNumber.task_effective] = traits.Effective;
        numbers[ProcessNumber.task_bounding] = traits.Bounding;
        numbers[ProcessNumber.task_ambient] = traits.Ambient;
        numbers[ProcessNumber.task_oom_score_adj] = traits.OomScoreAdjustment;
        numbers[ProcessNumber.task_cgroup_id] = 1 + traits.CgroupId ?? 0;
    }

    private static TaskTraits ToTraits(ProcessNumbers numbers, TaskTraits? last)
    {
        TaskTraits traits = new(
            numbers[ProcessNumber.task_inheritable], numbers[ProcessNumber.task_permitted], numbers[ProcessNumber.task_effective], numbers[ProcessNumber.task_bounding],
            numbers[ProcessNumber.task_ambient], (int)numbers[ProcessNumber.task_oom_score_adj], OrNull(numbers[ProcessNumber.task_cgroup_id]));
        return traits == last ? last : traits;
    }

    /// <summary>Several statuses in one number.</summary>
    internal static long Pack(ReadOnlySpan<ReadStatus> statuses)
    {
        long packed = 0;
        for (int i = 0; i < statuses.Length; i++) packed |= (long)statuses[i] << (i * BitsPerStatus);
        return packed;
    }

    /// <summary>One of several statuses in a number.</summary>
    internal static ReadStatus StatusAt(long packed, int index)
    {
        ReadStatus status = (ReadStatus)((packed >> (index * BitsPerStatus)) & StatusMask);
        return status <= ReadStatus.Failed ? status : ReadStatus.Malformed;
    }

    /// <summary>
    /// Gives a reading its next record. Several readings are shown as one: what a process used is known until its last reading, even if it then exited without
    /// another one.
    /// </summary>
    internal static void Pair<T>(ref Reading<T> reading, in T now, ReadStatus status, bool isPaired, ReadingFlags flags, bool isNext)
        where T : unmanaged
    {
        bool isBorn = flags.HasFlag(ReadingFlags.IsBorn);
        bool isComparable = isNext || isBorn ? isPaired : reading.IsPaired && (isPaired || flags.HasFlag(ReadingFlags.HasExited));
        if (isNext) reading.Advance(now);
        else reading.Correct(now);
        if (isBorn) reading.BeginAtBirth();
        reading.Judge(status, isComparable);
    }

    private static long StatusesOf(ProcessRecords records)
    {
        ProcessCommand command = records.Command.Command;
        ReadOnlySpan<ReadStatus> statuses =
        [
            records.Stat.Reading.Status, records.Memory.Reading.Status, records.Io.Reading.Status, records.Counters.Status, command.PathStatus, command.ArgumentsStatus,
            records.User.Status, records.Cgroup.Status,
        ];
        return Pack(statuses);
    }

    private static ReadingFlags FlagsOf(ProcessNode node, SampleState sample)
    {
        ProcessRecords records = node.Records;
        return When(records.Stat.Reading.IsPaired, ReadingFlags.StatIsPaired)
            | When(records.Memory.Reading.IsPaired, ReadingFlags.MemoryIsPaired)
            | When(records.Io.Reading.IsPaired, ReadingFlags.IoIsPaired)
            | When(records.Counters.IsPaired, ReadingFlags.CountersArePaired)
            | When(records.IsBorn(sample), ReadingFlags.IsBorn)
            | When(records.Interval is not null, ReadingFlags.HasInterval)
            | When(records.RestedIn == sample.Number, ReadingFlags.Rests)
            | When(node.Phase == NodePhase.Exited, ReadingFlags.HasExited)
            | When(records.User.User is not null, ReadingFlags.HasUser)
            | When(records.Traits is not null, ReadingFlags.HasTraits)
            | (records.Command.Command.IsDeleted switch
            {
                true => ReadingFlags.ExecutableIsDeleted,
                false => ReadingFlags.ExecutableIsNotDeleted,
                null => ReadingFlags.None,
            });
    }

    private static ReadingFlags When(bool isSo, ReadingFlags flag) => isSo ? flag : ReadingFlags.None;

    private static long? OrNull(long number) => number == 0 ? null : number - 1;
}
