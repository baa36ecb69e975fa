using System.Reflection;
using Vmon.Fields;
using Vmon.Parsing.Processes;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

/// <summary>A property is null if a kernel field that it declares is unknown, and does not depend on any other.</summary>
public sealed class DeclaredSourceTests : IDisposable
{
    private const ProcessDataSets DataSets =
        ProcessDataSets.Memory | ProcessDataSets.IO | ProcessDataSets.Status | ProcessDataSets.Pss | ProcessDataSets.Scheduler;

    // Without these, a line of stat is malformed. lib and dt are always 0.
    private static readonly object[] Untested = [StatField.state, StatField.ppid, StatField.starttime, StatmField.lib, StatmField.dt];

    // Kernels that lack these have none of it.
    private static readonly (string Property, object Field)[] Optional =
        [(nameof(ProcessSample.PageTableMemory), StatusField.VmPMD), (nameof(ProcessSample.UniqueMemory), SmapsField.Private_Hugetlb)];

    // Of a zombie, or of a machine whose users and boot time are known.
    private static readonly string[] Unknown =
    [
        nameof(ProcessSample.ExitCode), nameof(ProcessSample.ExitSignal), nameof(ProcessSample.HasDumpedCore), nameof(ProcessSample.UserName),
        nameof(ProcessSample.StartTime),
    ];

    private readonly CapturedProcess _captured = new();

    public static TheoryData<string, string> Fields => [.. All.Except(Untested).Select(source => (source.GetType().Name, source.ToString()!))];

    private static IEnumerable<object> All =>
    [
        .. Of<StatField>(), .. Of<StatmField>(), .. Of<IoField>(), .. Of<StatusField>(), .. Of<StatusText>(), .. Of<SchedField>(), .. Of<SmapsField>(),
    ];

    private static PropertyInfo[] Properties =>
        [.. typeof(ProcessSample).GetProperties().Where(property => Sources(property).Any(source => source is Enum) && property.GetValue(ProcessSample.Unread(new())) is null)];

    public void Dispose() => _captured.Dispose();

    [Fact]
    public void Every_property_of_a_kernel_field_is_known_if_its_files_are_complete()
    {
        ProcessSample sample = Sample(null);
        Assert.Equal(Unknown.Order(), Properties.Where(property => property.GetValue(sample) is null).Select(property => property.Name).Order());
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Property_is_null_exactly_if_a_field_that_it_declares_is_unknown(string enumeration, string name)
    {
        object missing = All.Single(field => field.GetType().Name == enumeration && field.ToString() == name);
        ProcessSample sample = Sample(missing);
        IEnumerable<string> wrong = Properties.Where(property => !Unknown.Contains(property.Name))
            .Where(property => property.GetValue(sample) is null != (Sources(property).Contains(missing) && !Optional.Contains((property.Name, missing))))
            .Select(property => $"{property.Name} is {property.GetValue(sample) ?? "null"} without {name}.");
        Assert.Empty(wrong);
    }

    private ProcessSample Sample(object? missing)
    {
        _captured.Write("stat", $"{CapturedProcess.Id} (a) S 1 " + Columns(5, 52, column => Number((StatField)column, "5")) + "\n");
        _captured.Write("statm", Columns(0, 6, column => Number((StatmField)column, "5")) + "\n");
        _captured.Write("schedstat", Columns(0, 2, column => Number((SchedField)column, "5")) + "\n");
        _captured.Write("io", Lines(Of<IoField>().Select(field => $"{field}: {Number(field, "5")}")));
        _captured.Write("smaps_rollup", Lines(Of<SmapsField>().Select(field => $"{field}:  {Number(field, "5")} kB")));
        _captured.Write("status", Lines([.. Of<StatusField>().Select(field => Line((StatusField)field)), .. Of<StatusText>().Where(text => !Equals(text, missing)).Select(text => $"\n{text}:\t5")]));
        using VmonSession session = _captured.Open();
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything, DataSets);
        watch.Sample();
        watch.Sample();
        return Assert.Single(watch.Processes());

        string Number(object field, string number) => Equals(field, missing) ? "x" : number;

        // Uid:	1000	1000	1000	1000, and SigQ:	1/96364
        string Line(StatusField field) => field switch
        {
            StatusField.SigQ_limit => "/" + Number(field, "5"),
            >= StatusField.Uid_effective and <= StatusField.Uid_filesystem or >= StatusField.Gid_effective and <= StatusField.Gid_filesystem => "\t" + Number(field, "5"),
            >= StatusField.VmPeak and <= StatusField.HugetlbPages => $"\n{field}:\t{Number(field, "5")} kB",
            _ => $"\n{field}:\t{Number(field, "5")}",
        };
    }

    private static string Columns(int first, int last, Func<int, string> column) => string.Join(' ', Enumerable.Range(first, last - first + 1).Select(column));

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => line.StartsWith('\n') || line.StartsWith('\t') || line.StartsWith('/') ? line : "\n" + line)) + "\n";

    private static IEnumerable<object> Of<TField>()
        where TField : struct, Enum => Enum.GetValues<TField>().Cast<object>();

    private static IReadOnlyList<object> Sources(PropertyInfo property) => property.GetCustomAttribute<FieldAttribute>()?.Sources ?? [];
}
