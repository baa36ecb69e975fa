using System.Globalization;
using Vmon.Parsing;
using Vmon.Parsing.Processes;

namespace Vmon.Fuzz.Formats;

/// <summary>Parsers of the files of a process.</summary>
internal static class ProcessReaders
{
    private static readonly StatField[] SignedFields =
    [
        StatField.pgrp, StatField.session, StatField.tty_nr, StatField.tpgid, StatField.priority, StatField.nice, StatField.exit_signal, StatField.exit_code,
    ];

    internal static IEnumerable<ParsedField> Stat(byte[] bytes)
    {
        if (!ProcStat.TryParse(bytes, out ProcStat stat)) return [];
        List<ParsedField> parsed =
        [
            Number("pid", stat.Id), new("comm", ProcText.Decode(stat.Comm.Bytes), ParsedKind.Text), new("state", stat.State.ToString(), ParsedKind.Derived),
        ];
        parsed.AddRange(Enum.GetValues<StatField>().Where(field => field != StatField.state).Select(field => Of(field, stat[field])));
        return parsed;

        static ParsedField Of(StatField field, long? number) => number < 0 && !SignedFields.Contains(field)
            ? new(field.ToString(), ((ulong)number.Value).ToString(CultureInfo.InvariantCulture))
            : new(field.ToString(), number?.ToString(CultureInfo.InvariantCulture), ParsedKind.Signed);
    }

    // Without lib and dt, for which the kernel writes 0.
    internal static IEnumerable<ParsedField> Statm(byte[] bytes) => !ProcStatm.TryParse(bytes, out ProcStatm statm) ? [] :
        Enum.GetValues<StatmField>().Where(field => field is not (StatmField.lib or StatmField.dt)).Select(field => Number(field.ToString(), statm[field]));

    internal static IEnumerable<ParsedField> Io(byte[] bytes) =>
        ProcIo.TryParse(bytes, out ProcIo io) ? Enum.GetValues<IoField>().Select(field => Number(field.ToString(), io[field])) : [];

    internal static IEnumerable<ParsedField> SchedStat(byte[] bytes) => Vmon.Parsing.Processes.SchedStat.TryParse(bytes, out SchedStat stat)
        ? Enum.GetValues<SchedField>().Select(field => Number(field.ToString(), stat[field])) : [];

    internal static IEnumerable<ParsedField> AuxiliaryVector(byte[] bytes) => !Vmon.Parsing.Processes.AuxiliaryVector.TryParse(bytes, out AuxiliaryVector vector) ? [] :
    [
        new("page size", vector.PageSize.ToString(CultureInfo.InvariantCulture), ParsedKind.Derived),
        new("ticks", vector.TicksPerSecond.ToString(CultureInfo.InvariantCulture), ParsedKind.Derived),
        new("byte order", vector.IsBigEndian.ToString(), ParsedKind.Derived),
    ];

    internal static IEnumerable<ParsedField> OomScore(byte[] bytes) =>
        Vmon.Parsing.Processes.OomScore.TryParse(bytes, out OomScore score) ? [Number("score", score.Value)] : [];

    internal static IEnumerable<ParsedField> OomAdjustment(byte[] bytes) =>
        Vmon.Parsing.Processes.OomAdjustment.TryParse(bytes, out OomAdjustment adjustment) ? [Signed("adjustment", adjustment.Value)] : [];

    internal static IEnumerable<ParsedField> Status(byte[] bytes)
    {
        byte[] kept = StatusTexts.Keep(bytes);
        _ = ProcStatus.TryParse(bytes, kept, out ProcStatus status, out bool areTextsKept);
        if (!areTextsKept) throw new WrongValueException("Texts that were just kept are reported as changed.");
        foreach (StatusField field in Enum.GetValues<StatusField>()) yield return new(field.ToString(), InRadix(field, status[field]));
        foreach (StatusText text in Enum.GetValues<StatusText>())
        {
            if (!StatusTexts.TryFind(kept, text, out ReadOnlySpan<byte> value)) continue;
            string? content = text is StatusText.Cpus_allowed_list or StatusText.Mems_allowed_list ? Ranges(value) : ProcText.Decode(value);
            yield return new(text.ToString(), content, text is StatusText.Cpus_allowed_list or StatusText.Mems_allowed_list ? ParsedKind.Derived : ParsedKind.Text);
        }
    }

    internal static IEnumerable<ParsedField> SmapsRollup(byte[] bytes)
    {
        _ = Vmon.Parsing.Processes.SmapsRollup.TryParse(bytes, out SmapsRollup rollup);
        foreach (SmapsField field in Enum.GetValues<SmapsField>())
            yield return new(field.ToString(), rollup[field]?.ToString(CultureInfo.InvariantCulture));
    }

    internal static IEnumerable<ParsedField> Cgroup(byte[] bytes)
    {
        foreach (ProcessCgroup group in CgroupList.Parse(bytes))
        {
            string name = $"{group.HierarchyId}:{string.Join(',', group.Controllers)}:{group.Name}";
            yield return Number(name, group.HierarchyId);
            yield return new(name + " path", group.Path, ParsedKind.Text);
            if (group.Name is not null) yield return new(name + " name", group.Name, ParsedKind.Text);
            foreach (string controller in group.Controllers) yield return new(name + " " + controller, controller, ParsedKind.Text);
        }
    }

    internal static IEnumerable<ParsedField> CommandLine(byte[] bytes) =>
        CommandLineParser.Parse(bytes).Select((word, index) => new ParsedField(index.ToString(CultureInfo.InvariantCulture), word, ParsedKind.Text));

    internal static IEnumerable<ParsedField> Children(byte[] bytes)
    {
        List<int> children = [];
        _ = ChildList.TryParse(bytes, children);
        return children.Select(child => Number(child.ToString(CultureInfo.InvariantCulture), child));
    }

    internal static IEnumerable<ParsedField> Ids(byte[] bytes)
    {
        List<int> ids = [];
        return NumberList.TryParse(bytes, ids) ? ids.Select((id, index) => Number(index.ToString(CultureInfo.InvariantCulture), id)) : [];
    }

    internal static IEnumerable<ParsedField> Ranges(byte[] bytes) => [new("list", Ranges((ReadOnlySpan<byte>)bytes), ParsedKind.Derived)];

    internal static IEnumerable<ParsedField> Namespace(byte[] bytes) => NamespaceLink.TryParse(bytes, out long inode) ? [Number("inode", inode)] : [];

    internal static IEnumerable<ParsedField> WaitChannel(byte[] bytes) => [new("wchan", Vmon.Parsing.Processes.WaitChannel.Parse(bytes), ParsedKind.Text)];

    internal static IEnumerable<ParsedField> Text(byte[] bytes) => [new("text", ProcText.Decode(bytes), ParsedKind.Text)];

    internal static ParsedField Number(string name, long? number) => new(name, number?.ToString(CultureInfo.InvariantCulture));

    internal static ParsedField Signed(string name, long number) => new(name, number.ToString(CultureInfo.InvariantCulture), ParsedKind.Signed);

    private static string? Ranges(ReadOnlySpan<byte> text) => RangeList.Parse(text) is { } numbers ? string.Join(',', numbers) : null;

    private static string? InRadix(StatusField field, long? value) => (field, value) switch
    {
        (_, null) => null,
        (StatusField.Umask, long octal) => Convert.ToString(octal, 8),
        (StatusField.untag_mask or (>= StatusField.SigPnd and <= StatusField.CapAmb), long mask) => mask.ToString("x", CultureInfo.InvariantCulture),
        (_, long number) => number.ToString(CultureInfo.InvariantCulture),
    };
}
