#requires -Version 7.4 -Modules Vmon

<#
.SYNOPSIS
Checks a running service, with all that it has started, for a minute.

.DESCRIPTION
A file for Pester: it samples the service for as long as Duration says, and then checks that its processes keep their limits of memory and
CPU, are no zombies and do not hang, leak no descriptors, and hold no pipe with a dead end. What the kernel refused to tell is
inconclusive, not passed.

.PARAMETER Service
Names or ids of the service's processes. Their descendants are part of it.

.PARAMETER MaxMemory
The most resident memory of all of them, in bytes, in any sample. Pages that several share count for each.

.PARAMETER MaxCpuPercent
The most CPU of all of them on average, in per cent of one core, children that ended included.

.PARAMETER MaxNewDescriptors
By how many a process's open descriptors may grow: its fewest in the last quarter of the time, from its most in the first.

.PARAMETER Patience
For how many seconds a process may be a zombie, or in a sleep that nothing interrupts (state D).

.PARAMETER Duration
For how many seconds to watch.

.PARAMETER Interval
Seconds between two samples.

.EXAMPLE
Invoke-Pester -Container (New-PesterContainer -Path ./Service.Tests.ps1 -Data @{ Service = 'sshd'; MaxMemory = 200MB })

.EXAMPLE
$services = 'sshd', 'cron' | ForEach-Object { New-PesterContainer -Path ./Service.Tests.ps1 -Data @{ Service = $_; Duration = 10 } }
Invoke-Pester -Container $services -Output Detailed
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [ValidateNotNullOrEmpty()] [string[]]$Service,
    [ValidateRange('Positive')] [long]$MaxMemory = 1GB,
    [ValidateRange('Positive')] [double]$MaxCpuPercent = 100,
    [ValidateRange('NonNegative')] [int]$MaxNewDescriptors = 10,
    [ValidateRange('Positive')] [double]$Patience = 5,
    [ValidateRange('Positive')] [double]$Duration = 60,
    [ValidateRange('Positive')] [double]$Interval = 1
)

Describe "The service $Service" {
    BeforeAll {
        $found = $Service | Get-VmonProcess -ErrorAction Stop -WarningAction Ignore
        $all = $found | Watch-VmonProcess -FollowChildren -Include Files, WaitChannel -Interval $Interval -Duration $Duration -WarningAction Ignore
        $samples = $all | Where-Object -Not HasExited
        $processes = $samples | Group-Object { $_.Identity }

        # Who was in a state for longer than the patience, in every sample of that time.
        function Get-LongStay([string]$State) {
            foreach ($process in $processes) {
                $since = $null
                foreach ($sample in $process.Group) {
                    if ($sample.State -ne $State) { $since = $null; continue }
                    $since ??= $sample.Timestamp
                    if (($sample.Timestamp - $since).TotalSeconds -gt $Patience) { "$sample in $($sample.WaitChannel)"; break }
                }
            }
        }
    }

    It "runs all the time" {
        $found | Where-Object Identity -In ($all | Where-Object HasExited).Identity | Should -BeNullOrEmpty
    }

    It "has no more than $($MaxMemory / 1MB) MB of memory" {
        $sums = $samples | Group-Object Sample | ForEach-Object { ($_.Group | Measure-Object WorkingSet -Sum).Sum }
        ($sums | Measure-Object -Maximum).Maximum | Should -BeLessOrEqual $MaxMemory
    }

    It "takes no more than $MaxCpuPercent % of a core" {
        $sums = $samples | Where-Object Interval | Group-Object Sample |
            ForEach-Object { ($_.Group | Measure-Object CpuPercent -Sum).Sum + ($_.Group | Measure-Object ChildrenCpuPercent -Sum).Sum }
        ($sums | Measure-Object -Average).Average | Should -BeLessOrEqual $MaxCpuPercent
    }

    It "leaves no zombie for longer than $Patience s" {
        Get-LongStay Zombie | Should -BeNullOrEmpty
    }

    It "has nobody in an uninterruptible sleep for longer than $Patience s" {
        Get-LongStay DiskSleep | Should -BeNullOrEmpty
    }

    It "leaks no descriptors" {
        if ($samples | Where-Object { $_.Denied.HasFlag([Vmon.ProcessDataSets]::Files) }) { Set-ItResult -Inconclusive -Because 'some may not be counted: run this as root' }
        $leaks = foreach ($process in $processes) {
            $counts = @($process.Group.FileCount)
            $quarter = [math]::Max(1, $counts.Count -shr 2)
            $most = ($counts[0..($quarter - 1)] | Measure-Object -Maximum).Maximum
            $fewest = ($counts[-$quarter..-1] | Measure-Object -Minimum).Minimum
            if ($fewest - $most -gt $MaxNewDescriptors) { "$($process.Group[-1]) from $most to $fewest" }
        }
        $leaks | Should -BeNullOrEmpty
    }

    It "holds no pipe with a dead end" {
        $dead = $found | Get-VmonPipe -MissingEnd -ErrorAction Ignore -WarningAction Ignore
        if ($dead | Where-Object -Not IsComplete) { Set-ItResult -Inconclusive -Because "who holds the other end of $($dead.Chain) cannot be known: run this as root, and not in a container" }
        $dead | ForEach-Object Chain | Should -BeNullOrEmpty
    }
}
