BeforeDiscovery { $manifest = Import-PowerShellDataFile (Join-Path $PSScriptRoot '../../Vmon.psd1') }

Describe 'The package' -ForEach @{ Version = $manifest.ModuleVersion } {
    BeforeAll {
        . (Join-Path $PSScriptRoot Shell.ps1)
        $root = Resolve-Path (Join-Path $PSScriptRoot '../..')
        $output = Join-Path $TestDrive out
        $module = "$output/Vmon/$Version"
        $null = & (Join-Path $root build.ps1) -Task Module, Tool -Output $output 6>$null

        # From here on, what is installed or registered is in a temporary home directory.
        $homes = @{ HOME = $env:HOME; XDG_DATA_HOME = $env:XDG_DATA_HOME }
        $env:HOME = Join-Path $TestDrive home
        $env:XDG_DATA_HOME = (New-Item -ItemType Directory -Path "$env:HOME/.local/share").FullName
    }

    AfterAll { $homes.Keys | ForEach-Object { Set-Item "env:$_" $homes[$_] } }

    It 'contains exactly the files of the module' {
        $files = Get-ChildItem $module -Recurse -File | ForEach-Object { [IO.Path]::GetRelativePath($module, $_) }
        $files | Sort-Object | Should -Be (@(
            'bin/Vmon.Engine.dll', 'bin/Vmon.Metrics.dll', 'bin/Vmon.PowerShell.dll'
            'Vmon.OpenTelemetry', 'OpenTelemetry', 'OpenTelemetry.Api', 'OpenTelemetry.Api.ProviderBuilderExtensions', 'OpenTelemetry.Exporter.OpenTelemetryProtocol' | ForEach-Object { "bin/exporters/opentelemetry/$_.dll" }
            'Configuration', 'Configuration.Abstractions', 'Configuration.Binder', 'Configuration.EnvironmentVariables', 'DependencyInjection', 'DependencyInjection.Abstractions', 'Diagnostics.Abstractions', 'Logging',
            'Logging.Abstractions', 'Logging.Configuration', 'Options', 'Options.ConfigurationExtensions', 'Primitives' | ForEach-Object { "bin/exporters/opentelemetry/Microsoft.Extensions.$_.dll" }
            'Vmon.Parquet', 'Parquet', 'Snappier', 'ZstdSharp', 'K4os.Compression.LZ4', 'CommunityToolkit.HighPerformance', 'Microsoft.IO.RecyclableMemoryStream' | ForEach-Object { "bin/exporters/parquet/$_.dll" }
            'en-US/about_Vmon_Network.help.txt', 'en-US/about_Vmon_Objects.help.txt', 'en-US/about_Vmon_Performance.help.txt', 'en-US/about_Vmon_Recordings.help.txt', 'en-US/about_Vmon.help.txt', 'en-US/Vmon.PowerShell.dll-Help.xml'
            'CHANGELOG.md', 'LICENSE', 'README.md', 'sbom.cdx.json', 'Vmon.Format.ps1xml', 'Vmon.Import.psm1', 'Vmon.psd1', 'Vmon.Types.ps1xml', 'Vmon.Views/Vmon.Views.psd1') | Sort-Object)
    }

    It 'includes the help' {
        $examples, $topic = Invoke-Shell "Import-Module '$module/Vmon.psd1'; @((Get-Help Get-VmonFile -Full).examples.example).Count; (Get-Help about_Vmon).Synopsis"
        [int]$examples | Should -BeGreaterThan 2
        $topic | Should -Match 'Linux processes'
    }

    It 'has the version of the build' {
        (Import-PowerShellDataFile "$module/Vmon.Views/Vmon.Views.psd1").ModuleVersion | Should -Be $Version
        (dotnet msbuild (Join-Path $root src/Vmon.PowerShell) -getProperty:Version) | Should -Be $Version
        [Reflection.AssemblyName]::GetAssemblyName((Join-Path $module bin/Vmon.Engine.dll)).Version.ToString(3) | Should -Be $Version
    }

    It 'has a manifest with tags, license and changelog notes' {
        $found = Test-ModuleManifest (Join-Path $module Vmon.psd1) -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeNullOrEmpty
        $data = $found.PrivateData.PSData
        $data.Tags | Should -Contain 'Linux'
        $data.LicenseUri | Should -Match '^https://'
        $notes = ([string]$data.ReleaseNotes).Trim()
        $notes | Should -Match 'Watch-VmonProcess'
        (Get-Content (Join-Path $root CHANGELOG.md) -Raw).Contains($notes) | Should -BeTrue
    }

    It 'has an SBOM with the hash of each assembly' {
        $bom = Get-Content (Join-Path $module sbom.cdx.json) -Raw | ConvertFrom-Json
        $bom.bomFormat, $bom.metadata.component.version | Should -Be 'CycloneDX', $Version
        $assemblies = Get-ChildItem (Join-Path $module bin) -Filter *.dll -Recurse | Sort-Object Name
        $bom.components.name | Should -Be ($assemblies.Name + 'uPlot.iife.min.js')
        foreach ($i in 0..($assemblies.Count - 1)) { (Get-FileHash $assemblies[$i] -Algorithm SHA256).Hash | Should -Be $bom.components[$i].hashes[0].content }
        $parquet = $bom.components | Where-Object name -EQ Parquet.dll
        $parquet.version, $parquet.licenses.license.id, $parquet.purl | Should -Be '6.1.0', 'MIT', 'pkg:nuget/Parquet.Net@6.1.0'
    }

    It 'has the script that is part of an assembly in the SBOM' {
        $script = (Get-Content (Join-Path $module sbom.cdx.json) -Raw | ConvertFrom-Json).components[-1]
        $script.purl, $script.licenses.license.id | Should -Be 'pkg:npm/uplot@1.6.32', 'MIT'
        (Get-FileHash (Join-Path $root src/Vmon.PowerShell/Reports/Page/uPlot/uPlot.iife.min.js) -Algorithm SHA256).Hash | Should -Be $script.hashes[0].content
    }

    It 'contains no path of the build machine' {
        foreach ($file in Get-ChildItem (Join-Path $module bin) -Filter Vmon.*.dll -Recurse) {
            [Text.Encoding]::Latin1.GetString([IO.File]::ReadAllBytes($file)).Contains([string]$root) | Should -BeFalse
        }
    }

    It 'can be imported from its folder' {
        $id, $base = Invoke-Shell "Import-Module '$module/Vmon.psd1'; (Get-VmonProcess -Id `$PID).Id -eq `$PID; (Get-Module Vmon).ModuleBase"
        $id | Should -Be 'True'
        $base | Should -Be $module
    }

    It 'exports recordings with the libraries that it contains' {
        $loaded, $file = Invoke-Shell @"
            Import-Module '$module/Vmon.psd1'
            `$null = Start-VmonRecording '$TestDrive/recorded' -Interval 50ms
            Start-Sleep -Milliseconds 500
            Stop-VmonRecording '$TestDrive/recorded'
            `$files = Export-VmonRecording '$TestDrive/recorded' '$TestDrive/exported' -PassThru
            ([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -eq 'Parquet' }).Location
            `$files[0].FullName
"@
        $loaded | Should -Be "$module/bin/exporters/parquet/Parquet.dll"
        [Text.Encoding]::ASCII.GetString([IO.File]::ReadAllBytes($file)[0..3]) | Should -Be PAR1
    }

    It 'can be installed from a folder repository' {
        $version, $base, $text = Invoke-Shell @"
            Register-PSResourceRepository -Name Folder -Uri '$output' -Trusted
            Install-PSResource Vmon -Repository Folder -Scope CurrentUser
            Import-Module Vmon
            (Get-Module Vmon).Version.ToString(), (Get-Module Vmon).ModuleBase
            Get-VmonProcess -Id `$PID | Out-String
"@
        $version | Should -Be $Version
        $base | Should -BeLike "$env:XDG_DATA_HOME/*"
        $text -join "`n" | Should -Match 'Threads'
    }

    It 'installs as a tool from a folder' {
        $null = dotnet tool install vmon --tool-path (Join-Path $TestDrive tool) --add-source (Join-Path $output tool)
        $LASTEXITCODE | Should -Be 0
        $name, $base = & "$TestDrive/tool/vmon" -NoProfile -Command "Start-Job { (Get-VmonProcess -Id `$PID).Name } | Receive-Job -Wait; (Get-Module Vmon -ListAvailable)[0].ModuleBase"
        & "$TestDrive/tool/vmon" -Version | Should -BeLike "vmon $Version (PowerShell *)"
        $name | Should -Be vmon
        $base | Should -BeLike "$([IO.Path]::GetFullPath((Join-Path $TestDrive tool)))*"
    }
}
