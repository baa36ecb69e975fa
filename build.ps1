#requires -Version 7.6
<#
.SYNOPSIS
Builds, tests, measures and packages Vmon. Every task is a command or two that can be typed as well (CONTRIBUTING.md has them).
.EXAMPLE
./build.ps1 -Task Build, Test
.EXAMPLE
./build.ps1 -Task Package
Makes out/Vmon/VERSION, which Import-Module and Publish-PSResource take, and out/Vmon.VERSION.nupkg.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Bench', 'Package')]
    [string[]]$Task = 'Build',

    # Where Package puts what it makes.
    [string]$Output = (Join-Path $PSScriptRoot out)
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

function Build {
    dotnet build vmon.sln -c Release
}

function Test {
    dotnet test vmon.sln -c Release
    dotnet restore tests/Pester/Pester.csproj
    & ./tests/Pester/Invoke.ps1 -Pester (dotnet msbuild tests/Pester/Pester.csproj -getProperty:PesterModule)
    if ($LASTEXITCODE) { throw "$LASTEXITCODE Pester test(s) failed." }
}

function Bench {
    dotnet run -c Release --project bench/Vmon.Bench -- --filter '*'
    dotnet run -c Release --project bench/Vmon.Compare
}

function Package {
    dotnet build src/Vmon.PowerShell -c Release -t:Package "-p:PackageFolder=$Output/"
    Get-ChildItem (Join-Path $Output Vmon) -Directory | ForEach-Object { Compress-PSResource $_ $Output -PassThru }
}

$Output = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Output)
Push-Location $PSScriptRoot
try {
    foreach ($one in $Task) {
        $clock = [Diagnostics.Stopwatch]::StartNew()
        & $one
        Write-Host ('{0}: {1:0} s' -f $one, $clock.Elapsed.TotalSeconds)
    }
}
finally {
    Pop-Location
}
