BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../Vmon.psd1') -Force
    . (Join-Path $PSScriptRoot Workload.ps1)
}

Describe 'Get-VmonTree' {
    BeforeAll {
        $parent = Start-Workload sh -c 'sleep 600 & sleep 600 & wait'
        Wait-Until { @(Get-VmonTree -Id $parent.Id | Where-Object ProcessName -EQ sleep).Count -eq 2 }
    }
    AfterAll { Stop-Workload }

    It 'returns nodes with children and totals' {
        $root, $others = Get-VmonTree -Id $parent.Id
        $root.Children | Should -HaveCount 2
        $others | Should -HaveCount 2
        $root.TreeProcessCount | Should -Be 3
        $root.TreeWorkingSet | Should -Be ($root.WorkingSet + ($others | Measure-Object WorkingSet -Sum).Sum)
    }

    It 'counts processes that lived between two samples, also orphans, in the totals' {
        $null = Watch-VmonProcess -Id $PID -Count 1
        if ((Get-VmonSession).EventSource -ne 'Bpf') { Set-ItResult -Skipped -Because 'BPF events are not permitted' }
        $burn = 'i=0; while [ $i -lt 3000 ]; do i=$((i+1)); done'
        $shell = Start-Workload sh -c "while :; do ($burn); (($burn) &); sleep 0.05; done"
        $nodes = Get-VmonTree -Id $shell.Id -Interval 500ms
        $lived = $nodes | Where-Object { $_.HasStarted -and $_.HasExited }
        # The parent of one that is older may have exited before the interval, so that it is no child any more.
        $beginning = $nodes[0].Timestamp - $nodes[0].Interval
        $orphans = $lived | Where-Object { $_.ParentId -notin $nodes.Id -and $_.StartTime -gt $beginning.AddMilliseconds(100) }
        $orphans | Should -Not -BeNullOrEmpty
        $orphans.Depth | Should -Not -Contain 0
        $nodes[0].TreeCpuTime | Should -BeGreaterOrEqual ([timespan]::FromSeconds(($lived.CpuTime.TotalSeconds | Measure-Object -Sum).Sum) - [timespan]::FromMilliseconds(1))
        $shell.Kill($true)
    }

    It 'draws the hierarchy' {
        $text = Get-VmonTree -Id $parent.Id | Out-String -Width 100
        $text | Should -Match '├─sleep'
        $text | Should -Match '└─sleep'
    }

    It 'passes its nodes to other cmdlets' {
        (Get-VmonTree -Id $parent.Id | Where-Object Depth -EQ 0 | Get-VmonProcess).Id | Should -Be $parent.Id
        (Get-VmonTree -Id $parent.Id | Get-Process -InputObject { $_ }).Count | Should -Be 3
    }
}

Describe 'Get-VmonTree -Path' {
    BeforeAll {
        . (Join-Path $PSScriptRoot Recording.ps1)
        $parent = Start-Workload sh -c 'sleep 600 & sleep 600 & wait'
        Wait-Until { @(Get-VmonTree -Id $parent.Id | Where-Object ProcessName -EQ sleep).Count -eq 2 }
        $recording = New-Recording (Join-Path $TestDrive tree)
    }
    AfterAll {
        Stop-Workload
        Get-VmonSession | Stop-VmonSession
    }

    It 'returns nodes with children and totals, as a live tree does' {
        $root, $others = Get-VmonTree -Path $recording.Path -Id $parent.Id -ErrorAction Stop
        $live = Get-VmonTree -Id $parent.Id
        $root.Children.Id | Sort-Object | Should -Be ($live[0].Children.Id | Sort-Object)
        $root.TreeProcessCount | Should -Be 3
        $root.TreeWorkingSet | Should -Be ($root.WorkingSet + ($others | Measure-Object WorkingSet -Sum).Sum)
    }

    It 'returns the tree at a time in the recording' {
        $time = $recording.StartTime + ($recording.EndTime - $recording.StartTime) / 2
        $nodes = Get-VmonTree -Path $recording.Path -Id $parent.Id -TimeStamp $time
        $nodes | Should -HaveCount 3
        $nodes[0].Timestamp | Should -BeLessOrEqual $time
        $nodes[0].Timestamp | Should -BeGreaterOrEqual $recording.StartTime
    }

    It 'reports a time outside the recording' {
        { Get-VmonTree -Path $recording.Path -TimeStamp $recording.StartTime.AddHours(-1) -ErrorAction Stop } | Should -Throw -ErrorId 'SampleNotRecorded,*'
        { Get-VmonTree -Path $recording.Path -TimeStamp $recording.EndTime.AddHours(1) -ErrorAction Stop } | Should -Throw -ErrorId 'SampleNotRecorded,*'
    }

    It 'reports an id that does not occur' {
        { Get-VmonTree -Path $recording.Path -Id 2147483647 -ErrorAction Stop } | Should -Throw -ErrorId 'ProcessNotFound,*'
    }

    It 'draws the hierarchy' {
        Get-VmonTree -Path $recording.Path -Id $parent.Id | Out-String -Width 100 | Should -Match '(?s)├─sleep.*└─sleep'
    }
}
