using System.Globalization;
using System.Runtime.Loader;
using System.Runtime.Versioning;
using DuckDB.NET.Data;
using Vmon.PowerShell;
using Vmon.PowerShell.Exporters;
using Vmon.Tables;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

/// <summary>Exports, queried with DuckDB.</summary>
[Collection(nameof(DescriptorTests))]
[SupportedOSPlatform("linux")]
public sealed class RecordingExportTests : IDisposable
{
    private static readonly ITableFormat Format = TableFormats.Of(ExportFormat.Parquet);

    private readonly TemporaryDirectory _directory = new();
    private readonly DuckDBConnection _duck = new("DataSource=:memory:");

    public RecordingExportTests() => _duck.Open();

    private string Source => _directory.Combine("source");

    private string Target => _directory.Combine("out");

    private string Processes => Files("processes");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _duck.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void Queries_give_what_the_objects_of_a_replay_say()
    {
        Record("while :; do sh -c 'ls / >/dev/null'; sleep 0.02; done", 12);
        RecordingRange range = new();
        Assert.Equal(3, Export(range).Count);
        List<ProcessSample> samples = Replay(range);
        Assert.Equal(samples.Count, Number($"SELECT count(*) FROM {Processes}"));
        Assert.Equal(samples.Sum(static process => process.CpuTime?.Ticks * 100), Number($"SELECT sum(CpuTime) FROM {Processes}"));
        Assert.Equal(samples.Count(static process => process.CpuPercent is null), Number($"SELECT count(*) FROM {Processes} WHERE CpuPercent IS NULL"));
        Assert.Equal(samples.Sum(static process => process.WorkingSet), Number($"SELECT sum(WorkingSet) FROM {Processes}"));
        Assert.Equal(samples.Count(static process => process is { HasExited: true, ExitCode: 0 }), Number($"SELECT count(*) FROM {Processes} WHERE HasExited AND ExitCode = 0"));
        string[] top =
        [
            .. samples.GroupBy(static process => process.ProcessName).Select(static group => (Name: group.Key, Sum: group.Sum(static process => process.CpuTime?.Ticks ?? 0)))
                .OrderByDescending(static one => one.Sum).ThenBy(static one => one.Name, StringComparer.Ordinal).Take(3).Select(static one => $"{one.Name} {one.Sum * 100}"),
        ];
        Assert.Equal(top, Texts($"SELECT ProcessName || ' ' || coalesce(sum(CpuTime), 0) FROM {Processes} GROUP BY ProcessName ORDER BY coalesce(sum(CpuTime), 0) DESC, ProcessName LIMIT 3"));
        Assert.Equal(samples.Max(static process => process.Timestamp).UtcTicks / 10, Number($"SELECT epoch_us(max(Timestamp)) + 62135596800000000 FROM {Processes}"));
        Assert.Equal([Environment.MachineName], Texts($"SELECT DISTINCT host FROM {Processes}"));
        Assert.Equal(12, Number($"SELECT count(*) FROM {Files("system")} WHERE MemoryTotal > 0"));
    }

    [Fact]
    public void Events_join_with_processes()
    {
        using VmonSession session = new(new SessionOptions());
        using EventWatch? probe = session.WatchEvents(new EventSelection());
        Assert.SkipWhen(probe is null, "Process events are not permitted.");
        Record("while :; do sh -c 'exit 3'; sleep 0.02; done", 12);
        _ = Export(new RecordingRange());
        using VmonRecording recording = VmonRecording.Open(Source);
        List<ProcessEvent> events = [.. recording.Events(new EventSelection { Kinds = ProcessEventKind.All, IncludeKernelThreads = true }, new RecordingRange(), TestContext.Current.CancellationToken)];
        Assert.Equal(events.Count, Number($"SELECT count(*) FROM {Files("events")}"));
        Assert.Equal(events.Count(static happened => happened.ExitCode == 3), Number($"SELECT count(*) FROM {Files("events")} WHERE Kind = 'Exit' AND ExitCode = 3"));
        Assert.True(Number($"SELECT count(*) FROM {Files("events")} e JOIN {Processes} p USING (host, Id, StartTicks) WHERE e.Kind = 'Exit' AND e.ExitCode = p.ExitCode AND p.HasExited") > 0);
    }

    [Fact]
    public void Columns_have_the_types_of_their_properties()
    {
        Record("sleep 60", 3);
        _ = Export(new RecordingRange());
        Dictionary<string, string> types = Texts($"SELECT column_name || ' ' || column_type FROM (DESCRIBE SELECT * FROM {Processes})").Select(static text => text.Split(' ', 2)).ToDictionary(static one => one[0], static one => one[1]);
        Assert.Equal(
            ("BIGINT", "VARCHAR", "DOUBLE", "BIGINT", "TIMESTAMP WITH TIME ZONE", "VARCHAR", "BOOLEAN"),
            (types["Id"], types["ProcessName"], types["CpuPercent"], types["CpuTime"], types["StartTime"], types["State"], types["HasExited"]));
        Assert.DoesNotContain("Parent", types.Keys);
        Assert.DoesNotContain("ProportionalMemory", types.Keys);
        Assert.Contains("vmon.unit.CpuTime ns", Texts($"SELECT decode(key) || ' ' || decode(value) FROM parquet_kv_metadata('{Target}/processes/*/*.parquet')"));
    }

    [Fact]
    public void Names_and_command_lines_can_have_any_bytes()
    {
        string name = _directory.Combine("tab\there'\"\n\u00fc");
        File.Copy("/bin/sleep", name);
        string argument = new('x', 8000);
        using ShellProcess named = new($"exec \"$(printf '{_directory.Path}/tab\\there\\047\\042\\n\\303\\274')\" 60");
        using ShellProcess invalid = new("exec sh -c 'sleep 61; :' \"$(printf 'a\\377b')\"");
        using ShellProcess large = new($"sleep 62; : {argument}");
        Record("sleep 60", 3);
        _ = Export(new RecordingRange());
        List<ProcessSample> samples = Replay(new RecordingRange());
        foreach (ShellProcess process in (ShellProcess[])[named, invalid, large])
        {
            ProcessSample last = samples.Last(sample => sample.Id == process.Id);
            Assert.Equal(Valid(last.CommandLine), Texts($"SELECT CommandLine FROM {Processes} WHERE Id = {process.Id}")[^1]);
            Assert.Equal(Valid(last.ProcessName), Texts($"SELECT ProcessName FROM {Processes} WHERE Id = {process.Id}")[^1]);
        }

        Assert.Contains(samples, static sample => sample.CommandLine?.Length >= 4000);

        static string? Valid(string? text) => text is null ? null : new([.. text.Select(static c => char.IsSurrogate(c) ? '\ufffd' : c)]);
    }

    [Fact]
    public void Range_and_interval_are_those_of_a_replay()
    {
        Record("sleep 60", 12);
        using VmonRecording recording = VmonRecording.Open(Source);
        RecordingRange range = new(recording.StartTime + TimeSpan.FromMilliseconds(250), null, TimeSpan.FromMilliseconds(300));
        _ = Export(range);
        Assert.Equal(Replay(range).Count, Number($"SELECT count(*) FROM {Processes}"));
    }

    [Fact]
    public void Cancelled_export_leaves_no_file()
    {
        Record("sleep 60", 5);
        using CancellationTokenSource stopping = new();
        using VmonRecording recording = VmonRecording.Open(Source);
        Assert.Empty(new RecordingExport(recording, new RecordingRange(), Format).WriteTo(Target, (_, _) => stopping.Cancel(), stopping.Token));
        Assert.Empty(Directory.GetFiles(Target, "*", SearchOption.AllDirectories));
        Assert.Empty(new RecordingExport(recording, new RecordingRange(recording.EndTime + TimeSpan.FromHours(1)), Format).WriteTo(Target, null, Cancellation));
    }

    [Fact]
    public void Exporter_and_its_libraries_are_apart_from_those_of_the_session()
    {
        Record("sleep 60", 2);
        _ = Export(new RecordingRange()); // loads the libraries
        AssemblyLoadContext context = AssemblyLoadContext.GetLoadContext(Format.GetType().Assembly)!;
        Assert.NotSame(AssemblyLoadContext.Default, context);
        Assert.Contains(context.Assemblies, static assembly => assembly.GetName().Name == "Parquet");
        Assert.DoesNotContain(AssemblyLoadContext.Default.Assemblies, static assembly => assembly.GetName().Name == "Parquet");
        Assert.Same(typeof(ITableFormat).Assembly, Format.GetType().GetInterfaces().Single().Assembly);
    }

    private void Record(string script, int samples)
    {
        using ShellProcess shell = new(script);
        using VmonSession session = new(new SessionOptions());
        using VmonRecorder recorder = session.Record(new RecorderOptions { Path = Source, Interval = TimeSpan.FromMilliseconds(100) });
        WaitUntil.True(() => recorder.SampleCount >= samples);
        recorder.Dispose();
        using VmonRecording recording = VmonRecording.Open(Source);
        _ = recording.Copy(new CopyOptions { Path = _directory.Combine("cut"), Range = new RecordingRange(End: TimeOf(recording, samples)) }, null, Cancellation);
        Directory.Delete(Source, recursive: true);
        Directory.Move(_directory.Combine("cut"), Source);
    }

    private static DateTimeOffset TimeOf(VmonRecording recording, int sample)
    {
        using ProcessWatch watch = recording.Watch(ProcessSelection.Everything, new RecordingRange());
        _ = watch.Replay(sample, Cancellation).Count();
        return watch.SampleTime!.Value.AddMilliseconds(20);
    }

    private IReadOnlyList<string> Export(RecordingRange range)
    {
        using VmonRecording recording = VmonRecording.Open(Source);
        return new RecordingExport(recording, range, Format).WriteTo(Target, null, Cancellation);
    }

    private List<ProcessSample> Replay(RecordingRange range)
    {
        using VmonRecording recording = VmonRecording.Open(Source);
        using ProcessWatch watch = recording.Watch(ProcessSelection.Everything, range);
        List<ProcessSample> all = [];
        foreach (long _ in watch.Replay(null, Cancellation)) all.AddRange(watch.Processes());
        return all;
    }

    private string Files(string table) => $"read_parquet('{Target}/{table}/*/*.parquet', hive_partitioning = true)";

    private long Number(string query) => long.Parse(Texts($"SELECT CAST(x AS VARCHAR) FROM ({query}) t(x)").Single(), CultureInfo.InvariantCulture);

    private List<string> Texts(string query)
    {
        using DuckDBCommand command = _duck.CreateCommand();
        command.CommandText = query;
        using DuckDBDataReader reader = command.ExecuteReader();
        List<string> texts = [];
        while (reader.Read()) texts.Add(reader.GetString(0));
        return texts;
    }
}
