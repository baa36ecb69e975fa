#requires -Version 7.4 -Modules Vmon

<#
.SYNOPSIS
Reports which processes wrote most to storage in the next minute.

.DESCRIPTION
Samples all processes and adds up the bytes that each one wrote to storage, including processes that exited meanwhile. A process that starts
and exits between two samples is not seen; a shorter interval misses fewer of them. Reading other users' processes requires root.

.PARAMETER First
Specifies how many processes to report.

.PARAMETER Duration
Specifies how long to sample. Enter a number of seconds, text such as '30s' or '5m', or a TimeSpan.

.PARAMETER Interval
Specifies the time between two samples.

.EXAMPLE
./Get-TopWriter.ps1

Reports the ten processes that wrote most in a minute.

.EXAMPLE
./Get-TopWriter.ps1 -First 1 -Duration 10s | ForEach-Object Process | Get-VmonFile -Type Regular

Lists the files that the top writer has open.

.OUTPUTS
One object for each process: Process (its last sample), Written (bytes), Rate (bytes per second over the whole time), Share (percent of all
bytes written).
#>
[CmdletBinding()]
param(
    [ValidateRange(1, 10000)]
    [int]$First = 10,

    [Vmon.PowerShell.SecondsTransformation()]
    [ValidateScript({ $_ -gt 0 }, ErrorMessage = '{0} is not a valid duration. Specify a time longer than zero.')]
    [timespan]$Duration = '1m',

    [Vmon.PowerShell.SecondsTransformation()]
    [ValidateScript({ $_ -gt 0 }, ErrorMessage = '{0} is not a valid interval. Specify a time longer than zero.')]
    [timespan]$Interval = '1s'
)

$written = @{}  # keyed by identity, because a PID can be reused
$last = @{}
$total = 0

Watch-VmonProcess -Interval $Interval -Duration $Duration |
    ForEach-Object -Process {
        if ($_.IoWrite) {
            $written[$_.Identity] += $_.IoWrite
            $total += $_.IoWrite
            $last[$_.Identity] = $_
        }
    } -End {
        foreach ($writer in $written.GetEnumerator()) {
            New-Object psobject -Property ([ordered]@{
                Process = $last[$writer.Key]
                Written = $writer.Value
                Rate    = [long]($writer.Value / $Duration.TotalSeconds)
                Share   = [decimal]::Round(100 * $writer.Value / $total, 1)
            })
        }
    } |
    Sort-Object Written -Descending |
    Select-Object -First $First
