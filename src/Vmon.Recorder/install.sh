#!/bin/sh
# Installs or upgrades vmon-recorder with its systemd unit. Run as root in the folder of the archive. The configuration that exists is kept.
#   ./install.sh             installs, and starts or restarts the service
#   ./install.sh --no-start  installs only
set -eu
cd "$(dirname "$0")"
program=/usr/lib/vmon-recorder/vmon-recorder unit=/etc/systemd/system/vmon-recorder.service

# A program that runs cannot be written, but replaced.
install -d /usr/lib/vmon-recorder /usr/share/doc/vmon-recorder /etc/vmon "$unit.d"
install -m 0755 vmon-recorder "$program.new"
mv "$program.new" "$program"
install -m 0644 recorder.md LICENSE /usr/share/doc/vmon-recorder/
[ -e /etc/vmon/recorder.conf ] || install -m 0644 recorder.conf /etc/vmon/recorder.conf
install -m 0644 vmon-recorder.service "$unit"
install -m 0644 vmon-recorder.sysusers /usr/lib/sysusers.d/vmon-recorder.conf
systemd-sysusers vmon-recorder.conf

# systemd 253 has Type=notify-reload.
version=$(systemctl --version | sed -n '1s/^systemd \([0-9]*\).*/\1/p')
if [ "$version" -lt 253 ]; then
    install -m 0644 older-systemd.conf "$unit.d/10-older-systemd.conf"
else
    rm -f "$unit.d/10-older-systemd.conf"
fi

systemctl daemon-reload
[ "${1:-}" = --no-start ] && exit
systemctl enable vmon-recorder.service
systemctl restart vmon-recorder.service
