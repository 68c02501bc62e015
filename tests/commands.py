"""The command line as a person uses it: processes of their own, and the music they are given."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from mutagen.flac import FLAC

ROOT = Path(__file__).resolve().parents[1]


def put(sound: Path, path: Path, **tags: str) -> Path:
    """Copy a flac and give it tags; its name is written behind its sound, so that no two have the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(sound, path)
    with path.open("ab") as file:
        file.write(os.fsencode(path.name))
    tagged = FLAC(path)
    tagged.update(tags)
    tagged.save()
    return path


def start(*arguments: str | Path, library: Path) -> subprocess.Popen[str]:
    """Start ``pluto`` with arguments."""
    return subprocess.Popen(
        [sys.executable, "-m", "pluto_desktop", *map(str, arguments), "--library", str(library)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="surrogateescape",
    )  # fmt: skip


def pluto(*arguments: str | Path, library: Path) -> tuple[int, str, str]:
    """Run ``pluto`` and return its exit code, its output and its errors."""
    process = start(*arguments, library=library)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def answer(*arguments: str | Path, library: Path) -> tuple[int, dict[str, Any]]:
    """Run ``pluto … --json`` and return its exit code and the last object it told."""
    code, out, _ = pluto(*arguments, "--json", library=library)
    return code, json.loads(out.splitlines()[-1])
