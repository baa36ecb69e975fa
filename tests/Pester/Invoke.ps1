#requires -Version 7.6
# Runs the tests of this folder with Pester. The exit code is the number of failures, at most 255.
param(
    [string]$Pester = 'Pester',  # name or path of the module
    [string]$ResultFile          # path for results in NUnit XML
)

$ErrorActionPreference = 'Stop'
Import-Module $Pester -MinimumVersion 5.7

$options = New-PesterConfiguration
$options.Run.Path = $PSScriptRoot
$options.Run.PassThru = $true
$options.Output.Verbosity = 'Detailed'
$options.Output.RenderMode = 'Plaintext'
if ($ResultFile) {
    $options.TestResult.Enabled = $true
    $options.TestResult.OutputPath = $ResultFile
}

$run = Invoke-Pester -Configuration $options
exit [math]::Min(255, $run.FailedCount + $run.FailedBlocksCount + $run.FailedContainersCount)
