#!/usr/bin/env python3
"""Gather every text of the window for those who translate: ``packaging/texts.py FILE.ts`` writes or updates the file.

Qt's lupdate reads the sources and the forms; it sees literals in ``tr()``, ``translate()`` and ``QT_TRANSLATE_NOOP()``.
The tables of the domain, which knows no Qt, are given to it as literals.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from pluto_desktop.domain.sentences import TEMPLATES
from pluto_desktop.domain.settings import SETTINGS
from pluto_desktop.lyrics.formats.losses import SENTENCES
from pluto_desktop.lyrics.formats.parsed import WARNINGS

ROOT = Path(__file__).resolve().parents[1]


def domain_texts() -> list[tuple[str, str]]:
    """Return (context, text) of what the domain says and the window translates."""
    texts = [("errors", template) for template in TEMPLATES.values()]
    for setting in SETTINGS.values():
        labels = [setting.label, setting.hint, *(label for _, label in setting.choices)]
        texts += [("settings", label) for label in labels if label]
    texts += [("losses", text) for text in SENTENCES.values()]
    return texts + [("read_warnings", text) for text in WARNINGS.values()]


def gather(target: Path) -> None:
    """Write or update a file of texts; translations in it stay. Raises CalledProcessError."""
    sources = sorted((ROOT / "pluto_desktop" / "desktop").rglob("*.py")) + sorted((ROOT / "ui").glob("*.ui"))
    with tempfile.TemporaryDirectory() as folder:
        domain = Path(folder, "domain.py")
        lines = (f"QT_TRANSLATE_NOOP({context!r}, {text!r})\n" for context, text in domain_texts())
        domain.write_text("".join(lines), encoding="utf-8")
        command = [_tool("lupdate"), *map(str, sources), str(domain), "-no-obsolete", "-locations", "none"]
        subprocess.run([*command, "-ts", str(target)], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own


def _tool(name: str) -> str:
    import PySide6

    folder = Path(PySide6.__file__).parent
    return str(next(path for path in (folder / name, folder / f"{name}.exe") if path.exists()))


if __name__ == "__main__":
    gather(Path(sys.argv[1]).absolute())
