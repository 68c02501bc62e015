#!/usr/bin/env bash
# Set everything up and open Pluto; without a screen, on a virtual one, with a picture of what can be seen there.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"

if [ "$(uname -s)" = Linux ] && [ -z "${DISPLAY:-}" ] && [ -z "${WAYLAND_DISPLAY:-}" ]; then
    "$here/setup.sh" screen
    echo "There is no screen here, so Pluto runs on a virtual one: it plays the demo song and writes pluto.png."
    cd "$here/.."
    exec .venv/bin/python packaging/show_demo.py pluto.png
fi
"$here/setup.sh" run
exec "$here/../.venv/bin/python" -m pluto_desktop "$@"
