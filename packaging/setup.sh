#!/usr/bin/env bash
# Set up what Pluto needs on Debian or Ubuntu, and do nothing where it is there already.
# Usage: packaging/setup.sh run|test|bench|screen   (screen: run, and a virtual screen)
# PYTHON names another interpreter than the newest of 3.11 to 3.13 on the path.
set -euo pipefail
cd "$(dirname "$0")/.."
readonly WHAT="${1:-run}"
readonly VENV=.venv

say() { printf '%s\n' "pluto setup: $*"; }
fail() { printf '%s\n' "pluto setup: $*" >&2; exit 1; }

# A shared library, and the package it is in; Ubuntu's renamed packages (…t64) answer to these names too.
libraries() {
    cat <<'LIST'
libGL.so.1 libgl1
libEGL.so.1 libegl1
libxkbcommon.so.0 libxkbcommon0
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libfreetype.so.6 libfreetype6
libglib-2.0.so.0 libglib2.0-0
libX11.so.6 libx11-6
libxcb.so.1 libxcb1
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libX11-xcb.so.1 libx11-xcb1
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-util.so.1 libxcb-util1
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shm.so.0 libxcb-shm0
libxcb-sync.so.1 libxcb-sync1
libxcb-xfixes.so.0 libxcb-xfixes0
libxcb-render.so.0 libxcb-render0
libxcb-shape.so.0 libxcb-shape0
libxcb-xkb.so.1 libxcb-xkb1
libwayland-client.so.0 libwayland-client0
libwayland-cursor.so.0 libwayland-cursor0
libwayland-egl.so.1 libwayland-egl1
libvlc.so.5 libvlc5
LIST
}

# The newest interpreter Pluto runs on; one that can make a virtual environment comes before one that can not.
find_python() {
    local needs name
    for needs in 'import ensurepip, venv' pass; do
        for name in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
            if command -v "$name" >/dev/null &&
                "$name" -c "import sys; (3, 11) <= sys.version_info[:2] <= (3, 13) or sys.exit(1); $needs" 2>/dev/null; then
                command -v "$name"
                return
            fi
        done
    done
    return 1
}

missing_packages() {
    local known name package
    # Without ldconfig (a system that is not Linux) there is nothing to look up.
    known="$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null)" || return 0
    while read -r name package; do
        grep -qF "$name " <<<"$known" || echo "$package"
    done < <(libraries)
    compgen -G '/usr/lib/*/vlc/plugins/codec' >/dev/null || compgen -G '/usr/lib/vlc/plugins/codec' >/dev/null ||
        echo vlc-plugin-base
    if [ "$WHAT" = screen ] && ! command -v Xvfb >/dev/null; then echo xvfb; fi
    if [ "$WHAT" = test ]; then
        command -v dbus-daemon >/dev/null || echo dbus-daemon
        command -v desktop-file-validate >/dev/null || echo desktop-file-utils
    fi
    if [ -n "$python" ]; then
        "$python" -c 'import ensurepip, venv' 2>/dev/null ||
            echo "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    elif [ -z "${PYTHON:-}" ] && ! command -v python3 >/dev/null; then
        echo python3
        echo python3-venv
    fi
}

install_packages() {
    local packages=("$@") root=()
    local by_hand="apt-get install --no-install-recommends ${packages[*]}"
    command -v apt-get >/dev/null ||
        fail "these are missing, and there is no apt-get to install them with: ${packages[*]}"
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "please run this as root, then try again: $by_hand"
        root=(sudo)
    fi
    say "installing system packages: ${packages[*]}"
    # A source of the machine that is out of reach is no reason to stop: the installation itself will tell.
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=3 update || say "going on with the lists there are"
    # A machine just started may be busy with its own upgrades for some minutes.
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Acquire::Retries=3 -o DPkg::Lock::Timeout=600 \
        -o Dpkg::Use-Pty=0 install --no-install-recommends "${packages[@]}" >/dev/null ||
        fail "that did not work; please run this as root, then try again: $by_hand"
}

# Where “python3” is too old or too new, the system may have another beside it.
install_other_python() {
    local name
    for name in python3.13 python3.12 python3.11; do
        if apt-cache show "$name" >/dev/null 2>&1; then
            install_packages "$name" "$name-venv"
            return
        fi
    done
}

set_up_system() {
    local missing
    mapfile -t missing < <(missing_packages)
    if [ "${#missing[@]}" -gt 0 ]; then install_packages "${missing[@]}"; fi
    python="$(find_python)" && return
    if [ -z "${PYTHON:-}" ]; then install_other_python; fi
    python="$(find_python)" ||
        fail "Pluto needs Python 3.11, 3.12 or 3.13, and there is none here; PYTHON=… names one that is not on the path."
}

set_up_venv() {
    local lock="$1" stamp="$VENV/.pluto-$1" version wanted
    version="$("$python" --version)"
    wanted="$version $(cat "packaging/$lock" pyproject.toml setup.py | cksum) $PWD"
    if [ -x "$VENV/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && "$VENV/bin/python" -c '' 2>/dev/null; then
        return
    fi
    if [ "$("$VENV/bin/python" --version 2>/dev/null)" != "$version" ] || ! "$VENV/bin/python" -m pip --version >/dev/null 2>&1; then
        say "making a virtual environment in $VENV with $version"
        "$python" -m venv --clear "$VENV"
    fi
    say "installing the locked Python packages of packaging/$lock"
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --retries 5 --timeout 60 \
        --require-hashes --only-binary :all: -r "packaging/$lock"
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
    printf '%s' "$wanted" >"$stamp"
}

python="$(find_python || true)"
set_up_system
case "$WHAT" in
    run | screen) set_up_venv requirements.lock ;;
    test) set_up_venv requirements-dev.lock ;;
    bench) set_up_venv requirements-bench.lock ;;
    *) fail "unknown: $WHAT (one of run, test, bench, screen)" ;;
esac
# As an installed wheel is: no start waits for the compiler, whatever PYTHONDONTWRITEBYTECODE says.
"$VENV/bin/python" -m compileall -q pluto_desktop || say "going on with the sources alone"
