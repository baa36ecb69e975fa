BeforeDiscovery {
    $modules = Get-Module -ListAvailable | Where-Object ModuleBase -Like "$PSHOME/Modules*" | ForEach-Object Name
}

Describe 'vmon, of cmdlets that it has not' {
    BeforeAll {
        $built = Get-ChildItem (Join-Path $PSScriptRoot '../../src/Vmon.Host/bin/*/net10.0/vmon.dll') | Sort-Object LastWriteTime | Select-Object -Last 1
        $type = [Reflection.Assembly]::LoadFrom($built.FullName).GetType('Vmon.Host.PwshCommands', $true)
        $find = $type.GetMethod('Find', [Reflection.BindingFlags]'Static, NonPublic')
    }

    It 'knows all of <_> to be in pwsh' -ForEach $modules {
        $commands = (Get-Command -Module $_ -CommandType Cmdlet, Function | Where-Object Name -Match '^\w+-\w+$').Name
        $commands | Should -Not -BeNullOrEmpty
        $commands | Where-Object { $find.Invoke($null, @([string]$_)) -cne $_ } | Should -BeNullOrEmpty
    }
}
