#!/bin/bash
# Installs, asks and removes the module's package and the tool by their documented commands, and prints what happens and what is left. For a person to read: it runs
# in a machine that can be thrown away, with the .NET SDK and pwsh in the PATH: packages.sh out
packages=$(realpath "$1")
step() { printf '\n== %s\n' "$*"; }
# What a machine without network has: no package source but those that are named.
mkdir -p ~/.nuget/NuGet && printf '<configuration><packageSources><clear /></packageSources></configuration>' >~/.nuget/NuGet/NuGet.Config
shell() { pwsh -NoProfile -NonInteractive -Command "\$ProgressPreference = 'SilentlyContinue'; $1"; echo "exit code $?"; }
files() { find / -xdev -type f -not -path '/proc/*' -not -path '/sys/*' -not -path '/tmp/*' -not -path '/var/log/*' -not -path '/run/*' | sort; }
left() { files | comm -13 "$1" - | grep -i vmon; find / -xdev -type d -iname '*vmon*' -not -path "$packages*" -not -path '/proc/*' -not -path '/srv/*'; }
before=$(mktemp); files >"$before"

step "$(. /etc/os-release; echo "$PRETTY_NAME"), kernel $(uname -r), PowerShell $(pwsh --version), .NET SDK $(dotnet --version)"
step 'install the module'
shell "Register-PSResourceRepository -Name Vmon -Uri '$packages' -Trusted; Install-PSResource Vmon -Repository Vmon; Get-PSResource Vmon | Format-Table Name, Version, InstalledLocation"
step 'ask it, without importing it'
shell 'Get-VmonProcess -Id $PID, 1; (Get-Command -Module Vmon).Count; (Get-Help Get-VmonProcess).Synopsis; Watch-VmonProcess -Id 1 -FollowChildren -Count 2 -Interval 1 | Measure-Object | Select-Object -ExpandProperty Count'
shell 'Start-VmonRecording -Path /tmp/recording -Interval 1 | Out-Null; Start-Sleep 10; Stop-VmonRecording -Path /tmp/recording; Get-VmonRecording /tmp/recording; Get-VmonCgroup -Unit "*.service" | Select-Object -First 3; Get-VmonConnection | Measure-Object | Select-Object -ExpandProperty Count'
shell 'Get-VmonProcess | Export-VmonReport -Path /tmp/report.html; (Get-Item /tmp/report.html).Length -gt 10000; Export-VmonRecording -Path /tmp/recording -As Parquet -Destination /tmp/parquet; (Get-ChildItem /tmp/parquet).Name'
step 'remove the module'
shell 'Uninstall-PSResource Vmon; Unregister-PSResourceRepository Vmon; Get-Module -ListAvailable Vmon'
left "$before"
step 'install the tool'
dotnet tool install --global vmon --add-source "$packages/tool"; echo "exit code $?"
export PATH="$PATH:$HOME/.dotnet/tools"
vmon -Command 'Watch-VmonProcess -Id 1 -FollowChildren -Count 2 -Interval 1 | Measure-Object | Select-Object -ExpandProperty Count; Get-VmonSystem | Format-List Uptime, ProcessCount'; echo "exit code $?"
step 'remove the tool'
dotnet tool uninstall --global vmon; echo "exit code $?"
left "$before"
