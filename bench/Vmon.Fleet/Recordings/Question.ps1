param([string]$Manifest, [string]$Path, [scriptblock]$Question, [int]$Again)

Import-Module $Manifest
$cpu = [Environment]::CpuUsage.TotalTime
$clock = [Diagnostics.Stopwatch]::StartNew()
$answers = @(& $Question $Path).Count
$elapsed = $clock.Elapsed.TotalSeconds
$used = ([Environment]::CpuUsage.TotalTime - $cpu).TotalSeconds
$times = @(for ($i = 0; $i -lt $Again; $i++) { $clock.Restart(); $null = @(& $Question $Path).Count; $clock.Elapsed.TotalSeconds }) | Sort-Object
$median = $Again -gt 0 ? @($times)[[int][Math]::Floor($Again / 2)] : $elapsed
$memory = [int](Get-Content /proc/self/status | Select-String '^VmHWM:\s+(\d+)').Matches[0].Groups[1].Value
[Console]::Out.WriteLine([string]::Join(' ', @($answers, $elapsed, $used, $memory, $median).ForEach{ ([IFormattable]$_).ToString($null, [cultureinfo]::InvariantCulture) }))
