BeforeDiscovery {
    $jq = Get-Command jq -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    $vmon = Get-ChildItem (Join-Path $PSScriptRoot '../../src/Vmon.Host/bin/*/net10.0/vmon') | Sort-Object LastWriteTime | Select-Object -Last 1
}

Describe 'ConvertTo-VmonJson' -ForEach @{ Vmon = [string]$vmon } {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../../Vmon.psd1') -Force
        . (Join-Path $PSScriptRoot Shell.ps1)
        . (Join-Path $PSScriptRoot Workload.ps1)
        $process = Start-Workload sleep 600
    }
    AfterAll { Stop-Workload }

    It 'writes a line for each object, with exact names and numbers' {
        $lines = Get-VmonProcess | ConvertTo-VmonJson
        $lines | Should -Match '^\{"Id":\d+,'
        $sample = Get-VmonProcess -Id $process.Id
        $read = $sample | ConvertTo-VmonJson | ConvertFrom-Json
        $read.WorkingSet | Should -Be $sample.WorkingSet
        $read.State | Should -Be 'Sleeping'
        $read.Arguments | Should -Be 'sleep', '600'
        $read.PSObject.Properties.Name | Should -Not -Contain 'Parent'
    }

    It 'asks for no more than was read: a first look causes no warning' {
        $all = Get-VmonProcess 3>&1 | ConvertTo-VmonJson 3>&1
        $all | Should -Match '^\{'
    }

    It 'writes an object that came back from a job or a file' {
        $back = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Get-VmonProcess -Id $process.Id)))
        $read = $back | ConvertTo-VmonJson | ConvertFrom-Json
        $read.State, $read.Arguments[0], $read.WorkingSet | Should -Be 'Sleeping', 'sleep', $back.WorkingSet
    }

    It 'is read by jq' -Skip:(-not $jq) {
        $name, $set = Get-VmonProcess -Id $process.Id | ConvertTo-VmonJson | jq -r '.ProcessName, .WorkingSet'
        $name | Should -Be sleep
        [long]$set | Should -BeGreaterThan 0
        'a', ([string][char]0xdcff), "x`ny" | ConvertTo-VmonJson | jq -c . | Should -HaveCount 3
    }

    It 'writes the same bytes in vmon and in pwsh' -Skip:(-not $vmon) {
        $script = "Get-VmonProcess -Id $($process.Id) | Select-Object Id, ProcessName, State, CommandLine, Arguments, WorkingSet, StartTicks, TotalProcessorTime | ConvertTo-VmonJson"
        $executable, $arguments = Get-ShellCommand "Import-Module '$PSScriptRoot/../../Vmon.psd1'; $script"
        & $executable @arguments > $TestDrive/pwsh
        & $Vmon -NoProfile -Command $script > $TestDrive/vmon
        Get-Content $TestDrive/vmon | Should -HaveCount 1
        [IO.File]::ReadAllBytes("$TestDrive/vmon") | Should -Be ([IO.File]::ReadAllBytes("$TestDrive/pwsh"))
    }
}
