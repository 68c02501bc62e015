"""Audio files open with Pluto from a Linux desktop."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
LINUX = ROOT / "packaging" / "linux"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other platforms have no desktop entries")


def entry_of(path: Path) -> configparser.SectionProxy:
    parser = configparser.RawConfigParser(delimiters="=", strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(path, encoding="utf-8")
    return parser["Desktop Entry"]


def install(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", str(LINUX / "install.sh"), *arguments],
        env={**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home / "data")},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def test_the_entry_takes_files_of_every_promised_kind():
    entry = entry_of(LINUX / "pluto.desktop")
    assert entry["Exec"] == "pluto %F"
    kinds = set(entry["MimeType"].rstrip(";").split(";"))
    for promised in ("mpeg", "flac", "ogg", "opus", "mp4", "x-wav", "x-aiff"):
        assert f"audio/{promised}" in kinds


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="desktop-file-utils are not installed")
def test_the_entry_is_what_desktops_of_debian_12_read(tmp_path: Path):
    assert install(tmp_path / "a home").returncode == 0
    for entry in (LINUX / "pluto.desktop", tmp_path / "a home" / "data" / "applications" / "pluto.desktop"):
        said = subprocess.run(["desktop-file-validate", str(entry)], capture_output=True, text=True, check=False)
        assert (said.returncode, said.stdout) == (0, "")


def test_the_window_bears_the_name_of_the_entry():
    source = (ROOT / "pluto_desktop" / "desktop" / "app.py").read_text(encoding="utf-8")
    assert 'setDesktopFileName("pluto")' in source
    assert (LINUX / "pluto.desktop").is_file()


def test_it_is_installed_for_one_person_and_taken_out_again(tmp_path: Path):
    done = install(tmp_path)
    assert done.returncode == 0, done.stderr
    installed = tmp_path / "data" / "applications" / "pluto.desktop"
    program = entry_of(installed)["Exec"].removesuffix(" %F").strip('"')
    assert os.access(program, os.X_OK)
    assert (tmp_path / "data" / "icons" / "hicolor" / "scalable" / "apps" / "pluto.svg").is_file()
    assert install(tmp_path, "--remove").returncode == 0
    assert not installed.exists()
