BeforeAll {
    $manifest = [string](Resolve-Path (Join-Path $PSScriptRoot '../../Vmon.psd1'))
    Import-Module $manifest -Force
    . (Join-Path $PSScriptRoot Workload.ps1)
    . (Join-Path $PSScriptRoot Shell.ps1)
}

Describe 'Start-VmonRecording' {
    BeforeEach { $path = Join-Path $TestDrive ([guid]::NewGuid()) }
    AfterEach {
        Get-VmonRecording | Stop-VmonRecording
        Stop-Workload
    }

    It 'returns at once, and records in the background' {
        $recorder = Start-VmonRecording $path -Interval 50ms
        $recorder.PSObject.TypeNames[0] | Should -Be 'Vmon.VmonRecorder'
        $recorder.Interval | Should -Be ([timespan]::FromMilliseconds(50))
        $recorder.IsRunning | Should -BeTrue
        Wait-Until { $recorder.SampleCount -ge 3 }
        $recorder.LostSampleCount | Should -Be 0
        $recorder.LastError | Should -BeNullOrEmpty
        $recorder.Size | Should -BeGreaterThan 0
    }

    It 'warns of what an earlier recorder left damaged' {
        Start-VmonRecording $path -Interval 50ms | Stop-VmonRecording
        [IO.File]::WriteAllBytes("$path/open-7.vmon", [byte[]]::new(500))
        $null = Start-VmonRecording $path -Interval 50ms -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -Be "'open-7.vmon' is damaged: it has no header. Its 500 bytes are lost."
    }

    It 'uses five seconds without -Interval, and passes on the limits' {
        $recorder = Start-VmonRecording $path -MaximumAge 28d -MaximumSize 1GB
        $recorder.Interval | Should -Be ([timespan]::FromSeconds(5))
        $recorder.Options.MaximumAge | Should -Be ([timespan]::FromDays(28))
        $recorder.Options.MaximumSize | Should -Be 1GB
    }

    It 'creates a directory and files that only their owner can read, with any umask' {
        $script = "Import-Module '$manifest'; `$r = Start-VmonRecording '$path' -Interval 50ms; while (`$r.SampleCount -lt 2) { Start-Sleep -Milliseconds 20 }; Get-ChildItem '$path' -File | Select-Object -ExpandProperty UnixFileMode"
        $executable, $arguments = Get-ShellCommand $script
        $modes = sh -c 'umask 0; exec "$@"' sh $executable @arguments
        $modes.Count | Should -BeGreaterOrEqual 2
        $modes | Select-Object -Unique | Should -Be 'UserWrite, UserRead'
        [string](Get-Item $path).UnixFileMode | Should -Be 'UserExecute, UserWrite, UserRead'
    }

    It 'completes the recording when PowerShell exits, and continues it afterwards' {
        Invoke-Shell "Import-Module '$manifest'; `$r = Start-VmonRecording '$path' -Interval 50ms; while (`$r.SampleCount -lt 3) { Start-Sleep -Milliseconds 20 }"
        $first = Get-VmonRecording $path -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $first.SampleCount | Should -BeGreaterOrEqual 3
        $recorder = Start-VmonRecording $path -Interval 50ms
        Wait-Until { $recorder.SampleCount -ge 2 }
        Stop-VmonRecording $path
        (Get-VmonRecording $path).SampleCount | Should -Be ($first.SampleCount + $recorder.SampleCount)
        (Get-VmonRecording $path).StartTime | Should -Be $first.StartTime
    }

    It 'refuses a second recorder on the same path' {
        $first = Start-VmonRecording $path -Interval 50ms
        { Start-VmonRecording $path } | Should -Throw -ErrorId 'RecordingNotStarted,*' -ExpectedMessage "*$path*"
        $count = $first.SampleCount
        Wait-Until { $first.SampleCount -gt $count }
        Get-VmonRecording | Should -HaveCount 1
    }

    It 'refuses a file, and an interval of zero' {
        $file = New-Item -ItemType File $path
        { Start-VmonRecording $file } | Should -Throw -ErrorId 'RecordingNotStarted,*'
        { Start-VmonRecording "$path.d" -Interval 0 } | Should -Throw '*greater than zero*'
        "$path.d" | Should -Not -Exist
    }

    It 'refuses a path of another provider' {
        { Start-VmonRecording Env:\vmon } | Should -Throw -ErrorId 'NoFileSystemPath,*'
    }

    It 'records what -Include names, and warns of other properties' {
        $recorder = Start-VmonRecording $path -Interval 50ms -Include Status, Pss, Namespaces
        Wait-Until { $recorder.SampleCount -ge 2 }
        Stop-VmonRecording $path
        $own = Get-VmonProcess -Path $path -Id $PID -WarningVariable warnings
        $own.PeakWorkingSet | Should -BeGreaterThan 0
        $own.ProportionalMemory | Should -BeGreaterThan 0
        $own.Namespaces.Mount | Should -Be (Get-VmonProcess -Id $PID -Include Namespaces).Namespaces.Mount
        $own.UserName | Should -Be (Get-VmonProcess -Id $PID).UserName
        $warnings | Should -BeNullOrEmpty
        Get-VmonProcess -Path $path -Id $PID -WarningVariable warnings -WarningAction SilentlyContinue | Select-Object Id, OomScore | ForEach-Object OomScore | Should -BeNullOrEmpty
        $warnings | Should -BeLike '*does not contain Oom*'
    }

    It 'records threads with -IncludeThread' {
        $recorder = Start-VmonRecording $path -Interval 50ms -IncludeThread
        $recorder.Options.IncludeThreads | Should -BeTrue
        Wait-Until { $recorder.SampleCount -ge 2 }
        Stop-VmonRecording $path
        (Get-VmonRecording $path).HasThreads | Should -BeTrue
        $replayed = Watch-VmonProcess -Path $path -Id $PID -IncludeThread -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $last = $replayed | Where-Object Sample -EQ $replayed[-1].Sample
        @($last | Where-Object IsThread).Count | Should -BeGreaterThan 3
        @($last | Where-Object { -not $_.IsThread }) | Should -HaveCount 1
        (Watch-VmonProcess -Path $path -Id $PID).IsThread | Should -Not -Contain $true
    }

    It 'warns of threads that are not recorded' {
        $recorder = Start-VmonRecording $path -Interval 50ms
        Wait-Until { $recorder.SampleCount -ge 2 }
        Stop-VmonRecording $path
        $null = Watch-VmonProcess -Path $path -Id $PID -IncludeThread -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeLike 'Threads are omitted: *'
    }

    It 'records the data sets of its session' {
        $recorder = Start-VmonRecording $path -Interval 50ms -Session (Start-VmonSession scored -Include Oom)
        $recorder.Options.DataSets | Should -Be ([Vmon.ProcessDataSets]'Default, Oom')
        Wait-Until { $recorder.SampleCount -ge 2 }
        Stop-VmonSession scored
        (Get-VmonProcess -Path $path -Id $PID).OomScore | Should -Not -BeNullOrEmpty
    }

    It 'records open files and pipes with -Include Files' {
        $held = Join-Path $TestDrive held
        $worker = Start-Workload sh -c 'exec 7>"$0"; echo up; sleep 60 | cat; true' $held
        $null = $worker.StandardOutput.ReadLine()
        $recorder = Start-VmonRecording $path -Interval 50ms -Include Files
        Wait-Until { $recorder.SampleCount -ge 3 }
        $live = Get-VmonFile -Id $worker.Id
        Stop-VmonRecording $path
        $worker.Kill($true)
        $worker.WaitForExit()

        $files = Get-VmonFile -RecordingPath $path -Id $worker.Id
        $files.Descriptor | Should -Be $live.Descriptor
        $files.Target | Should -Be $live.Target
        $files | Where-Object Path -EQ $held | Select-Object -ExpandProperty Access | Should -Be Write
        (Get-VmonFile -RecordingPath $path -Path $held).Id | Should -Contain $worker.Id
        (Get-VmonProcess -Path $path -Id $worker.Id -Include Files).FileCount | Should -Be $live.Count
        Get-VmonPipe -Path $path -Id $worker.Id | Where-Object Chain -Like 'sleep (*) → cat (*' | Should -HaveCount 1
        { Get-VmonFile -RecordingPath $path -LocalPort 80 -ErrorAction Stop } | Should -Throw -ErrorId 'DetailsNotRecorded,*'
        { Get-VmonPipe -Path $path -Id 2147483647 -ErrorAction Stop } | Should -Throw -ErrorId 'ProcessNotFound,*'
    }

    It 'reports that a recording does not contain open files' {
        $recorder = Start-VmonRecording $path -Interval 50ms
        Wait-Until { $recorder.SampleCount -ge 2 }
        { Get-VmonFile -RecordingPath $path -ErrorAction Stop } | Should -Throw -ErrorId 'FilesNotRecorded,*'
        { Get-VmonPipe -Path $path -ErrorAction Stop } | Should -Throw -ErrorId 'FilesNotRecorded,*'
    }

    It 'warns of data sets of the machine that are not recorded' {
        $recorder = Start-VmonRecording $path -Interval 50ms
        Wait-Until { $recorder.SampleCount -ge 2 }
        (Get-VmonSystem -Path $path -Include VmStat -WarningVariable warnings -WarningAction SilentlyContinue).VmStat | Should -BeNullOrEmpty
        $warnings | Should -BeLike "VmStat is null: the recording '$path' does not contain it."
        $null = Watch-VmonSystem -Path $path -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    Context 'with -ExcludeArgument' {
        BeforeEach {
            $worker = Start-Workload sh -c 'echo up; read line; sh -c ": secret1789; true"; sh -c ": secret1789; sleep 0.2"; read line' secret1789
            $null = $worker.StandardOutput.ReadLine()
            $recorder = Start-VmonRecording $path -Interval 50ms -ExcludeArgument
            Wait-Until { $recorder.SampleCount -ge 2 }
            $worker.StandardInput.WriteLine()
            $count = $recorder.SampleCount
            Wait-Until { $recorder.SampleCount -ge $count + 10 }
            Stop-VmonRecording $path
        }

        It 'records only the programs of processes' {
            $samples = Watch-VmonProcess -Path $path -Id $worker.Id -FollowChildren
            $samples | Where-Object HasExited | Should -Not -BeNullOrEmpty
            $samples.CommandLine -match '1789' | Should -BeNullOrEmpty
            # With arguments, the same process has them.
            $recorder = Start-VmonRecording "$path.all" -Interval 50ms
            Wait-Until { $recorder.SampleCount -ge 2 }
            Stop-VmonRecording "$path.all"
            (Get-VmonProcess -Path "$path.all" -Id $worker.Id).CommandLine | Should -Match 'secret1789'
        }

        It 'records only the programs of events' {
            $commands = (Watch-VmonEvent -Path $path -Kind All).CommandLine
            $commands | Should -Not -BeNullOrEmpty
            $commands -match '1789' | Should -BeNullOrEmpty
        }

        It 'records no events in a session without them' {
            $recorder = Start-VmonRecording "$path.quiet" -Interval 50ms -ExcludeArgument -Session (Start-VmonSession quiet -NoEvent)
            Wait-Until { $recorder.SampleCount -ge 2 }
            sh -c ': secret1789; true'
            $count = $recorder.SampleCount
            Wait-Until { $recorder.SampleCount -ge $count + 10 }
            Stop-VmonRecording "$path.quiet"
            Stop-VmonSession quiet
            Watch-VmonEvent -Path "$path.quiet" -Kind All | Should -BeNullOrEmpty
        }
    }

    It 'does nothing with -WhatIf' {
        Start-VmonRecording $path -WhatIf | Should -BeNullOrEmpty
        $path | Should -Not -Exist
        Get-VmonRecording | Should -BeNullOrEmpty
    }

    It 'stops when its session is stopped' {
        $recorder = Start-VmonRecording $path -Interval 50ms -Session (Start-VmonSession own)
        Wait-Until { $recorder.SampleCount -ge 2 }
        $recorder.Session | Should -Be 'own'
        Stop-VmonSession own
        Wait-Until { -not $recorder.IsRunning }
        (Get-VmonRecording $path).SampleCount | Should -Be $recorder.SampleCount
    }

    It 'stops when the runspace closes' {
        $runspace = [runspacefactory]::CreateRunspace()
        $runspace.Open()
        $shell = [powershell]::Create($runspace).AddScript('param($manifest, $path) Import-Module $manifest; Start-VmonRecording $path -Interval 50ms').AddArgument($manifest).AddArgument($path)
        $recorder = $shell.Invoke()[0]
        Wait-Until { $recorder.SampleCount -ge 2 }
        Get-VmonRecording | Should -BeNullOrEmpty
        $runspace.Dispose()
        Wait-Until { -not $recorder.IsRunning }
    }
}
