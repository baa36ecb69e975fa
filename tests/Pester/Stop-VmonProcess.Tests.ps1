BeforeAll {
    $manifest = [string](Resolve-Path (Join-Path $PSScriptRoot '../../Vmon.psd1'))
    Import-Module $manifest -Force
    . (Join-Path $PSScriptRoot Shell.ps1)
    . (Join-Path $PSScriptRoot Workload.ps1)
}

Describe 'Stop-VmonProcess' {
    AfterEach { Stop-Workload }

    It 'stops only the process selected by the pipeline' {
        $one, $other = 1..2 | ForEach-Object { Start-Workload sleep 600 }
        Watch-VmonProcess -Name sleep -Count 2 -Interval 0.1 | Where-Object Id -EQ $one.Id | Stop-VmonProcess
        $one.WaitForExit(10000) | Should -BeTrue
        $other.HasExited | Should -BeFalse
    }

    It 'accepts <_>' -ForEach 'an id', 'an object by position', 'an object of Get-Process', 'an object of a job', 'a dictionary of JSON' {
        $process = Start-Workload sleep 600
        switch ($_) {
            'an id' { Stop-VmonProcess $process.Id }
            'an object by position' { Stop-VmonProcess (Get-VmonProcess -Id $process.Id) }
            'an object of Get-Process' { Get-Process -Id $process.Id | Stop-VmonProcess }
            'a dictionary of JSON' {
                Get-VmonProcess -Id $process.Id | Select-Object Id, StartTicks, StartTime | ConvertTo-Json | ConvertFrom-Json -AsHashtable | Stop-VmonProcess
            }
            'an object of a job' {
                $back = Start-Job { Import-Module $using:manifest; Get-VmonProcess -Id $using:process.Id } | Receive-Job -Wait -AutoRemoveJob
                $back.PSObject.TypeNames | Should -Contain 'Deserialized.Vmon.ProcessSample'
                $back | Stop-VmonProcess
            }
        }
        $process.WaitForExit(10000) | Should -BeTrue
    }

    It 'reports a process that exited and honors ErrorAction' {
        $process = Start-Workload sleep 600
        $sample = Get-VmonProcess -Id $process.Id
        $process.Kill()
        $process.WaitForExit()
        $sample, $process | Stop-VmonProcess -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -Be (, 'ProcessEnded,Vmon.PowerShell.StopVmonProcessCommand' * 2)
        { $sample | Stop-VmonProcess -ErrorAction Stop } | Should -Throw -ErrorId 'ProcessEnded,*'
    }

    It 'sends the specified signal' {
        $process = Start-Workload sh -c 'trap "echo caught" USR1; echo up; while :; do sleep 0.05; done'
        $process.StandardOutput.ReadLine() | Should -Be 'up'
        Stop-VmonProcess -Id $process.Id -Signal USR1
        $process.StandardOutput.ReadLine() | Should -Be 'caught'
    }

    It 'sends no signal with -WhatIf and describes the action' {
        $process = Start-Workload sleep 600
        $text = Invoke-Shell "Import-Module '$manifest'; Stop-VmonProcess -Id $($process.Id) -Signal KILL -WhatIf"
        $text | Should -Match "Send SIGKILL.*sleep \($($process.Id)\): sleep 600"
        $process.HasExited | Should -BeFalse
    }

    It 'refuses the process of another user' -Skip:((id -u) -ne 0 -or -not (Get-Command setpriv -ErrorAction Ignore)) {
        $process = Start-Workload setpriv '--reuid=12345' '--clear-groups' sleep 600
        Wait-Until { (Get-VmonProcess -Id $process.Id).ProcessName -eq 'sleep' }
        $answer = setpriv '--bounding-set=-kill' '--inh-caps=-kill' (Get-ShellCommand (
                "Import-Module '$manifest'; Stop-VmonProcess -Id $($process.Id) -ErrorVariable e -ErrorAction SilentlyContinue; `$e.FullyQualifiedErrorId"))
        $answer | Should -Be 'SignalDenied,Vmon.PowerShell.StopVmonProcessCommand'
        $process.HasExited | Should -BeFalse
    }

    It 'refuses its own PowerShell process in a non-interactive session' {
        Invoke-Shell "Import-Module '$manifest'; Stop-VmonProcess -Id `$PID -ErrorVariable e -ErrorAction SilentlyContinue; `$e[-1].FullyQualifiedErrorId" |
            Should -Be 'OwnProcess,Vmon.PowerShell.StopVmonProcessCommand'
    }

    It 'refuses its own PowerShell process in an interactive session without input' {
        $executable, $arguments = Get-ShellCommand -Interactive (
            "Import-Module '$manifest'; Stop-VmonProcess -Id `$PID -ErrorVariable e -ErrorAction SilentlyContinue; `$e[-1].FullyQualifiedErrorId")
        sh -c 'exec "$@" < /dev/null' sh $executable @arguments | Select-Object -Last 1 | Should -BeLike '*OwnProcess,Vmon.PowerShell.StopVmonProcessCommand'
    }
}
