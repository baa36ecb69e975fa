BeforeAll { Import-Module (Join-Path $PSScriptRoot '../../Vmon.psd1') -Force }

Describe 'Get-VmonSystem' {
    It 'agrees with free' {
        $words = (free -b)[1] -split '\s+'
        $system = Get-VmonSystem
        $system.MemoryTotal | Should -Be $words[1]
        [math]::Abs($system.MemoryAvailable - $words[6]) | Should -BeLessThan 1GB
        $system.MemoryTotal | Should -BeOfType [long]
    }

    It 'agrees with getconf and uptime' {
        $system = Get-VmonSystem
        $system.CpuCount | Should -Be (getconf _NPROCESSORS_ONLN)
        $system.Cpus | Should -HaveCount $system.CpuCount
        [math]::Abs(($system.BootTime.LocalDateTime - [datetime](uptime -s)).TotalSeconds) | Should -BeLessThan 3
    }

    It 'returns null rates without an interval' {
        $once = Get-VmonSystem
        $once.CpuPercent | Should -BeNullOrEmpty
        $once.ContextSwitchesTotal | Should -BeGreaterThan 0
        $twice = Get-VmonSystem -Interval 0.3
        $twice | Should -HaveCount 1
        $twice.CpuPercent | Should -BeOfType [double]
        $twice.ContextSwitchesRate | Should -BeGreaterThan 0
    }

    It 'returns every line of the kernel files by name' {
        $system = Get-VmonSystem -Include VmStat, Interrupts
        $system.MemInfo.Keys | Should -Be ((Get-Content /proc/meminfo) -replace ':.*')
        $system.VmStat.Keys | Should -Be ((Get-Content /proc/vmstat) -replace ' .*')
        $system.SoftIrqsByName.Keys | Should -Be ((Get-Content /proc/softirqs | Select-Object -Skip 1) -replace '^ *' -replace ':.*')
        $system.MemInfo.MemTotal | Should -Be $system.MemoryTotal
        $system.InterruptsByName.Values[0].Total | Should -BeOfType [long]
    }

    It 'reads only the requested data sets' {
        # A script of its own, because properties that a script names are read.
        $system = & ([scriptblock]::Create('Get-VmonSystem'))
        $system.MemoryTotal | Should -BeGreaterThan 0
        'VmStat', 'InterruptsByName', 'SoftIrqsByName', 'PageFaults', 'FileSystems' | ForEach-Object { $system.$_ | Should -BeNullOrEmpty }
    }

    It 'agrees with df' {
        $df = @(df --output=target, size, used -B1 2>$null | Select-Object -Skip 1 | ForEach-Object { , ($_ -split '\s+') } | Where-Object Count -eq 3)
        $sampled = (Get-VmonSystem).FileSystems
        foreach ($line in $df) {
            $one = $sampled | Where-Object MountPoint -eq $line[0]
            $one | Should -HaveCount 1
            $one.Size | Should -Be $line[1]
            [math]::Abs($one.Used - $line[2]) | Should -BeLessThan 1GB
        }
        $sampled | Where-Object Type -in proc, sysfs, cgroup2 | Should -BeNullOrEmpty
    }

    It 'agrees with the counters of the kernel for disks and interfaces' {
        $lo = (Get-VmonSystem).Interfaces | Where-Object Name -eq lo
        $lo.ReceiveTotal | Should -BeLessOrEqual (Get-Content /sys/class/net/lo/statistics/rx_bytes)
        $lo.IsInTotal | Should -BeFalse
        foreach ($disk in (Get-VmonSystem).Disks | Where-Object { -not $_.Disk }) {
            $words = -split (Get-Content "/sys/block/$($disk.Name)/stat")
            $disk.ReadOperationsTotal | Should -BeLessOrEqual $words[0]
            $disk.WriteTotal | Should -BeLessOrEqual (512 * $words[6])
        }
    }

    It 'reads data sets of named properties' {
        (Get-VmonSystem).FileSystems | Should -Not -BeNullOrEmpty
        Get-VmonSystem | Select-Object -ExpandProperty SoftIrqsByName | Should -Not -BeNullOrEmpty
    }

    It 'reads a captured tree and returns null for missing values' {
        $null = Start-VmonSession captured -ProcRoot (Join-Path $PSScriptRoot '../Unit/Fixtures/System/linux-2.6.32')
        $system = Get-VmonSystem -Session captured
        Stop-VmonSession captured
        $system.Cached | Should -Be (1063216 * 1KB)
        'MemoryAvailable', 'MemoryUsed', 'CpuPressure' | ForEach-Object { $system.$_ | Should -BeNullOrEmpty }
        $system.Cpus.Number | Should -Be 0, 3
    }

    It 'fits 80 columns' {
        $system = Get-VmonSystem -Interval 0.2
        foreach ($text in @(($system | Out-String -Width 80 -Stream), ($system.Cpus | Out-String -Width 80 -Stream),
                ($system.Disks | Out-String -Width 80 -Stream), ($system.Interfaces | Out-String -Width 80 -Stream))) {
            $text | Where-Object { $_.Length -gt 80 } | Should -BeNullOrEmpty
            $text | Where-Object { $_ -match '…' } | Should -BeNullOrEmpty
        }
        $heading = $system | Out-String -Width 80 -Stream | Where-Object { $_ -match 'CpuPct' }
        'Time', 'Load', 'MemUsed', 'MemTotal', 'Swap', 'SwapTotal', 'CpuStall', 'MemStall', 'IoStall' | ForEach-Object { $heading | Should -Match $_ }
    }

    It 'exports fractional timestamps and pressure figures to CSV' {
        $path = Join-Path $TestDrive 'system.csv'
        $system = Get-VmonSystem
        $system | Export-Csv $path
        $row = Import-Csv $path
        [DateTimeOffset]$row.Timestamp | Should -Be $system.Timestamp
        $row.CpuPressureSomeAverage10 | Should -Be "$($system.CpuPressure.SomeAverage10)"
        $row.CpuPressure | Should -Not -Match 'Vmon'
    }

    It 'keeps its values through Export-Clixml and ConvertTo-Json' {
        $path = Join-Path $TestDrive 'system.xml'
        Get-VmonSystem | Export-Clixml $path
        $back = Import-Clixml $path
        $back.PSObject.TypeNames[0] | Should -Be 'Deserialized.Vmon.SystemSample'
        $back.MemInfo.MemTotal | Should -Be $back.MemoryTotal
        (Get-VmonSystem | ConvertTo-Json -Depth 3 | ConvertFrom-Json).MemInfo.MemTotal | Should -Be $back.MemoryTotal
    }
}
