BeforeAll {
    $manifest = [string](Resolve-Path (Join-Path $PSScriptRoot '../../Vmon.psd1'))
    Import-Module $manifest -Force
    . (Join-Path $PSScriptRoot Workload.ps1)

    function Get-ProcDescriptor {
        Get-ChildItem "/proc/$PID/fd" | Where-Object { $_.Target -like '/proc*' -and $_.Target -notlike '*/fd' }
    }
}

Describe 'Deserialized objects' {
    BeforeAll {
        $workload = Start-Workload sh -c 'sleep 600 & sleep 600 & echo up; wait'
        $null = $workload.StandardOutput.ReadLine()
        $job = Start-Job {
            Import-Module $using:manifest
            Get-VmonProcess -Id $using:workload.Id -Interval 0.1
            Get-VmonTree -Id $using:workload.Id
            Get-VmonPipe -Id $using:workload.Id -WarningAction Ignore | Select-Object -First 1
            Get-VmonSystem -Interval 0.1
        }
        $back = $job | Receive-Job -Wait -AutoRemoveJob
        $process = $back[0]
        $nodes = $back[1..3]
        $pipe = $back[4]
        $system = $back[5]
    }
    AfterAll { Stop-Workload }

    It 'from a job keep type names, numbers and enum names' {
        $process.PSObject.TypeNames | Should -Contain 'Deserialized.Vmon.ProcessSample'
        $process.Id, $process.State | Should -Be $workload.Id, 'Sleeping'
        $process.WorkingSet | Should -BeOfType [long]
        $process.CpuPercent | Should -BeOfType [double]
        $process.TotalProcessorTime | Should -BeOfType [timespan]
        $process.Identity.StartTicks | Should -BeOfType [long]
        @($pipe.Writers) + @($pipe.Readers) | ForEach-Object ProcessName | Should -Not -BeNullOrEmpty
        $system.MemInfo.MemTotal | Should -Be $system.MemoryTotal
        $system.Cpus[0].CpuPercent | Should -BeOfType [double]
    }

    It 'from a job are formatted like live objects' {
        $process | Out-String -Width 80 | Should -Match "$($workload.Id) Sleeping +0\.0 .* sh -c "
        $nodes | Out-String -Width 80 | Should -Match '(?s) sh -c .* ├─sleep 600.* └─sleep 600'
        $pipe | Out-String -Width 80 | Should -Match 'pipe:\[\d+\] +\S+ +\S+ +\S+ \S'
        $system | Out-String -Width 80 | Should -Match '\d\d:\d\d:\d\d +\d'
    }

    It 'from a file are formatted like live objects' {
        $path = Join-Path $TestDrive 'nodes.xml'
        $nodes = Get-VmonTree -Id $workload.Id
        $nodes | Export-Clixml $path
        Import-Clixml $path | Out-String -Width 80 | Should -Be ($nodes | Out-String -Width 80)
        @(Select-String -Path $path -Pattern 'N="TreeProcessCount"').Count | Should -Be $nodes.Count
    }

    It 'show a few properties where Vmon is not imported, if a property set was selected' {
        $path = Join-Path $TestDrive basic.xml
        Get-VmonProcess -Id $workload.Id | Select-Object PSBasic | Export-Clixml $path
        $bare = [powershell]::Create().AddScript('Import-Clixml $args[0] | Out-String -Stream; Get-Module Vmon').AddArgument($path)
        @($bare.Invoke() | Where-Object { $_ }).Count | Should -BeLessThan 15
        $bare.Dispose()
    }

    It 'can be piped to other cmdlets' {
        ($process | Get-VmonProcess).Id | Should -Be $workload.Id
        ($nodes[1] | Get-VmonProcess).ProcessName | Should -Be 'sleep'
        ($process | Watch-VmonProcess -Count 1).Id | Should -Be $workload.Id
    }
}

Describe 'Runspaces' {
    AfterAll { Stop-Workload }

    It 'watch concurrently with ForEach-Object -Parallel and leave no descriptor open' {
        $before = @(Get-VmonSession).Count
        $samples = 1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:manifest
            $session = Start-VmonSession "of$_" -Interval 0.1
            Watch-VmonProcess -Session $session -Count 4 -WarningAction Ignore | Where-Object Id -EQ $PID
        }
        $samples | Group-Object Session | ForEach-Object Count | Should -Be 4, 4, 4, 4
        @(Get-VmonSession).Count | Should -Be $before
        Get-ProcDescriptor | Should -BeNullOrEmpty
    }

    It 'watch in thread jobs and leave no descriptor open when stopped' {
        $jobs = 1..2 | ForEach-Object {
            Start-ThreadJob { Import-Module $using:manifest; Watch-VmonProcess -Interval 60 -WarningAction Ignore }
        }
        Wait-Until { @($jobs | Where-Object { $_.Output.Count }).Count -eq 2 }
        Get-ProcDescriptor | Should -Not -BeNullOrEmpty
        $jobs | Stop-Job
        $jobs | Remove-Job -Force
        Wait-Until { -not (Get-ProcDescriptor) }
    }

    It 'closed during a watch end it and release descriptors and threads' {
        $threads = { (Get-VmonProcess -Id $PID).ThreadCount }
        $before = & $threads
        $runspaces = 1..5 | ForEach-Object {
            $runspace = [runspacefactory]::CreateRunspace()
            $runspace.Open()
            $shell = [powershell]::Create($runspace).AddScript("Import-Module '$manifest'; Watch-VmonProcess -Interval 60 -WarningAction Ignore")
            $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
            $null = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
            Wait-Until { $output.Count }
            $runspace
        }
        Get-ProcDescriptor | Should -Not -BeNullOrEmpty
        $runspaces | ForEach-Object Dispose
        Get-ProcDescriptor | Should -BeNullOrEmpty
        Wait-Until { (& $threads) -le $before + 2 }
    }

    It 'that remove the module during a watch end it and leave no descriptor open' {
        $shell = [powershell]::Create().AddScript(
            "Import-Module '$manifest'; Watch-VmonProcess -Interval 0.05 -WarningAction Ignore | ForEach-Object { if (Get-Module Vmon) { Remove-Module Vmon }; 1 }")
        $shell.Invoke().Count | Should -BeGreaterThan 0
        $shell.Streams.Error | Should -BeNullOrEmpty
        $shell.Dispose()
        Get-ProcDescriptor | Should -BeNullOrEmpty
    }
}
