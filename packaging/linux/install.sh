#!/usr/bin/env bash
# Put Pluto into this person's menu, so that audio files open with it; “--remove” takes it out again.
# Nothing outside the person's own data folder is touched.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/../.." && pwd)"
data="${XDG_DATA_HOME:-$HOME/.local/share}"
entry="$data/applications/pluto.desktop"
icon="$data/icons/hicolor/scalable/apps/pluto.svg"

refresh() {
    if command -v update-desktop-database >/dev/null; then update-desktop-database -q "$data/applications" || true; fi
}

if [ "${1:-}" = --remove ]; then
    rm -f "$entry" "$icon"
    refresh
    echo "Pluto is no longer in the menu. Your library and settings are as they were."
    exit 0
fi
program="$root/.venv/bin/pluto"
if [ ! -x "$program" ]; then
    program="$(command -v pluto || true)"
fi
if [ -z "$program" ]; then
    echo "Pluto is not set up yet: run “make run” first, then this again." >&2
    exit 2
fi
mkdir -p "$(dirname "$entry")" "$(dirname "$icon")"
cp "$root/resources/logo/pluto.svg" "$icon"
# A quoted program may stand anywhere, with spaces in its path; a percent sign is doubled there.
PROGRAM="${program//%/%%}" awk '
    BEGIN { program = ENVIRON["PROGRAM"]; gsub(/[\\"`$]/, "\\\\&", program) }
    /^TryExec=/ { next }
    /^Exec=/ { print "Exec=\"" program "\" %F"; next }
    { print }
' "$here/pluto.desktop" >"$entry"
refresh
echo "Pluto is in the menu; audio files can be opened with it."
