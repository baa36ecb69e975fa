#requires -Version 7.4 -Modules Vmon

<#
.SYNOPSIS
Reports services, containers and other control groups that are held back by their limits.

.DESCRIPTION
Samples control groups, or reads them from a recording, and writes an object for each problem: a group that used up its CPU quota, one whose processes were killed for
lack of memory, one that is near its limit of memory or tasks, and one whose processes waited for memory or IO.

.PARAMETER Unit
Specifies units of systemd. Wildcards are permitted. All control groups if not specified.

.PARAMETER Duration
Specifies for how long to sample.

.PARAMETER RecordingPath
Specifies directories of recordings to read instead of this machine.

.PARAMETER StartTime
Specifies the first time of the recordings. Their beginning if not specified.

.PARAMETER EndTime
Specifies the last time of the recordings. Their end if not specified.

.PARAMETER NearPercent
Specifies from how many percent of a limit a group is near it.

.PARAMETER MaxThrottledPercent
Specifies how many percent of the periods of its quota a group may be throttled in one interval.

.PARAMETER MaxPressurePercent
Specifies how many percent of an interval all processes of a group may wait for memory or IO.

.EXAMPLE
./Get-GroupProblem.ps1 -Duration 1m

.EXAMPLE
./Get-GroupProblem.ps1 -Unit nginx, postgresql -RecordingPath /var/log/vmon -StartTime 03:00 -EndTime 04:00
#>
[CmdletBinding()]
param(
    [string[]]$Unit,
    [string]$Duration = '10s',
    [string[]]$RecordingPath,
    [datetime]$StartTime,
    [datetime]$EndTime,
    [ValidateRange(1, 100)] [double]$NearPercent = 90,
    [ValidateRange(0, 100)] [double]$MaxThrottledPercent = 10,
    [ValidateRange(0, 100)] [double]$MaxPressurePercent = 20
)

$watch = @{}
foreach ($name in 'Unit', 'RecordingPath', 'StartTime', 'EndTime') { if ($PSBoundParameters.ContainsKey($name)) { $watch[$name] = $PSBoundParameters[$name] } }
if (-not $RecordingPath) { $watch.Duration = $Duration }

# The figures of a problem in one sample: its kind, and how bad it is.
filter Get-Problem {
    if ($_.OomKills -gt 0) { @{ Problem = 'Killed'; Value = $_.OomKills; Limit = $_.MemoryLimit } }
    if ($_.ThrottledPercent -gt $MaxThrottledPercent) { @{ Problem = 'Throttled'; Value = $_.ThrottledPercent; Limit = $_.CpuLimit } }
    if ($_.MemoryPercent -ge $NearPercent) { @{ Problem = 'MemoryLimit'; Value = $_.MemoryPercent; Limit = $_.MemoryLimit } }
    if ($_.TaskPercent -ge $NearPercent) { @{ Problem = 'TaskLimit'; Value = $_.TaskPercent; Limit = $_.TaskLimit } }
    if ($_.MemoryPressure?.FullPercent -gt $MaxPressurePercent) { @{ Problem = 'MemoryPressure'; Value = $_.MemoryPressure?.FullPercent } }
    if ($_.IoPressure?.FullPercent -gt $MaxPressurePercent) { @{ Problem = 'IoPressure'; Value = $_.IoPressure?.FullPercent } }
}

$found = [ordered]@{}
Watch-VmonCgroup @watch | ForEach-Object {
    $group = $_
    foreach ($problem in $group | Get-Problem) {
        $known = $found["$($problem.Problem) $($group.Path)"] ??= [pscustomobject]@{
            Problem = $problem.Problem; Group = $group.ContainerName ?? $group.Unit ?? $group.Path; Path = $group.Path
            Samples = 0; First = $group.Timestamp; Last = $null; Most = 0.0; Limit = $problem.Limit
        }
        $known.Samples++
        $known.Last = $group.Timestamp
        $known.Most = $problem.Problem -eq 'Killed' ? $known.Most + $problem.Value : [math]::Max($known.Most, $problem.Value)
    }
}
$found.Values
