BeforeAll {
    $manifest = [string](Resolve-Path (Join-Path $PSScriptRoot '../../Vmon.psd1'))
    Import-Module $manifest -Force
    . (Join-Path $PSScriptRoot Workload.ps1)

    # Runs a script in the background until the watch has what it waits for.
    function Watch-Script([string] $Script, [hashtable] $Parameters) {
        $shell = Start-Workload sh -c "while :; do $Script; sleep 0.1; done"
        try { Watch-VmonEvent @Parameters -Duration 20s }
        finally { $shell.Kill() }
    }
}

AfterAll { Stop-Workload }

BeforeDiscovery {
    Import-Module ([string](Resolve-Path (Join-Path $PSScriptRoot '../../Vmon.psd1'))) -Force
    try {
        $null = Watch-VmonEvent -Duration 1ms -ErrorAction Stop
        $isPermitted = "$((Get-VmonSession).EventSource)" -eq 'Bpf'
    }
    catch { $isPermitted = $false }
}

Describe 'Watch-VmonEvent' -Skip:(-not $isPermitted) {
    It 'writes the exec and the exit of a process that lives a moment' {
        $events = Watch-Script '/bin/echo a "b c" >/dev/null' @{ Name = 'echo'; Count = 2 }
        $events.Kind | Should -Be Exec, Exit
        $events[0].Id | Should -Be $events[1].Id
        $events.CommandLine | Should -Be "/bin/echo a 'b c'", "/bin/echo a 'b c'"
        $events[0].Path | Should -Be '/bin/echo'
        $events[1].ExitCode | Should -Be 0
        $events[1].ParentName | Should -Be 'sh'
        $events[1].IsExact | Should -BeTrue
        $events[1].CpuTime | Should -BeGreaterThan ([timespan]::Zero)
        $events[1].PeakWorkingSet | Should -BeGreaterThan 100KB
        $events[1].PSObject.TypeNames[0] | Should -Be 'Vmon.ProcessEvent'
    }

    It 'writes only failed exits with -Failed, with the code or the signal' {
        $events = Watch-Script "sh -c 'exit 0'; sh -c 'exit 3'; sh -c 'kill -9 `$`$'" @{ Name = 'sh'; Failed = $true; Count = 2 }
        $events.HasFailed | Should -Be $true, $true
        $events | Where-Object ExitCode -EQ 3 | Should -HaveCount 1
        $events | Where-Object ExitSignal -EQ SIGKILL | Should -HaveCount 1
        ($events | Where-Object ExitSignal).HasDumpedCore | Should -BeFalse
    }

    It 'has the bytes that a short process wrote' {
        $path = Join-Path $PSScriptRoot "written by $PID"
        $exit = Watch-Script "dd if=/dev/zero of='$path' bs=1M count=3 2>/dev/null" @{ Name = 'dd'; Kind = 'Exit'; Count = 1 }
        Remove-Item $path -ErrorAction Ignore
        $exit.IoWriteChars | Should -BeGreaterOrEqual 3MB
        $exit.IoWrite | Should -BeGreaterOrEqual 3MB
    }

    It 'follows children of a process, and ends when all have exited' {
        $shell = Start-Workload sh -c 'sleep 2; /bin/true; sh -c "/bin/false; true"'
        $events = Watch-VmonEvent -Id $shell.Id -FollowChildren -Kind All
        $events | Where-Object { $_.Kind -eq 'Exit' -and $_.ProcessName -eq 'false' } | Should -HaveCount 1
        $events[-1].Id | Should -Be $shell.Id
        $events[-1].Kind | Should -Be Exit
        ($events | Where-Object Kind -EQ Start).Count | Should -BeGreaterOrEqual 3
        $events.Id | Should -Not -Contain $PID
    }

    It 'takes process objects from the pipeline' {
        $one = Start-Workload sh -c 'sleep 2; exit 4'
        (Get-VmonProcess -Id $one.Id | Watch-VmonEvent -Kind Exit).ExitCode | Should -Be 4
    }

    It 'reports a PID that does not exist, and writes nothing for empty input' {
        $events = Watch-VmonEvent -Id 2147483647 -ErrorVariable failure -ErrorAction SilentlyContinue
        $events | Should -BeNullOrEmpty
        $failure.FullyQualifiedErrorId | Should -BeLike 'ProcessNotFound,*'
        @() | Watch-VmonEvent | Should -BeNullOrEmpty
    }

    It 'ends after -Duration' {
        { Watch-VmonEvent -Name no-such-process -Duration 200ms } | Should -Not -Throw
    }

    It 'displays time, kind, exit, lifetime and command' {
        $table = Watch-Script "sh -c 'kill -9 `$`$'" @{ Name = 'sh'; Failed = $true; Count = 1 } | Format-Table | Out-String -Width 120
        $table | Should -Match 'Time +Kind +Id +Exit +Lifetime +CPU +Memory +Command'
        $table | Should -Match '\d\d:\d\d:\d\d\.\d{3} +Exit +\d+ .*KILL.* sh -c'
    }

    It 'sorts by the headings of the table' {
        $events = Watch-Script 'sh -c "exit 3"' @{ Name = 'sh'; Kind = 'Exit'; Count = 2 }
        ($events | Sort-Object Exit, Lifetime, CPU, Memory, Command, Time, Kind, Id) | Should -HaveCount 2
        ($events | Select-Object Exit).Exit | Should -Contain '3'
    }

    It 'stops immediately on Stop() and leaves nothing in the kernel' {
        $shell = [powershell]::Create().AddScript("Import-Module '$manifest'; Watch-VmonEvent")
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $null = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
        while ($output.Count -eq 0) { /bin/true; Start-Sleep -Milliseconds 20 }
        $shell.Stop()
        $shell.Dispose()
        Get-ChildItem "/proc/$PID/fd" | Where-Object { $_.Target -like '*bpf*' -or $_.Target -like '*NETLINK*' } | Should -BeNullOrEmpty
    }
}

Describe 'Watch-VmonEvent without a source' {
    It 'says that the session was started with -NoEvent' {
        $null = Start-VmonSession quiet -NoEvent
        { Watch-VmonEvent -Session quiet } | Should -Throw -ErrorId 'EventsTurnedOff,Vmon.PowerShell.WatchVmonEventCommand'
        (Get-VmonSession quiet).EventSource | Should -Be None
        Stop-VmonSession quiet
    }

    It 'says that a captured tree has no events' {
        $null = New-Item "$TestDrive/proc/1" -ItemType Directory -Force
        Set-Content "$TestDrive/proc/1/stat" -Value (Get-Content /proc/self/stat)
        $null = Start-VmonSession copy -ProcRoot "$TestDrive/proc"
        { Watch-VmonEvent -Session copy } | Should -Throw -ErrorId 'EventsNotLocal,Vmon.PowerShell.WatchVmonEventCommand'
        Stop-VmonSession copy
    }
}
