using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources;
using Vmon.Sources.Processes;

namespace Vmon.Model;

internal sealed partial class ProcessNode
{
    private long _detailedIn;

    /// <summary>The rest, for a node that was selected after its stat was read.</summary>
    internal void SampleDetails(SamplingContext context)
    {
        if (_detailedIn == context.SampleNumber) return;
        ProcDirectory directory = Open(context);
        SampleDetails(ref directory, context, hasRun: true);
        directory.Dispose();
    }

    int IGuardedCaller.Accept(ReadStatus status, ReadOnlySpan<byte> content) => Command.Accept(status, content);

    private void SampleDetails(ref ProcDirectory directory, SamplingContext context, bool hasRun)
    {
        _detailedIn = context.SampleNumber;
        context.DataSets = DataSets;
        if (context.Reads(ProcessDataSets.Status)) context.DataSets &= ~ProcessDataSets.User; // which is part of it
        ForgetUnread(context);
        ProcDirectory living = OpenLiving(context);
        if (context.Reads(ProcessDataSets.Memory)) SampleMemory(ref directory, ref living, context, hasRun);
        if (context.Reads(ProcessDataSets.IO))
        {
            SampleIo(ref directory, context, hasRun);
            if (Phase == NodePhase.New && Elapsed is not null) Io.Reading.BeginAtBirth();
        }

        if (context.Reads(ProcessDataSets.Command))
        {
            if (living.IsThread) Command.Sample(ref living, Stat.Reading.Current, _renamedIn, this, context);
            else Command.Sample(ref directory, Stat.Reading.Current, _renamedIn, this, context);
        }

        living.Dispose();
        if (context.Reads(ProcessDataSets.User)) User.Sample(ref directory, Stat.Reading.Current, _renamedIn, hasRun, context);
        Details ??= ProcessDetails.For(context.DataSets);
        Details?.Sample(ref directory, Stat.Reading.Current, context);
        if (Phase == NodePhase.New && Elapsed is not null) Details?.BeginAtBirth();
    }

    // What a process maps or takes shows in its size, its resident pages (counted roughly in stat) or its faults. Others can take pages from
    // it: that is detected at the next refresh.
    private void SampleMemory(ref ProcDirectory directory, ref ProcDirectory living, SamplingContext context, bool hasRun)
    {
        if (Stat.Reading.Current.HasMainThreadExited)
        {
            // Chosen at each read, because the main thread's file shows 0, and another thread may exit.
            Memory.Close(context.Budget);
            ReadStatus status = ReadStatus.Gone;
            ProcStatm record = default;
            if (living.IsThread) status = Memory.Read(ref living, context, out record);
            Memory.Accept(status, record);
            Memory.Close(context.Budget);
            return;
        }

        bool isSame = !context.IsExact && !context.IsRefreshDue(Id) && Memory.Reading.Status == ReadStatus.Ok
            && Stat.Reading.IsPaired && (!hasRun || HasSameMemory(Stat.Reading.Current, Stat.Reading.Previous));
        if (isSame) Memory.Reading.Rest();
        else Memory.Sample(ref directory, Id, context);
    }

    /// <summary>The directory of a thread if the main thread exited; otherwise that of the process.</summary>
    private ProcDirectory OpenLiving(SamplingContext context)
    {
        if (!IsThread && Stat.Reading.Current.HasMainThreadExited && ListThreads(context, context.Threads) == ReadStatus.Ok)
            foreach (int tid in context.Threads)
                if (tid != Id) return new ProcDirectory(context.Root, Id, tid);
        return new ProcDirectory(context.Root, Id);
    }

    // Only the process itself can change it.
    private void SampleIo(ref ProcDirectory directory, SamplingContext context, bool hasRun)
    {
        bool isKnown = Io.Reading.Status == ReadStatus.Ok;
        if (isKnown && !hasRun) Io.Reading.Rest();
        else if (isKnown && Activity.OnlyThread(context) is int index) Io.Reading.Advance(new ProcIo { Counters = context.Tasks![index].Io });
        else
        {
            Io.Sample(ref directory, Id, context);
            _ioReadIn = context.SampleNumber;
        }
    }

    private static bool HasSameMemory(in ProcStat now, in ProcStat then) =>
        now.VirtualSize == then.VirtualSize && now.ResidentPages == then.ResidentPages
        && now.MinorFaults == then.MinorFaults && now.MajorFaults == then.MajorFaults;
}
