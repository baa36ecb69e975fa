BeforeAll {
    $manifest = Resolve-Path (Join-Path $PSScriptRoot '../../Vmon.psd1')
    Import-Module $manifest -Force
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
        $sender = [PowerShell]::Create().AddScript({ param($stream) foreach ($i in 1..20) { $stream.Write([byte[]]::new(1000)); Start-Sleep -Milliseconds 50 } }).AddArgument($client.GetStream())
        $running = $sender.BeginInvoke()
        $found = Get-VmonConnection -RemotePort $port -Interval 300ms
        $found.SendRate | Should -BeGreaterThan 0
        $found.BytesSent | Should -BeGreaterThan 0
        $found.RoundTripTime | Should -BeOfType TimeSpan
        $null = $sender.EndInvoke($running)
    }

    It 'shows addresses and process at a width of <_>' -ForEach 80, 120, 200 {
        $width = $_
        $text = Get-VmonConnection -RemotePort $port | Out-String -Width $width -Stream
        $text | Where-Object { $_.Length -gt $width } | Should -BeNullOrEmpty
        $heading = $text | Where-Object { $_ -match 'Protocol' }
        'Protocol', 'State', 'RecvQ', 'SendQ', 'Local', 'Remote', 'RTT', 'Holder' | ForEach-Object { $heading | Should -Match $_ }
        if ($width -gt 80) { ($text -join ' ') | Should -Match "127\.0\.0\.1\]?:$port " }
    }

    It 'completes states and protocols' {
        (TabExpansion2 'Get-VmonConnection -State Tim').CompletionMatches.CompletionText | Should -Contain 'TimeWait'
        (TabExpansion2 'Get-VmonConnection -Protocol Un').CompletionMatches.CompletionText | Should -Contain 'Unix'
    }
}
