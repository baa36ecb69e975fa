BeforeAll {
    $manifest = Join-Path $PSScriptRoot '../../Vmon.psd1'
    Import-Module $manifest -Force
}

Describe 'The module' {
    It 'has a manifest that PowerShell finds nothing wrong with' {
        $module = Test-ModuleManifest $manifest -WarningVariable warnings -WarningAction SilentlyContinue
        $module.Version | Should -Be (Get-Module Vmon).Version
        $warnings | Should -BeNullOrEmpty
    }

    It 'exports cmdlets with approved verbs' {
        $commands = Get-Command -Module Vmon
        $commands.Count | Should -BeGreaterThan 5
        $commands.CommandType | Should -Not -Contain 'Function'
        $commands.Verb | ForEach-Object { (Get-Verb).Verb | Should -Contain $_ }
    }

    It 'ships no assembly but its own' {
        (Get-ChildItem (Join-Path $PSScriptRoot '../../bin') -Filter *.dll).Name | Should -Be 'Vmon.Engine.dll', 'Vmon.PowerShell.dll'
    }
}
