#!/bin/bash
# Installs, upgrades, removes and purges the Debian packages of the services, and prints what happens. For a person to read: it runs as root in a machine
# that can be thrown away, in the folder of the packages.
show() { systemctl show -p ActiveState,UnitFileState,StatusText,NRestarts,MainPID "$1" | tr '\n' ' '; echo; }
step() { printf '\n== %s\n' "$*"; }
scrape() { python3 -c 'import urllib.request; page = urllib.request.urlopen("http://127.0.0.1:9257/metrics").read().decode(); print(len(page.splitlines()), "lines,", page.count("vmon_processes{"), "groups")'; }
left() { find / -xdev \( -iname '*vmon*' -o -path '/etc/vmon*' \) -not -path '/var/log/vmon/*' -not -path '/srv/*' -not -path '/proc/*' 2>/dev/null; getent passwd vmon vmon-exporter; systemctl list-units --all --no-legend 'vmon*'; }
# Before Debian 13, libssl is a package of another name; in a machine without network, the dependency may be missing.
install() { dpkg -i "$@" 2>&1 | grep -v '^(Reading'; echo "exit code ${PIPESTATUS[0]}"; }

step "systemd $(systemctl --version | sed -n '1s/systemd \([0-9]*\).*/\1/p'), kernel $(uname -r), Debian $(cat /etc/debian_version)"
step 'install'
install ./*.deb; sleep 20
for name in vmon-exporter vmon-recorder; do show $name; done
scrape
dpkg -L vmon-exporter vmon-recorder | grep -E '/(etc|usr/lib)/.*[^/]vmon.*'
step 'reload'
for name in vmon-exporter vmon-recorder; do systemctl reload $name; echo "exit code $?"; done
step 'kill -9'
kill -9 "$(systemctl show -p MainPID --value vmon-exporter)"; sleep 20; show vmon-exporter; scrape
step 'upgrade, with a configuration that was changed, and a recorder that was disabled'
echo '# changed' >>/etc/vmon/exporter.conf
systemctl disable --now vmon-recorder
install ./*.deb; sleep 10
for name in vmon-exporter vmon-recorder; do show $name; done
tail -n 1 /etc/vmon/exporter.conf; scrape
step 'remove, and install again'
dpkg -r vmon-exporter vmon-recorder; left
install ./*.deb; sleep 10
for name in vmon-exporter vmon-recorder; do show $name; done
step 'remove'
dpkg -r vmon-exporter vmon-recorder; left; ls /var/log/vmon
step 'purge'
dpkg -P vmon-exporter vmon-recorder; left; ls -d /var/log/vmon /etc/vmon
