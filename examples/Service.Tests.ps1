#requires -Version 7.4 -Modules Vmon

<#
.SYNOPSIS
Checks a running service and everything it started for a minute.

.DESCRIPTION
Run this file with Pester. It samples the service for the Duration and then checks memory and CPU limits, zombies, processes that hang,
leaked file descriptors, and pipes with a missing end. If the kernel refuses a value that a check needs, the check is inconclusive.

.PARAMETER Service
Specifies the processes of the service by name or PID. Their descendants are included.

.PARAMETER MaxMemory
Specifies the maximum resident memory of all processes together in any sample, in bytes. A shared page counts once for each process.

.PARAMETER MaxCpuPercent
Specifies the maximum average CPU usage of all processes together, in percent of one core, including children that exited.

.PARAMETER MaxNewDescriptors
Specifies by how many the open file descriptors of a process may grow, from the most in the first quarter of the time to the fewest in the
last quarter.

.PARAMETER Patience
Specifies how many seconds a process may be a zombie or in an uninterruptible sleep (state D).

.PARAMETER Duration
Specifies how many seconds to sample.

.PARAMETER Interval
Specifies the seconds between two samples.

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

        # The processes that were in a state in every sample for longer than $Patience.
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

    It "keeps running" {
        $found | Where-Object Identity -In ($all | Where-Object HasExited).Identity | Should -BeNullOrEmpty
    }

    It "uses at most $($MaxMemory / 1MB) MB of memory" {
        $sums = $samples | Group-Object Sample | ForEach-Object { ($_.Group | Measure-Object WorkingSet -Sum).Sum }
        ($sums | Measure-Object -Maximum).Maximum | Should -BeLessOrEqual $MaxMemory
    }

    It "uses at most $MaxCpuPercent % of a core" {
        $sums = $samples | Where-Object Interval | Group-Object Sample |
            ForEach-Object { ($_.Group | Measure-Object CpuPercent -Sum).Sum + ($_.Group | Measure-Object ChildrenCpuPercent -Sum).Sum }
        ($sums | Measure-Object -Average).Average | Should -BeLessOrEqual $MaxCpuPercent
    }

    It "has no zombie for longer than $Patience s" {
        Get-LongStay Zombie | Should -BeNullOrEmpty
    }

    It "has no process in an uninterruptible sleep for longer than $Patience s" {
        Get-LongStay DiskSleep | Should -BeNullOrEmpty
    }

    It "leaks no file descriptors" {
        if ($samples | Where-Object { $_.Denied.HasFlag([Vmon.ProcessDataSets]::Files) }) { Set-ItResult -Inconclusive -Because 'some file descriptors could not be counted. Run this as root.' }
        $leaks = foreach ($process in $processes) {
            $counts = @($process.Group.FileCount)
            $quarter = [math]::Max(1, $counts.Count -shr 2)
            $most = ($counts[0..($quarter - 1)] | Measure-Object -Maximum).Maximum
            $fewest = ($counts[-$quarter..-1] | Measure-Object -Minimum).Minimum
            if ($fewest - $most -gt $MaxNewDescriptors) { "$($process.Group[-1]) from $most to $fewest" }
        }
        $leaks | Should -BeNullOrEmpty
    }

    It "has no pipe with a missing end" {
        $dead = $found | Get-VmonPipe -MissingEnd -ErrorAction Ignore -WarningAction Ignore
        if ($dead | Where-Object -Not IsComplete) { Set-ItResult -Inconclusive -Because "the other end of $($dead.Chain) may belong to a process that could not be read. Run this as root, and not in a container." }
        $dead | ForEach-Object Chain | Should -BeNullOrEmpty
    }
}
