BeforeAll { Import-Module (Join-Path $PSScriptRoot '../../Vmon.psd1') -Force }

Describe 'Stop-VmonExporter' {
    AfterEach { Stop-VmonExporter }

    It 'stops the exporters of an address, by pattern and by pipeline' {
        $one, $two = 1..2 | ForEach-Object { Start-VmonExporter 127.0.0.1:0 -GroupBy Name }
        Stop-VmonExporter $one.ListenAddress
        $one.IsRunning, $two.IsRunning | Should -Be $false, $true
        Stop-VmonExporter 127.0.0.1:*
        $two.IsRunning | Should -BeFalse
    }

    It 'stops all without an address, and is silent if there is none' {
        $exporter = Start-VmonExporter 127.0.0.1:0 -GroupBy Name
        Stop-VmonExporter
        $exporter.IsRunning | Should -BeFalse
        Stop-VmonExporter -ErrorAction Stop
    }

    It 'stops nothing with -WhatIf' {
        $exporter = Start-VmonExporter 127.0.0.1:0 -GroupBy Name
        Stop-VmonExporter -WhatIf
        $exporter.IsRunning | Should -BeTrue
    }

    It 'reports an address on which no exporter listens' {
        { Stop-VmonExporter 127.0.0.1:1 -ErrorAction Stop } | Should -Throw -ErrorId 'ExporterNotFound,*'
    }
}
