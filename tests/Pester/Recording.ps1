# Records at 100 ms until there are some samples.
function New-Recording([string]$Path, [int]$Samples = 5) {
    $recorder = Start-VmonRecording -Path $Path -Interval 100ms
    try { Wait-Until { $recorder.SampleCount -ge $Samples } }
    finally { Stop-VmonRecording $Path }
    Get-VmonRecording $Path
}
