BeforeAll {
    $manifest = [string](Resolve-Path (Join-Path $PSScriptRoot '../../Vmon.psd1'))
    $examples = [string](Resolve-Path (Join-Path $PSScriptRoot '../../examples'))
    . (Join-Path $PSScriptRoot Shell.ps1)
    . (Join-Path $PSScriptRoot Workload.ps1)

    # In another process, because a runspace cannot leave constrained language mode.
    function Invoke-Constrained([string]$Script, [string]$Before = '') {
        Invoke-Shell "`$ErrorActionPreference = 'Stop'; Import-Module '$manifest'; $Before; `$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'; $Script" 2>&1
    }
}

Describe 'Constrained language mode' {
    It 'shows the same views as full language for live and deserialized objects' {
        $results = Invoke-Constrained -Before @'
            $objects = [ordered]@{
                Process = Get-VmonProcess -Id $PID -Include All -IncludeThread -WarningAction Ignore
                Tree = Get-VmonTree -WarningAction Ignore | Select-Object -First 20
                File = Get-VmonFile -Id $PID
                Pipe = Get-VmonPipe -Id $PID -WarningAction Ignore
                PipeEnd = (Get-VmonPipe -Id $PID -WarningAction Ignore).Readers
                Session = Start-VmonSession a -Interval 250ms
                System = Get-VmonSystem -Interval 20ms
                Cgroup = Get-VmonCgroup -Interval 20ms
                Cpu = (Get-VmonSystem -Interval 20ms).Cpus
                Interrupt = (Get-VmonSystem -Include Interrupts).SoftIrqsByName.Values
            }
            foreach ($name in @($objects.Keys)) {
                $objects["$name back"] = $objects[$name] | ForEach-Object { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_)) }
            }
            $full = @{}
            foreach ($name in $objects.Keys) {
                $o = $objects[$name]
                $full[$name] = @($o | Out-String -Width 200; $o | Format-Table | Out-String; $o | Format-List | Out-String; $o | Format-Wide | Out-String)
            }
'@ -Script @'
            foreach ($name in $objects.Keys) {
                $o = $objects[$name]
                $now = @($o | Out-String -Width 200; $o | Format-Table | Out-String; $o | Format-List | Out-String; $o | Format-Wide | Out-String)
                foreach ($i in 0..3) { if ($now[$i] -cne $full[$name][$i]) { "$name differs: $($now[$i])" } }
            }
            "$($objects.Count) compared, $($ExecutionContext.SessionState.LanguageMode)"
'@
        $results | Should -Be '20 compared, ConstrainedLanguage'
    }

    It 'exposes no view member on live and deserialized objects' {
        $listed = Invoke-Constrained @'
            $p = Get-VmonProcess -Id $PID
            $p | Export-Clixml Temp:/vmon.xml
            foreach ($o in $p, (Import-Clixml Temp:/vmon.xml)) {
                $o | Get-Member -Force; $o | Select-Object * | Get-Member; $o | Format-List *; $o | ConvertTo-Json -Depth 1 -WarningAction Ignore
                $o | ConvertTo-Csv; Compare-Object $o $p; $o.PSObject | Get-Member
            }
            Get-Content Temp:/vmon.xml
            Remove-Item Temp:/vmon.xml
'@
        $listed | Should -Not -BeNullOrEmpty
        $listed | Should -Not -Match 'VmonView'
    }

    It 'accepts and completes the usual parameter values' {
        $results = Invoke-Constrained -Before '$back = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Get-VmonProcess -Id $PID -WarningAction Ignore)))' -Script @'
            ($back | Get-VmonProcess).Id -eq $PID
            (Get-Process -Id $PID | Get-VmonProcess -Session (Start-VmonSession b -Interval 250ms)).Session
            (Watch-VmonProcess -Id $PID -Duration '0.1s' -Interval 100ms -Include status | Select-Object -First 1).Sample
            (Wait-VmonProcess -Id $PID -Until { $_.ThreadCount -gt 0 } -Timeout 30s -PassThru).Id -eq $PID
            Stop-VmonProcess -Id $PID -Signal sigcont -Force
            (TabExpansion2 "Get-VmonProcess -Id $PID" "Get-VmonProcess -Id $PID".Length).CompletionMatches.CompletionText -contains $PID
            (TabExpansion2 'Get-VmonProcess -Session ' 25).CompletionMatches.CompletionText -join ' '
            (TabExpansion2 'Stop-VmonProcess -Id 1 -Signal TER' 34).CompletionMatches.CompletionText
'@
        $results | Should -Be 'True', 'b', '1', 'True', 'True', 'b Default', 'TERM'
    }

    It 'runs Get-TopWriter.ps1' {
        $path = Join-Path $PSScriptRoot "constrained $PID"  # on storage: the temporary folder can be in memory
        $writer = Start-Workload sh -c "while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done >'$path'"
        $results = Invoke-Constrained "(& '$examples/Get-TopWriter.ps1' -Duration 2s -Interval 200ms -First 1000 3>`$null).Process.Id"
        Stop-Workload
        Remove-Item $path
        $results | Should -Contain "$($writer.Id)"
    }
}
