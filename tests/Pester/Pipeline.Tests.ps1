BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../Vmon.psd1') -Force
    . (Join-Path $PSScriptRoot Workload.ps1)
}

Describe 'The pipeline' {
    BeforeAll {
        $sleeper = Start-Workload sleep 600
        $id = $sleeper.Id
        Wait-Until { (Get-VmonProcess -Id $id).ProcessName -eq 'sleep' }
    }

    AfterAll { Stop-Workload }

    It 'binds Get-Process output to <_>' -ForEach 'Get-VmonProcess', 'Get-VmonTree', 'Get-VmonFile' {
        (Get-Process -Id $id | & $_).Id | Select-Object -Unique | Should -Be $id
    }

    It 'binds Get-Process output to Watch-VmonProcess' {
        (Get-Process -Id $id, $PID | Watch-VmonProcess -Count 1).Id | Sort-Object | Should -Be ($id, $PID | Sort-Object)
    }

    It 'binds PIDs printed by another program' {
        (pgrep -x sleep | Get-VmonProcess -ErrorAction Ignore).Id | Should -Contain $id # other processes can exit meanwhile
    }

    It 'binds objects with a ProcessId property' {
        ([pscustomobject]@{ Name = 'x'; ProcessId = [uint32]$id } | Get-VmonProcess).Id | Should -Be $id
        (Get-PSHostProcessInfo | Where-Object ProcessId -EQ $PID | Get-VmonProcess).Id | Should -Be $PID
    }

    It 'does not bind the Id of a job as a PID' {
        $job = Start-ThreadJob { }
        $job | Get-VmonProcess -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -Be 'ParameterArgumentTransformationError,Vmon.PowerShell.GetVmonProcessCommand'
        $job | Remove-Job -Force
    }

    It 'identifies the same process after <_>' -ForEach 'ConvertTo-Csv', 'ConvertTo-Json' {
        $invariant = [cultureinfo]::CurrentCulture
        try {
            foreach ($culture in 'de-DE', 'en-GB', 'th-TH', 'fa-IR', '') {
                [cultureinfo]::CurrentCulture = $culture
                $sample = Get-VmonProcess -Id $id
                $back = $_ -eq 'ConvertTo-Csv' ? ($sample | ConvertTo-Csv | ConvertFrom-Csv) : ($sample | ConvertTo-Json -Depth 1 -WarningAction Ignore | ConvertFrom-Json)
                [datetimeoffset]$back.StartTime | Should -Be $sample.StartTime
                ($back | Get-VmonProcess -ErrorAction Stop).Identity | Should -Be $sample.Identity
                $back.StartTime = ([datetimeoffset]$back.StartTime).AddDays(-1).ToString('o')
                { $back | Stop-VmonProcess -ErrorAction Stop } | Should -Throw -ErrorId 'ProcessNotIdentified,*'
            }
        } finally {
            [cultureinfo]::CurrentCulture = $invariant
        }
    }

    It 'refuses a StartTime in the format of another culture' {
        $invariant = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $back = Get-Process -Id $id | Select-Object Id, @{ n = 'StartTime'; e = { [datetime]'2026-11-28' } } | ConvertTo-Csv | ConvertFrom-Csv
        } finally {
            [cultureinfo]::CurrentCulture = $invariant
        }
        if ($back.StartTime -notlike '28.11.2026*') { Set-ItResult -Skipped -Because 'this PowerShell has no cultures' }
        { $back | Stop-VmonProcess -ErrorAction Stop } | Should -Throw -ErrorId 'ProcessNotIdentified,*'
        $sleeper.HasExited | Should -BeFalse
    }

    It 'exports no spreadsheet formulas with the code of about_Vmon' {
        $code = [regex]::Match((Get-Content (Join-Path $PSScriptRoot '../../docs/en-US/about_Vmon.md') -Raw), '(?s)### CSV files for spreadsheets.*?```powershell\n(.*?)```').Groups[1].Value
        $code | Should -Match 'Export-Csv processes.csv'
        $evil = '=', '+', '-', '@', "`t", "`r" | ForEach-Object {
            Start-Workload bash -c 'printf "%s" "$0name" > /proc/$$/comm; exec -a "$0cmd" sh -c ''printf "%s" "$1name" > /proc/$$/comm; read line'' "$0" "$0"' $_
        }
        Wait-Until { @((Get-VmonProcess -Id $evil.Id) | Where-Object { $_.CommandLine -match '.cmd' -and $_.ProcessName -match '.name' }).Count -eq $evil.Count }
        Push-Location $TestDrive
        try {
            . ([scriptblock]::Create($code)) 3>$null
            $rows = Import-Csv processes.csv
        } finally {
            Pop-Location
        }
        ($rows | Where-Object Id -In $evil.Id).ProcessName | Should -Match "^'[=+\-@\t\r]name$"
        $rows.ForEach({ $_.ProcessName, $_.CommandLine }) | Should -Not -Match '^[=+\-@\t\r\n]'
        (Get-VmonProcess -Id $evil[0].Id).CommandLine | Should -BeLike '=cmd*'
    }

    It 'reports an invalid id among valid ones like Get-Process' {
        $mine = Get-VmonProcess -Id $PID, -4 -ErrorAction SilentlyContinue -ErrorVariable mineFailed
        $theirs = Get-Process -Id $PID, -4 -ErrorAction SilentlyContinue -ErrorVariable theirsFailed
        $mine.Id | Should -Be $theirs.Id
        $mineFailed.Count | Should -Be $theirsFailed.Count
        $mineFailed[0].CategoryInfo.Category | Should -Be $theirsFailed[0].CategoryInfo.Category
        $mineFailed[0].TargetObject | Should -Be $theirsFailed[0].TargetObject
    }

    It 'passes exactly its process to Wait-Process as an object' {
        $other = Start-Workload sh -c 'read line; exec sleep 0.5'
        $sample = Get-VmonProcess -Id $other.Id
        $other.StandardInput.WriteLine()
        $sample | Wait-Process -InputObject { $_ } -Timeout 10 -ErrorVariable failure
        $failure | Should -BeNullOrEmpty
        $other.HasExited, $sleeper.HasExited | Should -Be $true, $false
    }

    It 'puts identifying properties first when all are selected' {
        (Get-VmonProcess -Id $id | ConvertTo-Json -Depth 1 -WarningAction SilentlyContinue | ConvertFrom-Json -AsHashtable).Keys |
            Select-Object -First 3 | Should -Be 'Id', 'ProcessName', 'State'
        (Get-VmonProcess -Id $id | Select-Object *).PSObject.Properties.Name | Select-Object -First 1 | Should -Be 'Name'
    }
}
