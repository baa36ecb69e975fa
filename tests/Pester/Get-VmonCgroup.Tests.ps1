BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../Vmon.psd1') -Force
}

Describe 'Get-VmonCgroup' {
    BeforeAll {
        $groups = Get-VmonCgroup
    }

    It 'writes the root and every group below it, parents first' {
        $groups[0].Path | Should -Be '/'
        $groups[0].Depth | Should -Be 0
        $groups.ParentPath | Where-Object { $_ } | Sort-Object -Unique | Should -BeIn $groups.Path
    }

    It 'counts the processes of the machine in the root' {
        [math]::Abs($groups[0].ProcessCount - (Get-VmonProcess -IncludeKernelThread).Count) | Should -BeLessThan 50
    }

    It 'has rates only with -Interval' {
        $groups[0].ProcessCpuPercent | Should -BeNullOrEmpty
        $groups[0].Interval | Should -BeNullOrEmpty
        (Get-VmonCgroup / -Interval 200ms).ProcessCpuPercent | Should -BeGreaterOrEqual 0
    }

    It 'selects by path, with groups below' {
        Get-VmonCgroup / | Should -HaveCount 1
        (Get-VmonCgroup / -Recurse).Count | Should -BeGreaterOrEqual $groups.Count
        (Get-VmonCgroup '/*').Path | Should -Contain '/'
        Get-VmonCgroup '/no*such' | Should -BeNullOrEmpty
    }

    It 'has the lines of memory.stat on request' {
        $groups[0].MemoryStatistics | Should -BeNullOrEmpty
        $all = Get-VmonCgroup -Include MemoryStat
        if ($all.MemoryStatistics) { ($all.MemoryStatistics | Select-Object -First 1).Keys | Should -Contain 'pgfault' }
        else { Set-ItResult -Skipped -Because 'no memory controller is mounted' }
    }

    It 'refuses a session of another /proc' {
        $copy = Join-Path $TestDrive proc/1
        $null = New-Item -ItemType Directory $copy
        $null = Start-VmonSession copied -ProcRoot (Join-Path $TestDrive proc)
        { Get-VmonCgroup -Session copied } | Should -Throw -ErrorId 'NoCgroups,Vmon.PowerShell.GetVmonCgroupCommand'
        Stop-VmonSession copied
    }
}

Describe 'Get-VmonTree -By' {
    It 'has groups above processes, with the same totals' {
        $tree = Get-VmonTree -By Cgroup
        $tree[0].GroupName | Should -Be '/'
        $tree[0].Id | Should -Be 0
        $tree[0].TreeProcessCount | Should -Be @($tree | Where-Object { $null -eq $_.GroupName }).Count
        ($tree | Where-Object GroupName | Sort-Object TreeProcessCount -Descending)[0].GroupName | Should -Be '/'
    }

    It 'draws users' {
        $text = Get-VmonTree -By User -Name pwsh, dotnet, init -ErrorAction Ignore | Out-String -Width 120
        $text | Should -Match '\sroot\s|├─|└─'
    }
}
