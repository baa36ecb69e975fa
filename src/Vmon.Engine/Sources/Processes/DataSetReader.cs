using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Sources.Processes;

/// <summary>Reads the requested data sets of a process from its files, if they can have changed.</summary>
internal sealed class DataSetReader(SamplingContext context)
{
    /// <param name="process">The records to bring up to date. Its stat is of the sample under way.</param>
    /// <param name="directory">Its directory below /proc.</param>
    /// <param name="asked">The data sets.</param>
    /// <param name="hasRun">Whether it may have run since the previous sample.</param>
    /// <param name="passed">What is known of them without their files.</param>
    internal void Read(ProcessRecords process, ref ProcDirectory directory, ProcessDataSets asked, bool hasRun, in PassedSets passed)
    {
        process.DataSetsReadIn = context.SampleNumber;
        if ((asked & ProcessDataSets.Status) != 0) asked &= ~ProcessDataSets.User; // status has the user
        process.Forget(asked, context.Budget);
        ref readonly ProcStat stat = ref process.Stat.Reading.Current;
        bool isBorn = process.IsBorn(context.State);
        ProcDirectory living = OpenLiving(process, ref directory);
        if ((asked & ProcessDataSets.Memory) != 0) ReadMemory(process, ref directory, ref living, hasRun, passed.Memory);
        if ((asked & ProcessDataSets.IO) != 0)
        {
            ReadIo(process, ref directory, hasRun, passed.Io);
            if (isBorn) process.Io.Reading.BeginAtBirth();
        }

        if ((asked & ProcessDataSets.Command) != 0)
        {
            if (living.IsThread) process.Command.Sample(ref living, stat, process.ProgramChangedIn, hasRun, process, context);
            else process.Command.Sample(ref directory, stat, process.ProgramChangedIn, hasRun, process, context);
        }

        living.Dispose();
        if ((asked & ProcessDataSets.User) != 0)
        {
            if (passed.Users is { } ids) process.User.Accept(ids, context);
            else process.User.Sample(ref directory, stat, process.ProgramChangedIn, hasRun, context);
        }

        if ((asked & ProcessDataSets.Cgroup) != 0) process.Cgroup.Sample(ref directory, stat, process.ProgramChangedIn, hasRun, passed.Cgroups, context);
        ReadCounters(process, hasRun, passed);
        if (isBorn) process.Counters.BeginAtBirth();
        process.Details ??= ProcessDetails.For(asked);
        process.Details?.Sample(ref directory, stat, asked, context);
        if (isBorn) process.Details?.BeginAtBirth();
    }

    // What a process maps or takes shows in its size, its resident pages (counted roughly in stat) or its faults. Others can take pages from
    // it: that is detected at the next refresh.
    private void ReadMemory(ProcessRecords process, ref ProcDirectory directory, ref ProcDirectory living, bool hasRun, in ProcStatm? memory)
    {
        if (memory is not null)
        {
            process.Memory.Close(context.Budget);
            process.Memory.Reading.Advance(memory.Value);
            return;
        }

        ref readonly Reading<ProcStat> stat = ref process.Stat.Reading;
        if (stat.Current.HasMainThreadExited)
        {
            // Chosen at each read, because the main thread's file shows 0, and another thread may exit.
            process.Memory.Close(context.Budget);
            ReadStatus status = ReadStatus.Gone;
            ProcStatm record = default;
            if (living.IsThread) status = process.Memory.Read(ref living, context, out record);
            process.Memory.Accept(status, record);
            process.Memory.Close(context.Budget);
            return;
        }

        bool isSame = !context.IsExact && !context.IsRefreshDue(process.Id) && process.Memory.Reading.Status == ReadStatus.Ok
            && stat.IsPaired && (!hasRun || HasSameMemory(stat.Current, stat.Previous));
        if (isSame) process.Memory.Reading.Rest();
        else process.Memory.Sample(ref directory, process.Id, context);
    }

    // Only the process itself can change it.
    private void ReadIo(ProcessRecords process, ref ProcDirectory directory, bool hasRun, in IoCounters? io)
    {
        if (io is not null)
        {
            process.Io.Close(context.Budget);
            process.Io.Reading.Advance(new ProcIo { Counters = io.Value });
        }
        else if (process.Io.Reading.IsKnown && !hasRun)
        {
            process.Io.Reading.Rest();
        }
        else
        {
            process.Io.Sample(ref directory, process.Id, context);
            process.IoReadIn = context.SampleNumber;
        }
    }

    // They have no file of their own: without a pass they are unknown.
    private static void ReadCounters(ProcessRecords process, bool hasRun, in PassedSets passed)
    {
        process.Traits = passed.Traits ?? (hasRun ? null : process.Traits);
        if (passed.Counters is { } counters) process.Counters.Advance(counters);
        else if (hasRun) process.Counters.Fail(ReadStatus.NotRead);
        else process.Counters.Rest();
    }

    /// <summary>The directory of a thread if the main thread exited; otherwise that of the process.</summary>
    private ProcDirectory OpenLiving(ProcessRecords process, scoped ref ProcDirectory directory)
    {
        if (!process.IsThread && process.Stat.Reading.Current.HasMainThreadExited && directory.ListNumbers("task\0"u8, context.Buffer, context.Threads) == ReadStatus.Ok)
            foreach (int tid in context.Threads)
                if (tid != process.Id) return new ProcDirectory(context.Root, process.Id, tid);
        return new ProcDirectory(context.Root, process.Id);
    }

    private static bool HasSameMemory(in ProcStat now, in ProcStat then) =>
        now.VirtualSize == then.VirtualSize && now.ResidentPages == then.ResidentPages
        && now.MinorFaults == then.MinorFaults && now.MajorFaults == then.MajorFaults;
}
