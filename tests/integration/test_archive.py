"""A library out into one archive and back, and every way it can go wrong on the way."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from pluto_desktop import bootstrap
from pluto_desktop.cli import main
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled, Denied, Invalid, KnownError, NotFound
from pluto_desktop.domain.progress import Progress
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.resource_files import resource_path
from tests.demo import add_two_songs


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    with bootstrap.open_services(folder) as services:
        first, _ = add_two_songs(services)
        services.personal.create_playlist("సాయంత్రం", [first])
    return folder


def export(folder: Path, target: Path, *, with_music: bool = False) -> None:
    with bootstrap.open_services(folder) as services:
        services.export.run(target, lambda _: None, CancelToken(), with_music=with_music)


def test_everything_comes_back_and_plays_from_its_new_place(library: Path, tmp_path: Path) -> None:
    export(library, tmp_path / "all.pluto.zip")
    new = tmp_path / "elsewhere" / "library"
    bootstrap.make_restore().run(tmp_path / "all.pluto.zip", new, lambda _: None, CancelToken())
    with bootstrap.open_services(new) as services:
        songs = [services.browse.get_song(song) for song in services.browse.list_song_ids(SongQuery())]
        assert {song.title for song in songs} == {"Twinkle, Twinkle, Little Star", "ఉప్పు కప్పురంబు"}
        assert [playlist.name for playlist in services.personal.list_playlists()] == ["సాయంత్రం"]
        for song in songs:
            assert song.song is not None
            assert services.words.words_of(song.id).document is not None
        located = services.known.list_known_files()
        assert len(located) == 4
        assert all(file.location.path.is_relative_to(new) and file.location.path.is_file() for file in located)


def test_music_outside_the_library_goes_along_when_asked(tmp_path: Path) -> None:
    music = tmp_path / "music" / "పాట.ogg"
    music.parent.mkdir()
    music.write_bytes(resource_path("demo/vemana.ogg").read_bytes())
    assert main(["import", str(music), "--library", str(tmp_path / "library")]) == 0
    export(tmp_path / "library", tmp_path / "without.zip")
    export(tmp_path / "library", tmp_path / "with.zip", with_music=True)
    music.unlink()
    assert (tmp_path / "without.zip").stat().st_size < 200_000 < (tmp_path / "with.zip").stat().st_size
    new = tmp_path / "new"
    bootstrap.make_restore().run(tmp_path / "with.zip", new, lambda _: None, CancelToken())
    with bootstrap.open_services(new) as services:
        [file] = services.known.list_known_files()
        assert file.location.path.is_relative_to(new)
        assert file.location.path.read_bytes() == resource_path("demo/vemana.ogg").read_bytes()


def test_a_library_in_the_way_is_set_aside_only_when_allowed(library: Path, tmp_path: Path) -> None:
    export(library, tmp_path / "a.zip")
    with pytest.raises(Invalid, match="folder_not_empty"):
        bootstrap.make_restore().run(tmp_path / "a.zip", library, lambda _: None, CancelToken())
    done = bootstrap.make_restore().run(tmp_path / "a.zip", library, lambda _: None, CancelToken(), set_aside=True)
    assert done.set_aside is not None
    assert (done.set_aside / "device.db").is_file()
    with bootstrap.open_services(library) as services:
        assert services.browse.counts().songs == 2


def test_exporting_again_replaces_the_archive_only_when_it_is_whole(library: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    target.write_bytes(b"precious")
    cancel = CancelToken()
    cancel.cancel()
    with bootstrap.open_services(library) as services, pytest.raises(Cancelled):
        services.export.run(target, lambda _: None, cancel)
    assert target.read_bytes() == b"precious"

    def stop(progress: Progress) -> None:
        if progress.done == 3:
            raise OSError(28, "No space left on device")

    with bootstrap.open_services(library) as services, pytest.raises(Denied, match="disk_full"):
        services.export.run(target, stop, CancelToken())
    assert target.read_bytes() == b"precious"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "library"]


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("missing.zip", None, NotFound),
        ("empty.zip", b"", Invalid),
        ("text.zip", b"this is no archive", Invalid),
    ],
)
def test_what_is_no_archive_is_said_and_nothing_changes(
    tmp_path: Path, name: str, content: bytes | None, error: type[KnownError]
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(error):
        bootstrap.make_restore().run(tmp_path / name, tmp_path / "new", lambda _: None, CancelToken())
    assert not (tmp_path / "new").exists()


def test_a_damaged_archive_is_noticed_by_its_hashes(library: Path, tmp_path: Path) -> None:
    export(library, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as good, zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad:
        for name in good.namelist():
            content = good.read(name)
            bad.writestr(name, content if name != "media/demo/vemana.ogg" else content[:-1] + b"?")
    with pytest.raises(Invalid, match="archive_damaged"):
        bootstrap.make_restore().run(tmp_path / "bad.zip", tmp_path / "new", lambda _: None, CancelToken())
    assert not (tmp_path / "new").exists()


def test_a_truncated_archive_is_none(library: Path, tmp_path: Path) -> None:
    export(library, tmp_path / "a.zip")
    whole = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "a.zip").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Invalid):
        bootstrap.make_restore().run(tmp_path / "a.zip", tmp_path / "new", lambda _: None, CancelToken())
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["../escape.txt", "/etc/escape", "media/../../escape", "C:escape", "a\\b"])
def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(name, b"x")
        archive.writestr("manifest.json", json.dumps({"format": 1, "files": {name: "0" * 64}}))
    with pytest.raises(Invalid, match="not_an_archive"):
        bootstrap.make_restore().run(tmp_path / "a.zip", tmp_path / "new", lambda _: None, CancelToken())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip"]


def test_the_command_line_says_what_went_in_and_out(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive, new = str(tmp_path / "a.zip"), str(tmp_path / "new")
    assert main(["library", "export", archive, "--json", "--library", str(library)]) == 0
    assert json.loads(capsys.readouterr().out)["left_out"] == 0
    assert main(["library", "restore", archive, "--json", "--library", new]) == 0
    assert json.loads(capsys.readouterr().out)["set_aside"] is None
    assert main(["library", "restore", archive, "--library", new]) == 2
    assert "is not empty" in capsys.readouterr().err


def test_where_nothing_can_be_written_a_sentence_names_the_place(library: Path, tmp_path: Path) -> None:
    a_file = tmp_path / "file"
    a_file.touch()
    with bootstrap.open_services(library) as services:
        for target in (tmp_path / ("x" * 300), a_file / "x.zip", tmp_path / "none" / "x.zip"):
            with pytest.raises(Denied) as denied:
                services.export.run(target, lambda _: None, CancelToken())
            assert denied.value.code == "file_unwritable"
        archive = tmp_path / "whole.zip"
        services.export.run(archive, lambda _: None, CancelToken())
    with pytest.raises(Denied) as denied:
        bootstrap.make_restore().run(archive, a_file / "library", lambda _: None, CancelToken())
    assert denied.value.code == "file_unwritable"
    with pytest.raises(Invalid) as invalid:
        bootstrap.make_restore().run(tmp_path, tmp_path / "new", lambda _: None, CancelToken())
    assert invalid.value.code == "not_an_archive"
