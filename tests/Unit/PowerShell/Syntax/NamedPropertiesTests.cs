using System.Management.Automation;
using Vmon.PowerShell.Syntax;
using Vmon.Tests.Help;

namespace Vmon.Tests.PowerShell.Syntax;

public class NamedPropertiesTests
{
    [Theory]
    [InlineData("Get-VmonProcess -Id $PID | Where-Object FileCount -gt 0 | ForEach-Object Id")]
    [InlineData("Get-VmonProcess -Id $PID | Where-Object { $_.FileCount -gt 0 } | ForEach-Object Id")]
    [InlineData("Get-VmonProcess -Id $PID | ForEach-Object { $PSItem.FileCount }")]
    [InlineData("$p = Get-VmonProcess -Id $PID; $p | Where-Object FileCount -gt 0 | ForEach-Object Id")]
    [InlineData("foreach ($p in Get-VmonProcess -Id $PID) { $p.FileCount }")]
    [InlineData("(Get-VmonProcess -Id $PID).FileCount")]
    [InlineData("$none = ''; (Get-VmonProcess -Id $PID).FileCount")]
    [InlineData("function f { Get-VmonProcess -Id $PID }; f | ForEach-Object FileCount")]
    [InlineData("& { Get-VmonProcess -Id $PID | ForEach-Object { \"$($_.FileCount)\" } }")]
    [InlineData("1 | ForEach-Object { Get-VmonProcess -Id $PID | \n ForEach-Object FileCount }")]
    [InlineData("$a = @{ Id = $PID }; Get-VmonProcess @a | ForEach-Object FileCount")]
    [InlineData("@(Get-VmonTree -Id $PID)[0] | ForEach-Object { $_.FileCount }")]
    [InlineData("@(Get-VmonTree -Id $PID)[0] | ForEach-Object TreeProportionalMemory")]
    [InlineData("Get-VmonTree | Where-Object { $_.FileCount -gt 0 -and $_.Id -eq $PID } | ForEach-Object FileCount")]
    [InlineData("Get-VmonTree | Where-Object UserName -eq ([Environment]::UserName) | Where-Object Id -eq $PID | ForEach-Object Id")]
    [InlineData("Watch-VmonProcess -Id $PID -Count 1 | ForEach-Object FileCount")]
    [InlineData("Wait-VmonProcess -Id $PID -Interval 10ms -Timeout 30 -PassThru -Until { $_.FileCount -gt 0 } | ForEach-Object Id")]
    public void Property_named_in_the_script_is_read_without_Include(string script)
    {
        using Shell shell = new();
        Assert.True(LanguagePrimitives.IsTrue(Assert.Single(shell.Run(script))));
        Assert.DoesNotContain(shell.Warnings, warning => warning.Contains("not read", StringComparison.Ordinal));
        Assert.Empty(shell.Errors);
    }

    [Theory]
    [InlineData("(Get-VmonSystem).FileSystems")]
    [InlineData("Get-VmonSystem | ForEach-Object { $_.VmStat.pgfault }")]
    [InlineData("$system = Get-VmonSystem; $system.InterruptsByName.Values")]
    [InlineData("Watch-VmonSystem -Count 1 | Select-Object -ExpandProperty SoftIrqsByName")]
    [InlineData("(Watch-VmonSystem -Count 1 | Select-Object Soft*Name).SoftIrqsByName")]
    public void Property_of_the_machine_named_in_the_script_is_read_without_Include(string script)
    {
        using Shell shell = new();
        Assert.Contains(shell.Run(script), value => value is not null);
        Assert.Empty(shell.Warnings);
        Assert.Empty(shell.Errors);
    }

    [Fact]
    public void Data_sets_of_the_machine_that_are_not_named_are_not_read()
    {
        using Shell shell = new();
        SystemSample sample = shell.Run<SystemSample>("$null = 'FileSystems'\nGet-VmonSystem | Where-Object CpuCount").Single();
        Assert.Null(sample.FileSystems);
        Assert.Null(sample.VmStat);
        Assert.NotNull(sample.Interfaces);
    }

    [Fact]
    public void UserName_is_read_by_default()
    {
        using Shell shell = new();
        Assert.Contains(Environment.ProcessId, shell.Run<int>("Get-VmonProcess | Where-Object UserName -eq ([Environment]::UserName) | ForEach-Object Id"));
    }

    [Fact]
    public void Property_named_in_unrelated_script_text_is_not_read()
    {
        using Shell shell = new();
        Assert.Null(shell.Run<ProcessSample>("$null = 'FileCount'\nGet-VmonProcess -Id $PID").Single().FileCount);
    }

    [Theory]
    [InlineData("Get-VmonProcess -Id $PID | ConvertTo-Csv | ConvertFrom-Csv")]
    [InlineData("Get-VmonProcess -Id $PID | Where-Object Id -gt 0 | ConvertTo-Json -Depth 1 -WarningAction Ignore | ConvertFrom-Json")]
    [InlineData("$p = Get-VmonProcess -Id $PID; $p | ConvertTo-Csv | ConvertFrom-Csv")]
    [InlineData("Get-VmonProcess -Id $PID | Select-Object *")]
    [InlineData("Get-VmonTree -Id $PID | Select-Object -First 1 *")]
    [InlineData("Get-VmonProcess -Id $PID | Select-Object -First 1 -Wait | ConvertTo-Csv | ConvertFrom-Csv")]
    [InlineData("Get-VmonProcess -Id $PID | Sort-Object Id | select -Skip:0 -Uniq -Last 1 | ConvertTo-Csv | ConvertFrom-Csv")]
    [InlineData("Watch-VmonProcess -Id $PID -Count 1 | Microsoft.PowerShell.Utility\\ConvertTo-Csv | ConvertFrom-Csv")]
    public void Export_reads_every_data_set_except_expensive_ones(string script)
    {
        using Shell shell = new();
        PSObject exported = Assert.Single(shell.Run(script));
        Assert.All(
            PropertyDataSets.ByProperty.Where(property => property.Value is not (ProcessDataSets.Pss or ProcessDataSets.Files) && property.Key is "CgroupPath" or "Umask" or "OomScore" or "UserName"),
            property => Assert.False(string.IsNullOrEmpty(exported.Properties[property.Key].Value?.ToString()), property.Key));
        ProcessDataSets read = Enum.Parse<ProcessDataSets>(exported.Properties["DataSets"].Value.ToString()!);
        Assert.Equal(ProcessDataSets.All & ~(ProcessDataSets.Pss | ProcessDataSets.Files | ProcessDataSets.Network), read);
        Assert.Empty(shell.Warnings);
    }

    [Theory]
    [InlineData("Get-VmonProcess -Id $PID -Verbose | Select-Object Id, CpuPercent | ConvertTo-Csv", false)]
    [InlineData("Get-VmonProcess -Id $PID -Verbose | ForEach-Object Id | ConvertTo-Json", false)]
    [InlineData("Get-VmonProcess -Id $PID -Verbose | Select-Object -First 1 Id | ConvertTo-Json", false)]
    [InlineData("Get-VmonProcess -Id $PID -Verbose | Select-Object -ExpandProperty Id -First 1 | ConvertTo-Json", false)]
    [InlineData("$p = Get-VmonProcess -Id $PID -Verbose | Select-Object Id, CpuPercent; $p | ConvertTo-Csv", false)]
    [InlineData("Get-VmonFile -Id $PID -Verbose | ConvertTo-Csv", false)]
    [InlineData("Get-VmonProcess -Id $PID -Verbose | ConvertTo-Csv", true)]
    public void Export_reads_extra_data_sets_only_for_whole_samples(string script, bool isMore)
    {
        using Shell shell = new();
        string begins = shell.Run($"& {{ {script} }} 4>&1").Select(item => item.BaseObject).OfType<VerboseRecord>().First().Message;
        Assert.Equal(isMore, begins.Contains("Status", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("$n = 'File' + 'Count'; Get-VmonProcess -Id $PID | Where-Object $n -gt 0")]
    [InlineData("$n = 'File' + 'Count'; Watch-VmonProcess -Id $PID -Count 3 -Interval 20ms | Where-Object $n -gt 0")]
    [InlineData("$n = 'File' + 'Count'; Wait-VmonProcess -Id $PID -Interval 20ms -Timeout 30 -Until { $null -eq $_.$n }")]
    [InlineData("$p = Get-VmonProcess -Id $PID 3>$null; Invoke-Expression ('$p | Where-Object File' + 'Count -gt 0; $p.File' + 'Count')")]
    [InlineData("$p = Get-VmonProcess -Id $PID 3>$null; $p.psobject.Properties['File' + 'Count'].Value")]
    public void Unread_property_causes_one_warning(string script)
    {
        using Shell shell = new();
        Assert.DoesNotContain(shell.Run(script), item => item is not null);
        Assert.StartsWith("FileCount ", Assert.Single(shell.Warnings, warning => warning.Contains("not read", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void Unread_property_warning_goes_to_the_pipeline_that_accesses_it()
    {
        using Shell shell = new();
        _ = shell.Run("$global:p = Get-VmonProcess -Id $PID");
        Assert.Equal("FileCount was not read and is null. Specify -Include Files. Further uses in this session are not reported.", shell.Run("& { $p | Where-Object FileCount -gt 0 } 3>&1").Single().ToString());
        Assert.Empty(shell.Run("& { $p | Where-Object FileCount -gt 0 } 3>&1"));
        Assert.Empty(shell.Run("& { $WarningPreference = 'Ignore'; $p | Where-Object OomScore -gt 5000 } 3>&1"));
        Assert.Empty(shell.Warnings);
    }

    [Fact]
    public void WarningAction_Ignore_also_applies_to_later_property_access()
    {
        using Shell shell = new();
        _ = shell.Run("$global:p = Get-VmonProcess -Id $PID -WarningAction Ignore");
        Assert.Null(shell.Run("$p.FileCount").Single());
        Assert.Empty(shell.Warnings);
    }

    [Fact]
    public void Export_of_earlier_samples_writes_one_warning_per_session()
    {
        using Shell shell = new();
        _ = shell.Run("$global:p = Get-VmonProcess -Id $PID");
        _ = shell.Run("$p | ConvertTo-Csv");
        Assert.Contains("and the other properties of the data sets", Assert.Single(shell.Warnings), StringComparison.Ordinal);
        _ = shell.Run("$p | ConvertTo-Csv");
        Assert.Empty(shell.Warnings);
    }

    [Fact]
    public void Parent_named_in_the_script_is_read()
    {
        using Shell shell = new();
        PSObject parent = shell.Run("Get-VmonProcess -Id $PID | ForEach-Object { $_.Parent.Id; $_.ParentId }")[0];
        Assert.Equal(shell.Run<int>("(Get-VmonProcess -Id $PID).ParentId").Single(), parent.BaseObject);
        Assert.Equal(1, shell.Run<int>("@(Get-VmonProcess -Id $PID | Where-Object { $_.Parent.Id -gt 0 }).Count").Single());
        Assert.DoesNotContain(shell.Warnings, warning => warning.Contains("Parent", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Get-VmonProcess -Id $PID", "$p.Parent")]
    [InlineData("Watch-VmonProcess -Id $PID -Count 1", "$p | Where-Object Parent")]
    public void Parent_that_was_not_sampled_causes_a_warning(string script, string later)
    {
        using Shell shell = new();
        _ = shell.Run("$global:p = " + script);
        Assert.Empty(shell.Warnings);
        _ = shell.Run(later);
        Assert.StartsWith("Parent is null: the parent process was not sampled.", Assert.Single(shell.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-VmonProcess -Id $PID | Where-Object CpuPercent -gt 500", "CpuPercent is null because it needs two samples. Specify -Interval.")]
    [InlineData("Get-VmonProcess -Id $PID | Sort-Object CpuPct, iowrite", "CpuPercent and IoWrite are null because they need two samples. Specify -Interval.")]
    [InlineData("Get-VmonTree -Id $PID | Where-Object { $_.TreeCpuPercent -gt 500 }", "TreeCpuPercent is null because it needs two samples. Specify -Interval.")]
    public void Property_of_an_interval_causes_a_warning_if_one_sample_lacks_it(string script, string warning)
    {
        using Shell shell = new();
        _ = shell.Run(script);
        Assert.Equal(warning, Assert.Single(shell.Warnings), ignoreCase: true);
        _ = shell.Run(script.Replace("-Id $PID", "-Id $PID -Interval 20ms", StringComparison.Ordinal));
        Assert.Empty(shell.Warnings);
    }

    [Fact]
    public void Interval_properties_match_the_help()
    {
        IEnumerable<string> documented = new[] { typeof(ProcessSample), typeof(ProcessTreeNode) }
            .SelectMany(type => ObjectRow.Of(type.FullName!)).Where(row => row.Null == "interval").Select(row => row.Name).Where(name => name != "Interval");
        Assert.Equal(documented.Order(), IntervalProperties.Of(typeof(ProcessTreeNode).GetProperties().Select(property => property.Name)).Order());
    }

    [Fact]
    public void Unread_property_causes_a_warning_after_the_pipeline_was_stopped()
    {
        using Shell shell = new();
        _ = shell.Run("$global:b = Watch-VmonProcess -Id $PID -Interval 0.05 | Select-Object -First 2");
        _ = shell.Run("$b[0].UniqueMemory");
        Assert.StartsWith("UniqueMemory was not read", Assert.Single(shell.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Unread_property_causes_a_warning_after_an_export_of_the_same_samples()
    {
        using Shell shell = new();
        _ = shell.Run("$global:c = Get-VmonProcess -Id $PID; $c | ConvertTo-Csv");
        Thread.Sleep(100);
        _ = shell.Run("$c.UniqueMemory");
        Assert.StartsWith("UniqueMemory was not read", Assert.Single(shell.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void ConvertTo_Json_truncates_nothing_at_its_default_depth()
    {
        using Shell shell = new();
        Assert.NotEmpty(shell.Run("Get-VmonProcess | ConvertTo-Json"));
        Assert.Empty(shell.Warnings);
    }

    [Theory]
    [InlineData("Watch-VmonProcess -Id $PID -Count 1 -FollowChildren | ForEach-Object { $_.Parent }")]
    [InlineData("Get-VmonTree -Id $PID | ForEach-Object { $_.Parent.Id }")]
    [InlineData("Get-VmonProcess -Id 1 | ForEach-Object { $_.Parent }")]
    public void Parent_of_a_root_process_causes_no_warning(string script)
    {
        using Shell shell = new();
        _ = shell.Run(script);
        Assert.DoesNotContain(shell.Warnings, warning => warning.Contains("Parent", StringComparison.Ordinal));
    }
}
