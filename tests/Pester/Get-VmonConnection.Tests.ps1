BeforeAll {
    $manifest = Resolve-Path (Join-Path $PSScriptRoot '../../Vmon.psd1')
    Import-Module $manifest -Force
    . (Join-Path $PSScriptRoot Workload.ps1)
    . (Join-Path $PSScriptRoot Recording.ps1)
}

Describe 'Get-VmonConnection' {
    BeforeEach {
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $port = $listener.LocalEndpoint.Port
        $client = [Net.Sockets.TcpClient]::new('127.0.0.1', $port)
        $server = $listener.AcceptTcpClient()
    }

    AfterEach { $client, $server, $listener | ForEach-Object Dispose }

    It 'finds the process that listens on a port' {
        $found = Get-VmonConnection -LocalPort $port -Listening
        $found.OwningProcess | Should -Be $PID
        $found.State | Should -Be Listen
        ($found | Get-Process -Id { $_.Id }).Id | Should -Be $PID
    }

    It 'finds who talks to an address' {
        $found = Get-VmonConnection -RemoteAddress 127.0.0.0/8 -RemotePort $port
        $found.LocalPort | Should -Be $client.Client.LocalEndPoint.Port
        { Get-VmonConnection -RemoteAddress nowhere } | Should -Throw -ErrorId 'AddressNotValid,*'
    }

    It 'has rates of an interval' {
        $sender = [PowerShell]::Create().AddScript({ param($stream) while ($true) { $stream.Write([byte[]]::new(1000)); Start-Sleep -Milliseconds 50 } }).AddArgument($client.GetStream())
        $null = $sender.BeginInvoke()
        $found = Get-VmonConnection -RemotePort $port -Interval 300ms
        $found.SendRate | Should -BeGreaterThan 0
        $found.BytesSent | Should -BeGreaterThan 0
        $found.RoundTripTime | Should -BeOfType TimeSpan
        $sender.Stop()
    }

    It 'shows addresses and process at a width of <_>' -ForEach 80, 120, 200 {
        $width = $_
        $text = Get-VmonConnection -RemotePort $port | Out-String -Width $width -Stream
        $text | Where-Object { $_.Length -gt $width } | Should -BeNullOrEmpty
        $heading = $text | Where-Object { $_ -match 'Protocol' }
        'Protocol', 'State', 'RecvQ', 'SendQ', 'Local', 'Remote', 'RTT', 'Holder' | ForEach-Object { $heading | Should -Match $_ }
        if ($width -gt 80) { ($text -join ' ') | Should -Match "127\.0\.0\.1\]?:$port " }
    }

    It 'gets sockets of a recording as they were, with their owners and rates' {
        $path = Join-Path $TestDrive 'sockets'
        $recorder = Start-VmonRecording -Path $path -Interval 100ms -IncludeConnection
        try {
            Wait-Until { $recorder.SampleCount -ge 3 }
            $null = $client.GetStream().Write([byte[]]::new(5000))
            $from = $recorder.SampleCount
            Wait-Until { $recorder.SampleCount -ge $from + 3 }
        }
        finally { Stop-VmonRecording $path }
        $recording = Get-VmonRecording $path
        $recording.HasConnections | Should -BeTrue
        $live = Get-VmonConnection -RemotePort $port
        $found = Get-VmonConnection -RecordingPath $path -RemotePort $port
        $found.PSObject.TypeNames[0] | Should -Be 'Vmon.Connection#Interval'
        foreach ($property in 'Protocol', 'State', 'LocalAddress', 'LocalPort', 'RemoteAddress', 'RemotePort', 'OwningProcess', 'OwningProcessName', 'StartTicks', 'Unit', 'ContainerId',
            'NetworkNamespace', 'UserId', 'UserName', 'Inode', 'Cookie', 'BytesSent', 'BytesAcknowledged', 'RoundTripTime', 'CongestionControl', 'CongestionWindow', 'SendBuffer') {
            $found.$property | Should -Be $live.$property -Because $property
        }
        $found.IsLocal | Should -BeFalse
        $found.SendRate | Should -Be 0
        $found.IsNew | Should -BeFalse
        $all = Get-VmonConnection -RecordingPath $path -RemotePort $port -Interval ($recording.EndTime - $recording.StartTime)
        $all.SendRate | Should -BeGreaterThan 0
        (Get-VmonConnection -RecordingPath $path -TimeStamp $recording.StartTime -RemotePort $port).Interval | Should -BeNullOrEmpty
        (Get-VmonConnection -RecordingPath $path -Id $PID -LocalPort $port -Listening).OwningProcess | Should -Be $PID
        Get-VmonConnection -RecordingPath $path -Name 'no-*' -Protocol Tcp, Unix | Should -BeNullOrEmpty
        Get-VmonConnection -RecordingPath $path -Id 999999 -ErrorAction SilentlyContinue -ErrorVariable missing | Should -BeNullOrEmpty
        $missing.FullyQualifiedErrorId | Should -Be 'ProcessNotFound,Vmon.PowerShell.GetVmonConnectionCommand'
        Get-VmonConnection -RecordingPath $path -TimeStamp $recording.StartTime.AddMinutes(-1) -ErrorAction SilentlyContinue -ErrorVariable missing | Should -BeNullOrEmpty
        $missing.FullyQualifiedErrorId | Should -Be 'SampleNotRecorded,Vmon.PowerShell.GetVmonConnectionCommand'
    }

    It 'says that a recording has no sockets' {
        $recording = New-Recording (Join-Path $TestDrive 'plain')
        $recording.HasConnections | Should -BeFalse
        { Get-VmonConnection -RecordingPath $recording.Path -ErrorAction Stop } | Should -Throw -ErrorId 'ConnectionsNotRecorded,*'
        { Get-VmonConnection -RecordingPath $recording.Path -Session Default } | Should -Throw -ErrorId 'SessionOfRecording,*'
    }

    It 'completes states and protocols' {
        (TabExpansion2 'Get-VmonConnection -State Tim').CompletionMatches.CompletionText | Should -Contain 'TimeWait'
        (TabExpansion2 'Get-VmonConnection -Protocol Un').CompletionMatches.CompletionText | Should -Contain 'Unix'
    }
}
