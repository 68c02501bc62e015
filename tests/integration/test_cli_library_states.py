"""Every command on a library that is newer, damaged, missing or not to be written: a sentence and an exit code."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

import pytest

from pluto_desktop import bootstrap
from pluto_desktop.adapters.sql.library import open_library
from pluto_desktop.cli import main
from tests.factories import make_song

READING = (["search", "kept"], ["show", "kept"], ["lyrics", "show", "kept"], ["catalog", "export", "OUT.csv"],
           ["library", "export", "OUT.zip"])  # fmt: skip
WRITING = (["import", "MUSIC"], ["catalog", "import", "IN.csv"])
CARING = (["library", "backup"], ["library", "repair"], ["library", "repair", "--anew"])


@pytest.fixture
def library(library_folder: Path) -> Path:
    """Return a library of many songs, so that it has pages deep inside, with a backup."""
    opened = open_library(library_folder)
    opened.catalogue.add_songs([make_song("kept"), *(make_song(f"song {n}", notes="x" * 900) for n in range(400))])
    opened.close()
    bootstrap.make_library_care(library_folder).back_up()
    return library_folder


@pytest.fixture
def run(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Run a command; return exit code, standard output and error."""
    (tmp_path / "MUSIC").mkdir()
    (tmp_path / "IN.csv").write_text("title\nnew\n")

    def run(command: list[str], *more: str) -> tuple[int, str, str]:
        words = [str(tmp_path / word) if word.isupper() or word[:3] in {"OUT", "IN."} else word for word in command]
        code = main([*words, *more, "--library", str(library)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def set_version(path: Path, version: str, reader: str = "1") -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
    connection.execute("UPDATE library SET value = ? WHERE key = 'min_reader_version'", (reader,))
    connection.commit()
    connection.close()


def damage_deep_inside(library: Path) -> None:
    """Spoil a page that opening does not look at."""
    path, care = library / "catalogue.db", bootstrap.make_library_care(library)
    whole = path.read_bytes()
    for page in reversed(range(2, len(whole) // 4096)):
        path.write_bytes(whole[: page * 4096] + b"\xff" * 200 + whole[page * 4096 + 200 :])
        if care.inspect().opens and care.integrity():
            return
    raise AssertionError


def test_a_newer_library_is_read_and_every_command_that_would_write_says_why_not(library: Path, run) -> None:
    set_version(library / "catalogue.db", "0099")
    before = {path: path.read_bytes() for path in library.rglob("*.db")}
    for command in READING:
        code, _, err = run(command)
        assert (code, err.count("\n")) == (0, 1), command
        assert "newer Pluto" in err
    for command in WRITING + CARING:
        code, out, err = run(command)
        assert (code, out, err.count("\n")) == (2, "", 1), command
        assert "Update Pluto to change it." in err
        assert json.loads(run(command, "--json")[1])["error"]["code"] == "library_newer"
    assert run(["library", "check"])[0] == 0
    assert run(["doctor"])[0] == 1
    assert {path: path.read_bytes() for path in library.rglob("*.db")} == before


def test_a_library_that_cannot_even_be_read_is_left_alone_by_all(library: Path, run) -> None:
    set_version(library / "device.db", "0099", reader="99")
    before = (library / "device.db").read_bytes()
    for command in READING + WRITING + CARING:
        code, out, err = run(command)
        assert (code, out) == (2, ""), command
        assert "left as it is" in err
    assert (library / "device.db").read_bytes() == before


def test_a_library_that_may_not_be_written(library: Path, run, monkeypatch: pytest.MonkeyPatch) -> None:
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: False if mode == os.W_OK else access(path, mode))
    for command in READING:
        assert run(command)[0] == 0, command
    for command in WRITING + CARING:
        code, _, err = run(command)
        assert code == 2, command
        assert "can only be read" in err


@pytest.mark.parametrize("file", ["catalogue.db", "device.db"])
@pytest.mark.parametrize("gone", [True, False])
def test_a_damaged_or_missing_file_is_named_with_the_command_and_the_backup_that_help(
    library: Path, run, file: str, gone: bool
) -> None:
    (library / file).unlink()
    if not gone:
        (library / file).write_bytes(bytes(50_000))
    year = bootstrap.make_library_care(library).list_backups()[0].folder.name[:4]
    for command in (*READING, *WRITING, ["library", "backup"]):
        code, out, err = run(command)
        assert (code, out) == (2, ""), command
        assert str(library / file) in err
        if command != ["library", "backup"]:
            aside = "" if gone else "sets it aside and "
            assert f"“pluto library repair” {aside}takes the backup of {year}-" in err
    assert run(["library", "check"])[0] == 2
    code, out, _ = run(["library", "repair"])
    assert code == 0
    assert "Put in place from the backup of" in out
    assert ("The damaged file is kept as" in out) is not gone
    assert run(["show", "kept"])[0] == 0


def test_without_a_backup_the_way_out_is_said(library: Path, run) -> None:
    for copy in (library / "backups").glob("*/*"):
        copy.unlink()
    (library / "device.db").write_bytes(b"")
    assert "“pluto library repair --anew”" in run(["search", "kept"])[2]
    assert run(["library", "repair"])[0] == 2
    assert run(["library", "repair", "--anew"])[0] == 0
    assert run(["show", "kept"])[0] == 0


def test_a_page_deep_inside_is_found_and_repaired(library: Path, run) -> None:
    damage_deep_inside(library)
    code, out, _ = run(["library", "check"])
    assert code == 1
    assert "damaged inside" in out
    assert run(["doctor"])[0] == 1
    damaged = (library / "catalogue.db").read_bytes()
    code, out, _ = run(["library", "repair", "--json"])
    assert code == 0
    assert [Path(path).name for path in json.loads(out)["repaired"]] == ["catalogue.db"]
    assert Path(json.loads(out)["set_aside"][0]).read_bytes() == damaged
    assert run(["library", "check"])[0] == 0
    code, out, _ = run(["library", "repair"])
    assert (code, out) == (0, "The library is whole. Nothing was changed.\n")


def test_of_the_backups_the_newest_that_is_whole_is_taken(library: Path, run) -> None:
    care = bootstrap.make_library_care(library)
    care.back_up()
    newest, older = care.list_backups()
    (newest.folder / "catalogue.db").write_bytes(b"spoilt")
    (library / "catalogue.db").write_bytes(b"spoilt too")
    code, out, _ = run(["library", "repair", "--json"])
    assert (code, json.loads(out)["backup"]["folder"]) == (0, str(older.folder))
    assert run(["show", "kept"])[0] == 0


def test_commands_on_nothing_make_nothing(run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (*READING, *CARING, ["library", "check"]):
        words = [str(tmp_path / word) if word[:3] == "OUT" else word for word in command]
        assert main([*words, "--library", str(tmp_path / "mistyped")]) == 2, command
        assert "There is no library" in capsys.readouterr().err
    assert not (tmp_path / "mistyped").exists()


def test_a_repair_waits_for_no_window_that_is_open(library: Path, run) -> None:
    damage_deep_inside(library)
    opened = open_library(library)
    code, _, err = run(["library", "repair"])
    opened.close()
    assert code == 2
    assert "Close it and try again" in err
    assert run(["library", "repair"])[0] == 0


def test_a_disk_that_fills_during_a_repair_leaves_the_old_file_in_its_place(
    library: Path, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (library / "catalogue.db").write_bytes(b"spoilt")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", full)
    code, _, err = run(["library", "repair"])
    assert code == 2
    assert "is full" in err
    assert (library / "catalogue.db").read_bytes() == b"spoilt"
    assert not list(library.glob("*.new"))
