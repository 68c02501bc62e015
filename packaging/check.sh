#!/usr/bin/env bash
# Everything a tool can see without running the program. Every check runs, then the first failure counts.
set -uo pipefail
cd "$(dirname "$0")/.."
readonly BIN=.venv/bin
failed=()

step() {
    local name="$1"
    shift
    printf '== %s\n' "$name"
    "$@" || failed+=("$name")
}

no_hosts() {
    # A lock file says what and which bytes, never from where.
    ! grep -nEi '://|--(extra-)?index-url|--find-links|--trusted-host' packaging/*.lock
}

no_leftovers() {
    ! git grep -nE '\b(TODO|FIXME|XXX|HACK)\b' -- '*.py' '*.sh' Makefile ':!packaging/check.sh'
}

step "ruff" "$BIN/ruff" check --quiet .
step "format" "$BIN/ruff" format --quiet --check .
step "types" "$BIN/mypy" --no-error-summary
step "import rules" "$BIN/lint-imports" --no-logo
step "forms" "$BIN/python" packaging/forms.py --check
step "lock files name no host" no_hosts
step "nothing left for later" no_leftovers

if [ "${#failed[@]}" -gt 0 ]; then
    printf 'failed: %s\n' "${failed[@]}"
    exit 1
fi
echo "all checks passed"
