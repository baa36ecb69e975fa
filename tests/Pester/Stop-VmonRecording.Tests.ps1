BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../Vmon.psd1') -Force
    . (Join-Path $PSScriptRoot Workload.ps1)
}

Describe 'Stop-VmonRecording' {
    BeforeEach {
        $path = Join-Path $TestDrive ([guid]::NewGuid())
        $null = New-Item -ItemType Directory $path
        $one = Start-VmonRecording "$path/one" -Interval 50ms
        $two = Start-VmonRecording "$path/two" -Interval 50ms
        Wait-Until { $one.SampleCount -ge 2 -and $two.SampleCount -ge 2 }
    }
    AfterEach { Get-VmonRecording | Stop-VmonRecording }

    It 'stops the recorder of a path, and keeps its recording' {
        Stop-VmonRecording "$path/one" | Should -BeNullOrEmpty
        $one.IsRunning, $two.IsRunning | Should -Be $false, $true
        (Get-VmonRecording "$path/one").SampleCount | Should -Be $one.SampleCount
        (Get-VmonRecording).Path | Should -Be "$path/two"
    }

    It 'accepts a relative path' {
        Push-Location $path
        Stop-VmonRecording ./one
        Pop-Location
        $one.IsRunning | Should -BeFalse
    }

    It 'accepts wildcards, recorders and paths from the pipeline' {
        Stop-VmonRecording "$path/*"
        $one.IsRunning, $two.IsRunning | Should -Be $false, $false
        $one = Start-VmonRecording "$path/one"
        $two = Start-VmonRecording "$path/two"
        $one | Stop-VmonRecording
        $two.Path | Stop-VmonRecording
        $one.IsRunning, $two.IsRunning | Should -Be $false, $false
    }

    It 'reports a path without a recorder, but not a pattern' {
        { Stop-VmonRecording "$path/three" -ErrorAction Stop } | Should -Throw -ErrorId 'RecorderNotFound,*'
        Stop-VmonRecording "$path/three*" -ErrorAction Stop
        Stop-VmonRecording "$path/one"
        { Stop-VmonRecording "$path/one" -ErrorAction Stop } | Should -Throw -ErrorId 'RecorderNotFound,*'
    }

    It 'stops nothing with -WhatIf' {
        Stop-VmonRecording "$path/*" -WhatIf
        $one.IsRunning, $two.IsRunning | Should -Be $true, $true
    }
}
