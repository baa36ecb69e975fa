#!/bin/sh
# Stops the service of this archive, and removes what install.sh installed, and its user. Run as root.
#   ./uninstall.sh           keeps what it recorded, which then belongs to root
#   ./uninstall.sh --purge   removes it, too
set -eu
cd "$(dirname "$0")"
sh ./prerm remove
(cd files && find . -type f) | while read -r file; do rm -f "/$file"; done
(cd files && find . -depth -type d) | while read -r folder; do rmdir "/$folder" 2>/dev/null || true; done
sh ./postrm remove
if [ "${1:-}" = --purge ]; then sh ./postrm purge; else sh ./postrm keep-data; fi
