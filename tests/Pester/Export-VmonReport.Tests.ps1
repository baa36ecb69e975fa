BeforeAll {
    $manifest = [string](Resolve-Path (Join-Path $PSScriptRoot '../../Vmon.psd1'))
    Import-Module $manifest -Force
    . (Join-Path $PSScriptRoot Shell.ps1)
    . (Join-Path $PSScriptRoot Workload.ps1)
    . (Join-Path $PSScriptRoot Recording.ps1)

    # The data of a page.
    function Get-PageData([string]$File) {
        $page = Get-Content -LiteralPath $File -Raw
        $page | Should -Match "script-src 'sha256-"
        [regex]::Match($page, '(?s)<script type="application/json" id="data">(.*?)</script>').Groups[1].Value | ConvertFrom-Json
    }
}

Describe 'Export-VmonReport' {
    BeforeEach { $target = Join-Path $TestDrive "$([guid]::NewGuid()).html" }
    AfterEach { Get-ChildItem $TestDrive -Filter *.partial | Should -BeNullOrEmpty }

    Context 'from a recording' {
        BeforeAll { $source = New-Recording (Join-Path $TestDrive source) 8 }

        It 'has the machine and the processes of every sample' {
            Export-VmonReport $target -RecordingPath $source.Path | Should -BeNullOrEmpty
            $data = Get-PageData $target
            $data.host | Should -Be $source.HostName
            $data.machine.samples, $data.usage.samples | Should -Be $source.SampleCount, $source.SampleCount
            $samples = Watch-VmonProcess -Path $source.Path -IncludeKernelThread -WarningAction Ignore | Group-Object Sample
            $data.usage.process.rows.Count | Should -Be @($samples.Group.Identity | Sort-Object Id, StartTicks -Unique).Count
            $peak = ($samples | ForEach-Object { ($_.Group | Where-Object { -not $_.HasExited } | Measure-Object WorkingSet -Sum).Sum } | Measure-Object -Maximum).Maximum
            $data.usage.whole[3] | Should -Be $peak
        }

        It 'has a range of it' {
            $end = (Watch-VmonSystem -Path $source.Path)[3].Timestamp
            $expected = @(Watch-VmonSystem -Path $source.Path -EndTime $end).Count
            Export-VmonReport $target -RecordingPath $source.Path -EndTime $end
            $expected | Should -BeIn 3, 4
            (Get-PageData $target).usage.samples | Should -Be $expected
        }

        It 'has the selected processes' {
            Export-VmonReport $target -RecordingPath $source.Path -Id $PID
            (Get-PageData $target).usage.process.rows.ForEach{ $_[9] } | Should -Be $PID
        }

        It 'reports a range without samples, and writes no file' {
            { Export-VmonReport $target -RecordingPath $source.Path -EndTime 2020-01-01 -ErrorAction Stop } | Should -Throw -ErrorId 'RangeNotRecorded,*'
            $target | Should -Not -Exist
        }

        It 'draws a property of the machine as a picture' {
            $picture = [IO.Path]::ChangeExtension($target, 'svg')
            Export-VmonReport $picture -RecordingPath $source.Path -Property memoryused
            ([xml](Get-Content $picture -Raw)).svg.title | Should -Be "MemoryUsed, $($source.HostName)"
        }
    }

    Context 'from a watch' {
        It 'has the processes that were selected by name, and their exit code' {
            $child = Start-Workload sh -c 'sleep 2; exit 7'
            Export-VmonReport $target -Id $child.Id -Duration 10s -Interval 100ms
            $row = (Get-PageData $target).usage.process.rows[0]
            $row[9] | Should -Be $child.Id
            $row[15] | Should -BeIn 7, $null
        }

        It 'replaces a file only with -Force, and writes it as an object with -PassThru' {
            $null = New-Item $target
            { Export-VmonReport $target -Duration 100ms -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists,*'
            $file = Export-VmonReport $target -Name pwsh*, dotnet* -Duration 200ms -Interval 100ms -Force -PassThru -ErrorAction Ignore
            $file | Should -BeOfType IO.FileInfo
            $file.Length | Should -BeGreaterThan 50000
        }

        It 'writes nothing with -WhatIf, and for names that no process has' {
            Export-VmonReport $target -Duration 100ms -WhatIf
            { Export-VmonReport $target -Name no-such-name -Duration 100ms -ErrorAction Stop } | Should -Throw -ErrorId 'ProcessNotFound,*'
            $target | Should -Not -Exist
        }

        It 'leaves out arguments' {
            $secret = Start-Workload sh -c 'sleep 600' --password=secret
            Export-VmonReport $target -Id $secret.Id -Duration 200ms -Interval 100ms -ExcludeArgument
            Get-Content $target -Raw | Should -Not -Match 'password=secret'
            Stop-Workload
        }
    }

    Context 'from a pipeline' {
        It 'has the samples that reach it' {
            Watch-VmonProcess -Id $PID -Count 4 -Interval 100ms | Export-VmonReport $target
            $data = Get-PageData $target
            $data.usage.samples | Should -Be 4
            $data.PSObject.Properties.Name | Should -Not -Contain machine
        }

        It 'has samples of the machine too' {
            & { Watch-VmonSystem -Count 3 -Interval 50ms; Watch-VmonProcess -Id $PID -Count 2 -Interval 50ms } | Export-VmonReport $target
            $data = Get-PageData $target
            $data.machine.samples, $data.usage.samples | Should -Be 3, 2
        }

        It 'accepts samples that have lost their type, with the same figures' {
            $samples = Watch-VmonProcess -Id $PID -Count 4 -Interval 100ms
            $samples | Export-VmonReport $target
            $other = Join-Path $TestDrive "$([guid]::NewGuid()).html"
            $back = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($samples))
            $back | Export-VmonReport $other
            (Get-PageData $other).usage | ConvertTo-Json -Depth 9 | Should -Be ((Get-PageData $target).usage | ConvertTo-Json -Depth 9)
        }

        It 'refuses to mix samples of two sessions' {
            $null = Start-VmonSession other
            & { Watch-VmonProcess -Id $PID -Count 2 -Interval 50ms; Watch-VmonProcess -Id $PID -Count 2 -Interval 50ms -Session other } | Export-VmonReport $target -ErrorVariable problems -ErrorAction SilentlyContinue
            Stop-VmonSession other
            $problems.FullyQualifiedErrorId | Should -BeLike 'SamplesMixed,*'
            (Get-PageData $target).usage.samples | Should -Be 2
        }

        It 'writes nothing for an empty pipeline' {
            { @() | Export-VmonReport $target -ErrorAction Stop } | Should -Throw -ErrorId 'NothingToReport,*'
            $target | Should -Not -Exist
        }
    }

    It 'works in constrained language' {
        Invoke-Shell "Import-Module '$manifest'; `$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'; (Export-VmonReport '$target' -Id `$PID -Duration 200ms -Interval 100ms -PassThru).Length -gt 50000" | Should -Be 'True'
    }
}
