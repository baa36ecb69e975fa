BeforeAll {
    $manifest = Resolve-Path (Join-Path $PSScriptRoot '../../Vmon.psd1')
    Import-Module $manifest -Force

    function Get-ProcDescriptor {
        Get-ChildItem "/proc/$PID/fd" | Where-Object { $_.Target -like '/proc*' -and $_.Target -notlike '*/fd' }
    }
}

Describe 'Watch-VmonSystem' {
    It 'writes one object per sample' {
        $samples = Watch-VmonSystem -Count 3 -Interval 0.1
        $samples.Sample | Should -Be 1, 2, 3
        $samples[0].PSObject.TypeNames[0] | Should -Be 'Vmon.SystemSample'
        $samples[0].CpuPercent | Should -BeNullOrEmpty
        $samples[1].Interval.TotalSeconds | Should -BeGreaterThan 0.05
    }

    It 'reports a busy loop in percent of the machine and of one core' {
        $busy = Start-Process sh -ArgumentList '-c', '"while :; do :; done"' -PassThru
        $sample = Watch-VmonSystem -Count 2 -Interval 0.5 | Select-Object -Last 1
        $busy.Kill()
        $sample.CpuCorePercent | Should -BeGreaterThan 50
        [math]::Abs($sample.CpuCorePercent - $sample.CpuPercent * $sample.CpuCount) | Should -BeLessThan 0.001
        $sample.CpuPercent | Should -BeLessOrEqual 100.001
    }

    It 'counts forks and context switches of the interval' {
        $samples = Watch-VmonSystem -Count 2 -Interval 0.2 | ForEach-Object { if ($_.Sample -eq 1) { 1..5 | ForEach-Object { /bin/true } }; $_ }
        $samples[1].Forks | Should -BeGreaterOrEqual 5
        $samples[1].ContextSwitches | Should -Be ($samples[1].ContextSwitchesTotal - $samples[0].ContextSwitchesTotal)
        $samples[1].Changed.HasFlag([Vmon.SystemChanges]::Forks) | Should -BeTrue
    }

    It 'works with Where, Measure and ConvertTo-Csv' {
        $samples = Watch-VmonSystem -Count 3 -Interval 0.1
        ($samples | Measure-Object MemoryAvailable -Minimum).Minimum | Should -BeGreaterThan 0
        $samples | Where-Object MemoryUsed -gt 1MB | Should -HaveCount 3
        ($samples.Cpus | Where-Object Number -EQ 0) | Should -HaveCount 3
        ($samples | ConvertTo-Csv | ConvertFrom-Csv)[0].MemoryTotal | Should -Be $samples[0].MemoryTotal
    }

    It 'ends after -Duration' {
        @(Watch-VmonSystem -Interval 100ms -Duration 350ms).Count | Should -BeIn 1, 2, 3, 4
    }

    It 'ends when the pipeline stops early and leaves no descriptor open' {
        Watch-VmonSystem -Interval 60 | Select-Object -First 1 | Should -HaveCount 1
        Get-ProcDescriptor | Should -BeNullOrEmpty
    }

    It 'stops immediately on Stop() and leaves no descriptor open' {
        $shell = [powershell]::Create().AddScript("Import-Module '$manifest'; Watch-VmonSystem -Interval 60")
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $null = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
        while ($output.Count -eq 0) { Start-Sleep -Milliseconds 20 }
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 30  # the next sample would come after 60
        $shell.Dispose()
        Get-ProcDescriptor | Should -BeNullOrEmpty
    }

    It 'refuses invalid arguments' {
        { Watch-VmonSystem -Interval 0 } | Should -Throw -ErrorId 'ParameterArgument*'
        { Watch-VmonSystem -Count 0 } | Should -Throw -ErrorId 'ParameterArgument*'
        { Watch-VmonSystem -Include Nonsense } | Should -Throw -ErrorId 'CannotConvert*'
    }
}
