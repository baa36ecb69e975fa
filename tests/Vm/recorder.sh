#!/bin/bash
# Installs, starts, reloads, kills and upgrades vmon-recorder under systemd, and prints what happens. For a person to read: it runs as root in a
# machine that can be thrown away, in the folder of the unpacked archive.
show() { systemctl show -p ActiveState,Type,StatusText,NRestarts,MainPID vmon-recorder | tr '\n' ' '; echo; }
step() { printf '\n== %s\n' "$*"; }
pid() { systemctl show -p MainPID --value vmon-recorder; }
main=/var/log/vmon

step "systemd $(systemctl --version | sed -n '1s/systemd \([0-9]*\).*/\1/p'), kernel $(uname -r)"
sh ./install.sh || exit
sleep 20; show; ls -ld $main; ls -l $main
grep -E '^(Uid|CapEff|CapBnd|NoNewPrivs|Seccomp|VmRSS|RssAnon)' "/proc/$(pid)/status"
step 'BPF programs and links of the recorder'
ls -l "/proc/$(pid)/fd" | grep -oE 'anon_inode:.*|socket:.*' | sort | uniq -c
step 'security'
systemd-analyze security vmon-recorder.service --no-pager 2>/dev/null | tail -n 2
step 'reload'
sed -i 's/^interval.*/interval = 2s/' /etc/vmon/recorder.conf
systemctl reload vmon-recorder; echo "exit code $?"; sleep 5; show
step 'reload of an invalid file'
cp /etc/vmon/recorder.conf /tmp/good; echo 'interval = soon' >>/etc/vmon/recorder.conf
systemctl reload vmon-recorder; echo "exit code $?"; sleep 3; show
step 'start with an invalid file'
systemctl restart vmon-recorder; sleep 5; show; systemctl show -p ExecMainStatus vmon-recorder
cp /tmp/good /etc/vmon/recorder.conf; systemctl restart vmon-recorder; show
step 'kill -9'
kill -9 "$(pid)"; sleep 30; show
step 'hang, which the watchdog ends'
mkdir -p /run/systemd/system/vmon-recorder.service.d
printf '[Service]\nWatchdogSec=20s\n' >/run/systemd/system/vmon-recorder.service.d/watchdog.conf
systemctl daemon-reload; systemctl restart vmon-recorder; kill -STOP "$(pid)"; sleep 60; show
step 'upgrade'
sh ./install.sh; sleep 5; show
step 'log'
journalctl -u vmon-recorder --no-pager -o cat -n 60
ls -l $main
step 'uninstall: only the recording is left'
sh ./uninstall.sh; echo "exit code $?"
systemctl status vmon-recorder 2>&1 | head -n 1; getent passwd vmon; ls -ld $main
find / -xdev -iname '*vmon*' -not -path "$main/*" -not -path "$PWD/*" -not -path '/proc/*' 2>/dev/null
sh ./install.sh; sleep 10; show; ls -l $main
sh ./uninstall.sh --purge; ls -ld $main
