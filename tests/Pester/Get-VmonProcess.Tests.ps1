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

Describe 'Get-VmonProcess -Path' {
    BeforeAll {
        . (Join-Path $PSScriptRoot Recording.ps1)
        $root = (New-Item -ItemType Directory (Join-Path $TestDrive recordings)).FullName
        $sleeper = Start-Workload sleep 600
        Wait-Until { (Get-VmonProcess -Id $sleeper.Id).ProcessName -eq 'sleep' }
        $recording = New-Recording (Join-Path $root one)
        $other = New-Recording (Join-Path $root two)
        $get = @{ Path = $recording.Path; Id = $sleeper.Id }
        $times = (Watch-VmonProcess @get).Timestamp
    }
    AfterAll { Stop-Workload }
    AfterEach { Get-VmonSession | Stop-VmonSession }

    It 'gets the last sample, with rates, equal to the last one of a watch' {
        $sample = Get-VmonProcess @get -Interval 100ms
        $last = Watch-VmonProcess @get | Select-Object -Last 1
        $sample.Timestamp | Should -Be $recording.EndTime
        $sample.CpuPercent | Should -BeOfType [double]
        foreach ($name in 'Id', 'ProcessName', 'CommandLine', 'ParentId', 'StartTime', 'WorkingSet', 'CpuTime', 'State', 'UserName') {
            $sample.$name | Should -Be $last.$name -Because $name
        }
    }

    It 'gets the last sample until a time' {
        (Get-VmonProcess @get -TimeStamp $times[2]).Timestamp | Should -Be $times[2]
        (Get-VmonProcess @get -TimeStamp $times[2].AddTicks(1)).Timestamp | Should -Be $times[2]
        (Get-VmonProcess @get -TimeStamp $times[0]).Timestamp | Should -Be $times[0]
    }

    It 'accepts a time as <_>' -ForEach 'DateTimeOffset', 'DateTime', 'text' {
        $time = switch ($_) { 'DateTimeOffset' { $times[2] } 'DateTime' { $times[2].LocalDateTime } 'text' { $times[2].ToString('O') } }
        (Get-VmonProcess @get -TimeStamp $time).Timestamp | Should -Be $times[2]
    }

    It 'reports a time <Name> the recording' -ForEach @(
        @{ Name = 'before'; Which = 'StartTime'; Hours = -1; Message = '*the recording begins at*' }
        @{ Name = 'after'; Which = 'EndTime'; Hours = 1; Message = '*the recording ends at*' }
    ) {
        { Get-VmonProcess @get -TimeStamp $recording.$Which.AddHours($Hours) -ErrorAction Stop } | Should -Throw -ErrorId 'SampleNotRecorded,*' -ExpectedMessage $Message
    }

    It 'reports only the time of a process that was not recorded then' {
        $null = Get-VmonProcess @get -TimeStamp $recording.EndTime.AddHours(1) -ErrorVariable problems -ErrorAction SilentlyContinue
        @($problems) | Should -HaveCount 1
        $problems.FullyQualifiedErrorId | Should -BeLike 'SampleNotRecorded,*'
    }

    It 'refuses a time that is none' {
        { Get-VmonProcess @get -TimeStamp 'three o clock' } | Should -Throw "*'three o clock' is not a valid time*"
    }

    It 'reports a recording that does not exist, and one that cannot be opened' {
        { Get-VmonProcess -Path (Join-Path $root nothing) -ErrorAction Stop } | Should -Throw -ErrorId 'RecordingNotFound,*'
        $file = Join-Path $TestDrive file
        Set-Content $file text
        { Get-VmonProcess -Path $file -ErrorAction Stop } | Should -Throw -ErrorId 'RecordingNotOpened,*'
    }

    It 'reports an id and a name that do not occur' {
        { Get-VmonProcess -Path $recording.Path -Id 2147483647 -ErrorAction Stop } | Should -Throw -ErrorId 'ProcessNotFound,*'
        { Get-VmonProcess -Path $recording.Path -Name nothing -ErrorAction Stop } | Should -Throw -ErrorId 'ProcessNotFound,*'
        Get-VmonProcess -Path $recording.Path -Name nothing* -ErrorAction Stop | Should -BeNullOrEmpty
        (Get-VmonProcess -Path $recording.Path -Name slee*).Id | Should -Contain $sleeper.Id
    }

    It 'gets one sample of each of several recordings' {
        (Get-VmonProcess -Path (Join-Path $root '*') -Id $sleeper.Id).Timestamp | Should -Be $recording.EndTime, $other.EndTime
    }

    It 'warns of a property that is not recorded' {
        $value = Get-VmonProcess @get -WarningVariable warnings -WarningAction SilentlyContinue | ForEach-Object Namespaces
        $value | Should -BeNullOrEmpty
        "$warnings" | Should -BeLike "Namespaces is null: the recording '$($recording.Path)' does not contain Namespaces*"
    }

    It 'refuses -Session' {
        { Get-VmonProcess @get -Session Default } | Should -Throw -ErrorId 'SessionOfRecording,*'
    }

    It 'includes ancestors and descendants' {
        $all = Get-VmonProcess -Path $recording.Path -Id $sleeper.Id -IncludeAncestor
        $all.Id | Should -Contain $PID
        $all[-1].Id | Should -Be $sleeper.Id
        (Get-VmonProcess -Path $recording.Path -Id $PID -FollowChildren).Id | Should -Contain $sleeper.Id
    }
}
