"""The wheel carries what the program needs beside its code."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PARTS = ("pluto_desktop", "resources", "pyproject.toml", "setup.py", "README.md", "LICENSE")


def test_the_wheel_carries_resources_and_finds_them(tmp_path: Path):
    source = tmp_path / "source"
    source.mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, source / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, source / part)
    build = [
        sys.executable,
        "-W",
        "error",
        "-c",
        f"from setuptools import build_meta as b; b.build_wheel({str(tmp_path)!r})",
    ]
    done = subprocess.run(build, cwd=source, capture_output=True, text=True, check=False, timeout=110)
    assert done.returncode == 0, done.stderr
    site = tmp_path / "site"
    zipfile.ZipFile(next(tmp_path.glob("*.whl"))).extractall(site)

    shipped = {path.relative_to(ROOT) for path in (ROOT / "resources").rglob("*") if path.is_file()}
    assert {path for path in shipped if not (site / "pluto_desktop" / path).is_file()} == set()
    code = "from pluto_desktop.resource_files import resource_path as r; print(r('demo/songs.json'))"
    found = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(site)!r}); {code}"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert Path(found.stdout.strip()) == site / "pluto_desktop" / "resources" / "demo" / "songs.json"
    assert Path(found.stdout.strip()).is_file()
