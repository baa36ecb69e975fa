param([string]$Manifest, [string]$Path, [scriptblock]$Question)

Import-Module $Manifest
$cpu = [Environment]::CpuUsage.TotalTime
$clock = [Diagnostics.Stopwatch]::StartNew()
$answers = @(& $Question $Path).Count
$elapsed = $clock.Elapsed.TotalSeconds
$used = ([Environment]::CpuUsage.TotalTime - $cpu).TotalSeconds
$memory = [int](Get-Content /proc/self/status | Select-String '^VmHWM:\s+(\d+)').Matches[0].Groups[1].Value
[Console]::Out.WriteLine([string]::Join(' ', @($answers, $elapsed, $used, $memory).ForEach{ ([IFormattable]$_).ToString($null, [cultureinfo]::InvariantCulture) }))
