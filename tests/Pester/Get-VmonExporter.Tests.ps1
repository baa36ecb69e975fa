BeforeAll { Import-Module (Join-Path $PSScriptRoot '../../Vmon.psd1') -Force }

Describe 'Get-VmonExporter' {
    AfterEach { Stop-VmonExporter }

    It 'gets the exporters of this runspace only' {
        $exporter = Start-VmonExporter 127.0.0.1:0 -GroupBy Name
        Get-VmonExporter | Should -Be $exporter
        Get-VmonExporter 10.* | Should -BeNullOrEmpty
        $other = [powershell]::Create().AddScript({ param($path) Import-Module $path; @(Get-VmonExporter).Count }).AddArgument([string](Resolve-Path (Join-Path $PSScriptRoot '../../Vmon.psd1')))
        $other.Invoke() | Should -Be 0
        $other.Dispose()
    }

    It 'shows an exporter whose session was stopped' {
        $null = Start-VmonSession exported
        $exporter = Start-VmonExporter 127.0.0.1:0 -GroupBy Name -Session exported
        Stop-VmonSession exported
        (Get-VmonExporter $exporter.ListenAddress).IsRunning | Should -BeFalse
    }
}
