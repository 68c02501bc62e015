"""Compile ``ui/*.ui`` into ``desktop/forms``; with ``--check`` only compare, and fail where they differ."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "ui"
FORMS = ROOT / "pluto_desktop" / "desktop" / "forms"


def compile_form(source: Path) -> str:
    """Return the Python code of a form, the same on every machine."""
    # Not the script “pyside6-uic”, which names the folder it was made in.
    uic = [sys.executable, "-c", "from PySide6.scripts.pyside_tool import uic; uic()", source.name]
    done = subprocess.run(uic, cwd=source.parent, capture_output=True, text=True, check=True)  # noqa: S603 - our files
    return done.stdout.strip() + "\n"


def main() -> int:
    """Write or compare every form; return the exit code."""
    compiled = {f"ui_{source.stem}.py": compile_form(source) for source in sorted(SOURCES.glob("*.ui"))}
    present = {path.name: path.read_text(encoding="utf-8") for path in FORMS.glob("ui_*.py")}
    stale = sorted(name for name in compiled.keys() | present.keys() if compiled.get(name) != present.get(name))
    if "--check" in sys.argv[1:]:
        if stale:
            print(f"not what ui/ says: {', '.join(stale)}; run “make forms”")
        return 1 if stale else 0
    for name in stale:
        if name in compiled:
            (FORMS / name).write_text(compiled[name], encoding="utf-8")
        else:
            (FORMS / name).unlink()
        print(f"{name} is new")
    return 0


if __name__ == "__main__":
    sys.exit(main())
