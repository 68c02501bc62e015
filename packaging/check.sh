#!/usr/bin/env bash
# Everything a tool can see without running the program. Every check runs, then the first failure counts.
set -uo pipefail
cd "$(dirname "$0")/.."
readonly PYTHON=.venv/bin/python
failed=()

step() {
    local name="$1"
    shift
    printf '== %s\n' "$name"
    "$@" || failed+=("$name")
}

# Shows what grep finds, and succeeds where it looked and found nothing.
absent() {
    grep -nE "$@"
    [ $? -eq 1 ]
}

# A lock file says what and which bytes, never from where.
no_hosts() { absent -i -e '://|--(extra-)?index-url|--find-links|--trusted-host' packaging/*.lock; }

no_leftovers() {
    absent -r --include='*.py' --include='*.sh' --include=Makefile --include=run --exclude=check.sh \
        -e '\b(TODO|FIXME|XXX|HACK)\b' pluto_desktop tests packaging setup.py Makefile .ci/run
}

# As modules, for the scripts in .venv/bin name the folder they were made in, and a checkout may have moved.
step "ruff" "$PYTHON" -m ruff check --quiet .
step "format" "$PYTHON" -m ruff format --quiet --check .
step "types" "$PYTHON" -m mypy --no-error-summary
step "import rules" "$PYTHON" -c "from importlinter.cli import lint_imports_command as lint; lint()" --no-logo
step "forms" "$PYTHON" packaging/forms.py --check
step "lock files name no host" no_hosts
step "nothing left for later" no_leftovers

if [ "${#failed[@]}" -gt 0 ]; then
    printf 'failed: %s\n' "${failed[@]}"
    exit 1
fi
echo "all checks passed"
