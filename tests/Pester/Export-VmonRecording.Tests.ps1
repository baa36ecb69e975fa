BeforeAll {
    $manifest = [string](Resolve-Path (Join-Path $PSScriptRoot '../../Vmon.psd1'))
    Import-Module $manifest -Force
    . (Join-Path $PSScriptRoot Shell.ps1)
    . (Join-Path $PSScriptRoot Workload.ps1)
    . (Join-Path $PSScriptRoot Recording.ps1)
    $source = New-Recording (Join-Path $TestDrive source)
    $name = [uri]::EscapeDataString($source.HostName)
    $time = $source.StartTime.UtcDateTime.ToString('yyyyMMddTHHmmssZ', [cultureinfo]::InvariantCulture)
    function Get-Magic([string]$File) { [Text.Encoding]::ASCII.GetString([IO.File]::ReadAllBytes($File)[-4..-1]) }
}

Describe 'Export-VmonRecording' {
    BeforeEach { $target = Join-Path $TestDrive ([guid]::NewGuid()) }

    It 'writes a file for each table, and no objects' {
        Export-VmonRecording $source.Path $target | Should -BeNullOrEmpty
        $files = Get-ChildItem $target -Recurse -File
        $files.FullName | Sort-Object | Should -Be ('events', 'processes', 'system' | ForEach-Object { "$target/$_/host=$name/$time.parquet" })
        $files | ForEach-Object { Get-Magic $_ | Should -Be PAR1 }
        $files.UnixMode | Should -Be (@('-rw-------') * 3)
    }

    It 'writes the files as objects with -PassThru' {
        $files = Export-VmonRecording $source.Path $target -As Parquet -PassThru
        $files | Should -BeOfType IO.FileInfo
        $files.Count | Should -Be 3
    }

    It 'replaces files only with -Force' {
        Export-VmonRecording $source.Path $target
        { Export-VmonRecording $source.Path $target -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists,*'
        Export-VmonRecording $source.Path $target -Force
    }

    It 'reports a range without samples, and a destination that is a file' {
        { Export-VmonRecording $source.Path $target -EndTime 2020-01-01 -ErrorAction Stop } | Should -Throw -ErrorId 'RangeNotRecorded,*'
        $target | Should -Not -Exist
        $null = New-Item $target
        { Export-VmonRecording $source.Path $target -ErrorAction Stop } | Should -Throw -ErrorId 'RecordingNotExported,*'
    }

    It 'writes nothing with -WhatIf' {
        Export-VmonRecording $source.Path $target -WhatIf
        $target | Should -Not -Exist
    }

    It 'loads its library when it is used, apart from another of the same name' {
        $before, $versions, $magic = Invoke-Shell @"
            `$builder = [Reflection.Emit.PersistedAssemblyBuilder]::new([Reflection.AssemblyName]'Parquet, Version=1.2.3.4', [object].Assembly, `$null)
            `$null = `$builder.DefineDynamicModule('Parquet').DefineType('Parquet.ParquetWriter', 'Public').CreateType()
            `$builder.Save('$TestDrive/Parquet.dll')
            `$null = [Reflection.Assembly]::LoadFrom('$TestDrive/Parquet.dll')
            Import-Module '$manifest'
            @([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -eq 'Vmon.Parquet' }).Count
            `$files = Export-VmonRecording '$($source.Path)' '$target' -PassThru
            ([AppDomain]::CurrentDomain.GetAssemblies().GetName() | Where-Object Name -EQ Parquet).Version -join ' '
            [Text.Encoding]::ASCII.GetString([IO.File]::ReadAllBytes(`$files[0])[0..3])
"@
        $before, $versions, $magic | Should -Be '0', '1.2.3.4 6.0.0.0', 'PAR1'
    }

    It 'works in constrained language' {
        Invoke-Shell "Import-Module '$manifest'; `$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'; (Export-VmonRecording '$($source.Path)' '$target' -PassThru).Count" | Should -Be 3
    }
}
