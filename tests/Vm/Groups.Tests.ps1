# Compares units and control groups with systemd's own tools. It starts services and kills one of them for memory: to be run as root on a machine
# that can be thrown away, with systemd as process 1 and unified control groups.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot ../../Vmon.psd1)
    $ErrorActionPreference = 'Stop'

    # Starts a service that exists until the next boot.
    function Start-Unit([string]$Name, [string[]]$Setting) {
        Set-Content "/run/systemd/system/$Name" ('[Service]', 'CPUAccounting=yes', 'MemoryAccounting=yes', 'IOAccounting=yes', 'TasksAccounting=yes' + $Setting)
        systemctl daemon-reload
        systemctl start --no-block $Name
    }

    # MemoryCurrent=4096 of systemctl show, as a table of numbers. What is not set, or not known to this systemd, is left out.
    function Get-UnitFigure([string]$Name) {
        $figures = @{}
        foreach ($line in systemctl show $Name) {
            if ($line -match '^(\w+)=(\d+)$' -and $Matches[2] -ne [ulong]::MaxValue) { $figures[$Matches[1]] = [long]$Matches[2] }
        }
        $figures
    }

    function Get-UnitOfPs {
        $units = @{}
        foreach ($line in ps -e -o pid= -o unit= -o uunit=) {
            $id, $unit, $userUnit = -split $line
            $units[[int]$id] = "$unit $userUnit"
        }
        $units
    }

    Start-Unit vmon-burn.service 'CPUQuota=20%', 'ExecStart=/bin/sh -c "while :; do :; done"'
    Start-Unit vmon-churn.service 'ExecStart=/bin/sh -c "while :; do /bin/true; sleep 0.5; done"'
    Start-Unit vmon-write.service 'ExecStart=/bin/sh -c "while :; do dd if=/dev/zero of=/var/tmp/vmon-write bs=64k count=16 conv=fsync; sleep 0.5; done"'
    Start-Unit vmon-rest.service 'Slice=vmon.slice', 'MemoryMax=300M', 'TasksMax=50', 'ExecStart=/bin/sleep infinity'
    Start-Unit vmon-instance@one.service 'ExecStart=/bin/sleep infinity'
    $scope = Start-Process systemd-run '--scope', '--slice=vmon', '--unit=vmon-batch', 'sleep', 'infinity' -PassThru
    useradd --create-home ops
    loginctl enable-linger ops
    $user = id -u ops
    while (-not (Test-Path "/run/user/$user/bus")) { Start-Sleep 1 }
    runuser -u ops -- env "XDG_RUNTIME_DIR=/run/user/$user" systemd-run --user --unit=web sleep infinity
    Start-Sleep 5
}

AfterAll {
    systemctl stop 'vmon-*' vmon.slice
    loginctl disable-linger ops
}

Describe 'Units' {
    It 'equal the units of ps' {
        $differ = foreach ($attempt in 1..3) {
            $before = Get-UnitOfPs
            $processes = Get-VmonProcess
            $after = Get-UnitOfPs
            # Processes that exist before and after, in one unit.
            $lasting = $processes.Where{ $before[$_.Id] -and $before[$_.Id] -eq $after[$_.Id] }
            $lasting.Count | Should -BeGreaterThan 10
            $lasting.Where{ $before[$_.Id] -ne "$($_.Unit ?? '-') $($_.UserUnit ?? '-')" }.ForEach{ "$($_.Id) $($_.Name) $($_.Unit) $($_.UserUnit) $($_.CgroupPath), ps: $($before[$_.Id])" }
        }
        $differ | Should -BeNullOrEmpty
    }

    It 'are found: <Unit>' -ForEach @(
        @{ Unit = 'vmon-burn.service'; Name = 'sh' }
        @{ Unit = 'vmon-rest*'; Name = 'sleep' }
        @{ Unit = 'vmon-instance@one.service'; Name = 'sleep' }
        @{ Unit = 'vmon-batch.scope'; Name = 'sleep' }
        @{ Unit = 'web.service'; Name = 'sleep' }
        @{ Unit = 'init.scope'; Name = 'systemd' }
    ) {
        (Get-VmonProcess -Unit $Unit).Name | Should -Contain $Name
    }

    It 'have the processes that systemd-cgls shows: <_>' -ForEach vmon-burn.service, vmon-rest.service, 'vmon-instance@one.service', vmon-batch.scope, systemd-journald.service {
        # Unit vmon-rest.service (/vmon.slice/vmon-rest.service):
        # └─123 /bin/sleep infinity
        $expected = [regex]::Matches((systemd-cgls --no-pager --full --unit $_ | Out-String), '(?m)^[^\w/]*(\d+) ').ForEach{ [int]$_.Groups[1].Value }
        $expected | Should -Not -BeNullOrEmpty
        (Get-VmonProcess -Unit $_).Id | Sort-Object | Should -Be ($expected | Sort-Object)
    }

    It 'of a process that lived between two samples is known' {
        Set-Content /run/systemd/system/vmon-tick.timer '[Timer]', 'OnActiveSec=1', 'OnUnitInactiveSec=1', 'AccuracySec=1ms'
        Start-Unit vmon-tick.service 'Type=oneshot', 'ExecStart=/bin/true', '[Unit]', 'StartLimitIntervalSec=0'
        systemctl start vmon-tick.timer
        $found = Watch-VmonProcess -Name tru* -Interval 5 -Duration 60 | Where-Object Unit -EQ vmon-tick.service | Select-Object -First 1
        systemctl stop vmon-tick.timer
        $found.HasExited | Should -BeTrue
        $found.HasStarted | Should -BeTrue
        $found.ExitCode | Should -Be 0
    }
}

Describe 'Groups' {
    It 'have the figures that systemctl shows: <_>' -ForEach vmon-burn.service, vmon-churn.service, vmon-write.service, vmon-rest.service, vmon.slice, system.slice {
        $pairs = @{
            CPUUsageNSec      = { $group.TotalProcessorTime.TotalNanoseconds }
            MemoryCurrent     = { $group.MemoryCurrent }
            MemoryPeak        = { $group.MemoryPeak }
            MemorySwapCurrent = { $group.SwapCurrent }
            MemoryMax         = { $group.MemoryMax }
            TasksCurrent      = { $group.TaskCount }
            TasksMax          = { $group.TaskMax }
            IOReadBytes       = { $group.IoReadTotal }
            IOWriteBytes      = { $group.IoWriteTotal }
        }
        # Memory and processes of these come and go between two readings.
        if ($_ -in 'vmon-churn.service', 'vmon-write.service', 'system.slice') { $pairs.Remove('MemoryCurrent'); $pairs.Remove('TasksCurrent') }
        $differ = foreach ($attempt in 1..5) {
            $before = Get-UnitFigure $_
            $group = Get-VmonCgroup -Unit $_
            $after = Get-UnitFigure $_
            $before.CPUUsageNSec | Should -Not -BeNullOrEmpty
            @(foreach ($name in $pairs.Keys.Where{ $before.ContainsKey($_) -and $after.ContainsKey($_) }) {
                    $value = & $pairs[$name]
                    $low, $high = $before[$name], $after[$name] | Sort-Object
                    # A TimeSpan has ticks of 100 ns.
                    if ($null -eq $value -or $value -lt $low - 100 -or $value -gt $high) { "$name $value, systemctl: $low to $high" }
                }) -join '; '
        }
        Write-Host "      $_`: $($pairs.Keys.Where{ $after.ContainsKey($_) } -join ', ')"
        if ('' -notin $differ) { $differ | Should -BeNullOrEmpty }
    }

    It 'are as busy as systemd-cgtop shows' {
        # system.slice/vmon-burn.service 1 20.1 176128 - -
        $top = Start-ThreadJob { systemd-cgtop --batch --raw --iterations=2 --delay=20 --depth=4 --order=path }
        $groups = Watch-VmonCgroup -Interval 20 -Count 2 | Where-Object Sample -EQ 2
        $lines = $top | Receive-Job -Wait -AutoRemoveJob
        $compared = foreach ($unit in 'vmon-burn.service', 'vmon-churn.service', 'vmon-write.service') {
            $fields = -split ($lines.Where{ $_ -match "/$unit " } | Select-Object -Last 1)
            $group = $groups.Where{ $_.Unit -eq $unit }[0]
            [pscustomobject]@{ Unit = $unit; Cgtop = [double]$fields[2]; Vmon = [math]::Round($group.CpuPercent, 1); Tasks = [int]$fields[1]; TaskCount = $group.TaskCount }
        }
        $compared | Out-Host
        foreach ($row in $compared) { [math]::Abs($row.Vmon - $row.Cgtop) | Should -BeLessOrEqual ([math]::Max(2, $row.Cgtop * 0.15)) }
        $compared[0].TaskCount | Should -Be $compared[0].Tasks
    }

    It 'are throttled at their quota' {
        $directory = '/sys/fs/cgroup/system.slice/vmon-burn.service'
        $sample = Watch-VmonCgroup -Unit vmon-burn.service -Interval 10 -Count 2 | Select-Object -Last 1
        $sample | Format-List CpuPercent, CpuLimit, CpuLimitPercent, Throttled* | Out-Host
        $sample.CpuLimit | Should -Be 0.2
        $sample.CpuLimitPercent | Should -Be ($sample.CpuPercent / 0.2)
        $sample.ThrottledPercent | Should -BeGreaterThan 80
        $before = Get-Content $directory/cpu.stat | ConvertFrom-StringData -Delimiter ' '
        $group = Get-VmonCgroup -Unit vmon-burn.service
        $after = Get-Content $directory/cpu.stat | ConvertFrom-StringData -Delimiter ' '
        $group.ThrottledPeriodsTotal | Should -BeGreaterOrEqual ([long]$before.nr_throttled)
        $group.ThrottledPeriodsTotal | Should -BeLessOrEqual ([long]$after.nr_throttled)
        $group.ThrottledTimeTotal.TotalMicroseconds | Should -BeGreaterOrEqual ([long]$before.throttled_usec)
        $group.ThrottledTimeTotal.TotalMicroseconds | Should -BeLessOrEqual ([long]$after.throttled_usec)
    }

    It 'tell pressure as their files do' {
        # some avg10=95.01 avg60=80.17 avg300=41.87 total=61391840
        $directory = '/sys/fs/cgroup/system.slice/vmon-burn.service'
        $before, $after = foreach ($time in 1..2) {
            if ($time -eq 2) { $group = Get-VmonCgroup -Unit vmon-burn.service -Include Pressure }
            [long](@(Get-Content $directory/cpu.pressure)[0] -replace '.*total=')
        }
        $group.CpuPressure | Format-List | Out-Host
        $group.CpuPressure.SomeTotal.TotalMicroseconds | Should -BeGreaterOrEqual $before
        $group.CpuPressure.SomeTotal.TotalMicroseconds | Should -BeLessOrEqual $after
        $group.MemoryPressure | Should -Not -BeNullOrEmpty
        $group.IoPressure | Should -Not -BeNullOrEmpty
    }

    It 'count the processes that are killed for memory' {
        $watch = Start-ThreadJob {
            Import-Module $using:PSScriptRoot/../../Vmon.psd1
            Watch-VmonCgroup -Unit vmon.slice, vmon-hog* -Interval 2 -Duration 60
        }
        $events = Start-ThreadJob {
            Import-Module $using:PSScriptRoot/../../Vmon.psd1
            Watch-VmonEvent -Name tail -Failed -Duration 60
        }
        Start-Sleep 15
        Start-Unit vmon-hog.service 'Slice=vmon.slice', 'MemoryMax=40M', 'MemorySwapMax=0', 'ExecStart=/usr/bin/tail /dev/zero'
        $samples = $watch | Receive-Job -Wait -AutoRemoveJob
        systemctl show vmon-hog.service -p Result --value | Should -Be oom-kill
        ($samples | Where-Object Unit -EQ vmon.slice | Measure-Object OomKills -Sum).Sum | Should -Be 1
        (Get-VmonCgroup -Unit vmon.slice).OomKillsTotal | Should -Be 1
        ($events | Receive-Job -Wait -AutoRemoveJob).ExitSignal | Should -Be SIGKILL
    }

    It 'use as much CPU as their processes, while these come and go' {
        $samples = Watch-VmonCgroup -Unit vmon-churn.service, vmon-write.service -Interval 5 -Count 13 | Where-Object Sample -GT 1
        foreach ($unit in $samples | Group-Object Unit) {
            $kernel = ($unit.Group.CpuTime | Measure-Object TotalMilliseconds -Sum).Sum
            $processes = ($unit.Group.ProcessCpuTime | Measure-Object TotalMilliseconds -Sum).Sum
            $exited = ($unit.Group | Measure-Object ExitedCount -Sum).Sum
            Write-Host ('      {0}: cpu.stat {1:n1} ms, processes {2:n1} ms ({3:p2}), {4} exited' -f $unit.Name, $kernel, $processes, ($processes / $kernel), $exited)
            [math]::Abs($processes / $kernel - 1) | Should -BeLessThan 0.01
        }
    }

    It 'write as much as io.stat says' {
        $samples = Watch-VmonCgroup -Unit vmon-write.service -Interval 5 -Count 5 | Where-Object Sample -GT 1
        $kernel = ($samples | Measure-Object IoWrite -Sum).Sum
        $processes = ($samples | Measure-Object ProcessIoWrite -Sum).Sum
        Write-Host "      io.stat $kernel bytes, processes $processes bytes, devices: $($samples[-1].Devices)"
        $kernel | Should -BeGreaterThan 1MB
        [math]::Abs($processes / $kernel - 1) | Should -BeLessThan 0.25
    }

    It 'are the upper levels of a tree, with the totals of their processes' {
        $tree = Get-VmonTree -By Unit -Interval 5
        $tree | Format-Table | Out-String -Width 160 | Select-Object -First 1 | Out-Host
        $burn = $tree.Where{ $_.Unit -eq 'vmon-burn.service' }[0]
        $burn.TreeProcessCount | Should -Be 1
        $user = (Get-VmonTree -By User).Where{ $_.Name -eq 'ops' }[0]
        $user.TreeProcessCount | Should -BeGreaterThan 1
    }

    It 'have another limit as soon as it is set' {
        $limits = Watch-VmonCgroup -Unit vmon-rest.service -Count 12 -Interval 1 | ForEach-Object {
            $_.MemoryMax
            if ($_.Sample -in 6, 9) { systemctl set-property --runtime vmon-rest.service "MemoryMax=$($_.Sample * 10)M" }
        }
        $limits | Select-Object -Unique | Should -Be 300MB, 60MB, 90MB
        $limits[-1] | Should -Be ([long](Get-Content (Join-Path /sys/fs/cgroup (Get-VmonCgroup -Unit vmon-rest.service).Path memory.max)))
    }

    It 'appear and vanish in a watch' {
        $watch = Start-ThreadJob {
            Import-Module $using:PSScriptRoot/../../Vmon.psd1
            Watch-VmonCgroup -Unit vmon-brief*, init.scope -Interval 1 -Duration 40
        }
        while (-not ($watch | Receive-Job -Keep)) { Start-Sleep 1 }
        Start-Unit vmon-brief.service 'ExecStart=/bin/sleep 5'
        $samples = @($watch | Receive-Job -Wait -AutoRemoveJob).Where{ $_.Unit -eq 'vmon-brief.service' }
        $samples[0].HasStarted | Should -BeTrue
        $samples[-1].IsRemoved | Should -BeTrue
    }
}
