using System.Management.Automation;

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
    public void Property_that_the_script_names_is_read_without_Include(string script)
    {
        using Shell shell = new();
        Assert.True(LanguagePrimitives.IsTrue(Assert.Single(shell.Run(script))));
        Assert.DoesNotContain(shell.Warnings, warning => warning.Contains("not read", StringComparison.Ordinal));
        Assert.Empty(shell.Errors);
    }

    [Fact]
    public void UserName_is_read_by_default()
    {
        using Shell shell = new();
        Assert.Contains(Environment.ProcessId, shell.Run<int>("Get-VmonProcess | Where-Object UserName -eq ([Environment]::UserName) | ForEach-Object Id"));
    }

    [Fact]
    public void Names_elsewhere_in_a_script_are_not_read_for_what_ends_on_the_screen()
    {
        using Shell shell = new();
        Assert.Null(shell.Run<ProcessSample>("$null = 'FileCount'\nGet-VmonProcess -Id $PID").Single().FileCount);
    }

    [Theory]
    [InlineData("$n = 'File' + 'Count'; Get-VmonProcess -Id $PID | Where-Object $n -gt 0")]
    [InlineData("$n = 'File' + 'Count'; Watch-VmonProcess -Id $PID -Count 3 -Interval 20ms | Where-Object $n -gt 0")]
    [InlineData("$n = 'File' + 'Count'; Wait-VmonProcess -Id $PID -Interval 20ms -Timeout 30 -Until { $null -eq $_.$n }")]
    public void Property_asked_by_name_and_not_read_is_warned_of_once(string script)
    {
        using Shell shell = new();
        Assert.Empty(shell.Run(script));
        Assert.Equal(
            ["FileCount was not read and is null. Specify -Include Files."],
            shell.Warnings.Where(warning => warning.Contains("not read", StringComparison.Ordinal)));
    }
}
