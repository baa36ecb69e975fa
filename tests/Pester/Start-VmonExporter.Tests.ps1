BeforeAll {
    $manifest = [string](Resolve-Path (Join-Path $PSScriptRoot '../../Vmon.psd1'))
    Import-Module $manifest -Force
    . (Join-Path $PSScriptRoot Shell.ps1)
    function Get-Page($Exporter, $Headers = @{}) { (Invoke-WebRequest $Exporter.Uri -Headers $Headers).Content }
}

AfterAll { Stop-VmonExporter }

Describe 'Start-VmonExporter' {
    AfterEach { Stop-VmonExporter }

    It 'serves metrics of groups on a loopback address' {
        $exporter = Start-VmonExporter 127.0.0.1:0 -GroupBy Name -Top 3
        $exporter.ListenAddress | Should -Match '^127\.0\.0\.1:[1-9]\d+$'
        $page = Get-Page $exporter
        ($page -split "`n" -match '^vmon_processes\{').Count | Should -Be 4
        $page | Should -Match 'vmon_group="other",vmon_group_type="other"'
        $exporter.ScrapeCount | Should -Be 1
    }

    It 'warns when a group cannot be told apart, and when everyone can read' {
        $null = Start-VmonExporter 127.0.0.1:0 -GroupBy Container -WarningVariable warned -WarningAction SilentlyContinue
        if (-not (Get-VmonProcess | Where-Object ContainerId)) { "$warned" | Should -BeLike 'No process belongs to a container*' }
        $null = Start-VmonExporter 0.0.0.0:0 -GroupBy Name -WarningVariable open -WarningAction SilentlyContinue
        "$open" | Should -BeLike 'Every machine that reaches 0.0.0.0:*'
    }

    It 'requires the token' {
        $exporter = Start-VmonExporter 127.0.0.1:0 -GroupBy Name -BearerToken (ConvertTo-SecureString secret -AsPlainText)
        { Get-Page $exporter } | Should -Throw '*401*'
        Get-Page $exporter @{ Authorization = 'Bearer secret' } | Should -Match '# TYPE'
        $exporter | Format-List * | Out-String | Should -Not -Match 'secret'
    }

    It 'is listed, and closes its port when it is stopped' {
        $exporter = Start-VmonExporter 127.0.0.1:0 -GroupBy Name
        (Get-VmonExporter $exporter.ListenAddress).ListenAddress | Should -Be $exporter.ListenAddress
        $exporter | Stop-VmonExporter
        $exporter.IsRunning | Should -BeFalse
        Get-VmonExporter | Should -BeNullOrEmpty
        { Get-Page $exporter } | Should -Throw
    }

    It 'does nothing with -WhatIf' {
        Start-VmonExporter 127.0.0.1:0 -WhatIf | Should -BeNullOrEmpty
        Get-VmonExporter | Should -BeNullOrEmpty
    }
}

Describe 'The life of an exporter' {
    It 'ends with its runspace' {
        $runspace = [powershell]::Create().AddScript({ param($path) Import-Module $path; Start-VmonExporter 127.0.0.1:0 -GroupBy Name }).AddArgument($manifest)
        $exporter = $runspace.Invoke()[0]
        Get-Page $exporter | Should -Match '# TYPE'
        $runspace.Runspace.Close()
        $runspace.Dispose()
        { Get-Page $exporter } | Should -Throw
    }

    It 'ends with the module' {
        $output = Invoke-Shell "Import-Module '$manifest'; `$e = Start-VmonExporter 127.0.0.1:0 -GroupBy Name; Remove-Module Vmon; `$e.IsRunning; try { Invoke-WebRequest `$e.Uri } catch { 'closed' }"
        $output | Should -Be 'False', 'closed'
    }
}

Describe 'OTLP' {
    It 'loads its library only with -OtlpEndpoint, apart from another version in the session' {
        $other = Join-Path $TestDrive OpenTelemetry.dll
        $builder = [Reflection.Emit.PersistedAssemblyBuilder]::new([Reflection.AssemblyName]'OpenTelemetry, Version=0.1.0.0', [object].Assembly)
        $null = $builder.DefineDynamicModule('OpenTelemetry').DefineType('OpenTelemetry.Sdk', 'Public').CreateType()
        $builder.Save($other)
        $script = @"
Import-Module '$manifest'
`$null = [Reflection.Assembly]::LoadFrom('$other')
`$null = Start-VmonExporter 127.0.0.1:0 -GroupBy Name
@([AppDomain]::CurrentDomain.GetAssemblies().GetName() | Where-Object { `$_.Name -like '*OpenTelemetry*' }).Count
`$e = Start-VmonExporter 127.0.0.1:0 -GroupBy Name -OtlpEndpoint http://127.0.0.1:1/v1/metrics -OtlpInterval 1h
@([AppDomain]::CurrentDomain.GetAssemblies().GetName() | Where-Object Name -eq OpenTelemetry).Count
[string]`$e.OtlpEndpoint
"@
        $output = Invoke-Shell $script
        $output[0, 1] | Should -Be '1', '2'
        $output[2] | Should -Be 'http://127.0.0.1:1/v1/metrics'
    }
}
