BeforeDiscovery {
    # Which process listens on port 22?
    #
    # ```powershell
    # Get-VmonFile -LocalPort 22 -Listening
    # ```
    $topic = (Get-Content (Join-Path $PSScriptRoot '../../docs/en-US/about_Vmon.md') -Raw) -split '(?m)^## EXAMPLES$' | Select-Object -Last 1
    $questions = [regex]::Matches($topic, '(?ms)^([^\n`]+)\n\n```powershell\n(.*?)^```').ForEach({ @{ Question = $_.Groups[1].Value; Line = $_.Groups[2].Value } })
}

Describe 'The examples of about_Vmon' {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../../Vmon.psd1') -Force
        . (Join-Path $PSScriptRoot Workload.ps1)
        Push-Location $TestDrive
        function Invoke-Line([string]$Line) { . ([scriptblock]::Create($Line)) 3>$null }

        # Checks the answer to each question. $Line is the command of the question.
        $answers = @{
            'Which service uses the most memory, including its children?'            = {
                $top = @(Invoke-Line $Line)
                $top.Depth | Select-Object -Unique | Should -BeIn 1, $null
                $top.TreeWorkingSet | Should -Be ($top.TreeWorkingSet | Sort-Object -Descending)
            }
            'Which processes are zombies, and what are their parents?'               = {
                $parent = Start-Workload sh -c 'sleep 0.01 & exec sleep 600'
                Wait-Until { Invoke-Line $Line | Where-Object { $_.Name -eq 'sleep' -and $_.Parent.Id -eq $parent.Id } }
            }
            'Which deleted files still occupy disk space?'                           = {
                $holder = Start-Workload sh -c "exec 3>'$TestDrive/deleted'; rm '$TestDrive/deleted'; head -c 1000000 /dev/zero >&3; echo; exec sleep 600"
                $null = $holder.StandardOutput.ReadLine()
                $file = Invoke-Line $Line | Where-Object Id -EQ $holder.Id
                $file.AllocatedSize | Should -BeGreaterOrEqual 1000000
                $file.Path | Should -Be "$TestDrive/deleted"
            }
            'Which process listens on port 22?'                                      = {
                $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
                $listener.Start()
                (Invoke-Line $Line.Replace('22', $listener.LocalEndpoint.Port)).Id | Should -Be $PID
                $listener.Stop()
            }
            'Which connections carry the most data?' = { $null = Invoke-Line $Line }
            'Which pipelines are stuck because a reader does not read?'              = {
                $shell = Start-Workload sh -c 'yes | sleep 600'
                Wait-Until { Get-VmonProcess -Id $shell.Id -FollowChildren | Where-Object { $_.Name -eq 'yes' -and $_.CpuPercent -ne 0 } }
                if ($null -eq (Get-VmonProcess -Id $PID -Include WaitChannel).WaitChannel) { Set-ItResult -Skipped -Because 'this kernel does not show wait channels' }
                Wait-Until { (Invoke-Line $Line).Chain -match '^yes \(\d+\) .* sleep' }
            }
            'Which processes write the most to storage?'                             = {
                # On storage: the temporary folder can be in memory.
                $path = Join-Path $PSScriptRoot "questions $PID"
                try {
                    $writer = Start-Workload sh -c "while :; do printf %500s; done >'$path'"
                    Wait-Until { (Invoke-Line $Line).Id -contains $writer.Id }
                }
                finally {
                    $writer.Kill($true)
                    Remove-Item $path -ErrorAction Ignore
                }
            }
            'Wait until a build and everything it started has exited:'               = {
                $build = Start-Workload sh -c 'printf make >/proc/$$/comm; echo; sleep 2; :'
                $null = $build.StandardOutput.ReadLine()
                Invoke-Line $Line
                (Get-VmonProcess -Id $build.Id -ErrorAction Ignore)?.State | Should -BeIn $null, 'Zombie'  # Process.HasExited follows SIGCHLD later
            }
            'Which processes use the most CPU in a build?'                           = {
                $build = Start-Workload sh -c 'printf make >/proc/$$/comm; while :; do :; done & echo; wait'
                $null = $build.StandardOutput.ReadLine()
                $top = Invoke-Line $Line
                $top[0].CpuPercent | Should -BeGreaterThan 0
                $top[0].ParentId | Should -Be $build.Id
                $top.Id | Should -Contain $build.Id
            }
            'Record the machine in a CSV file:'                                      = {
                Invoke-Line $Line
                $rows = Import-Csv machine.csv
                $rows.CpuPercent[0] | Should -BeNullOrEmpty
                $rows.CpuPercent[1, 2] | Should -Match '^[\d.]+$'
                $rows.MemoryAvailable | Should -Match '^\d+$'
            }
            'Does a process leak file descriptors? In a Pester test:'                = {
                $sound = Start-Workload sleep 600
                Invoke-Line $Line.Replace('$PID', $sound.Id)
                $leaky = Start-Workload bash -c 'while :; do exec {fd}>/dev/null; sleep 0.02; done'
                { Invoke-Line $Line.Replace('$PID', $leaky.Id) } | Should -Throw '*less than 10*'
            }
        }
    }
    AfterEach { Stop-Workload }
    AfterAll { Pop-Location }

    It 'answer: <Question>' -ForEach $questions {
        $ErrorActionPreference = 'Stop'
        $answers.ContainsKey($Question) | Should -BeTrue
        . $answers[$Question]
    }

    It 'have a check for each question, and no other' -ForEach @{ Asked = $questions.Question } {
        $answers.Keys | Sort-Object | Should -Be ($Asked | Sort-Object)
    }
}
