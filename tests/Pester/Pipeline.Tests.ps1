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

    It 'brings what Get-Process gives to <_>' -ForEach 'Get-VmonProcess', 'Get-VmonTree', 'Get-VmonFile' {
        (Get-Process -Id $id | & $_).Id | Select-Object -Unique | Should -Be $id
    }

    It 'brings what Get-Process gives to Watch-VmonProcess' {
        (Get-Process -Id $id, $PID | Watch-VmonProcess -Count 1).Id | Sort-Object | Should -Be ($id, $PID | Sort-Object)
    }

    It 'brings pids of another program, as text' {
        (pgrep -x sleep | Get-VmonProcess -ErrorAction Ignore).Id | Should -Contain $id # others may have ended meanwhile
    }

    It 'brings objects with a ProcessId, whatever else they have' {
        ([pscustomobject]@{ Name = 'x'; ProcessId = [uint32]$id } | Get-VmonProcess).Id | Should -Be $id
        (Get-PSHostProcessInfo | Where-Object ProcessId -EQ $PID | Get-VmonProcess).Id | Should -Be $PID
    }

    It 'does not take the number of a job for a pid' {
        $job = Start-ThreadJob { }
        $job | Get-VmonProcess -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -Be 'ParameterArgumentTransformationError,Vmon.PowerShell.GetVmonProcessCommand'
        $job | Remove-Job -Force
    }

    It 'complains as Get-Process does of a wrong id among right ones' {
        $mine = Get-VmonProcess -Id $PID, -4 -ErrorAction SilentlyContinue -ErrorVariable mineFailed
        $theirs = Get-Process -Id $PID, -4 -ErrorAction SilentlyContinue -ErrorVariable theirsFailed
        $mine.Id | Should -Be $theirs.Id
        $mineFailed.Count | Should -Be $theirsFailed.Count
        $mineFailed[0].CategoryInfo.Category | Should -Be $theirsFailed[0].CategoryInfo.Category
        $mineFailed[0].TargetObject | Should -Be $theirsFailed[0].TargetObject
    }

    It 'gives exactly its process to Wait-Process, by the object' {
        $other = Start-Workload sh -c 'read line; exec sleep 0.5'
        $sample = Get-VmonProcess -Id $other.Id
        $other.StandardInput.WriteLine()
        $sample | Wait-Process -InputObject { $_ } -Timeout 10 -ErrorVariable failure
        $failure | Should -BeNullOrEmpty
        $other.HasExited, $sleeper.HasExited | Should -Be $true, $false
    }

    It 'begins a selection of all properties with who it is' {
        (Get-VmonProcess -Id $id | ConvertTo-Json -Depth 1 -WarningAction SilentlyContinue | ConvertFrom-Json -AsHashtable).Keys |
            Select-Object -First 3 | Should -Be 'Id', 'ProcessName', 'State'
        (Get-VmonProcess -Id $id | Select-Object *).PSObject.Properties.Name | Select-Object -First 1 | Should -Be 'Name'
    }
}
