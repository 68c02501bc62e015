"""Archives that were made to do harm, or were damaged anywhere; and a restore over a library that is in use."""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pluto_desktop import bootstrap
from pluto_desktop.adapters.files import archive as zip_archive
from pluto_desktop.cli import main
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Conflict, Denied, Invalid, KnownError
from pluto_desktop.domain.sentences import sentence
from tests.demo import add_two_songs


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return a good archive of a library with the demo songs."""
    library = tmp_path / "made" / "library"
    with bootstrap.open_services(library) as services:
        add_two_songs(services)
        services.export.run(tmp_path / "a.zip", lambda _: None, CancelToken())
    return tmp_path / "a.zip"


def restore(archive: Path, folder: Path, *, set_aside: bool = False) -> None:
    bootstrap.make_restore().run(archive, folder, lambda _: None, CancelToken(), set_aside=set_aside)


def refused(archive: Path, new: Path) -> KnownError:
    """Restore, which must fail with a sentence and leave nothing; return the error."""
    before = sorted(archive.parent.iterdir())
    with pytest.raises(KnownError) as caught:
        restore(archive, new)
    assert sentence(caught.value)
    assert sorted(archive.parent.iterdir()) == before
    return caught.value


def write(path: Path, files: dict[str, bytes], **options: object) -> Path:
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps({"format": 1, "files": hashes, **options}))
    return path


def unpacked(archive: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist() if name != "manifest.json"}


def test_bytes_changed_anywhere_are_told_and_nothing_is_left(archive: Path, tmp_path: Path) -> None:
    whole, dice, told = archive.read_bytes(), random.Random(5), set()
    for _ in range(60):
        bytes_ = bytearray(whole)
        at = dice.choice([dice.randrange(len(whole)), dice.randrange(200), len(whole) - 1 - dice.randrange(900)])
        bytes_[at] ^= 1 << dice.randrange(8)
        (tmp_path / "bad.zip").write_bytes(bytes_)
        try:
            restore(tmp_path / "bad.zip", tmp_path / f"new {at}")
        except KnownError as error:  # anything else fails the test
            told.add((error.code, sentence(error)))
    assert "archive_damaged" in {code for code, _ in told}
    assert not list(tmp_path.glob(".*"))


def test_an_archive_cut_anywhere_is_told(archive: Path, tmp_path: Path) -> None:
    whole = archive.read_bytes()
    for share in (0.01, 0.3, 0.9, 0.999):
        (tmp_path / "cut.zip").write_bytes(whole[: int(len(whole) * share)])
        assert isinstance(refused(tmp_path / "cut.zip", tmp_path / "new"), Invalid)


def test_a_bomb_is_refused_before_it_goes_off(tmp_path: Path) -> None:
    bomb = write(tmp_path / "bomb.zip", {"catalogue.db": bytes(100 << 20)})
    assert bomb.stat().st_size < 1 << 20
    assert refused(bomb, tmp_path / "new").code == "not_an_archive"


def test_more_than_the_disk_holds_is_refused_before_it_is_full(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("Usage", (), {"free": 1000})
    monkeypatch.setattr(zip_archive.shutil, "disk_usage", lambda _: usage)
    error = refused(archive, tmp_path / "new")
    assert isinstance(error, Denied)
    assert error.code == "disk_full"


@pytest.mark.parametrize(
    "name", ["library.lock", "catalogue.db-wal", "catalogue.db/x", "backups/x", "media", "media/", "media/./../x"]
)
def test_only_what_an_archive_holds_is_unpacked(archive: Path, tmp_path: Path, name: str) -> None:
    odd = write(tmp_path / "odd.zip", unpacked(archive) | {name: b"x"})
    assert isinstance(refused(odd, tmp_path / "new"), Invalid)


def test_a_link_in_an_archive_leads_nowhere(archive: Path, tmp_path: Path) -> None:
    link = zipfile.ZipInfo("media/link.ogg")
    link.external_attr = 0o120777 << 16
    files = unpacked(archive)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in (files | {link.filename: b"/etc"}).items()}
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as opened:
        for name, content in files.items():
            opened.writestr(name, content)
        opened.writestr(link, "/etc")
        opened.writestr("manifest.json", json.dumps({"format": 1, "files": hashes}))
    restore(tmp_path / "link.zip", tmp_path / "new")
    assert not (tmp_path / "new" / "media" / "link.ogg").is_symlink()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda files: {}, "not_an_archive"),
        (lambda files: {name: content for name, content in files.items() if name != "device.db"}, "archive_damaged"),
        (lambda files: files | {"catalogue.db": b"no database" * 999}, "archive_damaged"),
        (lambda files: files | {"catalogue.db": files["catalogue.db"][:20_000]}, "archive_damaged"),
    ],
)
def test_an_archive_without_a_whole_library_is_named_and_refused(archive: Path, tmp_path: Path, change, code) -> None:
    bad = write(tmp_path / "bad.zip", change(unpacked(archive)))
    error = refused(bad, tmp_path / "new")
    assert error.code == code
    assert str(bad) in sentence(error)


def test_an_archive_of_a_newer_pluto_is_not_restored(archive: Path, tmp_path: Path) -> None:
    with bootstrap.open_services(tmp_path / "made" / "library") as services:
        with services.library.connections.writing() as connection:
            connection.execute("UPDATE alembic_version SET version_num = '0099'")
        services.export.run(tmp_path / "newer.zip", lambda _: None, CancelToken())
    error = refused(tmp_path / "newer.zip", tmp_path / "new")
    assert error.code == "archive_newer"


def test_a_library_that_is_open_is_not_moved_from_under_its_window(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = tmp_path / "made" / "library"
    with bootstrap.open_services(library) as services:
        with pytest.raises(Conflict, match="library_locked"):
            restore(archive, library, set_aside=True)
        assert main(["library", "restore", str(archive), "--set-aside", "--library", str(library)]) == 2
        assert "Close it" in capsys.readouterr().err
        services.personal.create_playlist("still here")
        assert sorted(path.name for path in (tmp_path / "made").iterdir()) == ["library"]
    with bootstrap.open_services(library) as services:
        assert [playlist.name for playlist in services.personal.list_playlists()] == ["still here"]


def test_an_export_makes_no_backup_and_works_where_nothing_may_be_written(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "made" / "library"
    assert not (library / "backups").exists()
    with bootstrap.open_services(library) as services, services.library.connections.writing() as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0099'")
    assert main(["library", "export", str(tmp_path / "b.zip"), "--library", str(library)]) == 0
    assert not (library / "backups").exists()


def test_a_disk_that_is_full_is_the_one_of_the_archive(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise Denied("disk_full", path="the library")

    monkeypatch.setattr("pluto_desktop.adapters.sql.backups._copy", full)
    target = tmp_path / "out" / "b.zip"
    target.parent.mkdir()
    assert main(["library", "export", str(target), "--library", str(tmp_path / "made" / "library")]) == 2
    assert f"“{target}” is full" in capsys.readouterr().err
    assert list(target.parent.iterdir()) == []


KILLED_EXPORT = """
import os, sys
from pathlib import Path
from pluto_desktop import bootstrap
from pluto_desktop.domain.cancel import CancelToken
with bootstrap.open_services(Path(sys.argv[1])) as services:
    services.export.run(Path(sys.argv[2]), lambda _: os.kill(os.getpid(), 9), CancelToken())
"""


def test_what_a_killed_export_or_restore_left_is_cleared_by_the_next(archive: Path, tmp_path: Path) -> None:
    library, target = tmp_path / "made" / "library", tmp_path / "out" / "[b].zip"
    target.parent.mkdir()
    done = subprocess.run([sys.executable, "-c", KILLED_EXPORT, library, target], check=False, capture_output=True)
    assert done.returncode == -9, done.stderr.decode()
    assert not target.exists()
    assert list(target.parent.iterdir())
    assert main(["library", "export", str(target), "--library", str(library)]) == 0
    assert [path.name for path in target.parent.iterdir()] == ["[b].zip"]
    killed_restore = KILLED_EXPORT.replace("with bootstrap.open_services(Path(sys.argv[1])) as services:", "if True:")
    killed_restore = killed_restore.replace("services.export.run(Path(sys.argv[2]),", "bootstrap.make_restore().run("
        "Path(sys.argv[2]), Path(sys.argv[1]),")  # fmt: skip
    new = tmp_path / "out" / "new"
    done = subprocess.run([sys.executable, "-c", killed_restore, new, target], check=False, capture_output=True)
    assert done.returncode == -9, done.stderr.decode()
    assert not new.exists()
    restore(target, new)
    assert sorted(path.name for path in target.parent.iterdir()) == ["[b].zip", "new"]
