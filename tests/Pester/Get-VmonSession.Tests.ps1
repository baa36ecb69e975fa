BeforeAll { Import-Module (Join-Path $PSScriptRoot '../../Vmon.psd1') -Force }

Describe 'Get-VmonSession' {
    BeforeEach { 'one', 'two' | ForEach-Object { $null = Start-VmonSession -Name $_ } }
    AfterEach { Get-VmonSession | Stop-VmonSession }

    It 'lists all sessions, or those that match a wildcard' {
        (Get-VmonSession).Name | Should -Be 'one', 'two'
        (Get-VmonSession t*).Name | Should -Be 'two'
        Get-VmonSession x* | Should -BeNullOrEmpty
    }

    It 'reports an unknown name' {
        Get-VmonSession nobody -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'SessionNotFound,*'
        $failure[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }

    It 'completes names' {
        (TabExpansion2 -inputScript 'Get-VmonProcess -Session o').CompletionMatches.CompletionText | Should -Be 'one'
    }

    It 'counts samples' {
        $null = Get-VmonProcess -Id $PID -Session one
        (Get-VmonSession one).SampleCount | Should -Be 1
    }
}
