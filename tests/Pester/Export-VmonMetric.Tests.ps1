BeforeAll { Import-Module (Join-Path $PSScriptRoot '../../Vmon.psd1') -Force }

Describe 'Export-VmonMetric' {
    BeforeEach { $path = Join-Path $TestDrive vmon.prom }
    AfterEach { Remove-Item $path -ErrorAction Ignore }

    It 'writes a file that all can read' {
        $file = Export-VmonMetric $path -GroupBy Name -Top 2
        $file.FullName | Should -Be $path
        (Get-Item $path).UnixFileMode | Should -Be 'OtherRead, GroupRead, UserWrite, UserRead'
        @(Get-Content $path | Select-String '^vmon_processes\{').Count | Should -Be 3
    }

    It 'replaces a file, and refuses a link' {
        Set-Content $path old
        $null = Export-VmonMetric $path
        Get-Content $path -TotalCount 1 | Should -BeLike '# HELP*'
        $null = Remove-Item $path; Set-Content "$TestDrive/victim" mine
        $null = New-Item $path -ItemType SymbolicLink -Value "$TestDrive/victim"
        { Export-VmonMetric $path -ErrorAction Stop } | Should -Throw
        Get-Content "$TestDrive/victim" | Should -Be mine
    }

    It 'writes nothing with -WhatIf' {
        Export-VmonMetric $path -WhatIf
        Test-Path $path | Should -BeFalse
    }
}
