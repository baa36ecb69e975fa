param([string]$Manifest, [scriptblock]$Look)

function Measure-Look([scriptblock]$Block)
{
    $cpu = [Environment]::CpuUsage.TotalTime
    $clock = [Diagnostics.Stopwatch]::StartNew()
    & $Block | Out-Null
    $clock.Elapsed.TotalMilliseconds, ([Environment]::CpuUsage.TotalTime - $cpu).TotalMilliseconds
}

function Get-Median([double[]]$Values) { ($Values | Sort-Object)[[int][Math]::Floor($Values.Count / 2)] }

$first = Measure-Look { if ($Manifest) { Import-Module $Manifest }; & $Look }
[Console]::Out.WriteLine("first $PID $($first[0]) $($first[1])")
$null = [Console]::In.ReadLine()
$wall = @()
$cpu = @()
foreach ($i in 1..7)
{
    $again = Measure-Look $Look
    $wall += $again[0]
    $cpu += $again[1]
}
[Console]::Out.WriteLine("again $(Get-Median $wall) $(Get-Median $cpu)")
