# Runs examples/Service.Tests.ps1 on services that each fail one check, and on a healthy one. It is a separate script, because Pester does not
# run within Pester. Writes the failed checks of each service as JSON.
param([string]$Pester, [string]$Folder)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../../Vmon.psd1'), $Pester
. (Join-Path $PSScriptRoot Workload.ps1)

$rules = @{ MaxMemory = 40MB; MaxCpuPercent = 300; MaxNewDescriptors = 3; Patience = 0.5; Duration = 2; Interval = 0.1 }
$fifo = Join-Path $Folder 'fifo'
$services = [ordered]@{
    leak   = 'bash', '-c', 'while :; do exec {f}</dev/null; sleep 0.05; done'
    sound  = 'sh', '-c', 'sleep 600 | cat; true'
    memory = 'sh', '-c', '{ head -c 60000000 /dev/zero; sleep 600; } | tail -n 1; true'
    cpu    = 'sh', '-c', 'while :; do :; done'
    zombie = 'sh', '-c', 'sleep 0 & exec sleep 600'
    pipe   = 'sh', '-c', "mkfifo '$fifo'; exec 6<>'$fifo' 7>'$fifo' 6>&-; exec sleep 600"
}
# While the child of a vfork runs, the parent is in state D.
if ((Get-Command perl -ErrorAction Ignore) -and [Runtime.InteropServices.RuntimeInformation]::OSArchitecture -eq 'X64') {
    $services.hang = 'perl', '-e', 'syscall(58) or sleep 600'
}

# One after the other, because a process that is exiting cannot be read for a moment.
$results = [ordered]@{ complete = (Get-VmonPipe -WarningAction Ignore)[0].IsComplete }
foreach ($service in $services.Keys) {
    $file, $arguments = $services[$service]
    $data = $rules + @{ Service = (Start-Workload $file @arguments).Id }
    if ($service -eq 'cpu') { $data.MaxCpuPercent = 2 }
    if ($service -eq 'memory') { Wait-Until { (Get-VmonProcess -Name tail -ErrorAction Ignore | Measure-Object WorkingSet -Maximum).Maximum -gt 50MB } }
    try {
        $container = New-PesterContainer -Path (Join-Path $PSScriptRoot '../../examples/Service.Tests.ps1') -Data $data
        $tests = (Invoke-Pester -Container $container -Output None -PassThru).Tests
        $results[$service] = @{
            count  = $tests.Count
            broken = @($tests | Where-Object Result -NE Passed | ForEach-Object { "$($_.Result): $($_.ExpandedName). $($_.ErrorRecord)" })
        }
    }
    finally { Stop-Workload }
}
$results | ConvertTo-Json -Depth 4
