using System.Reflection;
using System.Text;
using Vmon.Fields;
using Vmon.Parsing;
using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Parsing.Processes;

/// <summary>What holds for every field of every record.</summary>
public class KernelFieldTests
{
    // Numbers that follow the first of their line.
    private static readonly string[] Following = ["_effective", "_saved", "_filesystem", "_limit"];

    public static TheoryData<string> Keys => [.. Enum.GetNames<StatusField>().Where(name => !Following.Any(name.EndsWith))];

    private static IEnumerable<Type> Enumerations => typeof(KernelField).Assembly.GetTypes().Where(type => type.IsDefined(typeof(KernelFileAttribute)));

    [Fact]
    public void Positions_are_unique_in_their_file() =>
        Assert.Equal(KernelField.All.Count, KernelField.All.DistinctBy(field => (field.File, field.Position)).Count());

    [Fact]
    public void Names_are_unique_in_their_file() =>
        Assert.Equal(KernelField.All.Count, KernelField.All.DistinctBy(field => (field.File, field.Name)).Count());

    [Fact]
    public void Every_field_of_every_record_has_a_position()
    {
        Type[] fields = [.. typeof(KernelField).Assembly.GetTypes().SelectMany(record => record.GetInterfaces())
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IFieldRecord<>)).Select(type => type.GenericTypeArguments[0])];
        Assert.Equal(6, fields.Length);
        Assert.Subset(Enumerations.ToHashSet(), fields.ToHashSet());
        Assert.Equal(
            Enumerations.SelectMany(type => Enum.GetNames(type).Select(name => (type.GetCustomAttribute<KernelFileAttribute>()!.Name, name))).Order(),
            KernelField.All.Select(field => (field.File, field.Name)).Order());
    }

    [Fact]
    public void A_record_reads_the_file_that_its_fields_name()
    {
        AssertFile<ProcStat, StatField>();
        AssertFile<ProcStatm, StatmField>();
        AssertFile<ProcIo, IoField>();
        AssertFile<ProcStatus, StatusField>();
        AssertFile<SchedStat, SchedField>();
        AssertFile<SmapsRollup, SmapsField>();
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_line_of_status_sets_the_fields_of_its_key_and_no_other(string key)
    {
        foreach (string value in (string[])["7/7", "7\t7\t7\t7", "7", "7 kB"])
        {
            if (!ProcStatus.TryParse(Encoding.UTF8.GetBytes($"{key}:\t{value}\n"), out ProcStatus status) || status.IsEmpty) continue;
            string[] known = [.. Enum.GetValues<StatusField>().Where(field => status[field] is not null).Select(field => field.ToString())];
            Assert.Equal(Enum.GetNames<StatusField>().Where(name => name == key || Following.Any(end => name == key + end)), known);
            Assert.All(known, name => Assert.Equal(7, status[Enum.Parse<StatusField>(name)]));
            return;
        }

        Assert.Fail($"No value of {key} was read.");
    }

    [Fact]
    public void A_line_of_smaps_rollup_sets_the_field_of_its_key_and_no_other()
    {
        foreach (SmapsField key in Enum.GetValues<SmapsField>())
        {
            Assert.True(SmapsRollup.TryParse(Encoding.UTF8.GetBytes($"{key}:     7 kB\n"), out SmapsRollup rollup));
            Assert.All(Enum.GetValues<SmapsField>(), field => Assert.Equal(field == key ? 7 : null, rollup[field]));
        }
    }

    private static void AssertFile<TRecord, TField>()
        where TRecord : unmanaged, IProcRecord<TRecord>, IFieldRecord<TField>
        where TField : struct, Enum =>
        Assert.Equal(typeof(TField).GetCustomAttribute<KernelFileAttribute>()!.Name, Encoding.UTF8.GetString(TRecord.FileName).TrimEnd('\0'));
}
