BeforeAll {
    $manifest = Resolve-Path (Join-Path $PSScriptRoot '../../Vmon.psd1')
    Import-Module $manifest -Force
    . (Join-Path $PSScriptRoot Workload.ps1)
    . (Join-Path $PSScriptRoot Shell.ps1)
}

Describe 'Get-VmonFile' {
    AfterEach { Stop-Workload }

    It 'finds the process that has a file open, by path and by wildcard' {
        $path = Join-Path $TestDrive 'some file.log'
        $holder = Start-Workload sh -c "exec 7>'$path'; echo up; exec sleep 600"
        $null = $holder.StandardOutput.ReadLine()
        $file = Get-VmonFile -Path $path
        $file.Id, $file.Descriptor, $file.Type, $file.Access | Should -Be $holder.Id, 7, 'Regular', 'Write'
        (Get-VmonFile -Path "$TestDrive/*.log").Id | Should -Be $holder.Id
        (Get-VmonFile -Path "$TestDrive/*.log" | Get-Process -Id { $_.Id }).Id | Should -Be $holder.Id
    }

    It 'finds deleted files that are still open' {
        $path = Join-Path $TestDrive 'gone'
        $holder = Start-Workload sh -c "exec 7>'$path'; rm '$path'; echo up; exec sleep 600"
        $null = $holder.StandardOutput.ReadLine()
        (Get-VmonFile -Id $holder.Id -Deleted).Path | Should -Be $path
    }

    It 'resolves a listening socket' {
        $listener = [Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $listener.Start()
        $port = $listener.LocalEndpoint.Port
        $file = Get-VmonFile -Id $PID -Type Socket | Where-Object { $_.Socket.LocalPort -eq $port }
        $listener.Stop()
        $file.Socket.Protocol, $file.Socket.LocalAddress, $file.Socket.State | Should -Be 'tcp', '127.0.0.1', 'Listen'
    }

    It 'finds which process listens on a port' {
        $listener = [Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $listener.Start()
        $port = $listener.LocalEndpoint.Port
        $file = Get-VmonFile -LocalPort $port -Listening
        $none = Get-VmonFile -Id $PID -RemotePort $port -ErrorVariable failed
        $listener.Stop()
        $file.Id, $file.Protocol, $file.LocalAddress, $file.LocalPort, $file.State | Should -Be $PID, 'tcp', '127.0.0.1', $port, 'Listen'
        $none, $failed | Should -BeNullOrEmpty
    }

    It 'reads fdinfo only with -IncludeInfo' {
        $path = Join-Path $TestDrive 'position'
        $stream = [IO.File]::OpenWrite($path)
        $stream.Write([byte[]]::new(100)); $stream.Flush()
        (Get-VmonFile -Id $PID -Path $path).Position | Should -BeNullOrEmpty
        $file = Get-VmonFile -Id $PID -Path $path -IncludeInfo
        $stream.Dispose()
        $file.Flags.ToString() | Should -Match 'CloseOnExec'
        $file.Position | Should -BeOfType [long]
    }

    It 'fits <_> columns' -ForEach 80, 120 {
        $width = $_
        $text = Get-VmonFile -Id $PID | Out-String -Width $_ -Stream
        $text | Where-Object { $_.Length -gt $width } | Should -BeNullOrEmpty
        $heading = $text | Where-Object { $_ -match '\bFD\b' } | Select-Object -First 1
        'Id', 'ProcessName', 'FD', 'Access', 'Size', 'File' | ForEach-Object { $heading | Should -Match $_ }
    }

    It 'keeps its values through ConvertTo-Json and Export-Clixml' {
        $file = Get-VmonFile -Id $PID | Select-Object -First 1
        ($file | ConvertTo-Json | ConvertFrom-Json).Target | Should -Be $file.Target
        $file | Export-Clixml (Join-Path $TestDrive 'file.xml')
        (Import-Clixml (Join-Path $TestDrive 'file.xml')).Descriptor | Should -Be $file.Descriptor
    }

    It 'distinguishes denied from missing descriptors' -Skip:((id -u) -ne 0 -or -not (Get-Command setpriv -ErrorAction Ignore)) {
        $script = "Import-Module '$manifest'; `$p = Get-VmonProcess -Id $PID -Include Files -WarningVariable w 3>`$null; " +
            "`$files = @(Get-VmonFile -Id $PID -ErrorVariable e -ErrorAction SilentlyContinue); `$pipes = @(Get-VmonPipe -Id `$PID -WarningAction SilentlyContinue); " +
            "'{0} {1} {2} {3} {4} {5}' -f (`$null -eq `$p.FileCount), `$p.Denied.HasFlag([Vmon.ProcessDataSets]::Files), `$files.Count, `$w.Count, `$pipes[0].IsComplete, `$e[0].CategoryInfo.Category"
        $nobody = '--reuid=65534', '--regid=65534', '--clear-groups'
        foreach ($file in (Get-ShellCommand $script)[0..1]) {
            if ($file -like '/*' -and -not (setpriv @nobody test -r $file && $true)) { Set-ItResult -Skipped -Because "nobody may not read $file" }
        }

        $env:HOME, $before = '/tmp', $env:HOME
        $answer = setpriv @nobody (Get-ShellCommand $script)
        $env:HOME = $before
        $answer | Should -Be 'True True 0 1 False PermissionDenied'
    }
}
