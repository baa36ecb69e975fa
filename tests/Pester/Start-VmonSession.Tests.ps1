BeforeAll { Import-Module (Join-Path $PSScriptRoot '../../Vmon.psd1') -Force }

Describe 'Start-VmonSession' {
    AfterEach { Get-VmonSession | Stop-VmonSession }

    It 'starts a session that other cmdlets find' {
        $session = Start-VmonSession -Name web -Interval 0.5
        $session.Interval | Should -Be ([timespan]::FromSeconds(0.5))
        (Get-VmonSession web).Name | Should -Be 'web'
        (Get-VmonProcess -Id $PID -Session web).Session | Should -Be 'web'
    }

    It 'refuses a duplicate name' {
        $null = Start-VmonSession -Name web
        { Start-VmonSession -Name WEB -ErrorAction Stop } | Should -Throw -ErrorId 'SessionExists,*'
    }

    It 'reports why -ProcRoot is not a proc file system' {
        { Start-VmonSession -ProcRoot /etc -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidProcRoot,*' -ExpectedMessage "*'/etc'*"
        { Start-VmonSession -ProcRoot /nowhere -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidProcRoot,*'
    }

    It 'refuses an interval of zero' {
        { Start-VmonSession -Interval 0 } | Should -Throw '*greater than zero*'
    }

    It 'reads a /proc mounted elsewhere, such as that of a container' {
        $null = Start-VmonSession -Name other -ProcRoot "/proc/$PID/root/proc"
        (Get-VmonProcess -Id $PID -Session other).Id | Should -Be $PID
    }
}
