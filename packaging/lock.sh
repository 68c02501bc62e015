#!/usr/bin/env bash
# Write the lock files anew from pyproject.toml: name, version and hashes; no address of any index.
set -euo pipefail
cd "$(dirname "$0")/.."

.venv/bin/python -m pip install --quiet --disable-pip-version-check uv

compile() {
    local lock="packaging/$1"
    shift
    .venv/bin/uv pip compile --universal --fork-strategy fewest --generate-hashes --python-version 3.11 \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet \
        pyproject.toml "$@" --output-file "$lock"
    echo "wrote $lock"
}

compile requirements.lock --extra build
compile requirements-dev.lock --extra build --extra dev --extra servers --constraint packaging/requirements.lock
compile requirements-bench.lock --extra build --extra dev --extra servers --extra bench --constraint packaging/requirements-dev.lock
