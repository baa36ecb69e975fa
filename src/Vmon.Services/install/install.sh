#!/bin/sh
# Installs or upgrades the service of this archive. Run as root. The configuration that exists is kept.
#   ./install.sh             installs, and starts or restarts the service
#   ./install.sh --no-start  installs only
set -eu
cd "$(dirname "$0")"
[ "${1:-}" != --no-start ] || export VMON_NO_START=1

# A program that runs cannot be written, but replaced.
(cd files && find . -type f) | while read -r file; do
    case $file in ./etc/*) [ ! -e "/$file" ] || continue ;; esac
    mode=644
    [ ! -x "files/$file" ] || mode=755
    install -D -m "$mode" "files/$file" "/$file.new"
    mv "/$file.new" "/$file"
done
exec sh ./postinst configure
