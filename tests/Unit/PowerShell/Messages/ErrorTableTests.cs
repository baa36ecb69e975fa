using System.Management.Automation;
using Vmon.PowerShell.Messages;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell.Messages;

/// <summary>Errors of invalid usage. Scripts rely on their IDs and categories.</summary>
public class ErrorTableTests
{
    private const int UnusedId = int.MaxValue;

    [Theory]
    [InlineData("Get-VmonProcess -Id 2147483647", "ProcessNotFound", ErrorCategory.ObjectNotFound, UnusedId)]
    [InlineData("Get-VmonProcess -Id -4", "ProcessNotFound", ErrorCategory.ObjectNotFound, -4)]
    [InlineData("Get-VmonProcess -Id 0", "ProcessNotFound", ErrorCategory.ObjectNotFound, 0)]
    [InlineData("Get-VmonTree -Id 2147483647", "ProcessNotFound", ErrorCategory.ObjectNotFound, UnusedId)]
    [InlineData("Get-VmonConnection -RemoteAddress localhost", "AddressNotValid", ErrorCategory.InvalidArgument, "localhost")]
    [InlineData("Get-VmonFile -Id 2147483647", "ProcessNotFound", ErrorCategory.ObjectNotFound, UnusedId)]
    [InlineData("Get-VmonPipe -Id 2147483647", "ProcessNotFound", ErrorCategory.ObjectNotFound, UnusedId)]
    [InlineData("Watch-VmonProcess -Id 2147483647", "ProcessNotFound", ErrorCategory.ObjectNotFound, UnusedId)]
    [InlineData("'2147483647' | Get-VmonProcess", "ProcessNotFound", ErrorCategory.ObjectNotFound, UnusedId)]
    [InlineData("Get-VmonProcess no-such-name", "ProcessNotFound", ErrorCategory.ObjectNotFound, "no-such-name")]
    [InlineData("'no-such-name' | Get-VmonProcess", "ProcessNotFound", ErrorCategory.ObjectNotFound, "no-such-name")]
    [InlineData("Get-VmonProcess '[a'", "ProcessNotFound", ErrorCategory.ObjectNotFound, "[a")]
    [InlineData("Get-VmonProcess -Id $null", "ParameterArgumentValidationErrorNullNotAllowed", ErrorCategory.InvalidData, null)]
    [InlineData("Get-VmonProcess -Id @()", "ParameterArgumentValidationErrorEmptyArrayNotAllowed", ErrorCategory.InvalidData, null)]
    [InlineData("Get-VmonProcess -Id abc", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("Get-VmonProcess -Id 1.6", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("Get-VmonProcess -Id '0x10'", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("Wait-VmonProcess -Id 1 -Timeout (1d)", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("Get-VmonProcess -Id $true", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("Get-VmonProcess -Id '007'", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("Get-VmonProcess -Id '+7'", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("'007' | Stop-VmonProcess", "NameNotStopped", ErrorCategory.InvalidArgument, "007")]
    [InlineData("@{ Id = '007' } | Stop-VmonProcess", "ProcessNotIdentified", ErrorCategory.InvalidData, null)]
    [InlineData("@{ Id = 2147483647 } | Stop-VmonProcess", "ProcessNotFound", ErrorCategory.ObjectNotFound, UnusedId)]
    [InlineData("Get-VmonProcess -InputObject @{ Id = 2147483647; ProcessName = 'a' }", "ProcessNotFound", ErrorCategory.ObjectNotFound, UnusedId)]
    [InlineData("@{ Id = 1; PID = 2 } | Get-VmonProcess", "ProcessNotIdentified", ErrorCategory.InvalidData, null)]
    [InlineData("Get-VmonProcess -Id ''", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("Get-VmonProcess -Id 1, $null", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("Stop-VmonProcess -Id 2147483648", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("Wait-VmonProcess -Id ([DayOfWeek]1)", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("Get-VmonFile -Id ([char]'1')", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("Get-VmonTree -Id ([datetime]'2026-01-01')", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("1.6 | Get-VmonProcess", "ProcessNotIdentified", ErrorCategory.InvalidData, 1.6)]
    [InlineData("$true | Get-VmonPipe", "ProcessNotIdentified", ErrorCategory.InvalidData, true)]
    [InlineData("2147483648 | Stop-VmonProcess", "ProcessNotIdentified", ErrorCategory.InvalidData, 2147483648L)]
    [InlineData("[DayOfWeek]1 | Stop-VmonProcess", "ProcessNotIdentified", ErrorCategory.InvalidData, DayOfWeek.Monday)]
    [InlineData("'0x10' | Stop-VmonProcess", "NameNotStopped", ErrorCategory.InvalidArgument, "0x10")]
    [InlineData("Get-VmonProcess -Name ''", "ParameterArgumentValidationError", ErrorCategory.InvalidData, null)]
    [InlineData("Get-VmonProcess -Name $null", "ParameterArgumentValidationError", ErrorCategory.InvalidData, null)]
    [InlineData("Get-VmonProcess -Id 1 -Name a", "AmbiguousParameterSet", ErrorCategory.InvalidArgument, null)]
    [InlineData("Get-VmonProcess -Id 1 a", "PositionalParameterNotFound", ErrorCategory.InvalidArgument, null)]
    [InlineData("Get-VmonProcess -Include abc", "CannotConvertArgumentNoMessage", ErrorCategory.InvalidArgument, null)]
    [InlineData("Get-VmonProcess -Session nobody", "SessionNotFound", ErrorCategory.ObjectNotFound, "nobody")]
    [InlineData("Get-VmonProcess -Unit no-such-unit", "UnitNotFound", ErrorCategory.ObjectNotFound, "no-such-unit.service")]
    [InlineData("Get-VmonProcess -Container no-such-container", "ContainerNotFound", ErrorCategory.ObjectNotFound, "no-such-container")]
    [InlineData("Get-VmonProcess -Id 1 -Unit a", "AmbiguousParameterSet", ErrorCategory.InvalidArgument, null)]
    [InlineData("Start-VmonExporter nobody", "ListenAddressNotValid", ErrorCategory.InvalidArgument, "nobody")]
    [InlineData("Start-VmonExporter 127.0.0.1:70000", "ListenAddressNotValid", ErrorCategory.InvalidArgument, "127.0.0.1:70000")]
    [InlineData("Start-VmonExporter 192.0.2.1:0", "ExporterNotStarted", ErrorCategory.OpenError, "192.0.2.1:0")]
    [InlineData("Start-VmonExporter 127.0.0.1:0 -BearerToken ([securestring]::new())", "EmptyToken", ErrorCategory.InvalidArgument, null)]
    [InlineData("Start-VmonExporter 127.0.0.1:0 -OtlpEndpoint ftp://a", "OtlpEndpointNotValid", ErrorCategory.InvalidArgument, "ftp://a/")]
    [InlineData("Start-VmonExporter 127.0.0.1:0 -Top 0", "ParameterArgumentValidationError", ErrorCategory.InvalidData, null)]
    [InlineData("Start-VmonExporter 127.0.0.1:0 -Session nobody", "SessionNotFound", ErrorCategory.ObjectNotFound, "nobody")]
    [InlineData("Stop-VmonExporter 127.0.0.1:1", "ExporterNotFound", ErrorCategory.ObjectNotFound, "127.0.0.1:1")]
    [InlineData("Get-VmonExporter 127.0.0.1:1", "ExporterNotFound", ErrorCategory.ObjectNotFound, "127.0.0.1:1")]
    [InlineData("Export-VmonMetric /tmp/metrics.txt", "MetricFileNotNamed", ErrorCategory.InvalidArgument, "/tmp/metrics.txt")]
    [InlineData("Export-VmonMetric /no/such/directory/vmon.prom", "FileNotWritten", ErrorCategory.WriteError, "/no/such/directory/vmon.prom")]
    [InlineData("Get-VmonCgroup /no/such/group", "CgroupNotFound", ErrorCategory.ObjectNotFound, "/no/such/group")]
    [InlineData("Get-VmonCgroup -Unit no-such-unit", "UnitNotFound", ErrorCategory.ObjectNotFound, "no-such-unit.service")]
    [InlineData("Get-VmonCgroup -Container no-such-container", "ContainerNotFound", ErrorCategory.ObjectNotFound, "no-such-container")]
    [InlineData("Get-VmonCgroup -Session nobody", "SessionNotFound", ErrorCategory.ObjectNotFound, "nobody")]
    [InlineData("Get-VmonSystem -Session nobody", "SessionNotFound", ErrorCategory.ObjectNotFound, "nobody")]
    [InlineData("Export-VmonDiagnostic /no/such/file -Session nobody", "SessionNotFound", ErrorCategory.ObjectNotFound, "nobody")]
    [InlineData("Get-VmonSession nobody", "SessionNotFound", ErrorCategory.ObjectNotFound, "nobody")]
    [InlineData("Stop-VmonSession nobody", "SessionNotFound", ErrorCategory.ObjectNotFound, "nobody")]
    [InlineData("Stop-VmonSession -Session nobody", "SessionNotFound", ErrorCategory.ObjectNotFound, "nobody")]
    [InlineData("Get-VmonProcess -Session ''", "CannotConvertArgumentNoMessage", ErrorCategory.InvalidArgument, null)]
    [InlineData("Get-VmonProcess -Session $null", "ParameterArgumentValidationError", ErrorCategory.InvalidData, null)]
    [InlineData("Get-VmonSession ''", "ParameterArgumentValidationError", ErrorCategory.InvalidData, null)]
    [InlineData("Start-VmonSession ''", "ParameterArgumentValidationError", ErrorCategory.InvalidData, null)]
    [InlineData("$null = Start-VmonSession a; Start-VmonSession A", "SessionExists", ErrorCategory.ResourceExists, "A")]
    [InlineData("$s = Start-VmonSession a; Stop-VmonSession a; Get-VmonProcess -Session $s", "SessionStopped", ErrorCategory.InvalidOperation, null)]
    [InlineData("Start-VmonSession a -ProcRoot /etc", "InvalidProcRoot", ErrorCategory.InvalidArgument, "/etc")]
    [InlineData("Start-VmonSession a -ProcRoot Env:x", "NoFileSystemPath", ErrorCategory.InvalidArgument, "Env:x")]
    [InlineData("Export-VmonDiagnostic Env:x", "NoFileSystemPath", ErrorCategory.InvalidArgument, "Env:x")]
    [InlineData("Export-VmonDiagnostic /no/such/file", "FileNotWritten", ErrorCategory.WriteError, "/no/such/file")]
    [InlineData("Export-VmonDiagnostic /etc/passwd", "FileExists", ErrorCategory.ResourceExists, "/etc/passwd")]
    [InlineData("Export-VmonDiagnostic /dev/null -Force", "FileNotReplaced", ErrorCategory.ResourceExists, "/dev/null")]
    [InlineData("Copy-VmonRecording /no/such/recording /tmp/copy", "RecordingNotFound", ErrorCategory.ObjectNotFound, "/no/such/recording")]
    [InlineData("Copy-VmonRecording /etc /tmp/copy", "RangeNotRecorded", ErrorCategory.ObjectNotFound, "/etc")]
    [InlineData("Copy-VmonRecording /etc Env:x", "NoFileSystemPath", ErrorCategory.InvalidArgument, "Env:x")]
    [InlineData("Export-VmonRecording /etc /tmp/copy", "RangeNotRecorded", ErrorCategory.ObjectNotFound, "/etc")]
    [InlineData("Export-VmonReport /tmp/report.pdf", "ReportFormatNotKnown", ErrorCategory.InvalidArgument, "/tmp/report.pdf")]
    [InlineData("Export-VmonReport Env:x.html", "NoFileSystemPath", ErrorCategory.InvalidArgument, "Env:x.html")]
    [InlineData("Export-VmonReport /dev/null -Force", "FileNotReplaced", ErrorCategory.ResourceExists, "/dev/null")]
    [InlineData("Export-VmonReport /etc/passwd", "FileExists", ErrorCategory.ResourceExists, "/etc/passwd")]
    [InlineData("Export-VmonReport /tmp/no.html -Property CpuPercent", "PropertyOfPage", ErrorCategory.InvalidArgument, null)]
    [InlineData("Export-VmonReport /tmp/no.svg -Property ProcessName", "PropertyNotFound", ErrorCategory.InvalidArgument, "ProcessName")]
    [InlineData("1 | Export-VmonReport /tmp/no.html", "NotASample", ErrorCategory.InvalidType, 1)]
    [InlineData("@() | Export-VmonReport /tmp/no.html", "NothingToReport", ErrorCategory.InvalidData, null)]
    [InlineData("Export-VmonReport /tmp/no.html -RecordingPath /no/such/recording", "RecordingNotFound", ErrorCategory.ObjectNotFound, "/no/such/recording")]
    [InlineData("Export-VmonReport /tmp/no.html -RecordingPath /etc", "RangeNotRecorded", ErrorCategory.ObjectNotFound, "/etc")]
    [InlineData("Export-VmonReport /tmp/no.html -RecordingPath '/[eu]*'", "SeveralRecordings", ErrorCategory.InvalidArgument, "/[eu]*")]
    [InlineData("Export-VmonReport /tmp/no.html -RecordingPath /etc -Session Default", "SessionOfRecording", ErrorCategory.InvalidArgument, null)]
    [InlineData("Export-VmonReport /tmp/no.html -Id 2147483647 -Duration 10ms", "ProcessNotFound", ErrorCategory.ObjectNotFound, UnusedId)]
    [InlineData("Export-VmonReport /tmp/no.html -Session nobody", "SessionNotFound", ErrorCategory.ObjectNotFound, "nobody")]
    [InlineData("Export-VmonReport /no/such/report.html -Id $PID -Duration 10ms", "FileNotWritten", ErrorCategory.WriteError, "/no/such/report.html")]
    [InlineData("Get-VmonProcess -Interval 0", "ParameterArgumentValidationError", ErrorCategory.InvalidData, null)]
    [InlineData("Get-VmonProcess -Interval -1", "ParameterArgumentValidationError", ErrorCategory.InvalidData, null)]
    [InlineData("Watch-VmonProcess -Interval 1e9", "ParameterArgumentValidationError", ErrorCategory.InvalidData, null)]
    [InlineData("Watch-VmonProcess -Interval 1e99", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("Watch-VmonSystem -Interval ([double]::NaN)", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("Watch-VmonSystem -Interval soon", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("Start-VmonSession a -Interval ''", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("Watch-VmonProcess -Duration 0", "ParameterArgumentValidationError", ErrorCategory.InvalidData, null)]
    [InlineData("Watch-VmonProcess -Interval $true", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("Watch-VmonProcess -Interval ([char]'1')", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("Watch-VmonProcess -Interval ([datetime]'2026-01-01')", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("Watch-VmonProcess -Interval ([DayOfWeek]1)", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("Watch-VmonProcess -Interval '1mon'", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("Watch-VmonProcess -Interval '24:00:00'", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("Wait-VmonProcess -Id 1 -Timeout ([double]::PositiveInfinity)", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("Watch-VmonSystem -Duration 'NaN'", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("Watch-VmonProcess -Count 1.6", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("Watch-VmonSystem -Count $true", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("Start-VmonSession a -DescriptorBudget '0x10'", "ParameterArgumentTransformationError", ErrorCategory.InvalidData, null)]
    [InlineData("Watch-VmonProcess -Count 0", "ParameterArgumentValidationError", ErrorCategory.InvalidData, null)]
    [InlineData("Start-VmonSession a -DescriptorBudget -1", "ParameterArgumentValidationError", ErrorCategory.InvalidData, null)]
    public void Invalid_usage_reports_the_documented_error(string command, string id, ErrorCategory category, object? target)
    {
        using Shell shell = new();
        ErrorRecord error = shell.Fail(command);
        Assert.Equal(id, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(category, error.CategoryInfo.Category);
        if (target is not null) Assert.Equal(target, error.TargetObject);
        Assert.Contains(",Vmon.PowerShell.", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-VmonProcess -Id $args[0], -4, 2147483647 | ForEach-Object Id", 2)]
    [InlineData("$args[0], -4 | Get-VmonTree | ForEach-Object Id", 1)]
    [InlineData("Get-VmonFile -Id -4, $args[0] | ForEach-Object Id", 1)]
    [InlineData("Watch-VmonProcess -Id $args[0], -4 -Count 1 | ForEach-Object Id", 1)]
    public void Invalid_ids_do_not_hide_the_others(string command, int errors)
    {
        using Shell shell = new();
        Assert.Contains(Environment.ProcessId, shell.Run<int>(command, Environment.ProcessId));
        Assert.Equal(errors, shell.Errors.Count);
    }

    [Fact]
    public void Malformed_stat_is_an_error_for_Id_and_a_warning_otherwise()
    {
        using FakeProc proc = new();
        proc.Add(11).Stat = "11 (a) S 0 11\n";
        _ = proc[11].Write();
        using Shell shell = new();
        _ = shell.Run("Start-VmonSession copy -ProcRoot $args[0]", proc.Path);
        ErrorRecord error = shell.Fail("Get-VmonProcess -Id 11 -Session copy");
        Assert.Equal(("ProcessUnreadable", ErrorCategory.InvalidData, 11), (error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category, error.TargetObject));
        Assert.StartsWith($"Cannot read process 11: {proc.Path}/11/stat is not in the expected format.", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(shell.Run("Get-VmonProcess -Session copy"));
        Assert.Contains("/11/stat: it is not in the expected format", Assert.Single(shell.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Numeric_name_without_a_match_suggests_Id()
    {
        using Shell shell = new();
        Assert.Contains("-Id 12345678", shell.Fail("Get-VmonProcess 12345678").Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Runspace_Id_is_not_treated_as_a_PID()
    {
        using Shell shell = new();
        Assert.Empty(shell.Run("[runspace]::DefaultRunspace | Get-VmonProcess"));
        Assert.Contains("is not a process identifier", Assert.Single(shell.Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Denied_warning_names_the_data_sets_the_process_and_the_remedy()
    {
        using VmonSession session = new(new SessionOptions());
        string text = Warnings.Denied(new DeniedSummary(1, ProcessDataSets.IO | ProcessDataSets.Command, "process_api (1)"), session);
        Assert.StartsWith("Permission denied reading IO and Command of process_api (1); those properties are null. ", text, StringComparison.Ordinal);
        Assert.EndsWith(" Further denials in this session are not reported.", text, StringComparison.Ordinal);
        Assert.Contains("CAP_SYS_PTRACE", text, StringComparison.Ordinal);
        Assert.Contains(
            "reading Memory, IO and Command of a (1) and 2 other processes;",
            Warnings.Denied(new DeniedSummary(3, ProcessDataSets.Memory | ProcessDataSets.IO | ProcessDataSets.Command, "a (1)"), session),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Denied_warning_of_hidden_processes_says_that_they_are_omitted_and_names_hidepid()
    {
        using VmonSession session = new(new SessionOptions());
        string text = Warnings.Denied(new DeniedSummary(2, ProcessDataSets.None, "process 1"), session);
        Assert.StartsWith("Permission denied reading process 1 and another process; they are omitted. Probable cause: /proc is mounted with hidepid.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("CAP_SYS_PTRACE", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Denied_warning_of_a_captured_tree_names_file_permissions_as_remedy()
    {
        using FakeProc proc = new();
        _ = proc.Add(11).Write();
        using VmonSession session = new(new SessionOptions { ProcRoot = proc.Path });
        string[] texts =
        [
            Warnings.Denied(new DeniedSummary(1, ProcessDataSets.IO, "a (11)"), session),
            Warnings.Denied(new DeniedSummary(1, ProcessDataSets.None, "process 11"), session),
            Warnings.SocketsUnseen(1, session),
            Errors.ProcessHidden(11, session).Exception.Message,
        ];
        Assert.True(session.IsCaptured);
        Assert.All(texts, text => Assert.Contains($"Grant read permission on the files in {proc.Path}.", text, StringComparison.Ordinal));
        Assert.All(texts, text => Assert.DoesNotContain("CAP_SYS_PTRACE", text, StringComparison.Ordinal));
        Assert.All(texts, text => Assert.DoesNotContain("hidepid", text, StringComparison.Ordinal));
    }
}
