BeforeAll {
    $manifest = Resolve-Path (Join-Path $PSScriptRoot '../../Vmon.psd1')
    Import-Module $manifest -Force
    . (Join-Path $PSScriptRoot Shell.ps1)
    . (Join-Path $PSScriptRoot Workload.ps1)

    function Get-ProcDescriptor {
        Get-ChildItem "/proc/$PID/fd" | Where-Object { $_.Target -like '/proc*' -and $_.Target -notlike '*/fd' }
    }
}

Describe 'Watch-VmonProcess' {
    BeforeAll { $sleeper = Start-Workload sleep 600 }
    AfterAll { Stop-Workload }

    It 'writes one object per process and sample' {
        $samples = Watch-VmonProcess -Id $PID, $sleeper.Id -Count 3 -Interval 0.1
        $samples | Should -HaveCount 6
        $samples | Group-Object Sample | ForEach-Object Count | Should -Be 2, 2, 2
        $samples[0].PSObject.TypeNames[0] | Should -Be 'Vmon.ProcessSample'
    }

    It 'works with Sort, Measure, Select, ConvertTo-Json and ConvertTo-Csv' {
        $samples = Watch-VmonProcess -Count 2 -Interval 0.1 -WarningAction SilentlyContinue
        ($samples | Sort-Object WorkingSet -Descending)[0].WorkingSet | Should -Be ($samples | Measure-Object WorkingSet -Maximum).Maximum
        $json = $samples | Where-Object Id -EQ $PID | Select-Object -Last 1 | ConvertTo-Json -Depth 2 | ConvertFrom-Json
        $json.Id | Should -Be $PID
        $json.WorkingSet | Should -BeOfType [long]
        ($samples | ConvertTo-Csv | ConvertFrom-Csv | Where-Object Id -EQ $PID)[0].ProcessName | Should -Be (Get-Process -Id $PID).ProcessName
    }

    It 'accepts objects of Get-Process and supplies objects for it' {
        (Get-Process -Id $sleeper.Id | Watch-VmonProcess -Count 1).Id | Should -Be $sleeper.Id
        (Watch-VmonProcess -Id $sleeper.Id -Count 1 | Get-Process -InputObject { $_ }).Id | Should -Be $sleeper.Id
    }

    It 'accepts names with wildcards' {
        (Watch-VmonProcess -Name 'slee*' -Count 1).Id | Should -Contain $sleeper.Id
        (Watch-VmonProcess sleep -Count 1).Id | Should -Contain $sleeper.Id
    }

    It 'ends when the pipeline stops early and leaves no descriptor open' {
        Watch-VmonProcess -Interval 60 -WarningAction SilentlyContinue | Select-Object -First 2 | Should -HaveCount 2
        Get-ProcDescriptor | Should -BeNullOrEmpty
    }

    It 'stops immediately on Stop() and leaves no descriptor open' {
        $shell = [powershell]::Create().AddScript("Import-Module '$manifest'; Watch-VmonProcess -Interval 60 -WarningAction SilentlyContinue")
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $null = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
        while ($output.Count -eq 0) { Start-Sleep -Milliseconds 20 }
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 1
        $shell.Dispose()
        Get-ProcDescriptor | Should -BeNullOrEmpty
    }

    It 'stops immediately on Ctrl+C' {
        $executable, $arguments = Get-ShellCommand (
            "Import-Module '$manifest'; Watch-VmonProcess -Id `$PID -Interval 60 | ForEach-Object { [Console]::WriteLine(`$_.Id) }")
        $start = [Diagnostics.ProcessStartInfo]::new($executable, [string[]]$arguments)
        $start.RedirectStandardOutput = $true
        $start.RedirectStandardError = $true
        $child = [Diagnostics.Process]::Start($start)
        $child.StandardOutput.ReadLine() | Should -Be $child.Id
        $clock = [Diagnostics.Stopwatch]::StartNew()
        kill -INT $child.Id
        $child.WaitForExit(10000) | Should -BeTrue
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 5
    }

    It 'reports a missing process and watches the others' {
        $samples = Watch-VmonProcess -Id 2147483647, $PID -Count 1 -ErrorVariable failure -ErrorAction SilentlyContinue
        $samples.Id | Should -Be $PID
        $failure[0].FullyQualifiedErrorId | Should -Be 'ProcessNotFound,Vmon.PowerShell.WatchVmonProcessCommand'
        $failure[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $failure[0].TargetObject | Should -Be 2147483647
    }

    It 'can be nested without disturbing the intervals of the outer watch' {
        $elapsed = Watch-VmonProcess -Id $PID -Count 3 -Interval 0.2 |
            ForEach-Object { $null = Get-VmonProcess -Id $PID; $_.Interval.TotalSeconds } | Where-Object { $_ }
        $elapsed | Should -HaveCount 2
        $elapsed | ForEach-Object { $_ | Should -BeGreaterThan 0.15 }
    }

    It 'runs in parallel runspaces with separate sessions' {
        $ids = 1..3 | ForEach-Object -Parallel {
            Import-Module $using:manifest
            (Watch-VmonProcess -Id $PID -Count 2 -Interval 0.1).Id
        }
        $ids | Should -HaveCount 6
    }

    It 'writes the exit code or signal of a process that exited' {
        $failed, $killed = (Start-Workload sh -c 'sleep 0.3; exit 3'), (Start-Workload sh -c 'sleep 0.3; kill -9 $$')
        $exited = Watch-VmonProcess -Id $failed.Id, $killed.Id -Interval 50ms | Where-Object HasExited | Sort-Object Id
        if ($null -eq (Get-VmonSession).EventSource) { Set-ItResult -Skipped -Because 'process events are not permitted' }
        $exited.ExitCode | Should -Be 3, $null
        $exited.ExitSignal | Should -Be $null, 'SIGKILL'
        $exited[0].ExitTime | Should -BeGreaterThan $exited[0].StartTime
        $exited[0] | ConvertTo-VmonJson | Should -Match '"ExitCode":3'
        $exited[1] | ConvertTo-VmonJson | Should -Match '"ExitSignal":"SIGKILL"'
    }

    It 'follows children started during the watch' {
        $parent = Start-Workload sh -c 'sleep 0.4; sleep 30; true'
        $samples = Watch-VmonProcess -Id $parent.Id -FollowChildren -Duration 1.2 -Interval 0.1
        $samples | Where-Object { $_.HasExited -and $_.ProcessName -eq 'sleep' } | Should -HaveCount 1
        ($samples | Where-Object { $_.IsFirstSample -and $_.ProcessName -eq 'sleep' -and $_.Sample -gt 1 }).ParentId | Select-Object -Unique | Should -Be $parent.Id
    }
}
