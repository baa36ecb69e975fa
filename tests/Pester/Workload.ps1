# Starts processes to watch. They exit with the tests, and do not keep the output of the tests open.
$script:workloads = [Collections.Generic.List[Diagnostics.Process]]::new()

function Start-Workload([string]$File) {
    $start = [Diagnostics.ProcessStartInfo]::new($File, [string[]]$args)
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $process = [Diagnostics.Process]::Start($start)
    $script:workloads.Add($process)
    $process
}

function Stop-Workload {
    $script:workloads | Where-Object { -not $_.HasExited } | ForEach-Object { $_.Kill($true) }
    $script:workloads.Clear()
}

function Wait-Until([scriptblock]$Condition, [int]$Seconds = 30) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    while (-not (& $Condition)) {
        if ($clock.Elapsed.TotalSeconds -gt $Seconds) { throw "The condition was not met within $Seconds s: $Condition" }
        Start-Sleep -Milliseconds 20
    }
}
