#requires -Version 7.6
# Runs the tests of this folder with Pester, in two processes at the same time. The exit code is the number of failures, at most 255.
param(
    [string]$Pester = 'Pester',  # name or path of the module
    [string]$ResultDirectory,    # folder for results in NUnit XML, one file for each process
    [string[]]$Name              # names of the tests to run, in one process. All if not specified.
)

$ErrorActionPreference = 'Stop'
Import-Module $Pester -MinimumVersion 5.7

# They take a third of the time, most of it in processes that they start.
$apart = 'Help', 'NamedProperties', 'Package', 'ConstrainedLanguage'

$second = $null
if (-not $Name) {
    . (Join-Path $PSScriptRoot Shell.ps1)
    $script = "& '$PSCommandPath' -Pester '$Pester' -ResultDirectory '$ResultDirectory' -Name $($apart -join ','); exit `$LASTEXITCODE"
    $executable, $arguments = Get-ShellCommand $script
    $output = New-TemporaryFile
    $second = Start-Process $executable ($arguments[0..($arguments.Count - 2)] + "`"$script`"") -PassThru -RedirectStandardOutput $output
    $null = $second.Handle  # so that the exit code remains known
    $Name = (Get-ChildItem $PSScriptRoot/*.Tests.ps1).Name -replace '\.Tests\.ps1$' | Where-Object { $_ -notin $apart }
}

$options = New-PesterConfiguration
$options.Run.Path = @($Name | ForEach-Object { Join-Path $PSScriptRoot "$_.Tests.ps1" })
$options.Run.PassThru = $true
$options.Output.Verbosity = 'Detailed'
$options.Output.RenderMode = 'Plaintext'
if ($ResultDirectory) {
    $options.TestResult.Enabled = $true
    $options.TestResult.OutputPath = Join-Path $ResultDirectory "pester-$($Name[0]).xml"
}

$run = Invoke-Pester -Configuration $options
$failed = $run.FailedCount + $run.FailedBlocksCount + $run.FailedContainersCount
if ($second) {
    $second.WaitForExit()
    Get-Content $output
    Remove-Item $output
    $failed += $second.ExitCode
}

exit [math]::Min(255, $failed)
