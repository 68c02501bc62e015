"""``pluto library`` on real files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pluto_desktop import bootstrap
from pluto_desktop.cli import main


@pytest.fixture
def library(library_folder: Path) -> Path:
    with bootstrap.open_services(library_folder):
        pass
    return library_folder


def pluto(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> tuple[int, dict]:
    code = main(["library", *arguments, "--library", str(folder), "--json"])
    return code, json.loads(capsys.readouterr().out)


def damage(folder: Path) -> None:
    for path in folder.glob("catalogue.db*"):
        path.unlink()
    (folder / "catalogue.db").write_bytes(b"not a database" * 1000)


def test_a_whole_library(library: Path, capsys):
    assert pluto(capsys, library, "check") == (0, {"health": "good", "note": "", "problems": []})
    code, done = pluto(capsys, library, "repair")
    assert (code, done["repaired"]) == (0, [])


def test_a_library_is_backed_up_once_a_day(library: Path, capsys):
    code, done = pluto(capsys, library, "backup")
    assert code == 0
    assert Path(done["backup"]["folder"]).is_dir()
    assert pluto(capsys, library, "backup") == (0, {"backup": None})
    _, listed = pluto(capsys, library, "backups")
    assert listed["backups"][0] == done["backup"]


def test_a_damaged_library_comes_back_from_its_backup(library: Path, capsys):
    pluto(capsys, library, "backup")
    damage(library)
    code, found = pluto(capsys, library, "check")
    assert (code, found["health"]) == (2, "damaged")
    assert "damaged" in found["note"]
    code, done = pluto(capsys, library, "repair")
    assert code == 0
    assert [Path(path).name for path in done["repaired"]] == ["catalogue.db"]
    assert Path(done["set_aside"][0]).read_bytes().startswith(b"not a database")
    assert pluto(capsys, library, "check")[1]["health"] == "good"


def test_without_a_backup_nothing_happens_unless_asked(library: Path, capsys):
    damage(library)
    code, answer = pluto(capsys, library, "repair")
    assert (code, answer["error"]["code"]) == (2, "backup_not_found")
    assert pluto(capsys, library, "repair", "--anew")[0] == 0
    assert pluto(capsys, library, "check")[0] == 0


def test_the_words_for_a_person(library: Path, capsys):
    assert main(["library", "backup", "--library", str(library)]) == 0
    assert "was backed up to" in capsys.readouterr().out
    assert main(["library", "backups", "--library", str(library)]) == 0
    assert str(library) in capsys.readouterr().out
    assert main(["library", "--library", str(library)]) == 2
    assert "--help" in capsys.readouterr().err
