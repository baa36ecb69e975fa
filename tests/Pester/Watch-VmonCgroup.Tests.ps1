BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../Vmon.psd1') -Force
}

Describe 'Watch-VmonCgroup' {
    It 'writes each group once per sample, with rates after the first' {
        $samples = Watch-VmonCgroup / -Count 3 -Interval 100ms
        $samples.Sample | Should -Be 1, 2, 3
        $samples[0].ProcessCpuTime | Should -BeNullOrEmpty
        $samples[1].ProcessCpuTime | Should -Not -BeNullOrEmpty
        $samples[1].Interval.TotalMilliseconds | Should -BeGreaterThan 50
    }

    It 'ends with the first object that is enough' {
        (Measure-Command { Watch-VmonCgroup -Interval 100ms | Select-Object -First 1 }).TotalSeconds | Should -BeLessThan 30
    }

    It 'warns once in a session without events that network traffic is counted by socket diagnostics' {
        $session = Start-VmonSession -Name groups -NoEvent
        $null = Watch-VmonCgroup / -Include Network -Count 1 -Session groups -WarningVariable first 3>$null
        $null = Watch-VmonCgroup / -Include Network -Count 1 -Session groups -WarningVariable second 3>$null
        $first | Should -BeLike 'Network traffic is counted by socket diagnostics*without process events*'
        $second | Should -BeNullOrEmpty
        $session | Stop-VmonSession
    }
}
