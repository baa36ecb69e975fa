#!/bin/sh
# Stops vmon-recorder and removes what install.sh installed, and its user. The recording remains and belongs to root. Run as root.
#   ./uninstall.sh           keeps /var/log/vmon
#   ./uninstall.sh --purge   removes it, too
set -eu
systemctl disable --now vmon-recorder.service || true
rm -rf /usr/lib/vmon-recorder /usr/share/doc/vmon-recorder /etc/systemd/system/vmon-recorder.service /etc/systemd/system/vmon-recorder.service.d
rm -f /etc/vmon/recorder.conf /usr/lib/sysusers.d/vmon-recorder.conf
rmdir --ignore-fail-on-non-empty /etc/vmon 2>/dev/null || true
systemctl daemon-reload
systemctl reset-failed vmon-recorder.service 2>/dev/null || true
if [ "${1:-}" = --purge ]; then
    rm -rf /var/log/vmon
elif [ -d /var/log/vmon ]; then
    chown -hR root:root /var/log/vmon
fi
if getent passwd vmon >/dev/null; then userdel vmon; fi
