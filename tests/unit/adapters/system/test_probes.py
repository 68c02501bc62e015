"""The looks at this device say what is there and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from pluto_desktop.adapters.system import probes
from pluto_desktop.adapters.system.paths import default_paths
from pluto_desktop.adapters.system.probes import Trial, probe_folder, probe_font, probe_package, system_probes


def test_this_installation_is_well_and_nothing_is_made(tmp_path: Path, own_folders: Path):
    findings = [probe() for probe in system_probes(tmp_path / "library", default_paths())]
    assert [found for found in findings if not found.ok] == []
    assert {found.key for found in findings} >= {"python", "qt", "vlc", "pyav", "sqlalchemy", "font_telugu"}
    assert list(tmp_path.iterdir()) == []


def test_what_is_missing_comes_with_advice():
    assert "Install the package nosuch-thing" in probe_package("x", "X", "nosuch-thing", needed_for="y").advice
    assert "fontpkg-nosuch" in probe_font("x", "X", "fontpkg_nosuch").advice


def test_a_trial_that_dies_is_a_finding():
    assert not Trial("x", "X", "import os; os.abort()", "Do this.")().ok
    assert "boo" in Trial("x", "X", "raise SystemExit('boo')", "Do this.")().found
    assert Trial("x", "X", "print(1)", "Do this.")().found == "1"


def test_a_trial_that_hangs_is_a_finding(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(probes, "_SECONDS", 0.2)
    found = Trial("x", "X", "import threading; threading.Event().wait()", "Do this.")()
    assert not found.ok
    assert "TimeoutExpired" in found.found


def test_a_folder_in_the_way_or_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "file").write_text("in the way")
    assert "cannot be written" in probe_folder("x", "X", tmp_path / "file" / "library").found
    assert probe_folder("x", "X", tmp_path / "a" / "b").ok
    monkeypatch.setattr(probes, "_ROOM_BYTES", 10**18)
    assert "Make room" in probe_folder("x", "X", tmp_path / "a").advice


def test_a_folder_that_may_not_be_looked_into_is_a_finding(tmp_path: Path) -> None:
    assert not probes.probe_folder("library", "Library folder", tmp_path / "file" / "library").advice
    (tmp_path / "file").touch()
    assert probes.probe_folder("library", "Library folder", tmp_path / "file" / "library").advice
    assert probes.probe_folder("library", "Library folder", tmp_path / ("x" * 300)).label == "Library folder"
