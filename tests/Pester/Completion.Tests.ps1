BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../Vmon.psd1') -Force
    . (Join-Path $PSScriptRoot Workload.ps1)

    function Get-Completion([string]$Command) {
        (TabExpansion2 $Command $Command.Length).CompletionMatches
    }
}

Describe 'Completion' {
    AfterEach { Stop-Workload }

    It 'completes -Id by number and by name for <_>' -ForEach 'Get-VmonProcess', 'Watch-VmonProcess', 'Get-VmonTree', 'Get-VmonFile', 'Get-VmonPipe' {
        $sleeper = Start-Workload sleep 612
        Wait-Until { (Get-VmonProcess -Id $sleeper.Id).ProcessName -eq 'sleep' }
        (Get-Completion "$_ -Id $($sleeper.Id)").CompletionText | Should -Contain "$($sleeper.Id)"
        $match = Get-Completion "$_ -Id sle" | Where-Object CompletionText -EQ "$($sleeper.Id)"
        $match.ListItemText | Should -Be "$($sleeper.Id) - sleep"
        $match.ToolTip | Should -Be 'sleep 612'
    }

    It 'completes a process identifier by position for Stop-VmonProcess' {
        (Get-Completion "Stop-VmonProcess $PID").CompletionText | Should -Contain "$PID"
    }

    It 'completes -Signal only with signals that can be sent' {
        (Get-Completion 'Stop-VmonProcess -Signal K').CompletionText | Should -Be 'KILL'
        (Get-Completion 'Stop-VmonProcess -Signal SIGK').CompletionText | Should -Be 'SIGKILL'
        $offered = (Get-Completion 'Stop-VmonProcess -Signal ').CompletionText
        $offered | Should -Contain 'TERM'
        $offered | Should -Not -Contain 'All'
    }

    It 'lists each process name once' {
        $null = Start-Workload sleep 600
        $null = Start-Workload sleep 600
        Wait-Until { @(Get-VmonProcess sleep -ErrorAction Ignore).Count -ge 2 }
        @(Get-Completion 'Get-VmonProcess slee').Where{ $_.CompletionText -eq 'sleep' }.Count | Should -Be 1
    }

    It 'completes -Session with the quoted name and a tooltip' {
        $null = Start-VmonSession 'web one' -Interval 0.5
        $match = Get-Completion 'Get-VmonProcess -Session w'
        $match.CompletionText | Should -Be "'web one'"
        $match.ToolTip | Should -BeLike '/proc, interval 0.5 s*'
        Stop-VmonSession 'web one'
    }
}
