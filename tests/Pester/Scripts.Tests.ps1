BeforeDiscovery {
    $hasAnalyzer = $null -ne (Get-Module -ListAvailable PSScriptAnalyzer)
}

Describe 'Scripts' {
    It 'pass PSScriptAnalyzer' -Skip:(-not $hasAnalyzer) {
        $root = (Resolve-Path "$PSScriptRoot/../..").Path
        $scripts = Get-ChildItem $root -File -Include *.ps1, *.psd1 -Recurse | Where-Object FullName -NotMatch "$([regex]::Escape($root))/.*(bin|obj|out)/"
        $scripts | Should -Not -BeNullOrEmpty
        $found = $scripts | ForEach-Object { Invoke-ScriptAnalyzer -Path $_.FullName -Settings "$root/PSScriptAnalyzerSettings.psd1" }
        $found | ForEach-Object { "$($_.ScriptName):$($_.Line): $($_.RuleName)" } | Should -BeNullOrEmpty
    }
}
