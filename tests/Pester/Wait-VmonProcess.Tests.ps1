BeforeAll {
    $manifest = [string](Resolve-Path (Join-Path $PSScriptRoot '../../Vmon.psd1'))
    Import-Module $manifest -Force
    . (Join-Path $PSScriptRoot Shell.ps1)
    . (Join-Path $PSScriptRoot Workload.ps1)
}

Describe 'Wait-VmonProcess' {
    AfterEach { Stop-Workload }

    It 'returns at process exit, whatever the interval' {
        $process = Start-Workload sleep 0.3
        $process | Wait-VmonProcess -Interval 1h -Timeout 60 -PassThru | ForEach-Object Id | Should -Be $process.Id
        $process.WaitForExit(10000) | Should -BeTrue
    }

    It 'writes how a process exited with -PassThru, <How>' -ForEach @(
        @{ How = 'with events'; NoEvent = $false }
        @{ How = 'by its pidfd'; NoEvent = $true }
    ) -Skip:([Environment]::OSVersion.Version -lt '6.15') {
        $session = Start-VmonSession -Name exits -NoEvent:$NoEvent
        try {
            $failed, $killed = (Start-Workload sh -c 'sleep 1; exit 3'), (Start-Workload sh -c 'sleep 1; kill -9 $$')
            $exited = $failed, $killed | Wait-VmonProcess -Session $session -PassThru -Timeout 60 | Sort-Object Id
            $exited.Id | Should -Be $failed.Id, $killed.Id
            $exited.ExitCode | Should -Be 3, $null
            $exited.ExitSignal | Should -Be $null, 'SIGKILL'
            $exited.HasDumpedCore | Should -Be $null, $false
            $exited.HasExited | Should -Be $true, $true
            $exited.State | Should -Be Exited, Exited
        }
        finally { Stop-VmonSession exits }
    }

    It 'accepts a process that already exited, like Wait-Process' {
        $process = Start-Workload true
        $process.WaitForExit()
        $process | Wait-VmonProcess -ErrorVariable failure
        $failure | Should -BeNullOrEmpty
    }

    It 'waits until the condition is met' {
        $process = Start-Workload sleep 600
        $sample = $process | Wait-VmonProcess -Until { $null -ne $_.CpuPercent -and $_.CpuPercent -lt 50 } -Interval 50ms -Timeout 60 -PassThru
        $sample.Id | Should -Be $process.Id
        $sample.Sample | Should -BeGreaterThan 1
        $process.HasExited | Should -BeFalse
    }

    It 'reports a timeout as an error that honors ErrorAction Stop' {
        $process = Start-Workload sleep 600
        { $process | Wait-VmonProcess -Timeout 100ms -ErrorAction Stop } | Should -Throw -ErrorId 'WaitTimedOut,Vmon.PowerShell.WaitVmonProcessCommand'
    }

    It 'returns after the first exit with -Any' {
        $quick, $slow = (Start-Workload sleep 0.2), (Start-Workload sleep 600)
        $quick, $slow | Wait-VmonProcess -Any -Timeout 60 -ErrorAction Stop
        $slow.HasExited | Should -BeFalse
    }

    It 'ends with the error that its condition throws' {
        { Wait-VmonProcess -Id $PID -Until { throw 'not so' } -Interval 20ms } | Should -Throw 'not so'
    }

    It 'stops immediately on Ctrl+C' {
        $process = Start-Workload sleep 600
        $executable, $arguments = Get-ShellCommand "Import-Module '$manifest'; [Console]::WriteLine('up'); Wait-VmonProcess -Id $($process.Id) -Interval 60"
        $start = [Diagnostics.ProcessStartInfo]::new($executable, [string[]]$arguments)
        $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $child = [Diagnostics.Process]::Start($start)
        $child.StandardOutput.ReadLine() | Should -Be 'up'
        Wait-Until { (Get-ChildItem "/proc/$($child.Id)/fd").Target -match 'pidfd' }
        kill -INT $child.Id
        $child.WaitForExit(30000) | Should -BeTrue  # the next sample would come after 60 s
    }
}
