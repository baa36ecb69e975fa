#requires -Version 7.6 -Modules Vmon

<#
.SYNOPSIS
Asks many hosts one question over SSH, and merges the answers.

.DESCRIPTION
Runs a script block with Vmon on each host by PowerShell remoting over SSH, on some of them at a time. The answers are written as they come, or sorted when all are there. Each has the
name of its host in PSComputerName, which the default view shows. A host that fails is an error of its own and does not affect the others: its target is the name of the host.

Each host requires PowerShell as subsystem of its SSH server, and Vmon in a folder of its PSModulePath. Hosts are authenticated as ssh does it: a host must be known
(known_hosts), and a key must not ask for a passphrase.

An endless question, such as a watch, ends on all hosts with Ctrl+C and with Select-Object -First. (Invoke-Command -HostName itself does not end with Select-Object -First, as of PowerShell 7.6.)

.PARAMETER HostName
Specifies the hosts: names, addresses, or USER@NAME:PORT.

.PARAMETER ScriptBlock
Specifies what to run on each host, after Vmon was imported. Values of this machine are passed with -ArgumentList.

.PARAMETER ArgumentList
Specifies arguments of the script block.

.PARAMETER UserName
Specifies the user to log on as.

.PARAMETER KeyFilePath
Specifies a file with the private key.

.PARAMETER Options
Specifies options of ssh: @{ StrictHostKeyChecking = 'accept-new' }.

.PARAMETER SortBy
Specifies a property by which the answers of all hosts are sorted, the largest first.

.PARAMETER First
Specifies how many answers to write, after they were sorted.

.PARAMETER ThrottleLimit
Specifies how many hosts work at a time.

.PARAMETER ConnectTimeout
Specifies how long a host may take to start PowerShell. Enter a number of seconds, text such as '10s', or a TimeSpan.

.PARAMETER Timeout
Specifies how long a host may take in all, from when it is its turn. 0 is no limit.

.EXAMPLE
./Invoke-Fleet.ps1 web1, web2, db1 -SortBy CpuPercent -First 10

Lists the ten processes that use most CPU on three hosts.

.EXAMPLE
Get-Content hosts.txt | ./Invoke-Fleet.ps1 -ScriptBlock { Get-VmonSystem -Interval 1s } -SortBy CpuPercent -ErrorVariable failed

Lists the load of all hosts. $failed.TargetObject has the names of those that did not answer.

.EXAMPLE
./Invoke-Fleet.ps1 web1, web2 { Watch-VmonEvent -Failed } -Timeout 0 | Select-Object -First 1

Waits until a process fails on one of the hosts.

.OUTPUTS
What the script block writes, with PSComputerName.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0, ValueFromPipeline)]
    [ValidateNotNullOrEmpty()]
    [string[]]$HostName,

    [Parameter(Position = 1)]
    [scriptblock]$ScriptBlock = { Get-VmonProcess -Interval 1s | Sort-Object CpuPercent -Descending | Select-Object -First 5 },

    [object[]]$ArgumentList,
    [string]$UserName,
    [string]$KeyFilePath,
    [hashtable]$Options,
    [string]$SortBy,
    [int]$First = [int]::MaxValue,

    [ValidateRange(1, 1000)]
    [int]$ThrottleLimit = 32,

    [Vmon.PowerShell.SecondsTransformation()]
    [ValidateScript({ $_ -gt 0 }, ErrorMessage = '{0} is not a valid time. Specify a time longer than zero.')]
    [timespan]$ConnectTimeout = '10s',

    [Vmon.PowerShell.SecondsTransformation()]
    [timespan]$Timeout = '1m'
)

begin {
    $hosts = [System.Collections.Generic.Queue[string]]::new()
    $answers = [System.Collections.Generic.List[object]]::new()
    $jobs = [System.Collections.Generic.List[System.Management.Automation.Job]]::new()
    $late = [System.Collections.Generic.List[System.Management.Automation.Job]]::new()
    $connection = @{ ConnectingTimeout = [int]$ConnectTimeout.TotalMilliseconds }
    foreach ($name in 'UserName', 'KeyFilePath', 'Options', 'ArgumentList') {
        if ($PSBoundParameters.ContainsKey($name)) { $connection[$name] = $PSBoundParameters[$name] }
    }
    $question = [scriptblock]::Create("Import-Module Vmon -ErrorAction Stop`n& {`n$ScriptBlock`n} @args")

    # Writes an error of a host, with the name of the host as its target.
    function Write-HostError([string]$Name, [string]$Id, [System.Management.Automation.ErrorCategory]$Category, [string]$Message) {
        $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([InvalidOperationException]::new($Message), $Id, $Category, $Name))
    }

    function Write-Failure([string]$Name, [Exception]$Reason) {
        if ($Reason -is [System.Management.Automation.Remoting.PSRemotingTransportException]) {
            Write-HostError $Name HostUnreachable ConnectionError "Cannot connect to host '$Name'. $($Reason.Message)"
        } elseif ($Reason.ErrorRecord.FullyQualifiedErrorId -like 'Modules_ModuleNotFound,*') {
            Write-HostError $Name VmonNotInstalled NotInstalled "Vmon is not installed on host '$Name'. Install it there, in a folder of PSModulePath."
        } else {
            Write-HostError $Name HostFailed NotSpecified "The question failed on host '$Name'. $($Reason.Message)"
        }
    }

    # Passes on what a host has written since the last call. The reason of a failure is an error of the job, too.
    function Receive-Answer([System.Management.Automation.Job]$Job) {
        $received = Receive-Job $Job -ErrorAction SilentlyContinue -ErrorVariable errors
        $reason = $Job.ChildJobs[0].JobStateInfo.Reason
        foreach ($record in $errors) { if ($null -eq $reason -or $record.Exception.Message -ne $reason.Message) { $PSCmdlet.WriteError($record) } }
        if ($SortBy) { foreach ($answer in $received) { $answers.Add($answer) } } else { $received }
    }
}

process { foreach ($name in $HostName) { $hosts.Enqueue($name) } }

end {
    & {
        while ($hosts.Count -or $jobs.Count) {
            while ($hosts.Count -and $jobs.Count -lt $ThrottleLimit) {
                $jobs.Add((Invoke-Command @connection -HostName $hosts.Dequeue() -ScriptBlock $question -AsJob))
            }
            $null = Wait-Job $jobs -Any -Timeout 0.2
            foreach ($job in $jobs.ToArray()) {
                $isOver = $job.State -notin 'NotStarted', 'Running'  # before its answers are received, so that none comes later
                Receive-Answer $job
                if ($isOver) {
                    if ($job.State -eq 'Failed') { Write-Failure $job.Location $job.ChildJobs[0].JobStateInfo.Reason }
                    Remove-Job $job
                } elseif ($Timeout -gt 0 -and [DateTime]::Now - $job.PSBeginTime -gt $Timeout) {
                    Write-HostError $job.Location HostTimedOut OperationTimeout "Host '$($job.Location)' did not answer within $($Timeout.TotalSeconds) s."
                    $late.Add($job)
                } else { continue }
                $null = $jobs.Remove($job)
            }
        }
    } | Select-Object -First $First
    if ($SortBy) { $answers | Sort-Object $SortBy -Descending | Select-Object -First $First }
}

# Also after Ctrl+C and Select-Object -First.
clean {
    $jobs + $late | ForEach-Object -ThrottleLimit 32 -Parallel { $_.StopJob() }
    foreach ($job in $jobs + $late) { Remove-Job $job -Force }
}
