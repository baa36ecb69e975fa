#!/bin/bash
# Installs, starts, reloads, kills and upgrades a service under systemd, and prints what happens. For a person to read: it runs as root in a machine
# that can be thrown away, in the folder of the unpacked archive of vmon-recorder or vmon-exporter.
unit=$(basename files/usr/lib/systemd/system/*.service) name=${unit%.service}
config=/etc/vmon/${name#vmon-}.conf
user=$(sed -n 's/^User=//p' "files/usr/lib/systemd/system/$unit")
main=/var/log/vmon
show() { systemctl show -p ActiveState,Type,StatusText,NRestarts,MainPID "$name" | tr '\n' ' '; echo; }
step() { printf '\n== %s\n' "$*"; }
pid() { systemctl show -p MainPID --value "$name"; }

step "$name, systemd $(systemctl --version | sed -n '1s/systemd \([0-9]*\).*/\1/p'), kernel $(uname -r)"
sh ./install.sh || exit
sleep 20; show
if [ "$name" = vmon-recorder ]; then ls -ld $main; ls -l $main; fi
grep -E '^(Uid|CapEff|CapBnd|NoNewPrivs|Seccomp|VmRSS|RssAnon)' "/proc/$(pid)/status"
step 'BPF programs and links of the service'
ls -l "/proc/$(pid)/fd" | grep -oE 'anon_inode:.*|socket:.*' | sed 's/\[[0-9]*\]//' | sort | uniq -c
if [ "$name" = vmon-exporter ]; then
    scrape() { python3 -c 'import urllib.request, sys; print(urllib.request.urlopen("http://127.0.0.1:9257/metrics").read().decode(), end="")' >"$1"; }
    step 'scrape'
    scrape /tmp/page; wc -l /tmp/page
    grep -E '^(vmon_process_denied|vmon_events_lost|vmon_samples|vmon_processes\{|system_filesystem_limit)' /tmp/page
    step 'file systems of the machine'
    df --output=target,fstype,size -x tmpfs -x devtmpfs
    step 'an address beyond this machine'
    ip addr add 192.0.2.1/32 dev lo
    sed -i 's/^listen-address.*/listen-address = 0.0.0.0:9257/' "$config"; systemctl restart "$name"; sleep 5
    python3 -c 'import urllib.request; print(urllib.request.urlopen("http://127.0.0.1:9257/metrics").status)'
    timeout 5 python3 -c 'import urllib.request; print(urllib.request.urlopen("http://192.0.2.1:9257/metrics").status)' 2>/dev/null || echo 'no answer on 192.0.2.1'
    mkdir -p "/etc/systemd/system/$unit.d"; cp "files/usr/share/doc/$name/examples/remote.conf" "/etc/systemd/system/$unit.d/"
    systemctl daemon-reload; systemctl restart "$name"; sleep 5
    timeout 5 python3 -c 'import urllib.request; print(urllib.request.urlopen("http://192.0.2.1:9257/metrics").status)'
    rm "/etc/systemd/system/$unit.d/remote.conf"; systemctl daemon-reload
    sed -i 's/^listen-address.*/listen-address = 127.0.0.1:9257/' "$config"; systemctl restart "$name"; sleep 5
fi
step 'security'
systemd-analyze security "$unit" --no-pager 2>/dev/null | tail -n 2
step 'reload'
sed -i 's/^interval.*/interval = 2s/' "$config"
systemctl reload "$name"; echo "exit code $?"; sleep 5; show
step 'reload of an invalid file'
cp "$config" /tmp/good; echo 'interval = soon' >>"$config"
systemctl reload "$name"; echo "exit code $?"; sleep 3; show
step 'start with an invalid file'
systemctl restart "$name"; sleep 5; show; systemctl show -p ExecMainStatus "$name"
cp /tmp/good "$config"; systemctl restart "$name"; show
step 'kill -9'
kill -9 "$(pid)"; sleep 30; show
step 'hang, which the watchdog ends'
mkdir -p "/run/systemd/system/$unit.d"
printf '[Service]\nWatchdogSec=20s\n' >"/run/systemd/system/$unit.d/watchdog.conf"
systemctl daemon-reload; systemctl restart "$name"; sleep 30; show
kill -STOP "$(pid)"; sleep 60; show
rm -r "/run/systemd/system/$unit.d"
step 'upgrade'
sh ./install.sh; sleep 5; show
step 'log'
journalctl -u "$name" --no-pager -o cat -n 60
step 'uninstall: only the recording is left'
sh ./uninstall.sh; echo "exit code $?"
left() {
    systemctl status "$name" 2>&1 | head -n 1; getent passwd "$user"; ls -ld $main 2>&1
    find / -xdev -iname '*vmon*' -not -path "$main/*" -not -path "$PWD/*" -not -path "$PWD" -not -path '/proc/*' -not -path '/srv/*' 2>/dev/null
}
left
sh ./install.sh; sleep 10; show
step 'uninstall --purge: nothing is left'
sh ./uninstall.sh --purge; echo "exit code $?"; left
