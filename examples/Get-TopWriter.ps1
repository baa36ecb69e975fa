#requires -Version 7.4 -Modules Vmon

<#
.SYNOPSIS
Reports who wrote most to storage in the next minute.

.DESCRIPTION
Watches all processes and adds up what each wrote to storage, also of those that ended meanwhile. A process that begins and ends between
two samples is not seen; a shorter interval sees more of them. Other users' processes take root's rights.

.PARAMETER First
How many to report.

.PARAMETER Duration
How long to watch: a number of seconds, '30s', '5m', or a time span.

.PARAMETER Interval
Time between two samples.

.EXAMPLE
./Get-TopWriter.ps1

The ten who write most, after a minute.

.EXAMPLE
./Get-TopWriter.ps1 -First 1 -Duration 10s | ForEach-Object Process | Get-VmonFile -Type Regular

What the one who writes most has open.

.OUTPUTS
One object for each writer: Process (its last sample), Written (bytes), Rate (bytes per second of the whole time), Share (per cent of all
that was written).
#>
[CmdletBinding()]
param(
    [ValidateRange(1, 10000)]
    [int]$First = 10,

    [Vmon.PowerShell.SecondsTransformation()]
    [ValidateScript({ $_ -gt 0 }, ErrorMessage = 'Watch for some time: {0} is none.')]
    [timespan]$Duration = '1m',

    [Vmon.PowerShell.SecondsTransformation()]
    [ValidateScript({ $_ -gt 0 }, ErrorMessage = 'There is some time between two samples: {0} is none.')]
    [timespan]$Interval = '1s'
)

$written = @{}  # by identity: a pid that is used again is another process
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
