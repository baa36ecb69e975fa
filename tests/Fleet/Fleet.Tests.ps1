# Asks 20 SSH hosts in network namespaces: 17 with Vmon, one without it, one that is slow, and one whose PowerShell never starts; and an address without a host.
# Requires root, sshd, ssh, ip, unshare and tmux, and takes some minutes. Not part of the tests of every build.
BeforeAll {
    $root = [string](Resolve-Path (Join-Path $PSScriptRoot ../..))
    Import-Module (Join-Path $root Vmon.psd1)
    $ErrorActionPreference = 'Stop'
    $script = Join-Path $root examples/Invoke-Fleet.ps1
    . (Join-Path $root tests/Pester/Shell.ps1)
    $pwsh = (@((Get-ShellCommand -)[0]) + (Get-ShellCommand -)[1]).Where({ $_ -like '-*' }, 'Until') -join ' '
    $folder = (New-Item (Join-Path ([IO.Path]::GetTempPath()) "vmon-fleet-$PID") -ItemType Directory).FullName
    $null = New-Item $folder/modules, /run/sshd -ItemType Directory -Force
    $null = New-Item $folder/modules/Vmon -ItemType SymbolicLink -Value $root
    'key', 'host' | ForEach-Object { ssh-keygen -q -t ed25519 -N '' -f $folder/$_ }

    # What the SSH server starts for PowerShell: with Vmon, without it, or nothing that answers.
    $server = "exec $pwsh -NoProfile -NoLogo -sshs"
    @{ vmon = "PSModulePath='$folder/modules' $server"; bare = "PSModulePath=/nonexistent $server"; mute = 'exec sleep 600' }.GetEnumerator() | ForEach-Object {
        Set-Content $folder/$($_.Key) '#!/bin/sh', ($_.Value -replace "^(PSModulePath=\S+) ", "export `$1`n")
        chmod +x $folder/$($_.Key)
        Set-Content $folder/$($_.Key).conf "HostKey $folder/host", "AuthorizedKeysFile $folder/key.pub", 'StrictModes no', 'UsePAM no', 'PidFile none', 'PermitRootLogin yes', "Subsystem powershell $folder/$($_.Key)"
    }

    ip link add vmonfleet type bridge
    ip addr add 10.79.0.1/24 dev vmonfleet
    ip link set vmonfleet up
    $good = 1..17 | ForEach-Object { "10.79.0.$($_ + 10)" }
    $bare, $slow, $mute, $dead = '10.79.0.28', '10.79.0.29', '10.79.0.30', '10.79.0.31'
    $sshd = (Get-Command sshd).Source
    $servers = foreach ($address in @($good) + $bare + $slow + $mute) {
        $number = $address.Split('.')[-1]
        $name = "vmonf$number"
        $kind = $address -eq $bare ? 'bare' : $address -eq $mute ? 'mute' : 'vmon'
        ip netns add $name
        ip link add $name type veth peer name eth0 netns $name
        ip link set $name master vmonfleet up
        ip -n $name addr add $address/24 dev eth0
        ip -n $name link set eth0 up
        ip -n $name link set lo up
        Start-Process ip "netns exec $name unshare --uts sh -c `"hostname host$number; exec $sshd -D -f $folder/$kind.conf`"" -PassThru -RedirectStandardError $folder/$name.log
    }

    $ssh = @{ UserName = 'root'; KeyFilePath = "$folder/key"; Options = @{ StrictHostKeyChecking = 'no'; UserKnownHostsFile = '/dev/null'; LogLevel = 'ERROR' } }

    # The PowerShell processes that the servers have started.
    function Get-Server { Get-VmonProcess -Include Namespaces | Where-Object CommandLine -Like '*-sshs*' | Where-Object State -NE Zombie }

    function Wait-Until([scriptblock]$Condition) {
        $end = [DateTime]::Now.AddMinutes(2)
        while (-not (& $Condition)) {
            if ([DateTime]::Now -gt $end) { throw "Not within two minutes: $Condition" }
            Start-Sleep -Milliseconds 300
        }
    }
}

AfterAll {
    # Of a server, those that it started are gone with its connections.
    $servers | Stop-Process -Force -ErrorAction Ignore
    ip netns list | ForEach-Object { ($_ -split ' ')[0] } | Where-Object { $_ -like 'vmonf*' } | ForEach-Object { ip netns pids $_ | ForEach-Object { Stop-Process -Id $_ -Force -ErrorAction Ignore }; ip netns delete $_ }
    ip link delete vmonfleet
    Remove-Item $folder -Recurse -Force
}

Describe 'Invoke-Fleet.ps1' {
    It 'merges and sorts the answers of the hosts, and reports each failure' {
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $question = {
            if ([Environment]::MachineName -eq 'host29') { Start-Sleep 600 }
            Get-VmonProcess -Interval 1s | Sort-Object CpuPercent -Descending | Select-Object -First 3
        }
        $answers = $good + $bare + $slow + $mute + $dead |
            & $script -ScriptBlock $question @ssh -SortBy CpuPercent -ThrottleLimit 8 -ConnectTimeout 60s -Timeout 90s -ErrorVariable failures -ErrorAction SilentlyContinue
        Write-Host "      $($good.Count + 4) hosts in $($clock.Elapsed.TotalSeconds) s"
        $answers | Select-Object -First 5 | Out-String | Write-Host
        $failures | Out-String | Write-Host
        $answers | Should -HaveCount 51
        ($answers.PSComputerName | Sort-Object -Unique) | Should -Be ($good | Sort-Object)
        $answers.CpuPercent | Should -Be ($answers.CpuPercent | Sort-Object -Descending)
        $failures | Should -HaveCount 4
        $ids = @{}
        foreach ($failure in $failures) { $ids[$failure.TargetObject] = $failure.FullyQualifiedErrorId }
        $ids[$bare], $ids[$slow], $ids[$mute], $ids[$dead] | Should -Be 'VmonNotInstalled,Invoke-Fleet.ps1', 'HostTimedOut,Invoke-Fleet.ps1', 'HostUnreachable,Invoke-Fleet.ps1', 'HostUnreachable,Invoke-Fleet.ps1'
        Get-Job | Should -BeNullOrEmpty
        Wait-Until { -not (Get-Server) }
    }

    It 'keeps type, view and identity, and nothing here acts on a process of another host' {
        $answers = & $script $good[0, 1] { Get-VmonProcess -Id $PID } @ssh -ConnectTimeout 60s
        $answers[0].PSObject.TypeNames | Should -Contain 'Deserialized.Vmon.ProcessSample'
        $answers[0].Identity.StartTicks | Should -BeOfType [long]
        $shown = $answers | Out-String -Width 120
        $shown | Should -Match 'Id User +State .*PSComputerName'
        foreach ($name in $good[0, 1]) { $shown | Should -Match ([regex]::Escape($name)) }
        { $answers[0] | Stop-VmonProcess } | Should -Throw
    }

    It 'ends an endless watch on all hosts with Select-Object -First' {
        $samples = & $script $good[0..2] { Watch-VmonProcess -Interval 0.2 } @ssh -Timeout 0 -ConnectTimeout 60s | Select-Object -First 4
        $samples | Should -HaveCount 4
        Get-Job | Should -BeNullOrEmpty
        Wait-Until { -not (Get-Server) }
    }

    It 'passes on errors of the question and arguments' {
        $answers = & $script $good[0] { param($a, $b) Get-VmonProcess -Id 4190000; $a + $b } -ArgumentList 2, 3 @ssh -ConnectTimeout 60s -ErrorVariable failures -ErrorAction SilentlyContinue
        $answers | Should -Be 5
        $failures.FullyQualifiedErrorId | Should -Be 'ProcessNotFound,Vmon.PowerShell.GetVmonProcessCommand'
        $failures.OriginInfo.PSComputerName | Should -Be $good[0]
    }
}

Describe 'Invoke-Command -HostName' {
    It 'ends an endless watch with Ctrl+C' {
        $line = "Invoke-Command -HostName $($good[0]) -UserName root -KeyFilePath $folder/key -Options @{ StrictHostKeyChecking = 'no'; UserKnownHostsFile = '/dev/null' } { Import-Module Vmon; Watch-VmonProcess -Id 1 -Interval 0.2 -WarningAction Ignore }"
        Set-Content $folder/line.ps1 $line
        tmux -L vmonfleet new-session -d -x 160 -y 40 "$pwsh -NoProfile -NoExit -Command Import-Module $root/Vmon.psd1"
        try {
            Wait-Until { (tmux -L vmonfleet capture-pane -p) -match '^PS ' }
            tmux -L vmonfleet send-keys "& $folder/line.ps1" Enter
            Wait-Until { (tmux -L vmonfleet capture-pane -p) -match 'Sample \d' }
            $clock = [Diagnostics.Stopwatch]::StartNew()
            tmux -L vmonfleet send-keys C-c
            Wait-Until { (tmux -L vmonfleet capture-pane -p | Where-Object { $_ } | Select-Object -Last 1) -match '^PS ' }
            Write-Host "      after $($clock.ElapsedMilliseconds) ms"
            Wait-Until { -not (Get-Server) }
        }
        finally {
            tmux -L vmonfleet kill-server
        }
    }

    It 'shows the properties of a set where Vmon is not imported' {
        $line = "Invoke-Command -HostName $($good[0]) -UserName root -KeyFilePath $folder/key -Options @{ StrictHostKeyChecking = 'no'; UserKnownHostsFile = '/dev/null' } { Import-Module Vmon; Get-VmonProcess -Id `$PID | Select-Object PSBasic }; Get-Module Vmon"
        Set-Content $folder/line.ps1 $line
        $shown = sh -c "$pwsh -NoProfile -File $folder/line.ps1" | Where-Object { $_ }
        $shown.Count | Should -BeLessThan 20
        $shown -match '^CpuPercent|CpuPercent' | Should -Not -BeNullOrEmpty
    }
}
