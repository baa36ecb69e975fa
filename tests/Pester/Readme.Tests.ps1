BeforeDiscovery {
    $readme = Get-Content (Join-Path $PSScriptRoot '../../README.md') -Raw
    $walkthrough = Get-Content (Join-Path $PSScriptRoot '../../docs/walkthrough.md') -Raw
    $blocks = [regex]::Matches("$readme`n$walkthrough", '(?ms)^```powershell\n(.*?)^```').ForEach({ $_.Groups[1].Value.Trim() }).Where({ $_ -notmatch '^Show-Vmon' }) # it takes a terminal
    $commands = [regex]::Matches($readme, '(?m)^    (dotnet .*)$').ForEach({ $_.Groups[1].Value })
    if (-not $blocks -or $commands.Count -ne 2) { throw 'README.md must have examples and two commands.' }
}

Describe 'README.md and the walkthrough' {
    BeforeAll {
        $root = Resolve-Path (Join-Path $PSScriptRoot '../..')
        Import-Module (Join-Path $root Vmon.psd1) -Force
        Push-Location $root
    }
    AfterAll {
        Pop-Location
        Remove-Item ./recording, ./incident.html -Recurse -ErrorAction Ignore
    }

    It 'have an example that runs: <_>' -ForEach $blocks {
        $ErrorActionPreference = 'Stop'
        $output = . ([scriptblock]::Create($_)) 3>$null
        # A filter can match nothing.
        if ($_ -match '^Get-' -and $_ -notmatch 'Where-Object|-Name |-Deleted|Port |VmonConnection') { $output | Should -Not -BeNullOrEmpty }
    }

    It 'have a command that .ci/run runs too: <_>' -ForEach $commands {
        Get-Content (Join-Path $root .ci/run) -Raw | Should -Match ([regex]::Escape($_))
    }
}
