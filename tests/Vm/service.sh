#!/bin/bash
# Installs, starts, reloads, kills and upgrades a service under systemd, and prints what happens. For a person to read: it runs as root in a machine
# that can be thrown away, in the folder of the unpacked archive of vmon-recorder or vmon-exporter. Needs python3 and openssl.
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
    step 'TLS and a token'
    ask() {
        timeout 20 python3 - "$@" <<'PYTHON'
import ssl, sys, urllib.error, urllib.request
tls = ssl.create_default_context(cafile="/etc/vmon/fullchain.pem")
headers = {"Authorization": "Bearer " + open(sys.argv[2]).read().strip()} if len(sys.argv) > 2 else {}
try:
    answer = urllib.request.urlopen(urllib.request.Request(sys.argv[1] + "://localhost:9257/metrics", headers=headers), context=tls)
    print(sys.argv[1:], answer.status, sum(line.startswith(b"vmon_processes{") for line in answer), "groups")
except urllib.error.HTTPError as refused:
    print(sys.argv[1:], refused.code)
except OSError as failed:
    print(sys.argv[1:], getattr(failed, "reason", failed))
PYTHON
    }
    certify() {
        openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$1" -addext subjectAltName=DNS:localhost -keyout /tmp/key.pem -out /tmp/chain.pem 2>/dev/null
        install -m 0640 -g "$user" /tmp/key.pem /etc/vmon/key.pem; install -m 0644 /tmp/chain.pem /etc/vmon/fullchain.pem
    }
    show_certificate() { openssl s_client -connect 127.0.0.1:9257 </dev/null 2>/dev/null | openssl x509 -noout -subject; }
    cp "$config" /tmp/plain
    certify first; openssl rand -hex 32 | install -m 0640 -g "$user" /dev/stdin /etc/vmon/token
    printf 'certificate = /etc/vmon/fullchain.pem\ncertificate-key = /etc/vmon/key.pem\ntoken-file = /etc/vmon/token\n' >>"$config"
    systemctl restart "$name"; sleep 5; show; show_certificate
    ask https; ask https /etc/vmon/token; ask http /etc/vmon/token
    step 'reload of another certificate and another token'
    cp /etc/vmon/token /tmp/token
    certify second; openssl rand -hex 32 | install -m 0640 -g "$user" /dev/stdin /etc/vmon/token
    systemctl reload "$name"; sleep 5; show_certificate
    ask https /tmp/token; ask https /etc/vmon/token
    step 'reload without the key: the certificate stays'
    rm /etc/vmon/key.pem; systemctl reload "$name"; sleep 5; show; show_certificate
    cp /tmp/plain "$config"; rm -f /etc/vmon/*.pem /etc/vmon/token; systemctl restart "$name"; sleep 5
fi
step 'without BPF, which is refused here as if the kernel had none'
mkdir -p "/etc/systemd/system/$unit.d"; cp "files/usr/share/doc/$name/examples/without-bpf.conf" "/etc/systemd/system/$unit.d/"
printf '[Service]\nAmbientCapabilities=~CAP_BPF CAP_PERFMON\nCapabilityBoundingSet=~CAP_BPF CAP_PERFMON\nSystemCallFilter=~bpf\n' >"/etc/systemd/system/$unit.d/zz-refuse-bpf.conf"
systemctl daemon-reload; systemctl restart "$name"; sleep 10; show
grep -E '^CapEff' "/proc/$(pid)/status"; journalctl -u "$name" --no-pager -o cat -n 3
if [ "$name" = vmon-exporter ]; then scrape /tmp/page; wc -l /tmp/page; grep -E '^(vmon_process_denied|vmon_events_lost|vmon_processes\{)' /tmp/page; fi
ls -l "/proc/$(pid)/fd" | grep -oE 'anon_inode:.*|socket:.*' | sed 's/\[[0-9]*\]//' | sort | uniq -c
rm "/etc/systemd/system/$unit.d/"*-bpf.conf; systemctl daemon-reload; systemctl restart "$name"; sleep 5
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
