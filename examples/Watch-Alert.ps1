#requires -Version 7.4 -Modules Vmon

<#
.SYNOPSIS
Watches processes and reports when one breaks a limit and when it is back within it.

.DESCRIPTION
The script raises an alert when a process breaks a limit or meets the condition in a number of consecutive samples. It clears the alert when
the process is within all limits for the same number of samples. A process has at most one alert at a time. The alert ends if the process
exits.

An unknown value does not break a limit. Percentages and rates are unknown in the first sample, and so are values that the kernel refuses.

.PARAMETER Name
Specifies processes by name. Wildcards are permitted. Without Name and Id, all processes are watched.

.PARAMETER Id
Specifies processes by process ID (PID).

.PARAMETER Condition
Specifies a script block that is tested on each sample ($_) and is true if something is wrong.

.PARAMETER MaxCpuPercent
Specifies the maximum CPU usage, in percent of one core.

.PARAMETER MaxWorkingSet
Specifies the maximum resident memory, in bytes.

.PARAMETER MaxIoWriteRate
Specifies the maximum rate of writes to storage, in bytes per second.

.PARAMETER Samples
Specifies the number of consecutive samples that raise or clear an alert.

.PARAMETER Include
Specifies data sets to read for the condition, in addition to those of the session.

.PARAMETER Interval
Specifies the time between two samples. Enter a number of seconds, text such as '500ms' or '1m', or a TimeSpan.

.PARAMETER Duration
Specifies how long to watch. Without it, the script runs until you press Ctrl+C or all processes given by Id have exited.

.EXAMPLE
./Watch-Alert.ps1 nginx*, php-fpm* -MaxWorkingSet 500MB -MaxCpuPercent 90 -Samples 5

Raises an alert after five seconds above a limit, and clears it after five seconds below.

.EXAMPLE
./Watch-Alert.ps1 -Condition { $_.State -eq 'DiskSleep' } -Samples 10 | ForEach-Object { logger -t vmon "$($_.Alert): $($_.Process) $($_.Reason)" }

Logs processes that hang for ten seconds to the system log.

.OUTPUTS
One object each time an alert changes: Time, Alert (Raised, Cleared or Ended), Process (the sample), Reason.
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
if (-not $Condition -and -not $limits.Count) { throw 'Cannot watch processes: no limit or condition was specified. Specify Condition, MaxCpuPercent, MaxWorkingSet or MaxIoWriteRate.' }

$watch = @{ Interval = $Interval }
foreach ($parameter in 'Name', 'Id', 'Include', 'Duration') {
    if ($PSBoundParameters.ContainsKey($parameter)) { $watch[$parameter] = $PSBoundParameters[$parameter] }
}

$states = @{}  # keyed by identity, because a PID can be reused
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
    $alert = $isBroken ? 'Raised' : $sample.State -eq 'Zombie' ? 'Ended' : 'Cleared'  # a zombie has exited, and its parent has not waited for it
    [pscustomobject]@{ Time = $sample.Timestamp; Alert = $alert; Process = $sample; Reason = $state.Reason }
}
