using System.Management.Automation;
using System.Reflection;
using Vmon.PowerShell;

namespace Vmon.Tests.PowerShell;

public class CmdletConventionTests
{
    private static readonly Type[] Cmdlets = [.. typeof(VmonCommand).Assembly.GetExportedTypes()
        .Where(type => type.IsDefined(typeof(CmdletAttribute), inherit: false))];

    public static TheoryData<string, Type> Emitting => new()
    {
        { "Get-VmonProcess -Id $args[0] -IncludeThread -FollowChildren", typeof(ProcessSample) },
        { "Watch-VmonProcess -Id $args[0] -Count 1", typeof(ProcessSample) },
        { "Get-VmonTree -Id $args[0]", typeof(ProcessTreeNode) },
        { "Get-VmonFile -Id $args[0]", typeof(OpenFile) },
        { "Get-VmonConnection -Protocol Internet, Unix", typeof(Connection) },
        { "Get-VmonPipe -Id $args[0]", typeof(Pipe) },
        { "Get-VmonCgroup", typeof(CgroupSample) },
        { "Watch-VmonCgroup -Count 1", typeof(CgroupSample) },
        { "Get-VmonSystem", typeof(SystemSample) },
        { "Watch-VmonSystem -Count 1", typeof(SystemSample) },
        { "Start-VmonSession one", typeof(VmonSession) },
        { "$null = Start-VmonSession one; Get-VmonSession one", typeof(VmonSession) },
        { "Export-VmonDiagnostic $args[1] -Force", typeof(FileInfo) },
        { "Export-VmonMetric ($args[1] + '.prom')", typeof(FileInfo) },
        { "Start-VmonExporter 127.0.0.1:0", typeof(Vmon.Metrics.VmonExporter) },
        { "$null = Start-VmonExporter 127.0.0.1:0; Get-VmonExporter", typeof(Vmon.Metrics.VmonExporter) },
        { "Export-VmonReport ($args[1] + '.html') -Id $args[0] -Duration 20ms -Interval 10ms -PassThru", typeof(FileInfo) },
    };

    [Theory]
    [MemberData(nameof(Emitting))]
    public void Cmdlets_write_their_declared_output_type(string script, Type type)
    {
        string file = Path.GetTempFileName();
        using Shell shell = new();
        PSObject[] output = [.. shell.Run(script, Environment.ProcessId, file)];
        File.Delete(file);
        File.Delete(file + ".html");
        File.Delete(file + ".prom");
        Assert.NotEmpty(output);
        Assert.All(output, item => Assert.Equal(type, item.BaseObject.GetType()));
        string name = script.Split("; ")[^1].Split(' ')[0];
        Assert.Equal(type, Assert.Single(shell.Run<CmdletInfo>($"Get-Command {name}").Single().OutputType).Type);
    }

    [Fact]
    public void Cmdlets_declare_an_output_type() => Assert.All(Cmdlets, type => Assert.True(type.IsDefined(typeof(OutputTypeAttribute)), type.Name));

    [Fact]
    public void Module_exports_no_aliases()
    {
        using Shell shell = new();
        Assert.Empty(shell.Run<PSModuleInfo>("Get-Module Vmon").Single().ExportedAliases);
    }

    [Fact]
    public void Cmdlets_with_parameter_sets_declare_a_default_set()
    {
        foreach (Type type in Cmdlets)
        {
            HashSet<string> sets = [.. from property in type.GetProperties()
                                       from parameter in property.GetCustomAttributes<ParameterAttribute>()
                                       where parameter.ParameterSetName != ParameterAttribute.AllParameterSets
                                       select parameter.ParameterSetName];
            if (sets.Count > 0) Assert.Contains(type.GetCustomAttribute<CmdletAttribute>()!.DefaultParameterSetName, sets);
        }
    }

    [Fact]
    public void Id_Name_and_Session_parameters_all_have_completers()
    {
        foreach (PropertyInfo property in Cmdlets.SelectMany(type => type.GetProperties()))
        {
            if (!property.IsDefined(typeof(ParameterAttribute))) continue;
            bool isCompleted = property.PropertyType == typeof(int[]) || property.PropertyType.Name.StartsWith(nameof(SessionReference), StringComparison.Ordinal)
                || (property.Name == "Name" && property.PropertyType == typeof(string[]));
            if (isCompleted) Assert.True(property.IsDefined(typeof(ArgumentCompleterAttribute)), $"{property.DeclaringType!.Name}.{property.Name}");
        }
    }

    [Theory]
    [InlineData(typeof(ProcessSample), "Id,ProcessName,State,ParentId,StartTime")]
    [InlineData(typeof(SystemSample), "Session,Sample,Timestamp")]
    [InlineData(typeof(CgroupSample), "Path,ParentPath,Depth")]
    [InlineData(typeof(OpenFile), "Id,ProcessName")]
    public void Identifying_properties_come_first(Type type, string names)
    {
        PropertyInfo[] properties = type.GetProperties();
        string[] expected = names.Split(',');
        Assert.Equal(expected, properties.Take(expected.Length).Select(property => property.Name));
    }

    [Fact]
    public void Default_properties_come_before_those_of_optional_data_sets()
    {
        List<string> names = [.. typeof(ProcessSample).GetProperties().Select(property => property.Name)];
        Assert.True(names.IndexOf(nameof(ProcessSample.CpuPercent)) < names.IndexOf(nameof(ProcessSample.WorkingSet)));
        Assert.True(names.IndexOf(nameof(ProcessSample.WorkingSet)) < names.IndexOf(nameof(ProcessSample.IoRead)));
        Assert.True(names.IndexOf(nameof(ProcessSample.IoRead)) < names.IndexOf(nameof(ProcessSample.CommandLine)));
        Assert.True(names.IndexOf(nameof(ProcessSample.CommandLine)) < names.IndexOf(nameof(ProcessSample.CgroupPath)));
    }
}
