param([double]$Interval, [int]$Samples, [string]$Manifest)

Import-Module $Manifest

function Measure-Sample
{
    $script:count = 0
    Get-VmonFile 3>$null | ForEach-Object { $null = $_.Id, $_.Descriptor, $_.Path; $script:count++ }
}

Measure-Sample
[Console]::Out.WriteLine("first $PID")
foreach ($i in 1..5) { Measure-Sample }
[Console]::Out.WriteLine('ready')
$null = [Console]::In.ReadLine()
$total = 0
foreach ($i in 1..$Samples)
{
    Measure-Sample
    $total += $script:count
    [Threading.Thread]::Sleep([int]($Interval * 1000))
}
[Console]::Out.WriteLine('done')
$null = [Console]::In.ReadLine()
[Console]::Out.WriteLine("count $($total / $Samples)")
