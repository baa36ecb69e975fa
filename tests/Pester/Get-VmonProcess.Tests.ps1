BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../Vmon.psd1') -Force
    . (Join-Path $PSScriptRoot Workload.ps1)
}

Describe 'Get-VmonProcess' {
    AfterEach { Stop-Workload }

    It 'agrees with Get-Process' {
        $mine = Get-VmonProcess -Id $PID
        $theirs = Get-Process -Id $PID
        $mine.ProcessName | Should -Be $theirs.ProcessName
        $mine.Path | Should -Be $theirs.Path
        $mine.SessionId | Should -Be $theirs.SessionId
        [math]::Abs(($mine.StartTime - $theirs.StartTime).TotalSeconds) | Should -BeLessThan 1
        [math]::Abs($mine.CPU - $theirs.CPU) | Should -BeLessThan 2
    }

    It 'agrees with ps on an idle process' {
        $sleeper = Start-Workload sleep 600
        Wait-Until { (Get-VmonProcess -Id $sleeper.Id).State -eq 'Sleeping' }
        $mine = Get-VmonProcess -Id $sleeper.Id
        $theirs = (ps -o 'rss=,vsz=,ppid=,nlwp=,ni=,stat=,comm=' -p $sleeper.Id).Trim() -split '\s+'
        $mine.WorkingSet | Should -Be (1KB * $theirs[0])
        $mine.VirtualMemory | Should -Be (1KB * $theirs[1])
        $mine.ParentId | Should -Be $theirs[2]
        $mine.ThreadCount | Should -Be $theirs[3]
        $mine.Nice | Should -Be $theirs[4]
        [string][char]$mine.State.value__ | Should -Be $theirs[5][0]
        $mine.ProcessName | Should -Be $theirs[6]
    }

    It 'preserves the argument boundaries of a command line' {
        $process = Start-Workload sh -c 'sleep 30; true' 'a b'
        $sample = Get-VmonProcess -Id $process.Id
        $sample.Arguments[2] | Should -Be 'sleep 30; true'
        $sample.CommandLine | Should -BeLike "*sh -c 'sleep 30; true' 'a b'"
    }

    It 'returns null rates without an interval' {
        (Get-VmonProcess -Id $PID).CpuPercent | Should -BeNullOrEmpty
        (Get-VmonProcess -Id $PID -Interval 0.2).CpuPercent | Should -BeOfType [double]
    }

    It 'returns nothing for an empty pipeline' {
        @() | Get-VmonProcess | Should -BeNullOrEmpty
        Get-Process nothing* | Get-VmonProcess | Should -BeNullOrEmpty
    }

    It 'fits <_> columns' -ForEach 80, 120 {
        $width = $_
        $text = Get-VmonProcess -WarningAction SilentlyContinue | Out-String -Width $_ -Stream
        $text | Where-Object { $_.Length -gt $width } | Should -BeNullOrEmpty
        $heading = $text | Where-Object { $_ -match '\bId\b' } | Select-Object -First 1
        'User', 'State', 'CPU', 'Threads', 'Memory', 'Command' | ForEach-Object { $heading | Should -Match ([regex]::Escape($_)) }
    }

    It 'passes exactly its process to Get-Process, Stop-Process and Wait-Process' {
        # Get-, Wait- and Debug-Process bind the name of an object before its id, so they must get the process object.
        $one, $other = 1..2 | ForEach-Object { Start-Workload sleep 600 }
        (Get-VmonProcess -Id $one.Id | Get-Process -InputObject { $_ }).Id | Should -Be $one.Id
        Get-VmonProcess -Id $one.Id | Stop-Process
        Get-VmonProcess -Id $other.Id | Stop-Process -PassThru | Wait-Process -Timeout 10
        $one.WaitForExit(5000), $other.HasExited | Should -Be $true, $true
    }

    It 'keeps type name and numbers through Export-Clixml' {
        $path = Join-Path $TestDrive 'sample.xml'
        Get-VmonProcess -Id $PID | Export-Clixml $path
        $back = Import-Clixml $path
        $back.PSObject.TypeNames | Should -Contain 'Deserialized.Vmon.ProcessSample'
        $back.WorkingSet | Should -BeGreaterThan 1MB
        ($back | Get-VmonProcess).Id | Should -Be $PID
    }

    It 'includes data sets by name and agrees with ps' {
        $sleeper = Start-Process sleep -ArgumentList 600 -PassThru
        Start-Sleep -Milliseconds 300
        $mine = Get-VmonProcess -Id $sleeper.Id -Include Status, Cgroup, Oom
        $theirs = (ps -o 'user=,euid=,egid=' -p $sleeper.Id).Trim() -split '\s+'
        $groups = Get-Content "/proc/$($sleeper.Id)/cgroup"
        $sleeper.Kill()
        $mine.UserName, $mine.EffectiveUserId, $mine.EffectiveGroupId | Should -Be $theirs
        "$($mine.Cgroups)" | Should -Be "$groups"
        $mine.OomScoreAdjustment | Should -BeOfType [int]
    }

    It 'lists everything but the expensive data sets' {
        # As text, because properties that this script names would be read.
        $plain = & ([scriptblock]::Create('Get-VmonProcess -Id $PID | Format-List | Out-String'))
        $plain | Should -Match 'UserName'
        $plain | Should -Match 'OomScore'
        $plain | Should -Match 'CgroupPath'
        $plain | Should -Not -Match 'ProportionalMemory'
        $detailed = & ([scriptblock]::Create('Get-VmonProcess -Id $PID -Include Pss | Format-List | Out-String'))
        $detailed | Should -Match 'ProportionalMemory'
    }
}
