"""Run every measurement, each in a process of its own: ``python -m tests.bench [NAME…]``.

A measurement is ``tests/bench/bench_NAME.py``; its ``main()`` prints JSON lines ``{"bench": …, figures…}`` and whatever
else on stderr. The lines come out here as they are; the exit code is 1 where a measurement failed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def names() -> list[str]:
    """Return the names of all measurements."""
    return sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))


def run(name: str) -> bool:
    """Run one measurement and pass its lines on; return whether it succeeded."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Not as a script: worker processes load the script that started the program, and the program's is next to nothing.
    command = [sys.executable, "-c", f"import sys; from tests.bench.bench_{name} import main; sys.exit(main())"]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if _is_figure(line)]
    for line in lines:
        print(line, flush=True)
    if done.returncode != 0 or not lines:
        print(json.dumps({"bench": name, "failed": done.returncode}), flush=True)
        return False
    return True


def main() -> int:
    """Run what was named, or everything; return the exit code."""
    wanted = sys.argv[1:] or names()
    unknown = [name for name in wanted if name not in names()]
    if unknown:
        print(f"there is no measurement {', '.join(unknown)}; there are: {', '.join(names())}", file=sys.stderr)
        return 2
    failed = [name for name in wanted if not run(name)]
    return 1 if failed else 0


def _is_figure(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


if __name__ == "__main__":
    sys.exit(main())
