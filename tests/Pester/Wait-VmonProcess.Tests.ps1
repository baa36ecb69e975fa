BeforeAll {
    $manifest = [string](Resolve-Path (Join-Path $PSScriptRoot '../../Vmon.psd1'))
    Import-Module $manifest -Force
    . (Join-Path $PSScriptRoot Shell.ps1)
    . (Join-Path $PSScriptRoot Workload.ps1)
}

Describe 'Wait-VmonProcess' {
    AfterEach { Stop-Workload }

    It 'waits for the end, whatever the interval' {
        $process = Start-Workload sleep 0.3
        $process | Wait-VmonProcess -Interval 1h -Timeout 60 -PassThru | ForEach-Object Id | Should -Be $process.Id
        $process.WaitForExit(10000) | Should -BeTrue
    }

    It 'takes one that has ended for done, as Wait-Process does' {
        $process = Start-Workload true
        $process.WaitForExit()
        $process | Wait-VmonProcess -ErrorVariable failure
        $failure | Should -BeNullOrEmpty
    }

    It 'waits until a condition holds' {
        $process = Start-Workload sleep 600
        $sample = $process | Wait-VmonProcess -Until { $null -ne $_.CpuPercent -and $_.CpuPercent -lt 50 } -Interval 50ms -Timeout 60 -PassThru
        $sample.Id | Should -Be $process.Id
        $sample.Sample | Should -BeGreaterThan 1
        $process.HasExited | Should -BeFalse
    }

    It 'takes a timeout for an error that a script can stop at' {
        $process = Start-Workload sleep 600
        { $process | Wait-VmonProcess -Timeout 100ms -ErrorAction Stop } | Should -Throw -ErrorId 'WaitTimedOut,Vmon.PowerShell.WaitVmonProcessCommand'
    }

    It 'is content with the first of several' {
        $quick, $slow = (Start-Workload sleep 0.2), (Start-Workload sleep 600)
        $quick, $slow | Wait-VmonProcess -Any -Timeout 60 -ErrorAction Stop
        $slow.HasExited | Should -BeFalse
    }

    It 'ends with what its condition throws' {
        { Wait-VmonProcess -Id $PID -Until { throw 'not so' } -Interval 20ms } | Should -Throw 'not so'
    }

    It 'stops at once on Ctrl+C' {
        $process = Start-Workload sleep 600
        $executable, $arguments = Get-ShellCommand "Import-Module '$manifest'; [Console]::WriteLine('up'); Wait-VmonProcess -Id $($process.Id) -Interval 60"
        $start = [Diagnostics.ProcessStartInfo]::new($executable, [string[]]$arguments)
        $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $child = [Diagnostics.Process]::Start($start)
        $child.StandardOutput.ReadLine() | Should -Be 'up'
        Wait-Until { (Get-ChildItem "/proc/$($child.Id)/fd").Target -match 'pidfd' }
        $clock = [Diagnostics.Stopwatch]::StartNew()
        kill -INT $child.Id
        $child.WaitForExit(10000) | Should -BeTrue
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 5
    }
}
