#requires -Version 7.4 -Modules Vmon

<#
.SYNOPSIS
Watches processes, and tells once when one breaks a limit, and once when it keeps it again.

.DESCRIPTION
An alert is raised when a process breaks a limit, or meets the condition, in so many samples in a row, and cleared when it has kept them
for as many. However long it lasts, and whatever more the process breaks, it is one alert. It is also over when the process ends.

What is unknown breaks no limit: percentages and rates in the first sample, and what the kernel refuses.

.PARAMETER Name
Names of the processes to watch, with wildcards. Without Name and Id it is all of them.

.PARAMETER Id
Ids of the processes to watch.

.PARAMETER Condition
A script block that is asked of each sample ($_), true where something is wrong.

.PARAMETER MaxCpuPercent
The most CPU, in per cent of one core.

.PARAMETER MaxWorkingSet
The most resident memory, in bytes.

.PARAMETER MaxIoWriteRate
The most bytes per second written to storage.

.PARAMETER Samples
In how many samples in a row it must be so, to raise or to clear an alert.

.PARAMETER Include
What to read beside the session's data sets, for the condition.

.PARAMETER Interval
Time between two samples: a number of seconds, '500ms', '1m', or a time span.

.PARAMETER Duration
How long to watch; without it until Ctrl+C, or as long as there is a process of those ids.

.EXAMPLE
./Watch-Alert.ps1 nginx*, php-fpm* -MaxWorkingSet 500MB -MaxCpuPercent 90 -Samples 5

Five seconds above a limit raise the alert, five below it clear it.

.EXAMPLE
./Watch-Alert.ps1 -Condition { $_.State -eq 'DiskSleep' } -Samples 10 | ForEach-Object { logger -t vmon "$($_.Alert): $($_.Process) $($_.Reason)" }

Whatever hangs for ten seconds gets into the log of the system.

.OUTPUTS
One object for each turn: Time, Alert (Raised, Cleared or Ended), Process (the sample), Reason.
#>
[CmdletBinding(DefaultParameterSetName = 'Name')]
param(
    [Parameter(Position = 0, ParameterSetName = 'Name')] [SupportsWildcards()] [ValidateNotNullOrEmpty()] [string[]]$Name,
    [Parameter(Mandatory, ParameterSetName = 'Id')] [ValidateRange(1, [int]::MaxValue)] [int[]]$Id,
    [ValidateNotNull()] [scriptblock]$Condition,
    [ValidateRange('NonNegative')] [double]$MaxCpuPercent,
    [ValidateRange('NonNegative')] [long]$MaxWorkingSet,
    [ValidateRange('NonNegative')] [long]$MaxIoWriteRate,
    [ValidateRange('Positive')] [int]$Samples = 1,
    [Vmon.ProcessDataSets]$Include,
    [Vmon.PowerShell.SecondsTransformation()] [timespan]$Interval = '1s',
    [Vmon.PowerShell.SecondsTransformation()] [timespan]$Duration
)

$limits = @{}
foreach ($property in 'CpuPercent', 'WorkingSet', 'IoWriteRate') {
    if ($PSBoundParameters.ContainsKey("Max$property")) { $limits[$property] = $PSBoundParameters["Max$property"] }
}
if (-not $Condition -and -not $limits.Count) { throw 'Nothing to watch for: give a limit, or a condition.' }

$watch = @{ Interval = $Interval }
foreach ($parameter in 'Name', 'Id', 'Include', 'Duration') {
    if ($PSBoundParameters.ContainsKey($parameter)) { $watch[$parameter] = $PSBoundParameters[$parameter] }
}

$states = @{}  # by identity: a pid that is used again is another process
Watch-VmonProcess @watch | ForEach-Object {
    $sample = $_
    $state = $states[$sample.Identity] ??= @{ IsRaised = $false; Streak = 0 }
    if ($sample.HasExited) {
        $states.Remove($sample.Identity)
        if ($state.IsRaised) { [pscustomobject]@{ Time = $sample.Timestamp; Alert = 'Ended'; Process = $sample; Reason = $state.Reason } }
        return
    }

    $reasons = @(
        foreach ($limit in $limits.GetEnumerator()) {
            if ($sample.($limit.Key) -gt $limit.Value) { '{0} {1:0.#} > {2}' -f $limit.Key, $sample.($limit.Key), $limit.Value }
        }
        if ($Condition -and ($sample | Where-Object -FilterScript $Condition)) { "$Condition".Trim() }
    )
    $isBroken = $reasons.Count -gt 0
    if ($isBroken -eq $state.IsRaised) { $state.Streak = 0; return }
    $state.Streak++
    if ($state.Streak -lt $Samples) { return }

    $state.IsRaised, $state.Streak = $isBroken, 0
    if ($isBroken) { $state.Reason = $reasons -join ', ' }
    [pscustomobject]@{ Time = $sample.Timestamp; Alert = $isBroken ? 'Raised' : 'Cleared'; Process = $sample; Reason = $state.Reason }
}
