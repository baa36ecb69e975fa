using System.Globalization;
using Vmon.Parsing;
using Vmon.Parsing.Processes;

namespace Vmon.Fuzz.Formats;

/// <summary>The files of one process.</summary>
internal static class ProcessReaders
{
    private static readonly StatField[] SignedFields =
    [
        StatField.pgrp, StatField.session, StatField.tty_nr, StatField.tpgid, StatField.priority, StatField.nice, StatField.exit_signal, StatField.exit_code,
    ];

    internal static IEnumerable<Told> Stat(byte[] bytes)
    {
        if (!ProcStat.TryParse(bytes, out ProcStat stat)) return [];
        List<Told> told =
        [
            Number("pid", stat.Id), new("comm", ProcText.Decode(stat.Comm.Bytes), ToldKind.Text), new("state", stat.State.ToString(), ToldKind.Derived),
        ];
        told.AddRange(Enum.GetValues<StatField>().Where(field => field != StatField.state).Select(field => Of(field, stat[field])));
        return told;

        static Told Of(StatField field, long? number) => number < 0 && !SignedFields.Contains(field)
            ? new(field.ToString(), ((ulong)number.Value).ToString(CultureInfo.InvariantCulture))
            : new(field.ToString(), number?.ToString(CultureInfo.InvariantCulture), ToldKind.Signed);
    }

    // Not lib and dt, which the kernel writes as 0.
    internal static IEnumerable<Told> Statm(byte[] bytes) => !ProcStatm.TryParse(bytes, out ProcStatm statm) ? [] :
        Enum.GetValues<StatmField>().Where(field => field is not (StatmField.lib or StatmField.dt)).Select(field => Number(field.ToString(), statm[field]));

    internal static IEnumerable<Told> Io(byte[] bytes) =>
        ProcIo.TryParse(bytes, out ProcIo io) ? Enum.GetValues<IoField>().Select(field => Number(field.ToString(), io[field])) : [];

    internal static IEnumerable<Told> SchedStat(byte[] bytes) => Vmon.Parsing.Processes.SchedStat.TryParse(bytes, out SchedStat stat)
        ? Enum.GetValues<SchedField>().Select(field => Number(field.ToString(), stat[field])) : [];

    internal static IEnumerable<Told> AuxiliaryVector(byte[] bytes) => !Vmon.Parsing.Processes.AuxiliaryVector.TryParse(bytes, out AuxiliaryVector vector) ? [] :
    [
        new("page size", vector.PageSize.ToString(CultureInfo.InvariantCulture), ToldKind.Derived),
        new("ticks", vector.TicksPerSecond.ToString(CultureInfo.InvariantCulture), ToldKind.Derived),
        new("byte order", vector.IsBigEndian.ToString(), ToldKind.Derived),
    ];

    internal static IEnumerable<Told> OomScore(byte[] bytes) =>
        Vmon.Parsing.Processes.OomScore.TryParse(bytes, out OomScore score) ? [Number("score", score.Value)] : [];

    internal static IEnumerable<Told> OomAdjustment(byte[] bytes) =>
        Vmon.Parsing.Processes.OomAdjustment.TryParse(bytes, out OomAdjustment adjustment) ? [Signed("adjustment", adjustment.Value)] : [];

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
        _ = Vmon.Parsing.Processes.SmapsRollup.TryParse(bytes, out SmapsRollup rollup);
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

    internal static IEnumerable<Told> WaitChannel(byte[] bytes) => [new("wchan", Vmon.Parsing.Processes.WaitChannel.Parse(bytes), ToldKind.Text)];

    internal static IEnumerable<Told> Text(byte[] bytes) => [new("text", ProcText.Decode(bytes), ToldKind.Text)];

    internal static Told Number(string name, long? number) => new(name, number?.ToString(CultureInfo.InvariantCulture));

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
