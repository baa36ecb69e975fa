BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../Vmon.psd1') -Force
    . (Join-Path $PSScriptRoot Workload.ps1)
    . (Join-Path $PSScriptRoot Recording.ps1)
    $source = New-Recording (Join-Path $TestDrive source) -Samples 12
}

Describe 'Copy-VmonRecording' {
    BeforeEach { $target = Join-Path $TestDrive ([guid]::NewGuid()) }

    It 'copies a whole recording, and writes nothing' {
        Copy-VmonRecording $source.Path $target | Should -BeNullOrEmpty
        $copy = Get-VmonRecording $target
        $copy.SampleCount, $copy.StartTime, $copy.EndTime, $copy.HostName | Should -Be $source.SampleCount, $source.StartTime, $source.EndTime, $source.HostName
        $of = { param($path) Watch-VmonProcess -Path $path -IncludeKernelThread | ForEach-Object { '{0} {1:O} {2} {3} {4}' -f $_.Id, $_.Timestamp, $_.CpuPercent, $_.IoRead, $_.CommandLine } }
        & $of $target | Should -Be (& $of $source.Path)
    }

    It 'copies a range, with the sample before it' {
        # The machine is sampled after the processes, by which a sample is dated.
        $times = (Watch-VmonSystem -Path $source.Path).Timestamp
        $range = @{ StartTime = $times[3]; EndTime = $times[7] }
        $copy = Copy-VmonRecording $source.Path $target @range -PassThru
        $copy | Should -BeOfType Vmon.VmonRecording
        $copy.SampleCount | Should -Be 5
        (Watch-VmonSystem -Path $target).Timestamp | Should -Be $times[3..7]
        (Watch-VmonSystem -Path $target -StartTime $times[3]).CpuPercent | Should -Be (Watch-VmonSystem -Path $source.Path @range).CpuPercent
    }

    It 'thins to an interval' {
        $copy = Copy-VmonRecording $source.Path $target -Interval 300ms -PassThru
        $copy.SampleCount | Should -BeLessThan $source.SampleCount
        (Watch-VmonProcess -Path $target -Id $PID).CpuTime | Should -Be (Watch-VmonProcess -Path $source.Path -Interval 300ms -Id $PID).CpuTime
    }

    It 'copies several recordings to folders of their names' {
        $null = New-Item -ItemType Directory $target
        'one', 'two' | ForEach-Object { Copy-VmonRecording $source.Path "$target/$_" }
        (Copy-VmonRecording "$target/*" "$target-all" -PassThru).Path | Should -Be "$target-all/one", "$target-all/two"
        (Get-VmonRecording "$target/one", "$target/two" | Copy-VmonRecording -Destination "$target-piped" -PassThru).Path | Should -Be "$target-piped/one", "$target-piped/two"
    }

    It 'reports a destination that is not empty, and a range without samples' {
        { Copy-VmonRecording $source.Path $source.Path -ErrorAction Stop } | Should -Throw -ErrorId 'RecordingNotCopied,*'
        { Copy-VmonRecording $source.Path $target -EndTime 2020-01-01 -ErrorAction Stop } | Should -Throw -ErrorId 'RangeNotRecorded,*'
        $target | Should -Not -Exist
    }

    It 'copies what is not damaged, and warns of the rest' {
        Copy-Item $source.Path $target -Recurse
        $file = (Get-ChildItem $target -Filter *.vmon)[0].FullName
        $bytes = [IO.File]::ReadAllBytes($file)
        $bytes[-20] = $bytes[-20] -bxor 1
        [IO.File]::WriteAllBytes($file, $bytes)
        Copy-VmonRecording $target "$target-copy" -WarningVariable warnings -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
        "$warnings" | Should -Match 'is damaged: the block at offset \d+ cannot be read\. Everything else is read\.'
    }

    It 'copies nothing with -WhatIf' {
        Copy-VmonRecording $source.Path $target -WhatIf
        $target | Should -Not -Exist
    }

    It 'shows no progress for a short copy' {
        $shell = [powershell]::Create('CurrentRunspace').AddCommand('Copy-VmonRecording').AddArgument($source.Path).AddArgument($target)
        $null = $shell.Invoke()
        $shell.Streams.Progress | Should -BeNullOrEmpty
    }
}
