using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Reports;

/// <summary>
/// Writes the data of a report as compact JSON. The values of a series are integers of a unit, each as the difference from the one before; null is unknown. A reader finds
/// the format in Page/decode.js.
/// </summary>
internal sealed class ReportJson
{
    /// <summary>Entities of a chart, beside "other".</summary>
    internal const int Top = 10;

    /// <summary>Processes in the table and the tree.</summary>
    internal const int MostRows = 6000;

    private const double PercentUnit = 0.01;
    private const double KiB = 1024;

    // HTML-sensitive characters are escaped, so that no text ends the script element.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly ReportData _data;
    private readonly DateTimeOffset _start;
    private readonly Utf8JsonWriter _json;
    private readonly TextIndex _texts = new();
    private readonly CancellationToken _cancellation;

    private ReportJson(ReportData data, Utf8JsonWriter json, CancellationToken cancellation) =>
        (_data, _start, _json, _cancellation) = (data, data.Start, json, cancellation);

    /// <summary>Writes it.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal static void Write(ReportData data, ReportFacts facts, Stream stream, CancellationToken cancellation)
    {
        using Utf8JsonWriter json = new(stream, Options);
        new ReportJson(data, json, cancellation).Write(facts);
    }

    private void Write(ReportFacts facts)
    {
        _json.WriteStartObject();
        WriteFacts(facts);
        WriteMachine();
        WriteUsage();
        WriteEvents();
        _texts.Write(_json);
        _json.WriteEndObject();
    }

    private void WriteFacts(ReportFacts facts)
    {
        _json.WriteString("host", PrintableText.Of(facts.Host));
        _json.WriteString("source", PrintableText.Of(facts.Source));
        if (facts.Selection is { } selection) _json.WriteString("selection", PrintableText.Of(selection));
        if (facts.TimeZone is { } zone) _json.WriteString("zone", PrintableText.Of(zone));
        _json.WriteNumber("offset", (int)_start.Offset.TotalMinutes);
        _json.WriteNumber("start", _start.ToUnixTimeMilliseconds());
        _json.WriteNumber("end", _data.End.ToUnixTimeMilliseconds());
        _json.WriteNumber("made", facts.Made.ToUnixTimeMilliseconds());
        _json.WriteString("version", typeof(ReportJson).Assembly.GetName().Version!.ToString(3));
    }

    private void WriteMachine()
    {
        MachineHistory machine = _data.Machine;
        if (!machine.Figures.Any()) return;
        _json.WriteStartObject("machine");
        if (machine.CpuCount is { } cpus) _json.WriteNumber("cpus", cpus);
        if (machine.MemoryTotal is { } memory) _json.WriteNumber("memory", memory);
        WriteTimeline(machine.Timeline);
        _json.WriteStartArray("figures");
        foreach ((MachineFigure figure, BucketSeries series) in machine.Figures)
        {
            _json.WriteStartObject();
            _json.WriteString("chart", JsonNamingPolicy.CamelCase.ConvertName(figure.Chart.ToString()));
            _json.WriteString("name", PrintableText.Of(figure.Name));
            _json.WriteBoolean("part", figure.IsPart);
            _json.WriteNumber("average", series.Mean());
            _json.WriteNumber("peak", series.Most);
            WriteSeries(machine.Timeline, UnitOf(figure.Chart), series.Mean, series.Min, series.Max);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void WriteUsage()
    {
        ProcessHistory processes = _data.Processes;
        if (processes.Timeline.Samples == 0) return;
        _json.WriteStartObject("usage");
        WriteTimeline(processes.Timeline);
        _json.WriteNumber("last", SinceStart(processes.Timeline.Buckets[^1].Last));
        _json.WriteNumber("started", processes.Started);
        _json.WriteNumber("exited", processes.Exited);
        _json.WriteNumber("failed", processes.Failed);
        _json.WriteNumber("most", processes.MostProcesses);
        _json.WriteNumber("withoutIo", processes.WithoutIo);
        _json.WriteStartArray("total");
        foreach (Resource resource in Enum.GetValues<Resource>()) WriteSeries(processes.Total, resource);
        _json.WriteEndArray();
        WriteFigures("whole", processes.Total);
        WriteGroup("process", processes.Lives, (life, rows) => WriteLife((ProcessLife)life, rows));
        WriteGroup("program", processes.Programs, static (_, _) => { });
        WriteGroup("service", processes.Services, static (_, _) => { });
        _json.WriteEndObject();
    }

    private void WriteGroup<TKey, TEntity>(string name, UsageTable<TKey, TEntity> table, Action<UsageEntity, Dictionary<UsageEntity, int>> more)
        where TKey : notnull
        where TEntity : UsageEntity
    {
        TEntity[] ranked = [.. table.Entities.OrderByDescending(entity => entity.ShareOf(_data.Processes.Total))];
        TEntity[] shown = ranked.Length <= MostRows ? ranked : ranked[..MostRows];
        Dictionary<UsageEntity, int> rows = [];
        foreach (TEntity entity in shown) rows.Add(entity, rows.Count);
        _json.WriteStartObject(name);
        _json.WriteNumber("leftOut", table.LeftOut + ranked.Length - shown.Length);
        _json.WriteStartArray("rows");
        foreach (TEntity entity in shown)
        {
            _cancellation.ThrowIfCancellationRequested();
            _json.WriteStartArray();
            _json.WriteNumberValue(_texts.Of(entity.Name));
            WriteFigures(entity);
            more(entity, rows);
            _json.WriteEndArray();
        }

        _json.WriteEndArray();
        _json.WriteStartArray("top");
        foreach (Resource resource in Enum.GetValues<Resource>()) WriteTop(ranked, resource, rows);
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void WriteTop<TEntity>(TEntity[] entities, Resource resource, Dictionary<UsageEntity, int> rows)
        where TEntity : UsageEntity
    {
        // The peak of memory decides, because nothing is lost when it is given back; of the others, the sum.
        Func<TEntity, double> rank = resource == Resource.Memory ? entity => entity.Most(resource) : entity => entity.Used(resource);
        _json.WriteStartArray();
        foreach (TEntity entity in entities.Where(entity => rank(entity) > 0 && rows.ContainsKey(entity)).OrderByDescending(rank).Take(Top))
        {
            _cancellation.ThrowIfCancellationRequested();
            WriteSeries(entity, resource, rows[entity]);
        }

        _json.WriteEndArray();
    }

    // [name, CPU seconds, peak of CPU, mean and peak of memory, bytes and peak of IO, bytes and peak of network, …]
    private void WriteFigures(UsageEntity entity)
    {
        _json.WriteNumberOrNull(entity.Used(Resource.Cpu) / 100, 3);
        _json.WriteNumberOrNull(entity.Most(Resource.Cpu), 2);
        _json.WriteNumberOrNull(entity.Used(Resource.Memory) / _data.Processes.Timeline.Samples, 0);
        _json.WriteNumberOrNull(entity.Most(Resource.Memory), 0);
        _json.WriteNumberOrNull(entity.Used(Resource.Io), 0);
        _json.WriteNumberOrNull(entity.Most(Resource.Io), 0);
        _json.WriteNumberOrNull(entity.Used(Resource.Network), 0);
        _json.WriteNumberOrNull(entity.Most(Resource.Network), 0);
    }

    private void WriteFigures(string name, UsageEntity entity)
    {
        _json.WriteStartArray(name);
        WriteFigures(entity);
        _json.WriteEndArray();
    }

    // …, PID, PID of the parent, row of the parent, start, end, last seen, exit code, signal, is a kernel thread, read, written, received, sent, service, command
    private void WriteLife(ProcessLife life, Dictionary<UsageEntity, int> rows)
    {
        ProcessLife? parent = life.Parent;
        while (parent is not null && !rows.ContainsKey(parent)) parent = parent.Parent;
        _json.WriteNumberValue(life.Id);
        _json.WriteNumberValue(life.ParentId);
        _json.WriteNumberValue(parent is null ? -1 : rows[parent]);
        _json.WriteNumberValue(SinceStart(life.StartTime ?? life.FirstSeen));
        if (life.ExitTime is { } exit) _json.WriteNumberValue(SinceStart(exit));
        else _json.WriteNullValue();
        _json.WriteNumberValue(SinceStart(life.LastSeen));
        if (life.ExitCode is { } code) _json.WriteNumberValue(code);
        else _json.WriteNullValue();
        if (life.ExitSignal is { } signal) _json.WriteStringValue(PrintableText.Of(signal));
        else _json.WriteNullValue();
        _json.WriteNumberValue(life.IsKernelThread ? 1 : 0);
        _json.WriteNumberOrNull(life.Read, 0);
        _json.WriteNumberOrNull(life.Written, 0);
        _json.WriteNumberOrNull(life.Received, 0);
        _json.WriteNumberOrNull(life.Sent, 0);
        _json.WriteNumberValue(_texts.Of(life.Service));
        _json.WriteNumberValue(_texts.Of(life.Command));
    }

    private void WriteEvents()
    {
        EventLog machine = _data.Machine.Events;
        EventLog log = _data.Machine.Timeline.Samples > 0 ? machine : _data.Processes.Gaps;
        _json.WriteStartArray("events");
        foreach ((DateTimeOffset time, ReportEventKind kind, long number) in log.Events)
        {
            _json.WriteStartArray();
            _json.WriteNumberValue(SinceStart(time));
            _json.WriteStringValue(JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()));
            _json.WriteNumberValue(number);
            _json.WriteEndArray();
        }

        _json.WriteEndArray();
        _json.WriteNumber("eventsLeftOut", log.LeftOut);
    }

    private void WriteTimeline(Timeline timeline)
    {
        _json.WriteNumber("samples", timeline.Samples);
        _json.WriteNumber("perBucket", timeline.SamplesPerBucket);
        _json.WriteStartArray("times");
        long last = 0;
        foreach (int i in Rows(timeline))
        {
            // Between two buckets, unknown values interrupt the lines.
            long time = i >= 0 ? Middle(timeline.Buckets[i].First, timeline.Buckets[i].Last) : Middle(timeline.Buckets[~i - 1].Last, timeline.Buckets[~i].First);
            _json.WriteNumberValue(time - last);
            last = time;
        }

        _json.WriteEndArray();

        long Middle(DateTimeOffset from, DateTimeOffset to) => SinceStart(from + ((to - from) / 2));
    }

    // The indices of buckets, and the complement of the index of a bucket before it if samples are missing there.
    private static IEnumerable<int> Rows(Timeline timeline)
    {
        for (int i = 0; i < timeline.Buckets.Count; i++)
        {
            if (timeline.Buckets[i].IsAfterGap) yield return ~i;
            yield return i;
        }
    }

    private void WriteSeries(UsageEntity entity, Resource resource, int row = -1)
    {
        Timeline timeline = _data.Processes.Timeline;
        UsageSeries? series = entity.Series(resource);
        _json.WriteStartObject();
        if (row >= 0) _json.WriteNumber("row", row);
        if (entity.IsLate) _json.WriteBoolean("late", true);
        WriteSeries(timeline, UnitOf(resource), Mean, min: null, i => series?.Max(i) ?? double.NaN);
        _json.WriteEndObject();

        // Of the whole bucket, so that means add up also for processes that lived in a part of it.
        double Mean(int i)
        {
            double length = resource == Resource.Memory ? timeline.Buckets[i].Samples : timeline.Buckets[i].Seconds;
            return series is null || length <= 0 ? double.NaN : series.Sum(i) / length;
        }
    }

    private void WriteSeries(Timeline timeline, double unit, Func<int, double> mean, Func<int, double>? min, Func<int, double> max)
    {
        _json.WriteNumber("unit", unit);
        Write("mean", mean);
        if (timeline.SamplesPerBucket == 1) return;
        if (min is not null) Write("min", min);
        Write("max", max);

        void Write(string name, Func<int, double> value)
        {
            _json.WriteStartArray(name);
            long last = 0;
            foreach (int i in Rows(timeline))
            {
                double real = i < 0 ? double.NaN : value(i) / unit;
                if (double.IsNaN(real))
                {
                    _json.WriteNullValue();
                    continue;
                }

                long whole = (long)Math.Round(real);
                _json.WriteNumberValue(whole - last);
                last = whole;
            }

            _json.WriteEndArray();
        }
    }

    private long SinceStart(DateTimeOffset time) => (long)(time - _start).TotalMilliseconds;

    private static double UnitOf(MachineChart chart) => chart switch
    {
        MachineChart.Memory => KiB,
        MachineChart.Disks or MachineChart.Network => 1,
        _ => PercentUnit,
    };

    private static double UnitOf(Resource resource) => resource switch
    {
        Resource.Cpu => PercentUnit,
        Resource.Memory => KiB,
        _ => 1,
    };
}

/// <summary>The texts of a report, each once. A text beyond the limit of all is left out.</summary>
internal sealed class TextIndex
{
    /// <summary>The most characters of all texts together.</summary>
    internal const int Most = 1_000_000;

    private const int Longest = 300;

    private readonly Dictionary<string, int> _index = [];
    private readonly List<string> _texts = [];
    private int _length;

    /// <summary>The index of a text. -1 if it is unknown or left out.</summary>
    internal int Of(string? text)
    {
        if (text is null) return -1;
        string printable = PrintableText.Of(text);
        if (printable.Length > Longest) printable = printable[..(char.IsHighSurrogate(printable[Longest - 1]) ? Longest - 1 : Longest)] + "…";
        if (_index.TryGetValue(printable, out int index)) return index;
        if (_length + printable.Length > Most) return -1;
        _length += printable.Length;
        _texts.Add(printable);
        _index.Add(printable, _texts.Count - 1);
        return _texts.Count - 1;
    }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("texts");
        foreach (string text in _texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}

/// <summary>Numbers that can be unknown.</summary>
internal static class NumberWriting
{
    internal static void WriteNumberOrNull(this Utf8JsonWriter json, double value, int decimals)
    {
        if (double.IsFinite(value)) json.WriteNumberValue(Math.Round(value, decimals));
        else json.WriteNullValue();
    }
}
