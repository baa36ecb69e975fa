BeforeAll {
    $manifest = [string](Resolve-Path (Join-Path $PSScriptRoot '../../Vmon.psd1'))
    Import-Module $manifest -Force
    . (Join-Path $PSScriptRoot Workload.ps1)
}

Describe 'Get-VmonRecording' {
    BeforeAll {
        $folder = [string](New-Item -ItemType Directory (Join-Path $TestDrive recordings))
        $recorders = 'web1', 'web2' | ForEach-Object { Start-VmonRecording "$folder/$_" -Interval 50ms }
        Wait-Until { -not ($recorders.SampleCount -lt 3) }
        Stop-VmonRecording "$folder/*"
        $null = New-Item -ItemType File "$folder/file"
    }
    AfterEach { Get-VmonRecording | Stop-VmonRecording }

    It 'summarizes a recording' {
        $recording = Get-VmonRecording "$folder/web1"
        $recording.HostName | Should -Be (Get-Content /proc/sys/kernel/hostname)
        $recording.SampleCount | Should -Be $recorders[0].SampleCount
        $recording.BootCount | Should -Be 1
        $recording.Size | Should -BeGreaterThan 0
        $recording.EndTime | Should -BeGreaterThan $recording.StartTime
        $recording.StartTime.Offset | Should -Be ([TimeZoneInfo]::Local.GetUtcOffset($recording.StartTime))
        $recording.TimeZone | Should -Be ([TimeZoneInfo]::Local.Id)
        $recording.Warnings | Should -BeNullOrEmpty
    }

    It 'gets recorders without a path, and summarizes what they have written' {
        $recorder = Start-VmonRecording "$folder/live" -Interval 50ms
        Wait-Until { $recorder.SampleCount -ge 2 }
        Get-VmonRecording | Should -Be $recorder
        ($recorder | Get-VmonRecording).SampleCount | Should -BeGreaterOrEqual 2
        Stop-VmonRecording "$folder/live"
        Remove-Item "$folder/live" -Recurse
        Get-VmonRecording | Should -BeNullOrEmpty
    }

    It 'accepts wildcards and several paths' {
        (Get-VmonRecording "$folder/web*").Path | Should -Be "$folder/web1", "$folder/web2"
        (Get-VmonRecording "$folder/web2", "$folder/web1").Path | Should -Be "$folder/web2", "$folder/web1"
        Get-VmonRecording "$folder/none*" -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'reports what does not exist and what is no recording, and reads the others' {
        $found = Get-VmonRecording "$folder/none", "$folder/file", "$folder/web1" -ErrorVariable failures -ErrorAction SilentlyContinue
        $found.Path | Should -Be "$folder/web1"
        $failures.FullyQualifiedErrorId | Should -Be 'RecordingNotFound,Vmon.PowerShell.GetVmonRecordingCommand', 'RecordingNotOpened,Vmon.PowerShell.GetVmonRecordingCommand'
    }

    It 'warns of damage' {
        Copy-Item "$folder/web1" "$folder/damaged" -Recurse
        $file = Get-Item "$folder/damaged/*.vmon"
        $bytes = [IO.File]::ReadAllBytes($file)
        [IO.File]::WriteAllBytes($file, $bytes[0..($bytes.Count - 10)])
        $recording = Get-VmonRecording "$folder/damaged" -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -Match $file.Name
        $recording.SampleCount | Should -Be 0
        Remove-Item "$folder/damaged" -Recurse
    }

    It 'shows tables' {
        $time = '\d{4}-\d\d-\d\d \d\d:\d\d'
        Get-VmonRecording "$folder/web1" | Format-Table | Out-String -Width 200 | Should -Match "HostName +StartTime +EndTime +Samples +Size +Path\s[\s\S]+ $time +$time +\d+ +\d[\d.]*[BKM] $folder/web1"
        $recorders | Format-Table | Out-String -Width 200 | Should -Match "Interval +Samples +Lost +Size +IsRunning +Path +LastError\s[\s\S]+ 50ms +\d+ +0 +\d[\d.]*[BKM] False +$folder/web1"
    }

    It 'keeps its types in a job' {
        $back = Start-Job { Import-Module $using:manifest; Get-VmonRecording "$using:folder/web1" } | Receive-Job -Wait -AutoRemoveJob
        $back.PSObject.TypeNames[0] | Should -Be 'Deserialized.Vmon.VmonRecording'
        $back.SampleCount | Should -Be $recorders[0].SampleCount
        $live = Get-VmonRecording "$folder/web1"
        $back | Format-Table | Out-String -Width 200 | Should -Be ($live | Format-Table | Out-String -Width 200)
    }
}
