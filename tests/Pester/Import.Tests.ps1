BeforeAll {
    $manifest = Join-Path $PSScriptRoot '../../Vmon.psd1'
    Import-Module $manifest -Force
}

Describe 'The module' {
    It 'has a manifest that passes Test-ModuleManifest' {
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

    It 'contains only its own assemblies' {
        (Get-ChildItem (Join-Path $PSScriptRoot '../../bin') -Filter *.dll).Name | Should -Be 'Vmon.Engine.dll', 'Vmon.Metrics.dll', 'Vmon.PowerShell.dll'
    }

    It 'refuses to import another version with one error that states the fix' {
        $copy = (New-Item -ItemType Directory (Join-Path $TestDrive newer)).FullName
        Copy-Item (Join-Path $PSScriptRoot '../../Vmon*.ps*1*') $copy
        Add-Type -TypeDefinition '[assembly: System.Reflection.AssemblyVersion("9.0.0.0")] public class Newer { }' -OutputAssembly (
            Join-Path (New-Item -ItemType Directory (Join-Path $copy bin)) Vmon.PowerShell.dll)
        $loaded = Get-Module Vmon
        try {
            Remove-Module Vmon
            { Import-Module (Join-Path $copy Vmon.psd1) -ErrorAction Stop } | Should -Throw '*Vmon 9.0.0.0*Start a new session.'
        } finally {
            Import-Module (Join-Path $loaded.ModuleBase Vmon.psd1)
        }
    }
}
