BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../../Vmon.psd1') -Force
    $commands = (Get-Command -Module Vmon).Name
    $examples = foreach ($command in $commands) {
        # Show-Vmon takes a terminal; Show-Vmon.Tests.ps1 gives it one.
        if ($command -eq 'Show-Vmon') { continue }
        foreach ($example in (Get-Help $command -Full).examples.example) { @{ Command = $command; Title = $example.title.Trim('- '); Code = $example.code } }
    }
    $topics = foreach ($file in Get-ChildItem (Join-Path $PSScriptRoot '../../docs/en-US/about_*.md')) {
        [regex]::Matches((Get-Content $file -Raw), '(?ms)^```powershell\n(.*?)^```').ForEach({ @{ Topic = $file.BaseName; Code = $_.Groups[1].Value } })
    }
}

Describe 'Help examples' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../../Vmon.psd1') -Force
        Push-Location $TestDrive
        $areEventsPermitted = try { $null = Watch-VmonEvent -Duration 1ms -ErrorAction Stop 3>$null; $true } catch { $false }
    }
    AfterEach { Get-VmonSession | Stop-VmonSession }
    AfterAll { Pop-Location }

    It 'run: <Command>, <Title>' -ForEach $examples {
        if ($Command -eq 'Watch-VmonEvent' -and -not $areEventsPermitted) {
            Set-ItResult -Skipped -Because 'process events are not permitted'
            return
        }

        $ErrorActionPreference = 'Stop'
        $output = . ([scriptblock]::Create($Code)) 3>$null
        # A filter can match nothing.
        if ($Code -match '^(Get|Watch|Export)-' -and $Code -notmatch 'Where-Object|VmonConnection|-Unit |-Name |-Path |-Deleted|-Started|Port |Export-Csv') { $output | Should -Not -BeNullOrEmpty }
    }

    It 'run: <Topic>, <Code>' -ForEach $topics {
        $ErrorActionPreference = 'Stop'
        $null = . ([scriptblock]::Create($Code)) 3>$null
    }
}

Describe 'Get-Help' {
    It 'shows every section of <_>' -ForEach $commands {
        $text = Get-Help $_ -Full | Out-String
        foreach ($heading in 'SYNOPSIS', 'SYNTAX', 'DESCRIPTION', 'PARAMETERS', 'INPUTS', 'OUTPUTS', 'NOTES', 'Example 3', 'See also: ') {
            $text | Should -Match $heading
        }
    }

    It 'does not offer -Online for <_>, which has no address' -ForEach $commands {
        Get-Help $_ | Out-String | Should -Not -Match ' -Online'
    }

    It 'shows one parameter of <_>' -ForEach $commands {
        $name = (Get-Help $_ -Full).parameters.parameter[0].name
        (Get-Help $_ -Parameter $name | Out-String) | Should -Match $name
    }
}
