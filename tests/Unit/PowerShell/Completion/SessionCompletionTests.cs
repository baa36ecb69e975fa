namespace Vmon.Tests.PowerShell.Completion;

public class SessionCompletionTests
{
    [Theory]
    [InlineData("Get-VmonProcess -Session w", "web|'web one'|'web[1]'")]
    [InlineData("Get-VmonSystem -Session 'WEB o", "'web one'")]
    [InlineData("Export-VmonDiagnostic x -Session web[", "'web[1]'")]
    [InlineData("Get-VmonSession web[", "'web`[1`]'")]
    [InlineData("Stop-VmonSession -Name web[", "'web`[1`]'")]
    [InlineData("Stop-VmonSession -Session web[", "'web[1]'")]
    [InlineData("Get-VmonProcess -Session nobody", "")]
    public void Session_names_are_completed_and_escaped(string command, string completed)
    {
        using Shell shell = new();
        _ = shell.Run("'web', 'web one', 'web[1]' | ForEach-Object { Start-VmonSession $_ -Interval 0.5 }");
        Assert.Equal(completed, string.Join('|', shell.Complete(command).Select(one => one.CompletionText)));
    }

    [Fact]
    public void Session_name_with_unprintable_characters_is_completed_as_a_pattern()
    {
        using Shell shell = new();
        _ = shell.Run("Start-VmonSession \"o\u202ewn\"; Start-VmonSession 'o\u2019\u2019s'");
        Assert.Equal(["'o?wn'", "'o\u2019\u2019s'"], shell.Complete("Get-VmonSession o").Select(one => one.CompletionText).Order(StringComparer.Ordinal));
        Assert.Equal("'o\u2019\u2019s'", Assert.Single(shell.Complete("Get-VmonProcess -Session o")).CompletionText);
    }

    [Fact]
    public void Tooltip_describes_the_session()
    {
        using Shell shell = new();
        _ = shell.Run("Start-VmonSession web -Interval 0.5; Get-VmonProcess -Session web -Id $args[0]", Environment.ProcessId);
        Assert.Equal("/proc, interval 0.5 s, 0 open watch(es), 1 sample(s)", shell.Complete("Get-VmonProcess -Session w").Single().ToolTip);
    }

    [Fact]
    public void Sessions_of_another_runspace_are_not_completed()
    {
        using Shell shell = new();
        using Shell other = new();
        _ = other.Run("Start-VmonSession theirs");
        Assert.Empty(shell.Complete("Get-VmonProcess -Session t"));
    }
}
