BeforeAll {
    . $PSScriptRoot/Shell.ps1
    $manifest = [string](Resolve-Path (Join-Path $PSScriptRoot '../../Vmon.psd1'))
    Import-Module $manifest

    # Runs lines one after the other in a new pwsh, like at a prompt.
    function Invoke-Prompt([string[]]$Line) {
        $executable, $arguments = Get-ShellCommand -
        @("Import-Module '$manifest'") + $Line | & $executable @arguments 2>&1 | ForEach-Object { "$_" -replace '\e\[[0-9;?]*[a-z]' } | Where-Object { $_ }
    }
}

Describe 'Properties named in a script' {
    It 'are read without -Include by <_>' -ForEach @(
        'Get-VmonProcess -Id $PID | Select-Object File* | ForEach-Object FileCount'
        'Get-VmonProcess -Id $PID | Sort-Object Id, FileCount | Select-Object -ExpandProperty FileCount'
        'Get-VmonProcess -Id $PID | Select-Object @{ n = "a"; e = "FileCount" } | ForEach-Object a'
        'Get-VmonProcess -Id $PID | Measure-Object FileCount -Sum | ForEach-Object Sum'
        'Get-VmonProcess -Id $PID | Group-Object FileCount | ForEach-Object Name'
        'Get-VmonProcess -Id $PID | Select-Object PSScheduling | ForEach-Object WaitChannel'
        'Get-VmonProcess -Id $PID | Select-Object PSSecurity | ForEach-Object { "$($_.Seccomp)" }'
        'Invoke-Expression ''Get-VmonProcess -Id $PID | ForEach-Object FileCount'''
        'Set-Alias gvp Get-VmonProcess; gvp -Id $PID | ForEach-Object FileCount'
    ) {
        $value = & ([scriptblock]::Create($_))
        $value | Should -Not -BeNullOrEmpty
    }
}

Describe 'Samples that a job sends' {
    It 'have every inexpensive data set and cause no warning: <_>' -ForEach @(
        '{ Import-Module $args[0]; Get-VmonProcess -Id $PID }'
        '{ Import-Module $using:manifest; Get-VmonProcess -Id $PID -Interval 20ms }'
        '{ Import-Module $args[0]; $p = Get-VmonProcess -Id $PID; $p }'
        "{ Import-Module '$([string](Resolve-Path (Join-Path $PSScriptRoot ../../Vmon.psd1)))'; Get-VmonProcess | Select-Object -First 1 }"
        '{ Import-Module $args[0]; $null = 1; & { Get-VmonProcess | Sort-Object Id | Select-Object -First 1 } }'
    ) {
        $job = Start-Job ([scriptblock]::Create($_.Trim('{}'))) -ArgumentList $manifest
        $sample = Receive-Job $job -Wait -AutoRemoveJob 3>&1
        $sample | Should -HaveCount 1
        $sample.CgroupPath | Should -Not -BeNullOrEmpty
        $sample.OomScore | Should -Not -BeNullOrEmpty
    }
}

Describe 'Unread property' {
    It 'is reported in one warning when a later line accesses it by name' {
        $text = Invoke-Prompt '$p = Get-VmonProcess -Id $PID -WarningAction Ignore', '$p = Get-VmonProcess -Id $PID', '$p | Where-Object FileCount -gt 0', '$p[0].FileCount', '''done'''
        @(@($text) -match 'WARNING: FileCount was not read and is null. Specify -Include Files.').Count | Should -Be 1
        @($text)[-1] | Should -Be 'done'
    }

    It 'is not reported when warnings are off' {
        $text = Invoke-Prompt '$p = Get-VmonProcess -Id $PID -WarningAction Ignore', '$p | Where-Object FileCount -gt 0', '''done'''
        @($text) -match 'not read' | Should -BeNullOrEmpty
    }

    It 'is reported in the warning stream of a job' {
        $job = Start-ThreadJob { Import-Module $args[0]; $p = Get-VmonProcess -Id $PID; & ([scriptblock]::Create('$args.FileCount')) $p } -ArgumentList $manifest
        $warning = Receive-Job $job -Wait -AutoRemoveJob 3>&1 | Where-Object { $_ -is [Management.Automation.WarningRecord] }
        $warning.Message | Should -BeLike 'FileCount was not read and is null. Specify -Include Files.*'
    }

    It 'is not reported when the rest of the pipeline is <_>' -ForEach @(
        'Select-Object * | Out-Null'
        'Select-Object -First 1 | Out-Null'
        'ConvertTo-Json -Depth 1 -WarningAction Ignore | Out-Null'
        'Export-Csv /dev/null'
        'ConvertTo-Csv | Out-Null'
        'Export-Clixml /dev/null'
        'Format-List | Out-Null'
        'Format-List * | Out-Null'
        'Format-Table | Out-String | Out-Null'
        'Get-Member | Out-Null'
        'Stop-VmonProcess -WhatIf | Out-Null'
    ) {
        $text = Invoke-Prompt "Get-VmonProcess -Id `$PID | $_", '''done'''
        @($text) -match 'not read' | Should -BeNullOrEmpty
        @($text)[-1] | Should -Be 'done'
    }

    It 'is reported once per session when samples in a variable are piped to <_>' -ForEach @(
        'ConvertTo-Json -Depth 1 -WarningAction Ignore | Out-Null'
        'Export-Csv /dev/null'
        'Export-Clixml /dev/null'
        'Format-List * | Out-Null'
    ) {
        $text = Invoke-Prompt '$p = Get-VmonProcess -Id $PID', "`$p | $_", '$p = Get-VmonProcess -Id $PID', "`$p | $_", '''done'''
        @($text) -match 'and the other properties of the data sets .* were not read' | Should -HaveCount 1
        @($text)[-1] | Should -Be 'done'
    }

    It 'is not reported when samples in a variable are piped to <_>' -ForEach @(
        'Out-Host'
        'Get-Member | Out-Null'
        'Select-Object -First 1 | Out-Null'
        'Stop-VmonProcess -WhatIf'
        'Sort-Object CpuPercent | Out-Null'
    ) {
        $text = Invoke-Prompt '$p = Get-VmonProcess -Id $PID', "`$p | $_", '''done'''
        @($text) -match 'not read' | Should -BeNullOrEmpty
        @($text)[-1] | Should -Be 'done'
    }
}
