param([double]$Interval, [int]$Samples, [string]$Manifest)

Import-Module $Manifest
$script:last = 0
$script:count = 0
Watch-VmonProcess -Interval 0.02 -Count 1 3>$null | Out-Null
[Console]::Out.WriteLine("first $PID")
# Until the .NET compiler has hardly anything to do: it compiles again what was compiled ahead, once that has run often.
foreach ($round in 1..30)
{
    $compiled = [Runtime.JitInfo]::GetCompiledMethodCount($false)
    Watch-VmonProcess -Interval 0.02 -Count 100 3>$null | ForEach-Object { $null = $_.Id, $_.ProcessName, $_.CPU, $_.WorkingSet; $script:count++ }
    if ([Runtime.JitInfo]::GetCompiledMethodCount($false) - $compiled -lt 10) { break }
}
$script:count = 0
# The CPU clock is read at the first object of the third sample, and at that of the sample $Samples later.
Watch-VmonProcess -Interval $Interval -Count ($Samples + 3) 3>$null | ForEach-Object {
    $null = $_.Id, $_.ProcessName, $_.CPU, $_.WorkingSet
    if ($_.Sample -ne $script:last)
    {
        $script:last = $_.Sample
        if ($script:last -eq 3)
        {
            $script:count = 0
            [Console]::Out.WriteLine('ready')
            $null = [Console]::In.ReadLine()
        }
        elseif ($script:last -eq $Samples + 3)
        {
            [Console]::Out.WriteLine('done')
            $null = [Console]::In.ReadLine()
            [Console]::Out.WriteLine("count $($script:count / $Samples)")
        }
    }
    $script:count++
}
