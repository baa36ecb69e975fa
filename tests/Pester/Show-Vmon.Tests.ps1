# Types keys into a real terminal (tmux), and looks at its screen.
BeforeDiscovery {
    $isSkipped = -not (Get-Command tmux -CommandType Application -ErrorAction Ignore)
    if ($isSkipped) { Write-Warning 'The tests of Show-Vmon are skipped: tmux is not installed.' }
    foreach ($tool in 'screen', 'bash') { if (-not (Get-Command $tool -CommandType Application -ErrorAction Ignore)) { Write-Warning "A test of Show-Vmon is skipped: $tool is not installed." } }
    if (-not (Test-Path /run/systemd/system)) { Write-Warning 'A test of Show-Vmon is skipped: systemd does not run.' }
}

BeforeAll {
    $manifest = [string](Resolve-Path (Join-Path $PSScriptRoot '../../Vmon.psd1'))
    Import-Module $manifest -Force
    . (Join-Path $PSScriptRoot Shell.ps1)
    . (Join-Path $PSScriptRoot Workload.ps1)
    . (Join-Path $PSScriptRoot Recording.ps1)
    $script:screens = 0
    $sockets = [IO.Directory]::CreateTempSubdirectory('vmon-show-').FullName # not below $TestDrive, which is emptied after each Describe

    # Each screen has a server of its own: one that is ending would accept the next screen, and take it along.
    function Invoke-Tmux { tmux -S "$sockets/$script:screens" -f /dev/null @args }

    # A shell in a terminal of its own, which runs a script in a new pwsh and then says BACK. The mode of the terminal is in the files before and after.
    function Start-Screen([string]$Script, [int]$Width = 100, [int]$Height = 30, [string]$Environment = '', [string]$Shell = 'sh') {
        Remove-Item "$TestDrive/before", "$TestDrive/after", "$TestDrive/pid" -ErrorAction Ignore
        Set-Content "$TestDrive/show.ps1" "`$PID > '$TestDrive/pid'; Import-Module '$manifest'; $Script"
        $executable, $arguments = Get-ShellCommand "& '$TestDrive/show.ps1'" -Interactive
        $line = @($executable) + $arguments | ForEach-Object { "'" + $_.Replace("'", "'\''") + "'" }
        Set-Content "$TestDrive/run.sh" "stty -g > '$TestDrive/before'; $Environment $line; stty -g > '$TestDrive/after'; echo BACK"
        $null = Invoke-Tmux kill-server 2>&1
        $script:screens++
        Invoke-Tmux new-session -d -x $Width -y $Height -e LC_ALL= -e LANG=C.UTF-8 -e NO_COLOR= -e COLORTERM= "PS1='$ ' $Shell"
        Wait-Screen '(?m)^\$'
        Send-Key ". '$TestDrive/run.sh'" Enter
    }

    function Send-Key { Invoke-Tmux send-keys @args }
    function Get-Screen { (Invoke-Tmux capture-pane -p) -join "`n" }

    # For loaded machines: waits long for what comes at once elsewhere.
    function Wait-Screen([string]$Pattern, [int]$Seconds = 60) {
        $clock = [Diagnostics.Stopwatch]::StartNew()
        while (-not (Get-Screen | Select-String -Pattern $Pattern -CaseSensitive -Quiet)) {
            if ($clock.Elapsed.TotalSeconds -gt $Seconds) { throw "'$Pattern' is not on the screen:`n$(Get-Screen)" }
            Start-Sleep -Milliseconds 50
        }
    }

    function Wait-NotScreen([string]$Pattern) { Wait-Until { -not (Get-Screen | Select-String -Pattern $Pattern -CaseSensitive -Quiet) } }

    function Stop-Screen {
        Send-Key q
        Wait-Screen '(?m)^BACK'
    }

    function Test-Restored {
        Wait-Until { (Test-Path "$TestDrive/after") -and (Get-Content "$TestDrive/after") }
        Get-Content "$TestDrive/after" | Should -Be (Get-Content "$TestDrive/before")
        Invoke-Tmux display-message -p '#{alternate_on} #{mouse_any_flag} #{cursor_flag}' | Should -Be '0 0 1'
    }

    # Starts a process with three children. Each child has another argument, which the command line of the parent does not contain.
    function Start-Tree {
        Set-Content "$TestDrive/tree" 'sleep 1001 & sleep 1002 & sleep 1003 & wait'
        $root = Start-Workload sh "$TestDrive/tree"
        Wait-Until { @(Get-VmonTree -Id $root.Id).Count -eq 4 }
        $root
    }

    function Get-Child([Diagnostics.Process]$Root, [string]$Arguments) {
        Get-VmonTree -Id $Root.Id | Where-Object CommandLine -eq "sleep $Arguments"
    }
}

AfterAll {
    Stop-Workload
    if (Get-Command tmux -ErrorAction Ignore) { $null = Invoke-Tmux kill-server 2>&1 }
    Remove-Item $sockets -Recurse -ErrorAction Ignore
}

Describe 'Show-Vmon in a terminal of <Width>x<Height>' -Skip:$isSkipped -ForEach @{ Width = 80; Height = 24 }, @{ Width = 240; Height = 70 } {
    BeforeAll {
        $root = Start-Tree
        Start-Screen "Show-Vmon -Id $($root.Id) -Interval 200ms" $Width $Height
        Wait-Screen 'sleep 1003'
    }
    AfterAll { $root.Kill($true) }

    It 'shows the machine, the tree, the selected process and the keys' {
        $screen = Get-Screen
        $screen | Should -Match 'Mem\[.*\]'
        $screen | Should -Match 'PSI cpu'
        $screen | Should -MatchExactly "$($root.Id) .* sh"
        $screen | Should -MatchExactly '├─sleep 1001'
        $screen | Should -MatchExactly '└─sleep 1003'
        $screen | Should -MatchExactly ([regex]::Escape("sh ($($root.Id))"))
        $screen | Should -MatchExactly 'F1Help.*F10Quit'
        ($screen -split "`n").Count | Should -BeLessOrEqual $Height
    }

    It 'folds and unfolds a process' {
        Send-Key Home -
        Wait-Screen '\+4 sh'
        Get-Screen | Should -Not -MatchExactly '─sleep 1001'
        Send-Key +
        Wait-Screen '─sleep 1001'
    }

    It 'searches' {
        Send-Key / 1002 Enter
        Wait-Screen ([regex]::Escape("sleep ($((Get-Child $root 1002).Id))"))
    }

    It 'filters by text and by a condition' {
        Send-Key '\' 1003
        Wait-NotScreen '─sleep 1001'
        Get-Screen | Should -MatchExactly '─sleep 1003'
        Send-Key C-u '{ $_.CommandLine -match "1001$" }' Enter
        Wait-Screen '─sleep 1001'
        Get-Screen | Should -Not -MatchExactly '─sleep 1003'
        Send-Key '\' C-u 'CommandLine -match "1003$"' Enter
        Wait-Screen '─sleep 1003'
        Wait-NotScreen '─sleep 1001'
        Send-Key '\' C-u 'NoSuchThing -gt 1' Enter
        Wait-Screen 'A process has no property'
        Send-Key C-u '{ $_. }' Enter
        Wait-Screen 'Filter .*\{ \$_\. \}\s+\S+'
        Send-Key Escape
        Wait-Screen 'F1Help'
        Get-Screen | Should -MatchExactly '─sleep 1003'
    }

    It 'reads the data set that a condition names' {
        Send-Key '\' C-u 'FileCount -ge 1' Enter
        Wait-Screen '─sleep 1003'
        Send-Key '\' C-u 'FileCount -gt 100000' Enter
        Wait-Screen 'No process matches'
        Send-Key '\' Escape
        Wait-Screen '─sleep 1003'
    }

    It 'shows the network traffic of processes on request' {
        Get-Screen | Should -Not -MatchExactly 'RECV/s'
        Send-Key b
        Wait-Screen 'RECV/s SEND/s'
        Wait-Screen 'network received 0/s sent 0/s'
        Send-Key b
        Wait-NotScreen 'RECV/s'
        Wait-Screen '─sleep 1003'
    }

    It 'sorts as a list and returns to the tree' {
        Send-Key N
        Wait-NotScreen '─sleep 1001'
        $ids = [regex]::Matches((Get-Screen), '(?m)^.\s*(\d+) .* sleep 100\d').ForEach({ [int]$_.Groups[1].Value })
        $ids.Count | Should -Be 3
        $ids | Should -Be ($ids | Sort-Object)
        Send-Key I
        Wait-Until { $now = [regex]::Matches((Get-Screen), '(?m)^.\s*(\d+) .* sleep 100\d').ForEach({ [int]$_.Groups[1].Value }); "$now" -eq "$($ids | Sort-Object -Descending)" }
        Send-Key F5
        Wait-Screen '─sleep 1001'
    }

    It 'shows the help, and closes it' {
        Send-Key ?
        Wait-Screen 'Keys of Show-Vmon'
        Send-Key x
        Wait-Screen 'F1Help'
        Get-Screen | Should -MatchExactly '─sleep 1001'
    }

    It 'freezes, and moves through time' {
        Send-Key Z
        Wait-Screen 'frozen'
        Send-Key Left Left
        Wait-Screen 'frozen'
        Send-Key '}'
        Wait-Screen 'live'
    }

    It 'shows open files, pipes and threads' {
        Send-Key Home
        Send-Key l
        Wait-Screen 'FD TYPE'
        Send-Key Tab
        Wait-Screen 'READERS ← WRITERS'
        Send-Key Tab Tab
        Wait-Screen 'TID S'
        Send-Key Tab
        Wait-Screen 'cgroup'
    }

    It 'sends no signal without the answer y' {
        Send-Key / 1001 Enter k
        Wait-Screen 'Send signal'
        Send-Key Enter
        Wait-Screen ([regex]::Escape("Send SIGTERM to sleep ($((Get-Child $root 1001).Id))?"))
        Send-Key n
        Wait-Screen 'No signal was sent'
        Get-Child $root 1001 | Should -Not -BeNullOrEmpty
    }

    It 'stops exactly the selected process' {
        $target = Get-Child $root 1002
        Send-Key / 1002 Enter k Enter
        Wait-Screen ([regex]::Escape("Send SIGTERM to sleep ($($target.Id))?"))
        Send-Key y
        Wait-Screen 'Sent SIGTERM'
        Wait-Until { -not (Get-Child $root 1002) }
        Get-Child $root 1001 | Should -Not -BeNullOrEmpty
        Get-Child $root 1003 | Should -Not -BeNullOrEmpty
    }

    It 'draws again after a resize' {
        Send-Key Home
        Wait-Screen 'F1Help'
        Invoke-Tmux resize-window -x 120 -y 40
        Wait-Screen 'READ/s'
        Wait-Until { (Get-Screen).Split("`n").Count -eq 40 -and (Get-Screen).Split("`n")[-1] -cmatch '^F1Help' }
        Invoke-Tmux resize-window -x 30 -y 8
        Wait-Screen 'Too small'
        Invoke-Tmux resize-window -x $Width -y $Height
        Wait-Screen 'F1Help'
    }

    It 'restores the terminal and writes nothing when it is quit' {
        Stop-Screen
        Test-Restored
        (Get-Screen) -replace '(?ms)\A.*?run\.sh''\s*' | Should -MatchExactly '\ABACK\s'
    }
}

Describe 'Show-Vmon' -Skip:$isSkipped {
    BeforeAll { $root = Start-Tree }

    It 'restores the terminal after <_>' -ForEach 'Ctrl+C', 'SIGTERM', 'SIGHUP' {
        Start-Screen "Show-Vmon -Id $($root.Id) -Interval 200ms; 'NOT REACHED'"
        Wait-Screen 'sleep 1001'
        if ($_ -eq 'Ctrl+C') { Send-Key C-c }
        else { /bin/kill -s $_.Substring(3) (Get-Content "$TestDrive/pid") }
        Wait-Screen '(?m)^BACK'
        Test-Restored
        Get-Screen | Should -Not -MatchExactly '(?m)^NOT REACHED'
    }

    It 'stops on Ctrl+Z, and goes on when the shell continues it' -Skip:(-not (Get-Command bash -CommandType Application -ErrorAction Ignore)) {
        Start-Screen "Show-Vmon -Id $($root.Id) -Interval 200ms" -Shell 'bash --norc -i'
        Wait-Screen 'sleep 1001'
        Send-Key C-z
        Wait-Screen 'Stopped'
        Invoke-Tmux display-message -p '#{alternate_on} #{mouse_any_flag} #{cursor_flag}' | Should -Be '0 0 1'
        Send-Key 'stty -a | grep -ow -e " icanon" -e " echo"; echo AGAIN' Enter
        Wait-Screen '(?ms)icanon.*echo.*^AGAIN'
        Send-Key fg Enter
        Wait-Screen 'F1Help'
        Wait-Screen '─sleep 1001'
        Stop-Screen
        Test-Restored
    }

    It 'does not stop without a shell that continues it' {
        Start-Screen "Show-Vmon -Id $($root.Id) -Interval 200ms" -Shell 'sh +m'
        Wait-Screen 'sleep 1001'
        /bin/kill -s TSTP (Get-Content "$TestDrive/pid")
        Send-Key C-z
        Wait-Screen 'No shell waits'
        Stop-Screen
        Test-Restored
    }

    It 'leaves a terminal after SIGKILL that stty sane restores' {
        Start-Screen "Show-Vmon -Id $($root.Id) -Interval 200ms"
        Wait-Screen 'sleep 1001'
        /bin/kill -s KILL (Get-Content "$TestDrive/pid")
        Wait-Until { Test-Path "$TestDrive/after" }
        Send-Key 'stty sane' C-j
        Send-Key "stty -a | grep -ow -e icanon -e -icanon; printf '\033[?1049l'; echo ALIVE" Enter
        Wait-Screen '(?m)^ALIVE'
        Invoke-Tmux display-message -p '#{alternate_on} #{mouse_any_flag} #{cursor_flag}' | Should -Be '0 0 1'
    }

    It 'restores the terminal after an error' {
        Start-Screen "`$s = Start-VmonSession a; `$t = Start-ThreadJob { Start-Sleep -Milliseconds 10; while (`$using:s.SampleCount -lt 3) { Start-Sleep -Milliseconds 20 }; `$using:s | Stop-VmonSession }; Show-Vmon -Session a -Interval 200ms"
        Wait-Screen 'COMMAND|BACK'
        Send-Key q
        Wait-Screen '(?m)^BACK'
        Test-Restored
    }

    It 'writes the tagged processes with -PassThru' {
        Start-Screen "'chosen ' + ((Show-Vmon -Id $($root.Id) -Interval 200ms -PassThru).CommandLine -join ', ')"
        Wait-Screen 'sleep 1003'
        Send-Key / 1001 Enter Space
        Send-Key / 1003 Enter Space
        Wait-Screen '2 tagged'
        Stop-Screen
        Get-Screen | Should -MatchExactly 'chosen sleep 1001, sleep 1003'
    }

    It 'writes the selected process with -PassThru if none is tagged' {
        Start-Screen "'chosen ' + ((Show-Vmon -Id $($root.Id) -Interval 200ms -PassThru).CommandLine -join ', ')"
        Wait-Screen 'sleep 1003'
        Send-Key / 1003 Enter
        Wait-Screen ([regex]::Escape("sleep ($((Get-Child $root 1003).Id))"))
        Stop-Screen
        Get-Screen | Should -MatchExactly 'chosen sleep 1003'
    }

    It 'says that TERM=dumb is not enough' {
        Start-Screen 'Show-Vmon' -Environment 'TERM=dumb'
        Wait-Screen '(?m)^BACK'
        Get-Screen | Should -Match 'cannot move its cursor'
    }

    It 'says that a pipe is no terminal' {
        $errors = Invoke-Shell "Import-Module '$manifest'; try { Show-Vmon } catch { `$_.FullyQualifiedErrorId; `$_.Exception.Message }"
        $errors[0] | Should -Be 'NoTerminal,Vmon.PowerShell.ShowVmonCommand'
        $errors[1] | Should -Match 'Watch-VmonProcess'
    }

    It 'has no colours with NO_COLOR' {
        Start-Screen "Show-Vmon -Id $($root.Id) -Interval 200ms" -Environment 'NO_COLOR=1'
        Wait-Screen 'sleep 1001'
        (Invoke-Tmux capture-pane -p -e) -join "`n" | Should -Not -Match '\e\[[0-9;]*(3[0-8]|4[0-8]|9[0-7])[;m]'
        Stop-Screen
    }

    # tmux keeps each colour as it was written.
    It 'has the colours of <Environment>' -ForEach @(
        @{ Environment = 'TERM=screen-256color'; Colour = '38;5;'; Other = '38;2;' }
        @{ Environment = 'TERM=tmux-256color COLORTERM=truecolor'; Colour = '38;2;'; Other = '38;5;' }
        @{ Environment = 'TERM=xterm-16color'; Colour = '(3[1-6]|90)[;m]'; Other = '38;[25];' }
        @{ Environment = 'TERM=linux'; Colour = '(3[1-6]|90)[;m]'; Other = '38;[25];' }
    ) {
        Start-Screen "Show-Vmon -Id $($root.Id) -Interval 200ms" -Environment $Environment
        Wait-Screen 'sleep 1001'
        $colours = (Invoke-Tmux capture-pane -p -e) -join "`n"
        $colours | Should -Match "\e\[[0-9;]*$Colour"
        $colours | Should -Not -Match "\e\[[0-9;]*$Other"
        Stop-Screen
        Test-Restored
    }

    It 'works in GNU screen' -Skip:(-not (Get-Command screen -CommandType Application -ErrorAction Ignore)) {
        Start-Screen "Show-Vmon -Id $($root.Id) -Interval 200ms" -Shell "screen -q -s sh -S vmon-$PID"
        Wait-Screen 'sleep 1001'
        Send-Key Down
        Send-Key C-a C-l
        Wait-Screen 'F1Help'
        Stop-Screen

        # GNU screen has the alternate screen of tmux.
        Wait-Until { (Test-Path "$TestDrive/after") -and (Get-Content "$TestDrive/after") }
        Get-Content "$TestDrive/after" | Should -Be (Get-Content "$TestDrive/before")
        Send-Key exit Enter
    }

    It 'shows the processes of a unit' -Skip:(-not (Test-Path /run/systemd/system)) {
        $unit = (Get-VmonProcess | Where-Object Unit -like '*.service')[0]
        Start-Screen "Show-Vmon -Unit $($unit.Unit) -Interval 200ms" -Width 220
        Wait-Screen "$($unit.Id) .*$([regex]::Escape($unit.Unit))"
        Get-Screen | Should -Not -MatchExactly 'sleep 1001'
        Stop-Screen
    }

    It 'says that no process has the unit' {
        Start-Screen 'Show-Vmon -Unit no-such-unit'
        Wait-Screen '(?m)^BACK'
        Get-Screen | Should -Match 'no-such-unit.service'
    }

    It 'samples with the data sets of a session' {
        Start-Screen "`$null = Start-VmonSession wide -Include Network; Show-Vmon -Session wide -Id $($root.Id) -Interval 200ms"
        Wait-Screen 'RECV/s SEND/s'
        Wait-Screen 'sleep 1001'
        Stop-Screen
    }

    It 'shows hostile names inertly' {
        $hostile = Start-Workload bash -c 'exec -a "$(printf "\033[31mRED\033[999;999H 日本🚀e\314\201")" sleep 1004'
        $named = Start-Workload bash -c 'printf "\033[2J\033]0;PWN\a" > /proc/self/comm; read line'
        Wait-Until { (Get-VmonProcess -Id $hostile.Id).CommandLine -match '1004' -and (Get-VmonProcess -Id $named.Id).ProcessName -match 'PWN' }
        Start-Screen "Show-Vmon -Id $($hostile.Id), $($named.Id), $($root.Id) -Interval 200ms"
        Wait-Screen '1004'
        $screen = Get-Screen
        $screen | Should -MatchExactly '\\x1b\[31mRED'
        $screen | Should -MatchExactly "日本🚀e`u{301}"
        $screen | Should -MatchExactly '\\x1b\[2J\\x1b\]0;PWN\\x07'
        $screen | Should -MatchExactly 'sleep 1001'
        Invoke-Tmux display-message -p '#{pane_title}' | Should -Not -Match 'PWN'
        Stop-Screen
        Test-Restored
    }
}

Describe 'Show-Vmon of a recording' -Skip:$isSkipped {
    BeforeAll {
        $root = Start-Tree
        New-Recording "$TestDrive/recorded" 30
        $recording = Get-VmonRecording "$TestDrive/recorded"
    }

    It 'begins at its end, and moves through all of it' {
        Start-Screen "Show-Vmon -RecordingPath '$TestDrive/recorded' -Name sh"
        Wait-Screen 'recording'
        Wait-Screen 'sleep 1001'
        Send-Key '{'
        Wait-Screen $recording.StartTime.ToString('HH:mm:ss')
        Send-Key Left
        Wait-Screen 'oldest sample'
        Send-Key ']'
        Send-Key ']'
        Send-Key '}'
        Wait-NotScreen 'reading'
        Wait-Screen $recording.EndTime.ToString('HH:mm:ss')
        Send-Key Right
        Wait-Screen 'latest sample'
        Send-Key k Enter y
        Wait-Screen 'Cannot send a signal'
        Send-Key b
        Wait-Screen 'Not recorded: Network'
        Stop-Screen
        Test-Restored
    }

    It 'begins at -StartTime' {
        Start-Screen "Show-Vmon -Path '$TestDrive/recorded' -StartTime '$($recording.StartTime.AddSeconds(1).ToString('O'))'"
        Wait-Screen 'recording'
        Send-Key Left
        Wait-Screen 'oldest sample'
        Stop-Screen
    }

    It 'says that nothing was recorded then' {
        { Start-Screen "Show-Vmon -Path '$TestDrive/recorded' -StartTime 2020-01-01 -EndTime 2020-01-02"; Wait-Screen '(?m)^BACK' } | Should -Not -Throw
        Get-Screen | Should -Match 'Cannot find a sample'
    }
}
