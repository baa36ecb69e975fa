BeforeAll { Import-Module (Join-Path $PSScriptRoot '../../Vmon.psd1') -Force }

Describe 'Stop-VmonSession' {
    It 'stops sessions by name, wildcard and object' {
        $sessions = 'a1', 'a2', 'b' | ForEach-Object { Start-VmonSession -Name $_ }
        Stop-VmonSession a*
        $sessions.IsStopped | Should -Be $true, $true, $false
        $sessions[2] | Stop-VmonSession
        $sessions[2].IsStopped | Should -BeTrue
        Get-VmonSession | Should -BeNullOrEmpty
    }

    It 'stops nothing with -WhatIf' {
        $session = Start-VmonSession -Name kept
        Stop-VmonSession kept -WhatIf
        $session.IsStopped | Should -BeFalse
        Stop-VmonSession kept
    }

    It 'reports an unknown name' {
        Stop-VmonSession nobody -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'SessionNotFound,*'
    }
}
