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
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 30  # the next sample would come after 60
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
        kill -INT $child.Id
        $child.WaitForExit(30000) | Should -BeTrue  # the next sample would come after 60 s
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
            ForEach-Object { $null = Get-VmonProcess -Id $PID; $_.Interval?.TotalSeconds } | Where-Object { $_ }
        $elapsed | Should -HaveCount 2
        $elapsed | ForEach-Object { $_ | Should -BeGreaterThan 0.1 }
    }

    It 'runs in parallel runspaces with separate sessions' {
        $ids = 1..3 | ForEach-Object -Parallel {
            Import-Module $using:manifest
            (Watch-VmonProcess -Id $PID -Count 2 -Interval 0.1).Id
        }
        $ids | Should -HaveCount 6
    }

    It 'writes the exit code or signal of a process that exited' {
        $failed, $killed = (Start-Workload sh -c 'read line; exit 3'), (Start-Workload sh -c 'read line; kill -9 $$')
        $exited = Watch-VmonProcess -Id $failed.Id, $killed.Id -Interval 50ms |
            ForEach-Object { if ($_.IsFirstSample) { ($failed, $killed | Where-Object Id -EQ $_.Id).StandardInput.WriteLine() }; $_ } |
            Where-Object HasExited | Sort-Object Id
        if ($null -eq (Get-VmonSession).EventSource) { Set-ItResult -Skipped -Because 'process events are not permitted' }
        $exited.ExitCode | Should -Be 3, $null
        $exited.ExitSignal | Should -Be $null, 'SIGKILL'
        $exited[0].ExitTime | Should -BeGreaterThan $exited[0].StartTime
        $exited[0] | ConvertTo-VmonJson | Should -Match '"ExitCode":3'
        $exited[1] | ConvertTo-VmonJson | Should -Match '"ExitSignal":"SIGKILL"'
    }

    It 'follows children started during the watch' {
        $parent = Start-Workload sh -c 'read line; sleep 0.4; sleep 30; true'
        $samples = Watch-VmonProcess -Id $parent.Id -FollowChildren -Duration 3 -Interval 0.1 |
            ForEach-Object { if ($_.IsFirstSample -and $_.Id -eq $parent.Id) { $parent.StandardInput.WriteLine() }; $_ }
        $samples | Where-Object { $_.HasExited -and $_.ProcessName -eq 'sleep' } | Should -HaveCount 1
        ($samples | Where-Object { $_.IsFirstSample -and $_.Sample -gt 1 }).ParentId | Select-Object -Unique | Should -Be $parent.Id
    }
}

Describe 'Watch-VmonProcess -Include Network' {
    BeforeAll {
        $isCounted = (Watch-VmonProcess -Id $PID -Include Network -Count 1 -WarningAction SilentlyContinue).NetworkSource -eq 'Bpf'

        # 30,000 bytes to itself, every 10 ms.
        $talker = Start-Workload python3 -c (
            'import socket,time;s=socket.socket();s.bind(("127.0.0.1",0));s.listen(1);a=socket.create_connection(s.getsockname());b=s.accept()[0];print("up",flush=True);' +
            '[(a.sendall(b"x"*30000),b.recv(30000,socket.MSG_WAITALL),time.sleep(0.01)) for i in range(60000)]')
        $null = $talker.StandardOutput.ReadLine()
    }

    AfterAll { Stop-Workload }

    It 'finds the process that receives by a property that the pipeline names' {
        if (-not $isCounted) { Set-ItResult -Skipped -Because 'network traffic is not counted here' }
        $found = Watch-VmonProcess -Interval 0.5 -Count 3 | Where-Object NetReceive -gt 100KB
        $found.Id | Should -Contain $talker.Id
        $sample = $found | Where-Object Id -EQ $talker.Id | Select-Object -Last 1
        $sample.NetSend | Should -BeGreaterThan 100KB
        $sample.NetReceiveRate | Should -Be ($sample.NetReceive / $sample.Interval.TotalSeconds)
        $sample.ConnectionCount | Should -Be 2
        $sample.Changed | Should -Match 'Network'
    }

    It 'adds subtrees' {
        if (-not $isCounted) { Set-ItResult -Skipped -Because 'network traffic is not counted here' }
        $tree = Get-VmonTree -Id $PID -Interval 0.5 -Include Network
        $tree[0].TreeNetReceive | Should -BeGreaterThan 100KB
        $tree[0].TreeNetReceive | Should -Be ($tree | Measure-Object NetReceive -Sum).Sum
    }

    It 'has connections and no bytes in a single look' {
        if (-not $isCounted) { Set-ItResult -Skipped -Because 'network traffic is not counted here' }
        $look = Get-VmonProcess -Id $talker.Id -Include Network
        $look.ConnectionCount | Should -Be 2
        $look.NetReceiveTotal | Should -BeNullOrEmpty
        $look.NetworkSource | Should -Be None
    }

    It 'counts by socket diagnostics and warns once in a session without events' {
        $session = Start-VmonSession -Name network -NoEvent
        $null = Watch-VmonProcess -Id $talker.Id -Include Network -Count 1 -Session network -WarningVariable first 3>$null
        $null = Watch-VmonProcess -Id $talker.Id -Include Network -Count 1 -Session network -WarningVariable second 3>$null
        $first | Should -BeLike 'Network traffic is counted by socket diagnostics*without process events*'
        $second | Should -BeNullOrEmpty
        $sample = Watch-VmonProcess -Id $talker.Id -Include Network -Interval 0.3 -Count 2 -Session network | Select-Object -Last 1
        $sample.NetworkSource | Should -Be SocketDiagnostics
        $sample.NetReceive | Should -BeGreaterThan 100KB
        $sample.ConnectionCount | Should -Be 2
        $session | Stop-VmonSession
    }
}

Describe 'Watch-VmonProcess -Path' {
    BeforeAll {
        . (Join-Path $PSScriptRoot Recording.ps1)
        $root = (New-Item -ItemType Directory (Join-Path $TestDrive recordings)).FullName
        $sleeper = Start-Workload sleep 600
        Wait-Until { (Get-VmonProcess -Id $sleeper.Id).ProcessName -eq 'sleep' }
        $recording = New-Recording (Join-Path $root one) 6
        $other = New-Recording (Join-Path $root two) 3
        $watch = @{ Path = $recording.Path; Id = $sleeper.Id }
    }
    AfterAll { Stop-Workload }
    AfterEach {
        Get-VmonRecording | Stop-VmonRecording
        Get-VmonSession | Stop-VmonSession
    }

    It 'writes every recorded sample, in order, without rates in the first one' {
        $samples = Watch-VmonProcess @watch
        $samples | Should -HaveCount $recording.SampleCount
        $samples.Timestamp | Should -Be ($samples.Timestamp | Sort-Object)
        $samples[0].Timestamp | Should -BeGreaterOrEqual $recording.StartTime
        $samples[-2].Timestamp | Should -BeLessThan $recording.EndTime
        $samples[-1].Timestamp | Should -BeGreaterOrEqual $recording.EndTime
        $samples[0].CpuPercent | Should -BeNullOrEmpty
        $samples[1..5].CpuPercent | ForEach-Object { $_ | Should -BeOfType [double] }
    }

    It 'does not start a session' {
        $null = Watch-VmonProcess @watch
        Get-VmonSession | Should -BeNullOrEmpty
    }

    It 'reads a recording while it records' {
        $live = Join-Path $root live
        $recorder = Start-VmonRecording -Path $live -Interval 100ms
        Wait-Until { $recorder.SampleCount -ge 3 }
        $first = @(Watch-VmonProcess -Path $live -Id $PID).Count
        $first | Should -BeGreaterOrEqual 3
        Wait-Until { @(Watch-VmonProcess -Path $live -Id $PID).Count -gt $first }
        $recorder.LostSampleCount | Should -Be 0
    }

    It 'finds a process that started and exited between two samples' {
        $short = Join-Path $root short
        $recorder = Start-VmonRecording -Path $short -Interval 500ms
        if ("$((Get-VmonSession).EventSource)" -ne 'Bpf') { Set-ItResult -Skipped -Because 'BPF events are not permitted' }
        Wait-Until { $recorder.SampleCount -ge 2 }
        sh -c 'dd if=/dev/zero of=/dev/null bs=1M count=21 2>/dev/null; exit 7'
        $last = $recorder.SampleCount
        Wait-Until { $recorder.SampleCount -gt $last + 1 }
        $dd = Watch-VmonProcess -Path $short -Name dd -Exited | Where-Object CommandLine -Like '*count=21*'
        $dd | Should -HaveCount 1
        $dd.HasStarted, $dd.ExitCode | Should -Be $true, 0
        Watch-VmonProcess -Path $short -Name sh -Exited | Where-Object ExitCode -EQ 7 | Should -HaveCount 1
    }

    It 'writes the samples of a range' {
        $times = (Watch-VmonProcess @watch).Timestamp
        (Watch-VmonProcess @watch -EndTime $times[2]).Timestamp | Should -Be $times[0..2]
        (Watch-VmonProcess @watch -StartTime $recording.StartTime -MaxSamples 2).Timestamp | Should -Be $times[0..1]
        # A sample begins when it reads the process, or before.
        $part = (Watch-VmonProcess @watch -StartTime $times[1] -EndTime $times[3]).Timestamp
        $part | Where-Object { $_ -gt $times[1] } | Should -Be $times[2..3]
        $part | Where-Object { $_ -lt $times[1] } | Should -BeNullOrEmpty
        (Watch-VmonProcess @watch -StartTime $recording.StartTime -EndTime $recording.EndTime).Timestamp | Should -Be $times
    }

    It 'has rates in the first sample of a range that follows another sample' {
        (Watch-VmonProcess @watch -StartTime (Watch-VmonProcess @watch).Timestamp[1])[0].CpuPercent | Should -BeOfType [double]
    }

    It 'writes nothing for a range outside the recording' {
        $problems = $null
        Watch-VmonProcess -Path $recording.Path -StartTime $recording.EndTime.AddHours(1) -ErrorVariable problems | Should -BeNullOrEmpty
        Watch-VmonProcess -Path $recording.Path -EndTime $recording.StartTime.AddHours(-1) -ErrorVariable +problems | Should -BeNullOrEmpty
        $problems | Should -BeNullOrEmpty
    }

    It 'joins the samples of a longer interval with -Interval' {
        $all = Watch-VmonProcess @watch
        $joined = Watch-VmonProcess @watch -Interval 1h
        $joined.Sample | Should -Be 1, 2
        $joined[0].Timestamp | Should -Be $all[0].Timestamp
        [math]::Round($joined[1].Interval.TotalMilliseconds) | Should -Be ([math]::Round(($all.Interval.Where({ $_ }).TotalMilliseconds | Measure-Object -Sum).Sum))
    }

    It 'does not report a recorded process that did not do what is selected: <_>' -ForEach 'Started', 'Exited' {
        $switch = @{ $_ = $true }
        Watch-VmonProcess @watch @switch -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'selects names by wildcards, and reports a name that does not occur' {
        (Watch-VmonProcess -Path $recording.Path -Name slee*).Id | Should -Contain $sleeper.Id
        Watch-VmonProcess -Path $recording.Path -Name nothing* -ErrorAction Stop | Should -BeNullOrEmpty
        { Watch-VmonProcess -Path $recording.Path -Name nothing -ErrorAction Stop } | Should -Throw -ErrorId 'ProcessNotFound,*'
    }

    It 'reports an id that does not occur, and writes the others' {
        $found = Watch-VmonProcess -Path $recording.Path -Id 2147483647, $sleeper.Id -MaxSamples 1 -ErrorVariable problems -ErrorAction SilentlyContinue
        $found.Id | Should -Be $sleeper.Id
        $problems.FullyQualifiedErrorId | Should -BeLike 'ProcessNotFound,*'
    }

    It 'selects a process of a recording as an object' {
        $sample = Get-VmonProcess @watch
        ($sample | Watch-VmonProcess -Path $recording.Path).Count | Should -Be $recording.SampleCount
    }

    It 'reads several recordings, by wildcards and by list, one after the other' {
        foreach ($path in (Join-Path $root '[ot][nw][eo]'), @($recording.Path, $other.Path)) {
            $samples = Watch-VmonProcess -Path $path -Id $sleeper.Id
            $samples | Should -HaveCount ($recording.SampleCount + $other.SampleCount)
            $samples | Where-Object IsFirstSample | Should -HaveCount 2
        }
    }

    It 'reports an id only if none of several recordings has it' {
        $late = Start-Workload sleep 600
        $third = New-Recording (Join-Path $root third)
        $samples = Watch-VmonProcess -Path $recording.Path, $third.Path -Id $late.Id -ErrorVariable problems
        $samples | Should -HaveCount $third.SampleCount
        $problems | Should -BeNullOrEmpty
        $null = Watch-VmonProcess -Path $recording.Path, $third.Path -Id 999999 -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems | Should -HaveCount 1
    }

    It 'reports a recording that does not exist, and reads the others' {
        $samples = Watch-VmonProcess -Path (Join-Path $root nothing), $other.Path -Id $sleeper.Id -ErrorVariable problems -ErrorAction SilentlyContinue
        $samples | Should -HaveCount $other.SampleCount
        $problems.FullyQualifiedErrorId | Should -BeLike 'RecordingNotFound,*'
    }

    It 'refuses -Session' {
        { Watch-VmonProcess @watch -Session Default } | Should -Throw -ErrorId 'SessionOfRecording,*'
    }

    It 'ends when the pipeline has enough, and can be read again' {
        @(Watch-VmonProcess -Path $recording.Path | Select-Object -First 1) | Should -HaveCount 1
        Watch-VmonProcess @watch | Should -HaveCount $recording.SampleCount
        Get-ChildItem "/proc/$PID/fd" | Where-Object { $_.Target -like "$root*" } | Should -BeNullOrEmpty
    }

    It 'writes objects that Stop-VmonProcess refuses' {
        $sample = Get-VmonProcess @watch
        $sample.IsLocal | Should -BeFalse
        { $sample | Stop-VmonProcess -ErrorAction Stop } | Should -Throw -ErrorId 'ProcessElsewhere,*'
        $sleeper.HasExited | Should -BeFalse
    }

    It 'writes objects of a job that Stop-VmonProcess refuses' {
        $manifest = [string](Resolve-Path (Join-Path $PSScriptRoot '../../Vmon.psd1'))
        $back = Start-Job { Import-Module $using:manifest; Watch-VmonProcess -Path $using:recording.Path -Id $using:sleeper.Id } | Receive-Job -Wait -AutoRemoveJob
        $back | Should -HaveCount $recording.SampleCount
        $back[0].PSObject.TypeNames | Should -Contain 'Deserialized.Vmon.ProcessSample'
        $back[-1].CpuPercent | Should -BeOfType [double]
        { $back[0] | Stop-VmonProcess -ErrorAction Stop } | Should -Throw -ErrorId 'ProcessElsewhere,*'
        $sleeper.HasExited | Should -BeFalse
    }
}
