"""A library whose files are broken, old, new, or may not be written."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from pluto_desktop.adapters.sql.backups import list_backups
from pluto_desktop.adapters.sql.connections import CATALOGUE, DEVICE
from pluto_desktop.adapters.sql.inspect import problems_of
from pluto_desktop.adapters.sql.library import SqlLibrary, open_library
from pluto_desktop.adapters.sql.library_files import SqlLibraryFiles
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled, Conflict, Denied, Invalid, NotFound
from pluto_desktop.domain.library import Health
from pluto_desktop.domain.sentences import sentence
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.services.library import LibraryCare
from tests.factories import make_song

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a closed library of one song, one favourite and one playlist."""
    folder = tmp_path / "పాటలు library"
    library = open_library(folder)
    (song,) = library.catalogue.add_songs([make_song("kept", artists=("A",), album="B")])
    library.personal.set_favourite([song], favourite=True)
    library.personal.create_playlist("mine", [song])
    library.close()
    return folder


@pytest.fixture
def care(folder: Path) -> LibraryCare:
    """Return the care for that library."""
    return LibraryCare(SqlLibraryFiles(folder))


@pytest.fixture
def backed_up(care: LibraryCare) -> LibraryCare:
    """Return the care for that library, which has a backup."""
    assert care.back_up_daily() is not None
    return care


@pytest.fixture
def opened(folder: Path) -> Iterator[SqlLibrary]:
    """Return that library opened."""
    library = open_library(folder)
    yield library
    library.close()


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def lose_the_last_page(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 4096)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def scribble(path: Path) -> None:
    path.write_bytes(b"This is no library. " * 5000)


def foreign(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE something (else_ TEXT)")
    connection.commit()
    connection.close()


def header_only(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


DAMAGES = [truncate, lose_the_last_page, empty, scribble, foreign, header_only]


def songs(folder: Path) -> int:
    library = open_library(folder)
    try:
        return library.catalogue.counts().songs
    finally:
        library.close()


@pytest.mark.parametrize("file", [CATALOGUE, DEVICE])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_named_set_aside_and_replaced_by_the_backup(
    folder: Path, backed_up: LibraryCare, file: str, damage
):
    damage(folder / file)
    broken = (folder / file).read_bytes()
    with pytest.raises(Invalid) as caught:
        open_library(folder)
    assert file in sentence(caught.value)
    assert (folder / file).read_bytes() == broken

    state = backed_up.inspect()
    assert (state.health, state.files) == (Health.DAMAGED, (folder / file,))
    assert state.backup is not None
    repair = backed_up.restore_backup()
    assert repair.files == (folder / file,)
    (aside,) = repair.set_aside
    assert aside.read_bytes() == broken
    assert dt.datetime.now().astimezone().strftime("%Y-%m-%d") in aside.name
    library = open_library(folder)
    assert library.catalogue.counts().songs == library.catalogue.counts().favourites == 1
    assert [playlist.songs for playlist in library.personal.list_playlists()] == [1]
    assert not library.read_only
    library.close()


@pytest.mark.parametrize("damage", DAMAGES)
def test_without_a_backup_one_can_start_anew_and_the_rest_stays(folder: Path, care: LibraryCare, damage):
    damage(folder / CATALOGUE)
    assert care.inspect().backup is None
    with pytest.raises(NotFound):
        care.restore_backup()
    repair = care.start_anew()
    assert len(repair.set_aside) == 1
    library = open_library(folder)
    assert library.catalogue.counts().songs == 0
    assert [playlist.name for playlist in library.personal.list_playlists()] == ["mine"]
    library.close()


def test_damage_inside_a_file_is_found_by_the_thorough_check_and_never_becomes_a_backup(
    folder: Path, care: LibraryCare, backed_up: LibraryCare
):
    good = care.list_backups()
    assert care.integrity() == []
    path = folder / CATALOGUE
    whole = path.read_bytes()
    for page in reversed(range(2, len(whole) // 4096)):
        path.write_bytes(whole[: page * 4096] + b"\xff" * 200 + whole[page * 4096 + 200 :])
        if care.inspect().health is Health.GOOD and care.integrity():
            break
    assert {problem.file for problem in care.integrity()} == {path}
    tomorrow = LibraryCare(SqlLibraryFiles(folder), lambda: dt.datetime.now().astimezone() + dt.timedelta(days=1))
    with pytest.raises(Invalid) as caught:
        tomorrow.back_up_daily()
    assert caught.value.code == "library_damaged"
    assert care.list_backups() == good
    assert not list((folder / "backups").glob("*.new"))


def test_a_missing_part_is_said_and_never_quietly_made_new(folder: Path, backed_up: LibraryCare):
    (folder / CATALOGUE).unlink()
    with pytest.raises(Invalid):
        open_library(folder)
    assert not (folder / CATALOGUE).exists()
    assert backed_up.inspect().health is Health.MISSING
    backed_up.restore_backup()
    assert songs(folder) == 1


def test_both_parts_gone_but_backups_there_is_no_new_library(folder: Path, backed_up: LibraryCare):
    (folder / CATALOGUE).unlink()
    (folder / DEVICE).unlink()
    with pytest.raises(Invalid):
        open_library(folder)
    backed_up.restore_backup()
    assert songs(folder) == 1


def test_a_making_that_was_broken_off_is_finished(tmp_path: Path):
    open_library(tmp_path).close()
    (tmp_path / DEVICE).unlink()
    (tmp_path / "device.db.new").write_bytes(b"half")
    assert songs(tmp_path) == 0
    assert not list(tmp_path.glob("*.new*"))


def set_version(path: Path, version: str, reader: str = "1") -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
    connection.execute("UPDATE library SET value = ? WHERE key = 'min_reader_version'", (reader,))
    connection.commit()
    connection.close()


@pytest.mark.parametrize("file", [CATALOGUE, DEVICE])
def test_a_newer_schema_opens_for_reading_with_a_sentence(folder: Path, file: str):
    set_version(folder / file, "0099")
    library = open_library(folder)
    assert library.read_only
    assert library.note is not None
    assert "newer Pluto" in sentence(library.note)
    assert library.catalogue.counts().songs == 1
    assert len(library.catalogue.list_song_ids(SongQuery())) == 1
    assert library.catalogue.data_version() == library.catalogue.data_version()
    for change in (
        lambda: library.catalogue.add_songs([make_song("x", cover_bytes=b"x")]),
        lambda: library.personal.create_playlist("x"),
        lambda: library.personal.save_state("x", 1),
    ):
        with pytest.raises(Denied) as caught:
            change()
        assert caught.value.code == "library_read_only"
    library.close()
    assert not (folder / "media").exists()


def test_a_schema_that_cannot_be_read_is_left_alone(folder: Path):
    set_version(folder / CATALOGUE, "0009", reader="9")
    before = (folder / CATALOGUE).read_bytes()
    with pytest.raises(Denied) as caught:
        open_library(folder)
    assert "update Pluto" in sentence(caught.value)
    assert (folder / CATALOGUE).read_bytes() == before


def test_an_older_schema_is_backed_up_and_brought_up_to_date(folder: Path, care: LibraryCare):
    path = folder / DEVICE
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.commit()
    connection.close()
    assert care.inspect().health is Health.OLDER
    library = open_library(folder)
    assert not library.read_only
    library.personal.create_playlist("works")
    library.close()
    (backup,) = care.list_backups()
    assert backup.folder.name.endswith("-before-upgrade")


def test_an_upgrade_waits_for_nobody_who_never_closes(folder: Path, opened: SqlLibrary):
    files = SqlLibraryFiles(folder)
    for repair in (
        lambda: files.set_aside(folder / CATALOGUE),
        lambda: files.start_anew((folder / CATALOGUE,)),
    ):
        with pytest.raises(Conflict) as caught:
            repair()
        assert caught.value.code == "library_locked"
    assert opened.catalogue.counts().songs == 1


def test_migrations_make_what_a_new_library_is_made_of(tmp_path: Path):
    from pluto_desktop.adapters.sql.migrate import upgrade
    from pluto_desktop.adapters.sql.versions import HEAD, create

    for file in HEAD:
        made, migrated = tmp_path / f"made-{file}", tmp_path / f"migrated-{file}"
        create(made, file, "id")
        sqlite3.connect(migrated).close()
        upgrade(migrated, file)
        assert schema(made) == schema(migrated)
        assert schema(made)


NEEDED = {
    CATALOGUE: {
        "artists": "id artist_name version deleted_at merged_into",
        "artist_credits": "position artist_id name",
        "albums": "id title album_artist version deleted_at merged_into",
        "metadata": "id song_name artist_id album_id disc track release_date release_precision genre tags notes "
        "language created_at song_id bgm_id lyrics_id cover_id version deleted_at merged_into",
        "songs": "id media_sha256 file_format",
        "bgm": "id media_sha256 file_format",
        "covers": "id media_sha256",
        "lyrics": "id document english_lyrics telugu_lyrics version",
        "media": "sha256 file_id size format kind state duration_ms peaks",
        "operations": "op_id actor at result",
        "revisions": "op_id entity entity_id version before at",
        "changes": "seq change_id op_id entity id kind",
        "feed_head": "seq",
        "library": "key value",
    },
    DEVICE: {
        "playlists": "id name",
        "favourites": "song_id",
        "plays": "song_id at listened_ms",
        "song_offsets": "song_id offset_ms",
        "output_offsets": "device offset_ms",
        "song_voices": "song_id voice",
        "bgm_offsets": "song_sha256 bgm_sha256 offset_ms",
        "state": "name value",
        "pins": "entity entity_id",
        "drafts": "entity entity_id base_version body",
        "pending_edits": "op_id entity entity_id base_version base command state",
        "pending_media": "op_id sha256 path",
        "library": "key value",
    },
}
"""What the design says is in each file: what curators and the shared library will need is there from the first."""


@pytest.mark.parametrize("file", NEEDED)
def test_the_first_schema_has_what_the_design_names(folder: Path, file: str):
    connection = sqlite3.connect(folder / file)
    for table, columns in NEEDED[file].items():
        there = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        assert set(columns.split()) <= there, table
    keys = {row[0] for row in connection.execute("SELECT key FROM library")}
    assert keys == {"library_id", "min_reader_version", "min_writer_version"}
    connection.close()


def schema(path: Path) -> set[tuple[str, str, str]]:
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT type, name, coalesce(sql, '') FROM sqlite_master WHERE tbl_name <> 'alembic_version'"
    ).fetchall()
    version = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    keys = connection.execute("SELECT key FROM library ORDER BY key").fetchall()
    connection.close()
    return {*rows, ("version", *version, str(keys))}


def test_a_failed_migration_changes_nothing(tmp_path: Path):
    from pluto_desktop.adapters.sql.migrate import upgrade

    path = tmp_path / "x.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE state (taken TEXT)")
    connection.commit()
    connection.close()
    with pytest.raises(sqlite3.OperationalError):
        upgrade(path, DEVICE)
    connection = sqlite3.connect(path)
    assert [row[0] for row in connection.execute("SELECT name FROM sqlite_master")] == ["state"]
    connection.close()


def test_a_library_on_a_disk_that_cannot_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch):
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: False if mode == os.W_OK else access(path, mode))
    library = open_library(folder)
    assert library.read_only
    assert library.note is not None
    assert "only be read" in sentence(library.note)
    assert library.catalogue.counts().songs == 1
    with pytest.raises(Denied):
        library.personal.save_state("x", 1)
    library.close()


def test_a_place_where_no_library_can_be(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Denied) as caught:
        open_library(tmp_path / "file" / "library")
    assert sentence(caught.value)
    with pytest.raises(NotFound):
        open_library(tmp_path / "none", read_only=True)
    assert not (tmp_path / "none").exists()


def test_a_full_disk_is_said_and_nothing_is_half_there(opened: SqlLibrary):
    before = opened.catalogue.counts()
    with opened.connections.writing() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(Denied) as caught:
        opened.catalogue.add_songs([make_song(f"song {number}", notes="x" * 900) for number in range(200)])
    assert caught.value.code == "disk_full"
    assert sentence(caught.value)
    assert opened.catalogue.counts() == before
    with opened.connections.writing() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")
    opened.catalogue.add_songs([make_song("after")])
    assert opened.catalogue.counts().songs == before.songs + 1


def test_daily_backups_rotate_and_the_fullest_stays(folder: Path):
    files = SqlLibraryFiles(folder)
    fullest = files.back_up("daily")
    library = open_library(folder)
    library.catalogue.remove_songs(library.catalogue.list_song_ids(SongQuery()))
    library.close()
    padding = sqlite3.connect(fullest.folder / CATALOGUE)
    padding.execute("CREATE TABLE padding AS SELECT zeroblob(100000) AS bytes")
    padding.commit()
    padding.close()
    for _ in range(4):
        files.back_up("daily")
    files.rotate(3)
    kept = list_backups(folder)
    assert len(kept) == 4
    assert kept[-1] == fullest
    assert [backup.made_at_ms for backup in kept] == sorted((b.made_at_ms for b in kept), reverse=True)


def test_one_backup_a_day_beside_an_open_window(folder: Path, opened: SqlLibrary):
    care = LibraryCare(SqlLibraryFiles(folder))
    backup = care.back_up_daily()
    assert backup is not None
    assert set(backup.files) == {CATALOGUE, DEVICE}
    assert care.back_up_daily() is None
    tomorrow = LibraryCare(SqlLibraryFiles(folder), lambda: dt.datetime.now().astimezone() + dt.timedelta(days=1))
    assert tomorrow.back_up_daily() is not None
    assert len(care.list_backups()) == 2


def test_a_cancelled_backup_leaves_nothing(folder: Path):
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        SqlLibraryFiles(folder).back_up("daily", token)
    assert list((folder / "backups").iterdir()) == []


def test_a_damaged_backup_is_not_used(folder: Path, backed_up: LibraryCare):
    (backup,) = backed_up.list_backups()
    truncate(backup.folder / CATALOGUE)
    empty(folder / CATALOGUE)
    with pytest.raises(Invalid) as caught:
        backed_up.restore_backup()
    assert caught.value.code == "backup_damaged"
    assert (folder / CATALOGUE).exists()


def test_checking_a_file_is_broken_off_when_nobody_waits_for_it_any_more(tmp_path: Path) -> None:
    library = open_library(tmp_path)
    library.catalogue.add_songs([make_song(f"song {number}") for number in range(500)])
    library.close()
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        problems_of(tmp_path / CATALOGUE, cancel)
    assert problems_of(tmp_path / CATALOGUE, CancelToken()) == []


def test_a_folder_that_may_not_be_looked_into_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(_path: Path, **_options: object) -> bool:
        raise PermissionError(13, "Permission denied")

    with pytest.raises(Denied) as caught:
        SqlLibraryFiles(folder.parent / ("x" * 300)).inspect()
    assert caught.value.code == "library_unreachable"
    monkeypatch.setattr(Path, "exists", denied)
    with pytest.raises(Denied) as caught:
        SqlLibraryFiles(folder).inspect()
    assert caught.value.code == "library_forbidden"
    assert str(folder) in sentence(caught.value)
