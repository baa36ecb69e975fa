# Compares containers with the tools of their runtimes: podman, docker, containerd's ctr and CRI, lxc and systemd-nspawn. To be run as root on a
# machine that can be thrown away, with systemd as process 1, busybox-static, uidmap for podman without root, and python3-grpcio for CRI. The image
# is busybox, so that no network is needed.
BeforeDiscovery {
    function Test-Tool([string]$Name) { [bool](Get-Command $Name -CommandType Application -ErrorAction Ignore) }
    $cri = (Test-Tool python3) -and $(python3 -c 'import grpc' 2>$null; $LASTEXITCODE -eq 0)
    $podman, $docker, $ctr, $lxc, $nspawn = 'podman', 'docker', 'ctr', 'lxc-start', 'systemd-nspawn' | ForEach-Object { Test-Tool $_ }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot ../../Vmon.psd1)
    $ErrorActionPreference = 'Stop'

    $root = '/var/tmp/vmon-root'
    New-Item $root/bin, $root/etc, $root/usr, $root/proc, $root/sys, $root/dev, $root/tmp -ItemType Directory -Force | Out-Null
    Copy-Item /bin/busybox $root/bin/busybox
    foreach ($applet in 'sh', 'sleep', 'tail', 'true', 'nc') { New-Item $root/bin/$applet -ItemType SymbolicLink -Value busybox -Force | Out-Null }
    tar -C $root -cf /var/tmp/vmon-root.tar .

    # Asserts that the processes of a container have its facts, and that all cmdlets find it.
    function Test-Container([string]$Name, [string]$Id, $Runtime, [int]$ProcessId, [string]$Tool = $Name) {
        $process = Get-VmonProcess -Id $ProcessId
        Write-Host "      $($process.CgroupPath) $($process.Unit) $($process.ContainerRuntime) $($process.ContainerName) $($process.ContainerId) $($process.PodId)"
        $process.ContainerRuntime | Should -Be $Runtime
        $process.ContainerId | Should -Be $Id
        $process.ContainerName | Should -Be $Name
        (Get-VmonProcess -Container $Name).Id | Should -Be $ProcessId
        (Get-VmonProcess -Container $Id).Id | Should -Be $ProcessId
        $group = Get-VmonCgroup -Container $Name | Select-Object -Last 1
        $group.ProcessCount | Should -Be 1
        $group.MemoryCurrent | Should -BeGreaterThan 0
        (Get-VmonTree -Container $Name).Id | Should -Contain $ProcessId
        $process
    }
}

AfterAll {
    if (Get-Command podman -ErrorAction Ignore) { podman rm --all --force --time 0 }
    if (Get-Command docker -ErrorAction Ignore) { docker ps -q | ForEach-Object { docker kill $_ } }
}

Describe 'Containers of podman' -Skip:(-not $podman) {
    BeforeAll { podman import /var/tmp/vmon-root.tar box }

    It 'are named, with control groups of <Manager>' -ForEach @{ Manager = 'systemd' }, @{ Manager = 'cgroupfs' } {
        podman --cgroup-manager $Manager run --detach --network none --name "web-$Manager" box /bin/sleep 1000
        $id, $process = -split (podman inspect --format '{{.Id}} {{.State.Pid}}' "web-$Manager")
        Test-Container "web-$Manager" $id podman $process
    }

    It 'are named in a pod' {
        podman pod create --name shop --infra=false
        podman run --detach --pod shop --network none --name till box /bin/sleep 1000
        $id, $process, $pod = -split (podman inspect --format '{{.Id}} {{.State.Pid}} {{.Pod}}' till)
        (Test-Container till $id podman $process).PodId | Should -Be $pod
    }

    It 'have the figures that podman shows' {
        podman run --detach --network none --name busy --memory 64m --cpus 0.5 box /bin/sh -c 'while :; do :; done'
        # crun can put the limits on a group below that of the container.
        $group = Watch-VmonCgroup -Container busy -Recurse -Interval 10 -Count 2 | Where-Object Sample -EQ 2 | Select-Object -Last 1
        $shown = podman stats --no-stream --format json busy | ConvertFrom-Json
        $group | Format-List Path, CpuPercent, CpuLimit, MemoryLimit, MemoryCurrent, TaskCount | Out-Host
        $shown | Out-Host
        $group.CpuLimit | Should -Be 0.5
        $group.MemoryLimit | Should -Be 64MB
        $group.TaskCount | Should -Be $shown.pids
    }

    It 'have the metrics of their control groups' {
        $directory = '/sys/fs/cgroup' + (Get-VmonCgroup -Container busy | Select-Object -First 1).Path
        function Get-UserTime { [double](Get-Content $directory/cpu.stat | Select-String '^user_usec (.*)').Matches.Groups[1].Value / 1e6 }
        $before = Get-UserTime
        Export-VmonMetric /var/tmp/containers.prom -GroupBy Container
        $after = Get-UserTime
        $metric = @{}
        Get-Content /var/tmp/containers.prom | Select-String '^(?<name>\w*container_\w+)\{.*container_name="busy".*?(mode="(?<mode>\w+)"|direction="(?<mode>\w+)")?\} (?<value>\S+)$' | ForEach-Object {
            $groups = $_.Matches[0].Groups
            $metric["$($groups['name']) $($groups['mode'])".Trim()] = [double]$groups['value'].Value
        }
        $metric | Out-Host
        $metric['container_cpu_time_seconds_total user'] | Should -BeGreaterOrEqual $before
        $metric['container_cpu_time_seconds_total user'] | Should -BeLessOrEqual $after
        $metric['vmon_container_cpu_throttled_time_seconds_total'] | Should -BeGreaterThan 0
        $metric['container_memory_usage_bytes'] | Should -BeGreaterThan 0
        $metric['container_memory_usage_bytes'] | Should -BeLessOrEqual 64MB
        $metric['container_uptime_seconds'] | Should -BeGreaterThan 5
    }

    It 'that are killed for memory are found' {
        podman run --detach --network none --name hog --memory 40m --memory-swap 40m box /bin/sh -c 'tail /dev/zero; sleep 1000'
        Start-Sleep 20
        (Get-VmonCgroup -Container hog | Measure-Object OomKillsTotal -Maximum).Maximum | Should -Be 1
    }

    It 'of an ordinary user are named' {
        if (-not (id -u ops 2>$null)) { useradd --create-home ops }
        loginctl enable-linger ops
        $user = id -u ops
        while (-not (Test-Path "/run/user/$user/bus")) { Start-Sleep 1 }
        $asUser = { runuser -u ops -- env -C /tmp "XDG_RUNTIME_DIR=/run/user/$user" podman @args }
        & $asUser import /var/tmp/vmon-root.tar box
        & $asUser run --detach --network none --name mine box /bin/sleep 1000
        $id, $process = -split (& $asUser inspect --format '{{.Id}} {{.State.Pid}}' mine)
        (Test-Container mine $id podman $process).Unit | Should -Be "user@$user.service"
    }
}

Describe 'Containers of Docker' -Skip:(-not $docker) {
    BeforeAll {
        systemctl start docker
        docker import /var/tmp/vmon-root.tar box
    }

    It 'are named' {
        docker run --detach --network none --name cart box /bin/sleep 1000
        $id, $process = -split (docker inspect --format '{{.Id}} {{.State.Pid}}' cart)
        Test-Container cart $id docker $process
    }

    It 'keep their name when it is changed' {
        docker rename cart basket
        Start-Sleep 61 # a name is looked up once a minute
        $id, $process = -split (docker inspect --format '{{.Id}} {{.State.Pid}}' basket)
        Test-Container basket $id docker $process
    }
}

Describe 'Containers of containerd' -Skip:(-not ($ctr -and $docker)) {
    It 'are named' {
        docker save box --output /var/tmp/vmon-image.tar
        ctr images import /var/tmp/vmon-image.tar
        ctr run --detach docker.io/library/box:latest store /bin/sleep 1000
        # TASK PID STATUS
        $process = (-split (ctr tasks list | Select-String '^store '))[1]
        Test-Container store store containerd $process
    }
}

# The kubelet is not part of Debian. What it asks of containerd is asked by a script.
Describe 'Containers of Kubernetes' -Skip:(-not ($ctr -and $docker -and $cri)) {
    BeforeAll {
        Set-Content /etc/containerd/config.toml @'
version = 2
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "docker.io/library/pause:latest"
  [plugins."io.containerd.grpc.v1.cri".containerd]
    default_runtime_name = "cgroupfs"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.cgroupfs]
      runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.systemd]
      runtime_type = "io.containerd.runc.v2"
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.systemd.options]
        SystemdCgroup = true
'@
        systemctl restart containerd
        systemctl start docker
        if (-not (ctr plugins list | Select-String 'cri +.*ok')) { throw (journalctl --unit containerd --no-pager | Select-String 'cri' | Select-Object -Last 5) }
        docker import /var/tmp/vmon-root.tar box
        docker import --change 'CMD ["/bin/sleep", "1000"]' /var/tmp/vmon-root.tar pause
        docker save box pause --output /var/tmp/vmon-images.tar
        ctr --namespace k8s.io images import /var/tmp/vmon-images.tar
    }

    It 'are named, with control groups of <Manager> in <Parent>' -ForEach @(
        @{ Manager = 'systemd'; Runtime = 'containerd'; Parent = 'kubepods-besteffort-pod0b1c2d3e_0000_4a4b_8c8d_001122334455.slice'; Pod = '0b1c2d3e-0000-4a4b-8c8d-001122334455' }
        @{ Manager = 'cgroupfs'; Runtime = $null; Parent = '/kubepods/burstable/pod1b1c2d3e-0000-4a4b-8c8d-001122334455'; Pod = '1b1c2d3e-0000-4a4b-8c8d-001122334455' }
        @{ Manager = 'cgroupfs'; Runtime = 'containerd'; Parent = 'kubepods-pod2b1c2d3e_0000_4a4b_8c8d_001122334455.slice'; Pod = '2b1c2d3e-0000-4a4b-8c8d-001122334455' }
    ) {
        $name = "shelf-$($Pod[0])"
        $id, $process = -split (python3 $PSScriptRoot/cri.py /run/containerd/containerd.sock $Manager $Parent $Pod $name docker.io/library/box:latest /bin/sleep 1000)
        (Test-Container $name $id $Runtime $process).PodId | Should -Be $Pod
    }
}

Describe 'Containers of LXC' -Skip:(-not $lxc) {
    It 'are named' {
        New-Item /var/lib/lxc/desk -ItemType Directory -Force
        Set-Content /var/lib/lxc/desk/config 'lxc.uts.name = desk', 'lxc.rootfs.path = dir:/var/tmp/vmon-root', 'lxc.net.0.type = none', 'lxc.apparmor.profile = unconfined', 'lxc.init.cmd = /bin/sleep 1000'
        lxc-start --name desk
        $process = (lxc-info --name desk --pid --no-humanize)
        Test-Container desk desk lxc $process
    }
}

Describe 'Containers of systemd-nspawn' -Skip:(-not $nspawn) {
    It 'are named' {
        systemd-run --quiet --unit kiosk-machine systemd-nspawn --quiet --machine=kiosk --directory=$root --private-network --as-pid2 /bin/sleep 1000
        while (-not ($leader = machinectl show kiosk --property Leader --value 2>$null)) {
            if (systemctl is-failed kiosk-machine --quiet) { throw (journalctl --unit kiosk-machine --no-pager) }
            Start-Sleep 1
        }

        $processes = @(Get-VmonProcess -Container kiosk)
        $processes.Id | Should -Contain $leader
        $processes.ProcessName | Should -Contain sleep
        $processes.ContainerRuntime | Select-Object -Unique | Should -Be systemd-nspawn
    }
}
