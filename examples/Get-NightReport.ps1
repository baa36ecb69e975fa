#requires -Version 7.4 -Modules Vmon

<#
.SYNOPSIS
Reports which programs used the machine most last night, from a recording.

.DESCRIPTION
Reads a range of a recording (see about_Vmon_Recordings), and adds up what the processes of each program used. Processes that exited are included.
Processes that start and exit between two samples are included if the recorder had process events.

.PARAMETER Path
Specifies the directory of the recording. Wildcards are permitted.

.PARAMETER StartTime
Specifies the first time, on the clock of the recorded machine. A time of day is the last one before the end of the recording.

.PARAMETER EndTime
Specifies the last time.

.PARAMETER First
Specifies how many programs to report.

.EXAMPLE
./Get-NightReport.ps1 /var/log/vmon

Reports the ten programs that used the most CPU time between 22:00 and 06:00.

.EXAMPLE
./Get-NightReport.ps1 /var/log/vmon -First 1000 | Sort-Object IoWrite -Descending | Select-Object -First 5 ProcessName, IoWrite, Failed

Reports the five programs that wrote most, and how often they failed.

.EXAMPLE
./Get-NightReport.ps1 /var/log/vmon -StartTime '2026-11-28 03:00' -EndTime '2026-11-28 03:30' | ConvertTo-Csv

Converts a report of half an hour to CSV.

.OUTPUTS
One object for each program: ProcessName, Processes (how many), CpuTime, CpuShare (percent of the CPU time of all), MaxCpuPercent and BusiestTime
(of one process in one sample), MaxWorkingSet (bytes, of one process), IoRead and IoWrite (bytes), Failed (processes that exited with another
code than 0, or by a signal).
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)]
    [SupportsWildcards()]
    [string[]]$Path,

    [object]$StartTime = '22:00',

    [object]$EndTime = '06:00',

    [ValidateRange(1, 100000)]
    [int]$First = 10
)

$programs = @{}
$seen = [Collections.Generic.HashSet[string]]::new()
$all = [timespan]::Zero

# Processes that did not run are left out: they used nothing.
Watch-VmonProcess -Path $Path -StartTime $StartTime -EndTime $EndTime -ChangedOnly |
    ForEach-Object -Process {
        $program = $programs[$_.ProcessName]
        if (-not $program) {
            $program = $programs[$_.ProcessName] = [pscustomobject]@{
                ProcessName   = $_.ProcessName
                Processes     = 0
                CpuTime       = [timespan]::Zero
                CpuShare      = 0
                MaxCpuPercent = 0.0
                BusiestTime   = $null
                MaxWorkingSet = 0L
                IoRead        = 0L
                IoWrite       = 0L
                Failed        = 0
            }
        }
        if ($seen.Add($_.Identity)) { $program.Processes++ }
        if ($_.CpuTime) { $program.CpuTime += $_.CpuTime; $all += $_.CpuTime }
        if ($_.CpuPercent -gt $program.MaxCpuPercent) { $program.MaxCpuPercent = $_.CpuPercent; $program.BusiestTime = $_.Timestamp }
        if ($_.WorkingSet -gt $program.MaxWorkingSet) { $program.MaxWorkingSet = $_.WorkingSet }
        $program.IoRead += $_.IoRead
        $program.IoWrite += $_.IoWrite
        if ($_.HasExited -and ($_.ExitCode -or $_.ExitSignal)) { $program.Failed++ }
    } -End {
        foreach ($program in $programs.Values) {
            if ($all -gt [timespan]::Zero) { $program.CpuShare = [decimal]::Round(100 * $program.CpuTime / $all, 1) }
            $program
        }
    } |
    Sort-Object CpuTime -Descending |
    Select-Object -First $First
