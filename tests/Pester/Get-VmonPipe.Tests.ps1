BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../Vmon.psd1') -Force
    . (Join-Path $PSScriptRoot Workload.ps1)
}

Describe 'Get-VmonPipe' {
    AfterEach { Stop-Workload }

    It 'draws the chain of a shell pipeline' {
        $shell = Start-Workload sh -c 'sleep 600 | tail -f | wc -l; true'
        Wait-Until { (Get-VmonPipe -Id $shell.Id).Chain -match '^sleep \(\d+\) → tail \(\d+\) → wc \(\d+\)' }
        $text = Get-VmonPipe -Id $shell.Id | Out-String -Width 120
        $text | Should -Match 'sleep \(\d+\) ━▶ tail \(\d+\) → wc \(\d+\)'
        $text | Should -Match 'sleep \(\d+\) → tail \(\d+\) ━▶ wc \(\d+\)'
    }

    It 'distinguishes blocked and flowing pipes by their rates' {
        $stuck = Start-Workload sh -c 'yes | sleep 600; true'
        $flowing = Start-Workload sh -c 'yes | cat >/dev/null; true'
        $pipe = { Get-VmonPipe -Id $args[0] -Interval 0.3 | Where-Object { $_.Writers.ProcessName -contains 'yes' -and $_.Readers.Descriptor -contains 0 } }
        Wait-Until { (& $pipe $stuck.Id).WriteRate -eq 0 -and (& $pipe $flowing.Id).WriteRate -gt 0 }
        (& $pipe $stuck.Id).ReadRate | Should -Be 0
        (& $pipe $flowing.Id).ReadRate | Should -BeGreaterThan 0
    }

    It 'marks a missing end' {
        $path = Join-Path $TestDrive 'fifo'
        $holder = Start-Workload sh -c "mkfifo '$path'; exec 6<>'$path' 7>'$path' 6>&-; echo up; exec sleep 600"
        $null = $holder.StandardOutput.ReadLine()
        $pipe = Get-VmonPipe -Id $holder.Id -MissingEnd | Where-Object Path
        $pipe.Path | Should -Be $path
        $pipe.MissingEnds | Should -Be 'Reader'
        $pipe | Out-String | Should -Match '∅ none|\? unknown'
    }

    It 'finds ends outside the selected processes' {
        $child = Start-Workload sh -c 'echo up; exec sleep 600'
        $null = $child.StandardOutput.ReadLine()
        (Get-VmonPipe -Id $child.Id | Where-Object { $_.Writers.Id -contains $child.Id }).Readers.Id | Should -Contain $PID
    }

    It 'fits <_> columns' -ForEach 80, 120 {
        $width = $_
        $child = Start-Workload sh -c 'sleep 600 | cat'
        $text = Get-VmonPipe | Out-String -Width $_ -Stream
        $text | Where-Object { $_.Length -gt $width } | Should -BeNullOrEmpty
        $heading = $text | Where-Object { $_ -match 'Pipeline' } | Select-Object -First 1
        'Name', 'State', 'Write', 'Read', 'Pipeline' | ForEach-Object { $heading | Should -Match $_ }
    }

    It 'keeps its values through ConvertTo-Json and Export-Clixml' {
        $child = Start-Workload sh -c 'echo up; exec sleep 600'
        $null = $child.StandardOutput.ReadLine()
        $pipe = Get-VmonPipe -Id $child.Id | Select-Object -First 1
        ($pipe | ConvertTo-Json -Depth 3 -WarningAction SilentlyContinue | ConvertFrom-Json).Inode | Should -Be $pipe.Inode
        $pipe | Export-Clixml (Join-Path $TestDrive 'pipe.xml')
        (Import-Clixml (Join-Path $TestDrive 'pipe.xml')).Name | Should -Be $pipe.Name
    }
}
