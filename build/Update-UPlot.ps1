#requires -Version 7.4
<#
.SYNOPSIS
Replaces the copy of uPlot in the page of reports by another version from npm, and states its version and hashes in source.json.
.EXAMPLE
build/Update-UPlot.ps1 1.6.32
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)]
    [version]$Version
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$target = Join-Path $PSScriptRoot '../src/Vmon.PowerShell/Reports/Page/uPlot'
$folder = (New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid()))).FullName
try {
    $null = npm pack "uplot@$Version" --pack-destination $folder
    tar --extract --gzip --file "$folder/uplot-$Version.tgz" --directory $folder
    $files = 'uPlot.iife.min.js', 'uPlot.min.css'
    $files | ForEach-Object { Copy-Item "$folder/package/dist/$_" $target }
    Copy-Item "$folder/package/LICENSE" $target
    $hashes = [ordered]@{}
    foreach ($file in $files) { $hashes[$file] = (Get-FileHash "$target/$file" -Algorithm SHA256).Hash.ToLowerInvariant() }
    [ordered]@{ package = 'uplot'; version = "$Version"; licence = 'MIT'; sha256 = $hashes } | ConvertTo-Json | Set-Content "$target/source.json"
}
finally {
    Remove-Item $folder -Recurse
}
