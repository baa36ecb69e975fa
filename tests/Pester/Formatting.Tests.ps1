BeforeAll {
    $manifest = Resolve-Path (Join-Path $PSScriptRoot '../../Vmon.psd1')
    Import-Module $manifest -Force
    . (Join-Path $PSScriptRoot Workload.ps1)
    . (Join-Path $PSScriptRoot Shell.ps1)
    $escape = [string][char]27
}

Describe 'Views' {
    BeforeAll {
        $hostile = Start-Workload sh -c "printf '\033]0;x\007' > /proc/`$`$/comm; # $escape[2J`r`necho up; sleep 600; true"
        $null = $hostile.StandardOutput.ReadLine()
    }
    AfterAll { Stop-Workload }

    It 'of <_> fit 80 and 60 columns without wrapped or empty rows' -ForEach @(
        'Get-VmonProcess', 'Get-VmonProcess -Interval 0.05', 'Get-VmonTree', 'Get-VmonTree -Interval 0.05', 'Get-VmonFile -Id $PID', 'Get-VmonPipe', '(Get-VmonPipe).Readers', 'Get-VmonSession', 'Get-VmonSystem', 'Get-VmonCgroup', 'Get-VmonTree -By Cgroup'
        '(Get-VmonSystem).Cpus', '(Get-VmonSystem -Include Interrupts).SoftIrqsByName.Values'
    ) {
        $objects = @(& ([scriptblock]::Create($_)) 3>$null)
        foreach ($width in 80, 60) {
            $lines = $objects | Out-String -Width $width -Stream
            $lines | Where-Object Length -GT $width | Should -BeNullOrEmpty
            $ruler = 0..($lines.Count - 1) | Where-Object { $lines[$_] -match '^ *-[- ]+$' }
            $ruler | Should -HaveCount 1
            @($lines[($ruler + 1)..($lines.Count - 1)] | Where-Object { $_.Trim() }) | Should -HaveCount $objects.Count
        }
    }

    It 'of <_> show id, state, memory and name at 60 columns' -ForEach 'Get-VmonProcess', 'Get-VmonProcess -Interval 0.05' {
        $text = & ([scriptblock]::Create("$_ -Id `$PID")) | Out-String -Width 60
        'Id', 'State', 'Memory', 'Command', "\b$PID\b", (Get-VmonProcess -Id $PID).ProcessName.Substring(0, 4) | ForEach-Object { $text | Should -Match $_ }
    }

    It 'show the complete name once at 80 columns' {
        $copy = Join-Path $TestDrive fifteen-letters
        Copy-Item (Get-Command sleep).Source $copy
        $sleeper = Start-Workload $copy 600
        Wait-Until { (Get-VmonProcess -Id $sleeper.Id).ProcessName -eq 'fifteen-letters' }
        foreach ($interval in @{}, @{ Interval = 0.02 }) {
            Get-VmonProcess -Id $sleeper.Id @interval | Out-String -Width 80 | Should -Match "(?<!fifteen-letters.*)fifteen-letters 600\s*$"
        }
    }

    It 'truncate the command line at the edge of the terminal' {
        $long = Start-Workload sh -c "echo up; exec sleep 600 $('0' * 100)"
        $null = $long.StandardOutput.ReadLine()
        Wait-Until { (Get-VmonProcess -Id $long.Id).ProcessName -eq 'sleep' }
        $row = Get-VmonProcess -Id $long.Id | Out-String -Width 80 -Stream | Where-Object { $_ -match 'sleep' }
        $row | Should -Match '^ *\d+ \S+ +\w+ +[\d.]+ +1 +[\d.]+[KM] sleep 600 0+…$'
        $row | ForEach-Object Length | Should -Be 80
    }

    It 'have a heading per sample of a watch, with its number and time' {
        $text = Watch-VmonProcess -Id $PID, $hostile.Id -Count 3 -Interval 0.05 | Out-String -Width 80 -Stream
        $text | Where-Object { $_ -match '^   Sample [123], \d\d:\d\d:\d\d$' } | Should -HaveCount 3
        Watch-VmonSystem -Count 2 -Interval 0.05 | ForEach-Object Cpus | Out-String -Stream | Where-Object { $_ -match '^   \d\d:\d\d:\d\d' } | Should -HaveCount 2
    }

    It 'of <command> have the heading <heading>' -ForEach @(
        @{ Command = 'Get-VmonProcess -Id $PID'; Heading = '^ +Id User +State +CPU Threads Memory Command$' }
        @{ Command = 'Get-VmonProcess -Id $PID -Interval 0.02'; Heading = '^   \d\d:\d\d:\d\d, interval [\d.]+ s$' }
        @{ Command = 'Get-VmonProcess -Id $PID -Interval 0.02 | Sort-Object CPU'; Heading = '^   \d\d:\d\d:\d\d, interval [\d.]+ s$' }
        @{ Command = '$null = Start-VmonSession headed; Get-VmonProcess -Id $PID -Interval 0.02 -Session headed; Stop-VmonSession headed'; Heading = '^   \d\d:\d\d:\d\d, interval [\d.]+ s, session headed$' }
        @{ Command = '(Get-VmonSystem -Interval 0.02).Cpus'; Heading = '^   \d\d:\d\d:\d\d, interval [\d.]+ s$' }
        @{ Command = '(Get-VmonSystem).Cpus'; Heading = '^   \d\d:\d\d:\d\d$' }
        @{ Command = '(Get-VmonSystem).Interfaces'; Heading = '^   \d\d:\d\d:\d\d$' }
        @{ Command = '(Get-VmonSystem -Include FileSystem).FileSystems'; Heading = '^   \d\d:\d\d:\d\d$' }
        @{ Command = 'Get-VmonTree -Id $PID'; Heading = '^ +Id +CPU Memory Procs +TreeCPU TreeMem Command$' }
        @{ Command = 'Get-VmonTree -Id $PID -Interval 0.02'; Heading = '^ +Id CpuPct Memory Procs TreeCpuPct TreeMem Command$' }
    ) {
        Set-StrictMode -Version 3  # a property that does not exist is an error, also in a view
        $objects = & ([scriptblock]::Create($command)) 3>$null
        $objects | Export-Clixml (Join-Path $TestDrive headed.xml)
        foreach ($shown in $objects, (Import-Clixml (Join-Path $TestDrive headed.xml))) {
            @($shown | Out-String -Width 80 -Stream | Where-Object { $_ })[0] | Should -Match $heading
        }
    }

    It 'show sorted or grouped objects as one table' {
        $tables = { @($input | Out-String -Width 80 -Stream | Where-Object { $_ -match ' Memory +(Read +Write +)?Command' }).Count }
        Get-VmonProcess | Sort-Object CPU | & $tables | Should -Be 1
        Get-VmonProcess -Interval 0.02 | Sort-Object CPU | & $tables | Should -Be 1
        Get-VmonProcess -Interval 0.02 | Group-Object State | ForEach-Object Group | & $tables | Should -Be 1
    }

    It 'of a tree draw lines only while rows are in tree order: <rows>' -ForEach @(
        @{ Rows = '$tree'; Lines = '├─ │ └─ └─' }
        @{ Rows = '$tree | Sort-Object { $_.Depth -eq 1 }, Id'; Lines = '' }
        @{ Rows = '$tree | Where-Object ProcessName -eq sleep'; Lines = '' }
        @{ Rows = '$tree | Select-Object -First 2'; Lines = '├─' }
        @{ Rows = '$tree | Select-Object -Skip 1'; Lines = '' }
        @{ Rows = '$tree | Sort-Object Depth -Descending; $tree'; Lines = '├─ │ └─ └─' }
    ) {
        $parent = Start-Workload sh -c '(sleep 600 & echo up; wait) & sleep 600 & wait'
        $null = $parent.StandardOutput.ReadLine()
        Wait-Until { @(Get-VmonTree -Id $parent.Id).Count -eq 4 -and @(Get-VmonTree -Id $parent.Id | Where-Object ProcessName -eq sleep).Count -eq 2 }
        Get-VmonTree -Id $parent.Id | Export-Clixml (Join-Path $TestDrive tree.xml)
        foreach ($tree in (Get-VmonTree -Id $parent.Id), (Import-Clixml (Join-Path $TestDrive tree.xml))) {
            $shown = & ([scriptblock]::Create($rows)) | Out-String -Width 100 -Stream
            (($shown | Select-String '[│├└].*─' | ForEach-Object { $_.Matches.Value }) -join ' ') | Should -Be $lines
        }
    }

    It 'list identifying properties first, and rates only with an interval' {
        $list = Get-VmonProcess -Id $PID | Format-List | Out-String -Stream -Width 200 | Where-Object { $_ -match '^\w+ +:' } | ForEach-Object { ($_ -split ' +:')[0] }
        $list[0..7] | Should -Be 'Id', 'ProcessName', 'CommandLine', 'Path', 'UserName', 'ParentId', 'State', 'StartTime'
        $list | Where-Object { $_ -match 'Rate$|CpuPercent|^ThreadId$|ExitCode' } | Should -BeNullOrEmpty
        $rates = Get-VmonProcess -Id $PID -Interval 0.02 | Format-List | Out-String
        'CpuPercent', 'ChildrenCpuPercent', 'IoReadRate' | ForEach-Object { $rates | Should -Match "(?m)^$_ " }
    }

    It 'list no properties of an interval without one: <_>' -ForEach 'Get-VmonSystem', 'Get-VmonTree -Id $PID', 'Get-VmonProcess -Id $PID', '(Get-VmonSystem).Cpu' {
        $list = & ([scriptblock]::Create($_)) | Format-List | Out-String -Stream -Width 200
        $list | Where-Object { $_ -match '^\w+(Percent|Rate|CpuTime) +: *$' } | Should -BeNullOrEmpty
    }

    It 'of a file list only properties that apply to it' {
        $file = Start-Workload sh -c "exec 9</dev/null; echo up; exec sleep 600"
        $null = $file.StandardOutput.ReadLine()
        $list = Get-VmonFile -Id $file.Id | Where-Object Descriptor -EQ 9 | Format-List | Out-String
        $list | Should -Match '(?m)^Type +: CharDevice'
        $list | Should -Not -Match '(?m)^(Size|Socket|LocalPort|State|Flags) '
    }

    It 'are wide without a heading for a snapshot' {
        Get-VmonProcess -Id $PID | Format-Wide | Out-String | Should -Not -Match 'Sample|:'
        Watch-VmonProcess -Id $PID -Count 1 | Format-Wide | Out-String | Should -Match '   Sample 1, '
    }

    It 'escape control characters of process text: <_>' -ForEach @(
        '$p', '$p | Format-List', '$p | Format-Wide', 'Get-VmonTree -Id $p.Id', 'Get-VmonTree -Id $p.Id | Format-List', 'Get-VmonTree -Id $p.Id | Format-Wide'
        'Get-VmonFile -Id $p.Id', 'Get-VmonFile -Id $p.Id | Format-List', 'Get-VmonPipe -Id $p.Id', 'Get-VmonPipe -Id $p.Id | Format-List'
        '(Get-VmonPipe -Id $p.Id).Writers', '(Get-VmonPipe -Id $p.Id).Writers | Format-List'
        'Get-VmonSession; $p', 'Get-VmonSession; Get-VmonTree -Id $p.Id', 'Get-VmonSession; Get-VmonFile -Id $p.Id; Get-VmonPipe -Id $p.Id'
    ) {
        $p = Get-VmonProcess -Id $hostile.Id
        $p.ProcessName, $p.CommandLine | Should -Match $escape
        $before, $PSStyle.OutputRendering = $PSStyle.OutputRendering, 'Ansi'
        $text = & ([scriptblock]::Create($_)) 3>$null | Out-String -Width 200
        $PSStyle.OutputRendering = $before
        $text | Should -Not -BeNullOrEmpty
        $text -replace "$escape\[[0-9;]*m" | Should -Not -Match '[\x00-\x09\x0b-\x1f\x7f-\x9f]'
    }

    It 'have colors only in a terminal without NO_COLOR' -Skip:(-not (Get-Command script -ErrorAction Ignore)) {
        # A zombie is red. Its parent executes a program that does not reap it.
        $parent = Start-Workload sh -c 'sleep 0.1 & echo up; exec sleep 600'
        Wait-Until { (Get-VmonProcess -Id $parent.Id -FollowChildren).State -contains 'Zombie' }
        $command = "Import-Module '$manifest'; Get-VmonProcess -Id $($parent.Id) -FollowChildren"
        $quoted = (Get-ShellCommand $command | ForEach-Object { "'" + $_.Replace("'", "'\''") + "'" }) -join ' '
        $red = '\x1b\[31mZomb'
        (script -qec "stty cols 80; env -u NO_COLOR TERM=xterm $quoted" /dev/null) -join "`n" | Should -Match $red
        (script -qec "stty cols 80; NO_COLOR=1 TERM=xterm $quoted" /dev/null) -join "`n" | Should -Not -Match "$escape\[\d+mZomb"
        (script -qec "stty cols 80; env -u NO_COLOR TERM=xterm $quoted | cat" /dev/null) -join "`n" | Should -Not -Match "$escape\[\d+mZomb"
        (Invoke-Shell $command) -join "`n" | Should -Not -Match "$escape\[\d+mZomb"
        Get-VmonProcess -Id $parent.Id -FollowChildren | Out-String | Should -Not -Match $escape
    }
}

Describe 'Property sets and export' {
    It 'contain only flat values for JSON and CSV' {
        foreach ($set in 'PSBasic', 'PSCpu', 'PSMemory', 'PSIO', 'PSScheduling', 'PSLifecycle', 'PSSecurity') {
            $json = Get-VmonProcess -Id $PID | Select-Object $set | ConvertTo-Json -WarningVariable truncated | ConvertFrom-Json
            $truncated | Should -BeNullOrEmpty
            $json.Id | Should -Be $PID
            foreach ($value in $json.PSObject.Properties.Value) { if ($null -ne $value) { $value -is [string] -or $value -is [ValueType] | Should -BeTrue } }
        }
    }

    It 'export samples to CSV without type names or view columns' {
        $csv = Get-VmonProcess -Id $PID | ConvertTo-Csv
        $csv | Should -Not -Match '"System\.'
        $row = $csv | ConvertFrom-Csv
        $row.Arguments | Should -Be (Get-VmonProcess -Id $PID).CommandLine
        $row.PSObject.Properties.Name | Should -Not -Contain 'Command'
    }

    It 'export every data set and object type to CSV with list values' {
        Get-VmonProcess -Id $PID -Include All -WarningAction Ignore | ConvertTo-Csv | Select-Object -Last 1 | Should -Not -Match '"(System|Vmon)\.'
        $row = Get-VmonPipe -Id $PID -WarningAction Ignore | Select-Object -First 1 | ConvertTo-Csv | ConvertFrom-Csv
        $row.Readers, $row.Writers, $row.Ends -match '`|<>|^Vmon' | Should -BeNullOrEmpty
        $row.Ends | Should -BeLike "*($PID)*"
        Get-VmonSystem -Include All -WarningAction Ignore | ConvertTo-Csv | Select-Object -Last 1 | Should -Not -Match '"System\.'
        Get-VmonTree -Id $PID -WarningAction Ignore | ConvertTo-Csv | Select-Object -Last 1 | Should -Not -Match '"System\.'
        Get-VmonFile -Id $PID -IncludeInfo -WarningAction Ignore | ConvertTo-Csv | Select-Object -Skip 1 | Should -Not -Match '"System\.'
    }

    It 'export a session to JSON without truncation' {
        $json = Start-VmonSession json | ConvertTo-Json -WarningVariable truncated | ConvertFrom-Json
        Stop-VmonSession json
        $truncated | Should -BeNullOrEmpty
        $json.Name | Should -Be 'json'
    }

    It 'export samples to JSON without truncation at the default depth' {
        $json = Get-VmonProcess -Id $PID | ConvertTo-Json -WarningVariable truncated
        $truncated | Should -BeNullOrEmpty
        $json | Should -Not -Match '"(Command|Branch)"'
        ($json | ConvertFrom-Json).Arguments | Should -Be (Get-VmonProcess -Id $PID).Arguments
    }
}
