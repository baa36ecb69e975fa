BeforeDiscovery {
    $canMount = (Get-Command unshare -ErrorAction Ignore) -and (unshare -m sh -c 'mount -t tmpfs none /mnt && echo can' 2>$null) -eq 'can'
}

Describe 'Full disk' -Skip:(-not $canMount) {
    BeforeAll {
        . (Join-Path $PSScriptRoot Shell.ps1)
        $manifest = Join-Path $PSScriptRoot '../../Vmon.psd1'
    }

    It 'fails in <_>, ends the watch and leaves no descriptor open' -ForEach 'Export-Csv', 'Export-Clixml' {
        $command = Get-ShellCommand @"
            Import-Module '$manifest'
            `$session = Start-VmonSession a
            try { Watch-VmonProcess -Session a -Interval 0.1 -WarningAction Ignore | $_ '$TestDrive/file' -ErrorAction Stop } catch { `$_.Exception.GetBaseException().Message }
            "open `$(`$session.OpenDescriptorCount), watches `$(`$session.WatchCount)"
"@
        # The watch has no -Count, so only the error can end it.
        $output = unshare -m sh -c 'mount -t tmpfs -o size=16k none "$0" && exec timeout 60 "$@"' $TestDrive @command
        $output | Should -Be "No space left on device : '$TestDrive/file'", 'open 0, watches 0'
    }
}
