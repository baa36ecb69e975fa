BeforeAll {
    $manifest = [string](Resolve-Path (Join-Path $PSScriptRoot '../../Vmon.psd1'))
    Import-Module $manifest -Force
    . (Join-Path $PSScriptRoot Workload.ps1)
    . (Join-Path $PSScriptRoot Shell.ps1)
    $examples = [string](Resolve-Path (Join-Path $PSScriptRoot '../../examples'))
}

BeforeDiscovery {
    $scripts = Get-ChildItem (Join-Path $PSScriptRoot '../../examples/*.ps1') | ForEach-Object FullName
}

Describe 'The example <_>' -ForEach $scripts {
    It 'has help for the script and every parameter' {
        $help = Get-Help $_ -Full
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.examples.example.Count | Should -BeGreaterThan 0
        foreach ($parameter in [Management.Automation.Language.Parser]::ParseFile($_, [ref]$null, [ref]$null).ParamBlock.Parameters) {
            $name = $parameter.Name.VariablePath.UserPath
            ($help.parameters.parameter | Where-Object name -EQ $name).description.Text | Should -Not -BeNullOrEmpty -Because $name
        }
    }

    It 'requires the module by name' {
        Get-Content $_ -TotalCount 1 | Should -Match '^#requires .*-Modules Vmon$'
    }
}

Describe 'Get-Peer.ps1' {
    It 'adds up the bytes of each process and address' {
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Parse('127.0.0.77'), 0)
        $listener.Start()
        $client = [Net.Sockets.TcpClient]::new([Net.Sockets.AddressFamily]::InterNetwork)
        $client.Connect('127.0.0.77', $listener.LocalEndpoint.Port)
        $client.GetStream().Write([byte[]]::new(5000))
        $sender = [PowerShell]::Create().AddScript({ param($stream) Start-Sleep -Milliseconds 1500; $stream.Write([byte[]]::new(3000)) }).AddArgument($client.GetStream())
        $running = $sender.BeginInvoke()
        $report = & "$examples/Get-Peer.ps1" 127.0.0.77 -Duration 4s -Interval 300ms
        $null = $sender.EndInvoke($running)
        $mine = $report | Where-Object Id -EQ $PID
        $mine.RemoteAddress, $mine.Connections, $mine.Sent, $mine.Received | Should -Be '127.0.0.77', 1, 3000, 0
        $client, $listener | ForEach-Object Dispose
    }

    It 'rejects what is no address' {
        { & "$examples/Get-Peer.ps1" localhost -Duration 1 } | Should -Throw -ErrorId 'AddressNotValid,*'
    }
}

Describe 'Invoke-Fleet.ps1' {
    # tests/Fleet has the tests with hosts that answer.
    It 'reports a host that cannot be reached and removes its job' -Skip:(-not (Get-Command ssh -ErrorAction Ignore)) {
        $answers = 'root@127.0.0.1:9', '127.0.0.2' | & "$examples/Invoke-Fleet.ps1" -Options @{ Port = 9; BatchMode = 'yes' } -SortBy CpuPercent -ErrorVariable failures -ErrorAction SilentlyContinue 2>$null
        $answers | Should -BeNullOrEmpty
        $failures.FullyQualifiedErrorId | Should -Be 'HostUnreachable,Invoke-Fleet.ps1', 'HostUnreachable,Invoke-Fleet.ps1'
        $failures.TargetObject | Sort-Object | Should -Be '127.0.0.1', '127.0.0.2'
        Get-Job | Should -BeNullOrEmpty
    }
}

Describe 'Get-TopWriter.ps1' {
    BeforeAll {
        # On storage: the temporary folder can be in memory.
        $path = Join-Path $PSScriptRoot "written by $PID"
        $writer = Start-Workload sh -c "while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done >'$path'"
        $idle = Start-Workload sleep 600
        Wait-Until { $script:report = & "$examples/Get-TopWriter.ps1" -Duration 2s -Interval 200ms -First 1000 3>$null; $report.Process.Id -contains $writer.Id }
    }
    AfterAll {
        Stop-Workload
        Remove-Item $path -ErrorAction Ignore
    }

    It 'leaves out processes that do not write' {
        $report.Process.Id | Should -Not -Contain $idle.Id
    }

    It 'sorts by bytes written, with shares that add up to 100 %' {
        $report.Written | Should -Be ($report.Written | Sort-Object -Descending)
        ($report.Share | Measure-Object -Sum).Sum | Should -BeGreaterThan 99
        ($report.Share | Measure-Object -Sum).Sum | Should -BeLessThan 101
        $mine = $report | Where-Object { $_.Process.Id -eq $writer.Id }
        $mine.Written | Should -BeGreaterThan 0
        $mine.Rate | Should -Be ([long]($mine.Written / 2))
    }

    It 'rejects a duration of zero' {
        { & "$examples/Get-TopWriter.ps1" -Duration 0 } | Should -Throw '*0 is not a valid duration*'
        { & "$examples/Get-TopWriter.ps1" -First 0 } | Should -Throw
    }
}

Describe 'Watch-Alert.ps1' {
    BeforeAll {
        # One signal makes the process busy, another makes it idle.
        $worker = Start-Workload sh -c "trap 'busy=1' USR1; trap 'busy=' USR2; echo up; while :; do [ `"`$busy`" ] || sleep 0.1; done"
        $null = $worker.StandardOutput.ReadLine()
        $quiet = Start-Workload sleep 600
        $watch = @{ Id = $worker.Id, $quiet.Id; Interval = '100ms' }
    }
    AfterAll { Stop-Workload }

    It 'raises one alert for the process that breaks the limit, clears it, and raises it again' {
        Stop-VmonProcess -Id $worker.Id -Signal USR1
        $alerts = & "$examples/Watch-Alert.ps1" @watch -MaxCpuPercent 5 -Samples 2 | ForEach-Object {
            $_
            if ($_.Alert -eq 'Raised') { Stop-VmonProcess -Id $worker.Id -Signal USR2 } else { Stop-VmonProcess -Id $worker.Id -Signal USR1 }
        } | Select-Object -First 3
        $alerts.Alert | Should -Be 'Raised', 'Cleared', 'Raised'
        $alerts.Process.Id | Select-Object -Unique | Should -Be $worker.Id
        $alerts[0].Reason | Should -Match '^CpuPercent [\d.]+ > 5$'
    }

    It 'raises one alert for a process that breaks several limits for a long time' {
        $alerts = @(& "$examples/Watch-Alert.ps1" @watch -MaxWorkingSet 1KB -Condition { $_.Id -gt 0 } -Duration 1s)
        $alerts.Alert | Should -Be 'Raised', 'Raised'
        $alerts.Process.Id | Sort-Object | Should -Be ($watch.Id | Sort-Object)
        $alerts[0].Reason | Should -Match '^WorkingSet \d+ > 1024, \$_\.Id -gt 0$'
    }

    It 'reports neither processes within their limits nor unknown values' {
        & "$examples/Watch-Alert.ps1" -Id $quiet.Id -MaxWorkingSet 1GB -MaxCpuPercent 50 -Condition { $_.State -eq 'Zombie' } -Interval 100ms -Duration 500ms |
            Should -BeNullOrEmpty
        & "$examples/Watch-Alert.ps1" -Id $quiet.Id -MaxIoWriteRate 0 -Interval 100ms -Duration 500ms | Should -BeNullOrEmpty
    }

    It 'ends the alert when the process exits' {
        $other = Start-Workload sleep 600
        $alerts = & "$examples/Watch-Alert.ps1" -Id $other.Id -MaxWorkingSet 1KB -Interval 100ms | ForEach-Object { $_; $other.Kill() }
        $alerts.Alert | Should -Be 'Raised', 'Ended'
    }

    It 'requires a limit or a condition' {
        { & "$examples/Watch-Alert.ps1" -Id $PID } | Should -Throw '*no limit or condition was specified*'
    }
}

Describe 'Service.Tests.ps1' {
    BeforeAll {
        # If possible in a PID namespace, in which every process can be read. Inherited descriptors are closed, because their other ends are outside.
        $space = 'unshare --pid --fork --mount-proc --kill-child'
        sh -c "$space true" 2>$null
        if ($LASTEXITCODE) { $space = '' }
        $close = 'for fd in /proc/$$/fd/*; do fd=${fd##*/}; [ "$fd" -gt 2 ] && eval "exec $fd>&-"; done; exec'
        $command = 'bash', '-c', "$close $space `"`$@`"", 'runs' + (Get-ShellCommand "& '$PSScriptRoot/ServiceRuns.ps1' -Pester '$((Get-Module Pester).Path)' -Folder '$TestDrive'")
        $program, $arguments = $command
        $results = & $program @arguments | Out-String | ConvertFrom-Json -AsHashtable
    }

    It 'passes a healthy service' {
        $results.sound.count | Should -Be 7
        $results.sound.broken | Should -BeNullOrEmpty
    }

    It 'fails the one check that a faulty service breaks: <Service>' -ForEach @(
        @{ Service = 'memory'; Finding = 'Failed: uses at most 40 MB of memory.' }
        @{ Service = 'cpu'; Finding = 'Failed: uses at most 2 % of a core.' }
        @{ Service = 'zombie'; Finding = 'Failed: has no zombie for longer than 0.5 s. *sleep (* in *' }
        @{ Service = 'leak'; Finding = 'Failed: leaks no file descriptors. *bash (*) from * to *' }
        @{ Service = 'hang'; Finding = 'Failed: has no process in an uninterruptible sleep for longer than 0.5 s. *perl (* in *' }
    ) {
        if (-not $results.ContainsKey($Service)) { Set-ItResult -Skipped -Because 'this machine has no perl, or another number for vfork' }
        $results.$Service.broken.Count | Should -Be 1 -Because ($results.$Service.broken -join '; ')
        $results.$Service.broken[0] | Should -BeLike "$Finding*"
    }

    It 'reports a pipe with a missing end, and is inconclusive if some descriptors cannot be read' {
        $results.pipe.broken.Count | Should -Be 1
        $results.pipe.broken[0] | Should -BeLike "$($results.complete ? 'Failed' : 'Inconclusive'): has no pipe with a missing end. *"
    }
}

Describe 'Get-GroupProblem.ps1' {
    BeforeAll {
        $parent = '/sys/fs/cgroup/pids', '/sys/fs/cgroup' | Where-Object { Test-Path $_/cgroup.procs } | Select-Object -First 1
        $group = "$parent/vmon-example-$PID"
        $isCreated = $parent -and (New-Item -ItemType Directory $group -ErrorAction Ignore) -and (Test-Path $group/pids.max)
    }
    AfterAll {
        Stop-Workload
        if ($isCreated) {
            Wait-Until { -not (Get-Content $group/cgroup.procs) }
            rmdir $group
        }
    }

    It 'reports a group that is at its limit of tasks, live and from a recording' {
        if (-not $isCreated) { Set-ItResult -Skipped -Because 'no control group can be created' }
        Set-StrictMode -Version 3  # the kernel can have no pressure
        $sleep = Start-Workload sleep 600
        $sleep.Id | Set-Content $group/cgroup.procs
        1 | Set-Content $group/pids.max
        $path = Join-Path $TestDrive groups
        $null = Start-VmonRecording $path -Interval 200ms
        $problem = & "$examples/Get-GroupProblem.ps1" -Duration 1.5s | Where-Object Path -EQ "/vmon-example-$PID"
        Stop-VmonRecording $path
        $problem.Problem | Should -Be TaskLimit
        $problem.Most | Should -Be 100
        $problem.Limit | Should -Be 1
        (& "$examples/Get-GroupProblem.ps1" -RecordingPath $path | Where-Object Path -EQ "/vmon-example-$PID").Problem | Should -Be TaskLimit
    }
}
