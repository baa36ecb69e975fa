#requires -Version 7.6
<#
.SYNOPSIS
Builds, tests, measures and packages Vmon. CONTRIBUTING.md lists the commands of each task.
.EXAMPLE
./build.ps1 -Task Build, Test
.EXAMPLE
./build.ps1 -Task Package
Creates the module (out/Vmon/VERSION and out/Vmon.VERSION.nupkg), the tool (out/tool/vmon.VERSION.nupkg) and, if a C compiler is installed to link
them, the services vmon-recorder and vmon-exporter: archives (out/NAME-VERSION-linux-ARCH.tar.gz) and, with dpkg-deb, Debian packages
(out/NAME_VERSION_ARCH.deb). Module, Tool, Recorder, Exporter and Debian create some of them.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Bench', 'Package', 'Module', 'Tool', 'Recorder', 'Exporter', 'Debian')]
    [string[]]$Task = 'Build',

    # The folder of the packages.
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
    Module
    Tool
    if (-not (Get-Command clang, gcc -ErrorAction Ignore)) {
        Write-Warning 'The packages of vmon-recorder and vmon-exporter are skipped, because neither clang nor gcc is installed.'
        return
    }
    Recorder
    Exporter
    if (Get-Command dpkg-deb -ErrorAction Ignore) { Debian }
    else { Write-Warning 'The Debian packages are skipped, because dpkg-deb is not installed.' }
}

function Module {
    dotnet build src/Vmon.PowerShell -c Release -t:Package "-p:PackageFolder=$Output/"
    $module = (Get-ChildItem (Join-Path $Output Vmon) -Directory).FullName
    Add-PackageData (Join-Path $module Vmon.psd1)
    Export-Bom $module
    $null = Test-ModuleManifest (Join-Path $module Vmon.psd1)
    Compress-PSResource $module $Output -PassThru
}

function Tool {
    # In another folder, because names of packages ignore case, and the module's package is Vmon.
    $tool = Join-Path $Output tool
    Remove-Item $tool -Recurse -ErrorAction Ignore
    dotnet pack src/Vmon.Host -c Release -p:PublishReadyToRun=true -o $tool
    Get-Item (Join-Path $tool *.nupkg)
}

function Recorder { Export-Archive vmon-recorder }

function Exporter { Export-Archive vmon-exporter }

function Debian {
    if (-not (Get-Command dpkg-deb -ErrorAction Ignore)) { throw 'Cannot make Debian packages: dpkg-deb is not installed. Install the package dpkg.' }
    Export-DebianPackage vmon-recorder
    Export-DebianPackage vmon-exporter
}

# Adds the first section of CHANGELOG.md and the address of the project, if it has one.
function Add-PackageData([string]$Manifest) {
    $notes = ((Get-Content CHANGELOG.md -Raw) -split '(?m)^## \[.*$')[1].Trim()
    $data = "ReleaseNotes = @'`n$notes`n'@"
    $uri = dotnet msbuild src/Vmon.PowerShell -getProperty:PackageProjectUrl
    if ($uri) { $data += "`nProjectUri = '$uri'" }
    (Get-Content $Manifest -Raw).Replace('PSData = @{', "PSData = @{`n$data") | Set-Content $Manifest -NoNewline
}

# The packages of the exporters' libraries, with their licences.
$libraries = @{
    'Parquet.dll'                             = 'Parquet.Net', 'MIT'
    'Snappier.dll'                            = 'Snappier', 'BSD-3-Clause'
    'ZstdSharp.dll'                           = 'ZstdSharp.Port', 'MIT'
    'K4os.Compression.LZ4.dll'                = 'K4os.Compression.LZ4', 'MIT'
    'CommunityToolkit.HighPerformance.dll'    = 'CommunityToolkit.HighPerformance', 'MIT'
    'Microsoft.IO.RecyclableMemoryStream.dll' = 'Microsoft.IO.RecyclableMemoryStream', 'MIT'
}
'OpenTelemetry', 'OpenTelemetry.Api', 'OpenTelemetry.Api.ProviderBuilderExtensions', 'OpenTelemetry.Exporter.OpenTelemetryProtocol' |
    ForEach-Object { $libraries["$_.dll"] = $_, 'Apache-2.0' }
'Configuration', 'Configuration.Abstractions', 'Configuration.Binder', 'Configuration.EnvironmentVariables', 'DependencyInjection', 'DependencyInjection.Abstractions',
'Diagnostics.Abstractions', 'Logging', 'Logging.Abstractions', 'Logging.Configuration', 'Options', 'Options.ConfigurationExtensions', 'Primitives' |
    ForEach-Object { $libraries["Microsoft.Extensions.$_.dll"] = "Microsoft.Extensions.$_", 'MIT' }

# Writes a bill of materials (CycloneDX JSON): the assemblies of the module, and those of the libraries that an exporter brings. It has no date, so
# that builds are reproducible.
function Export-Bom([string]$Module) {
    $manifest = Import-PowerShellDataFile (Join-Path $Module Vmon.psd1)
    $facts = [ordered]@{ name = 'Vmon'; version = $manifest.ModuleVersion; licenses = @(@{ license = @{ id = 'MIT' } }) }
    $files = foreach ($file in Get-ChildItem (Join-Path $Module bin) -Filter *.dll -Recurse | Sort-Object Name) {
        $package, $license = $libraries[$file.Name]
        if (-not $package -and $file.Name -notlike 'Vmon.*') { throw "build.ps1 does not list the licence of $($file.Name)." }
        $version = $package ? ([Diagnostics.FileVersionInfo]::GetVersionInfo($file).ProductVersion -replace '^(\d+\.\d+\.\d+).*', '$1') : $facts.version
        [ordered]@{
            type     = 'library'
            name     = $file.Name
            version  = $version
            purl     = $package ? "pkg:nuget/$package@$version" : "pkg:generic/Vmon@$version#bin/$($file.Name)"
            licenses = $package ? @(@{ license = @{ id = $license } }) : $facts.licenses
            hashes   = @([ordered]@{ alg = 'SHA-256'; content = (Get-FileHash $file -Algorithm SHA256).Hash.ToLowerInvariant() })
        }
    }
    # A library of the page of reports, which is part of Vmon.PowerShell.dll.
    $source = Get-Content src/Vmon.PowerShell/Reports/Page/uPlot/source.json -Raw | ConvertFrom-Json
    $script = $source.sha256.PSObject.Properties | Select-Object -First 1
    $files = @($files) + [ordered]@{
        type     = 'library'
        name     = $script.Name
        version  = $source.version
        purl     = "pkg:npm/$($source.package)@$($source.version)"
        licenses = @(@{ license = @{ id = $source.licence } })
        hashes   = @([ordered]@{ alg = 'SHA-256'; content = $script.Value })
    }
    [ordered]@{
        bomFormat   = 'CycloneDX'
        specVersion = '1.6'
        version     = 1
        metadata    = [ordered]@{ component = [ordered]@{ type = 'library'; supplier = @{ name = $manifest.Author } } + $facts }
        components  = @($files)
    } | ConvertTo-Json -Depth 8 | Set-Content (Join-Path $Module sbom.cdx.json)
}

$Output = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Output)
Push-Location $PSScriptRoot
. ./build/Services.ps1
try {
    foreach ($one in $Task) {
        $clock = [Diagnostics.Stopwatch]::StartNew()
        & $one
        Write-Information ('{0}: {1:0} s' -f $one, $clock.Elapsed.TotalSeconds) -InformationAction Continue
    }
}
finally {
    Remove-Item (Join-Path $Output .services) -Recurse -ErrorAction Ignore
    Pop-Location
}
