using System.Globalization;
using Vmon.Parsing;
using Vmon.Proc;

namespace Vmon.Tests.Parsing.Hostile;

/// <summary>The files of one process.</summary>
internal static class ProcessReaders
{
    internal static IEnumerable<Told> Stat(byte[] bytes)
    {
        if (!ProcStat.TryParse(bytes, out ProcStat stat)) return [];
        List<Told> told =
        [
            Number("pid", stat.Id), new("comm", ProcText.Decode(stat.Comm.Bytes), ToldKind.Text), Number("ppid", stat.ParentId),
            Signed("pgrp", stat.ProcessGroup), Signed("session", stat.SessionId), Signed("tty_nr", stat.Terminal),
            Signed("tpgid", stat.ForegroundGroup), Number("flags", stat.Flags), Number("minflt", stat.MinorFaults),
            Number("cminflt", stat.ChildMinorFaults), Number("majflt", stat.MajorFaults), Number("cmajflt", stat.ChildMajorFaults),
            Number("utime", stat.UserTime), Number("stime", stat.SystemTime), Number("cutime", stat.ChildUserTime),
            Number("cstime", stat.ChildSystemTime), Signed("priority", stat.Priority), Signed("nice", stat.Nice),
            Number("num_threads", stat.ThreadCount), Number("starttime", stat.StartTime), Number("vsize", stat.VirtualSize),
            Number("rss", stat.ResidentPages), new("rsslim", stat.ResidentLimit.ToString(CultureInfo.InvariantCulture)),
            new("startstack", stat.StackStart.ToString(CultureInfo.InvariantCulture)), Signed("exit_signal", stat.ExitSignal),
            Number("processor", stat.Processor), new("state", stat.State.ToString(), ToldKind.Derived),
        ];
        if (stat.HasBlockIoDelay)
            told.AddRange([Number("rt_priority", stat.RealTimePriority), Number("policy", stat.Policy), Number("delayacct", stat.BlockIoDelay)]);
        if (stat.HasGuestTime) told.AddRange([Number("guest_time", stat.GuestTime), Number("cguest_time", stat.ChildGuestTime)]);
        return told;
    }

    internal static IEnumerable<Told> Statm(byte[] bytes) => !ProcStatm.TryParse(bytes, out ProcStatm statm) ? [] :
    [
        Number("size", statm.Size), Number("resident", statm.Resident), Number("shared", statm.Shared), Number("text", statm.Text),
        Number("data", statm.Data),
    ];

    internal static IEnumerable<Told> Io(byte[] bytes) => !ProcIo.TryParse(bytes, out ProcIo io) ? [] :
    [
        Number("rchar", io.ReadChars), Number("wchar", io.WriteChars), Number("syscr", io.ReadCalls), Number("syscw", io.WriteCalls),
        Number("read_bytes", io.ReadBytes), Number("write_bytes", io.WriteBytes), Number("cancelled_write_bytes", io.CancelledWriteBytes),
    ];

    internal static IEnumerable<Told> SchedStat(byte[] bytes) => !Vmon.Parsing.SchedStat.TryParse(bytes, out SchedStat stat) ? [] :
        [Number("run", stat.RunTime), Number("queue", stat.QueueTime), Number("slices", stat.Slices)];

    internal static IEnumerable<Told> OomScore(byte[] bytes) =>
        Vmon.Parsing.OomScore.TryParse(bytes, out OomScore score) ? [Number("score", score.Value)] : [];

    internal static IEnumerable<Told> OomAdjustment(byte[] bytes) =>
        Vmon.Parsing.OomAdjustment.TryParse(bytes, out OomAdjustment adjustment) ? [Signed("adjustment", adjustment.Value)] : [];

    internal static IEnumerable<Told> Status(byte[] bytes)
    {
        byte[] kept = StatusTexts.Keep(bytes);
        _ = ProcStatus.TryParse(bytes, kept, out ProcStatus status, out bool areTextsKept);
        if (!areTextsKept) throw new WrongValueException("The texts that were just kept are said to be others.");
        foreach (StatusField field in Enum.GetValues<StatusField>()) yield return new(field.ToString(), InRadix(field, status[field]));
        foreach (StatusText text in Enum.GetValues<StatusText>())
        {
            if (!StatusTexts.TryFind(kept, text, out ReadOnlySpan<byte> value)) continue;
            string? told = text is StatusText.Cpus_allowed_list or StatusText.Mems_allowed_list ? Ranges(value) : ProcText.Decode(value);
            yield return new(text.ToString(), told, text is StatusText.Cpus_allowed_list or StatusText.Mems_allowed_list ? ToldKind.Derived : ToldKind.Text);
        }
    }

    internal static IEnumerable<Told> SmapsRollup(byte[] bytes)
    {
        _ = Vmon.Parsing.SmapsRollup.TryParse(bytes, out SmapsRollup rollup);
        foreach (SmapsField field in Enum.GetValues<SmapsField>())
            yield return new(field.ToString(), rollup[field]?.ToString(CultureInfo.InvariantCulture));
    }

    internal static IEnumerable<Told> Cgroup(byte[] bytes)
    {
        foreach (ProcessCgroup group in CgroupList.Parse(bytes))
        {
            string name = $"{group.HierarchyId}:{string.Join(',', group.Controllers)}:{group.Name}";
            yield return Number(name, group.HierarchyId);
            yield return new(name + " path", group.Path, ToldKind.Text);
            if (group.Name is not null) yield return new(name + " name", group.Name, ToldKind.Text);
            foreach (string controller in group.Controllers) yield return new(name + " " + controller, controller, ToldKind.Text);
        }
    }

    internal static IEnumerable<Told> CommandLine(byte[] bytes) =>
        CommandLineParser.Parse(bytes).Select((word, index) => new Told(index.ToString(CultureInfo.InvariantCulture), word, ToldKind.Text));

    internal static IEnumerable<Told> Children(byte[] bytes)
    {
        List<int> children = [];
        _ = ChildList.TryParse(bytes, children);
        return children.Select(child => Number(child.ToString(CultureInfo.InvariantCulture), child));
    }

    internal static IEnumerable<Told> Ids(byte[] bytes)
    {
        List<int> ids = [];
        return NumberList.TryParse(bytes, ids) ? ids.Select((id, index) => Number(index.ToString(CultureInfo.InvariantCulture), id)) : [];
    }

    internal static IEnumerable<Told> Ranges(byte[] bytes) => [new("list", Ranges((ReadOnlySpan<byte>)bytes), ToldKind.Derived)];

    internal static IEnumerable<Told> Namespace(byte[] bytes) => NamespaceLink.TryParse(bytes, out long inode) ? [Number("inode", inode)] : [];

    internal static IEnumerable<Told> WaitChannel(byte[] bytes) => [new("wchan", Vmon.Parsing.WaitChannel.Parse(bytes), ToldKind.Text)];

    internal static IEnumerable<Told> Text(byte[] bytes) => [new("text", ProcText.Decode(bytes), ToldKind.Text)];

    internal static Told Number(string name, long number) => new(name, number.ToString(CultureInfo.InvariantCulture));

    internal static Told Signed(string name, long number) => new(name, number.ToString(CultureInfo.InvariantCulture), ToldKind.Signed);

    private static string? Ranges(ReadOnlySpan<byte> text) => RangeList.Parse(text) is { } numbers ? string.Join(',', numbers) : null;

    private static string? InRadix(StatusField field, long? value) => (field, value) switch
    {
        (_, null) => null,
        (StatusField.Umask, long octal) => Convert.ToString(octal, 8),
        (StatusField.untag_mask or (>= StatusField.SigPnd and <= StatusField.CapAmb), long mask) => mask.ToString("x", CultureInfo.InvariantCulture),
        (_, long number) => number.ToString(CultureInfo.InvariantCulture),
    };
}
