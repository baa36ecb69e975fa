# The archives and the Debian packages of the services. Both have the same tree of files and the same scripts of Debian's package manager, which
# install.sh and uninstall.sh of an archive call. build.ps1 runs these functions in the root of the repository.

$services = @{
    'vmon-recorder' = @{
        Project     = 'src/Vmon.Recorder'
        Document    = 'docs/recorder.md'
        Description = "recorder of processes and the machine`n A service that samples all processes and the machine every few seconds, and`n writes them to files with limits of age and size. The PowerShell module Vmon`n reads them."
    }
    'vmon-exporter' = @{
        Project     = 'src/Vmon.Exporter'
        Document    = 'docs/exporter.md'
        Description = "exporter of metrics of processes for Prometheus`n A service that serves metrics of units, containers or users, and of the`n machine. Counters keep what exited processes used, and the series add up to`n all processes."
        # OpenSSL is loaded for TLS and for bearer tokens.
        Depends     = 'libssl3t64 | libssl3 | libssl1.1'
    }
}

# Trees that were made, by name.
$trees = @{}

# Compiles a service ahead of time, which takes half the memory and needs no .NET where it runs, and lays out its files as they are installed.
function Get-ServiceTree([string]$Name) {
    if ($trees[$Name]) { return $trees[$Name] }
    $service = $services[$Name]
    $runtime = [Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier
    $work = Join-Path $Output '.services' $Name
    $tree = Join-Path $work files
    Remove-Item $work -Recurse -ErrorAction Ignore
    dotnet publish $service.Project -c Release -r $runtime -p:PublishAot=true -o (Join-Path $work program) | Out-Host
    $short = $Name -replace '^vmon-'
    Add-File $tree 755 (Join-Path $work program $Name) "usr/lib/$Name/$Name"
    Add-File $tree 644 src/Vmon.Services/install/older-systemd.conf "usr/lib/$Name/older-systemd.conf"
    Add-File $tree 644 src/Vmon.Services/install/without-bpf.conf "usr/share/doc/$Name/examples/without-bpf.conf"
    Add-File $tree 644 LICENSE "usr/share/doc/$Name/copyright"
    Add-File $tree 644 $service.Document "usr/share/doc/$Name/$short.md"
    foreach ($file in Get-ChildItem (Join-Path $service.Project systemd)) {
        $place = switch ($file.Name) {
            "$Name.service" { "usr/lib/systemd/system/$_" }
            "$Name.sysusers" { "usr/lib/sysusers.d/$Name.conf" }
            "$short.conf" { "etc/vmon/$_" }
            default { "usr/share/doc/$Name/examples/$_" }
        }
        Add-File $tree 644 $file.FullName $place
    }
    $unit = Get-Content (Join-Path $service.Project systemd "$Name.service") -Raw
    $user = [regex]::Match($unit, '(?m)^User=(.+)$').Groups[1].Value
    $data = [regex]::Match($unit, '(?m)^LogsDirectory=(.+)$').Groups[1].Value
    $trees[$Name] = [pscustomobject]@{
        Name    = $Name
        Runtime = $runtime
        Version = dotnet msbuild $service.Project -getProperty:Version
        Folder  = $tree
        # Text of @name@, @user@ and @data@ in the scripts.
        Facts   = @{ name = $Name; user = $user; data = $data ? "/var/log/$data" : '' }
    }
    $trees[$Name]
}

# Copies a file to a tree, with a mode that does not depend on the umask.
function Add-File([string]$Tree, [string]$Mode, [string]$File, [string]$Place) {
    $target = Join-Path $Tree $Place
    $null = New-Item (Split-Path $target) -ItemType Directory -Force
    install -m $Mode $File $target
}

# Writes a script of src/Vmon.Services/install for a service.
function Add-Script($Tree, [string]$Script, [string]$Folder) {
    $text = [regex]::Replace((Get-Content "src/Vmon.Services/install/$Script" -Raw), '@(\w+)@', { $Tree.Facts[$args[0].Groups[1].Value] })
    $target = Join-Path $Folder $Script
    Set-Content $target $text -NoNewline
    chmod 755 $target
}

# The time of all files, so that builds of a commit are the same.
function Get-SourceTime {
    $env:SOURCE_DATE_EPOCH ? $env:SOURCE_DATE_EPOCH : (git log -1 --format=%ct)
}

function Export-Archive([string]$Name) {
    $tree = Get-ServiceTree $Name
    $folder = Join-Path $Output "$Name-$($tree.Version)-$($tree.Runtime)"
    $archive = "$folder.tar.gz"
    Remove-Item $folder, $archive -Recurse -ErrorAction Ignore
    $null = New-Item $folder -ItemType Directory
    Copy-Item $tree.Folder $folder -Recurse
    'install.sh', 'uninstall.sh', 'postinst', 'prerm', 'postrm' | ForEach-Object { Add-Script $tree $_ $folder }
    tar --create --gzip --sort=name --owner=0 --group=0 --numeric-owner "--mtime=@$(Get-SourceTime)" --file $archive --directory $Output (Split-Path $folder -Leaf)
    Remove-Item $folder -Recurse
    Get-Item $archive
}

function Export-DebianPackage([string]$Name) {
    $tree = Get-ServiceTree $Name
    $architecture = dpkg --print-architecture
    $root = "$($tree.Folder).deb"
    Remove-Item $root -Recurse -ErrorAction Ignore
    Copy-Item $tree.Folder $root -Recurse
    $control = Join-Path $root DEBIAN
    $null = New-Item $control -ItemType Directory
    'postinst', 'prerm', 'postrm' | ForEach-Object { Add-Script $tree $_ $control }
    Get-ChildItem (Join-Path $tree.Folder etc) -File -Recurse | ForEach-Object { '/' + [IO.Path]::GetRelativePath($tree.Folder, $_.FullName) } | Set-Content (Join-Path $control conffiles)

    # The changelog that Debian's tools expect says where the real one is.
    $document = Join-Path $root usr/share/doc/$Name
    $time = [DateTimeOffset]::FromUnixTimeSeconds((Get-SourceTime)).ToString('r').Replace('GMT', '+0000')
    $authors = "$(dotnet msbuild $services[$Name].Project -getProperty:Authors) <vmon@invalid>"
    "$Name ($($tree.Version)) unstable; urgency=medium`n`n  * See CHANGELOG.md of Vmon.`n`n -- $authors  $time`n" | gzip -9n > (Join-Path $document changelog.gz)

    # The newest version of a symbol of glibc that the program uses.
    $glibc = objdump -T (Join-Path $tree.Folder usr/lib/$Name/$Name) | Select-String 'GLIBC_(\d+(\.\d+)+)' | ForEach-Object { [version]$_.Matches[0].Groups[1].Value } | Sort-Object | Select-Object -Last 1
    @(
        "Package: $Name"
        "Version: $($tree.Version)"
        "Architecture: $architecture"
        "Maintainer: $authors"
        "Installed-Size: $((du -sk --apparent-size $tree.Folder) -split '\s' | Select-Object -First 1)"
        "Depends: $(@("libc6 (>= $glibc)", $services[$Name].Depends, 'systemd') -ne $null -join ', ')"
        'Section: admin'
        'Priority: optional'
        "Description: $($services[$Name].Description)"
    ) | Set-Content (Join-Path $control control)
    $package = Join-Path $Output "$($Name)_$($tree.Version)_$architecture.deb"
    $env:SOURCE_DATE_EPOCH, $before = (Get-SourceTime), $env:SOURCE_DATE_EPOCH
    try { dpkg-deb --root-owner-group --build $root $package | Out-Host }
    finally { $env:SOURCE_DATE_EPOCH = $before }
    Get-Item $package
}
