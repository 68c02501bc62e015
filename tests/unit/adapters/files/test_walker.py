"""Finding files on the disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pluto_desktop.adapters.files.walker import DiskWalker
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.ports.files import FoundFolder, Unwalkable


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def walk(*paths: Path) -> list[FoundFolder | Unwalkable]:
    return list(DiskWalker().walk(paths, CancelToken()))


def found(*paths: Path) -> list[Path]:
    return [file.path for folder in walk(*paths) if isinstance(folder, FoundFolder) for file in folder.audio]


def test_audio_is_found_with_what_lies_beside_it(tmp_path: Path) -> None:
    put(tmp_path, "A/b.FLAC", "A/a.mp3", "A/A.lrc", "A/Folder.JPG", "A/cover.png", "A/notes.txt", "A/.hidden.mp3")
    (folder,) = walk(tmp_path)
    assert isinstance(folder, FoundFolder)
    assert [file.path.name for file in folder.audio] == ["a.mp3", "b.FLAC"]
    assert [words.path for words in folder.lyrics["a"]] == [tmp_path / "A/A.lrc"]
    assert folder.cover == tmp_path / "A/cover.png"
    status = (tmp_path / "A/a.mp3").stat()
    assert (folder.audio[0].size, folder.audio[0].mtime_ns) == (1, status.st_mtime_ns)


def test_words_are_found_in_every_format_and_language_the_best_first(tmp_path: Path) -> None:
    put(tmp_path, "a.mp3", "a.txt", "a.lrc", "a.TTML", "a.te.lrc", "a.en.srt", "a.xq.lrc", "b.te.lrc")
    (folder,) = walk(tmp_path)
    assert isinstance(folder, FoundFolder)
    names = [words.path.name for words in folder.lyrics["a"]]
    assert names == ["a.TTML", "a.lrc", "a.te.lrc", "a.en.srt", "a.txt"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    put(tmp_path, "a/b/x.mp3")
    (tmp_path / "a/b/up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "self.mp3").symlink_to(tmp_path / "self.mp3")
    assert found(tmp_path) == [tmp_path / "a/b/x.mp3"]
    assert found(tmp_path, tmp_path / "a", tmp_path / "a/b/up") == [tmp_path / "a/b/x.mp3"]


def test_links_to_files_and_to_nowhere(tmp_path: Path) -> None:
    put(tmp_path, "real/x.mp3")
    (tmp_path / "linked.mp3").symlink_to(tmp_path / "real/x.mp3")
    (tmp_path / "dead.mp3").symlink_to(tmp_path / "nowhere.mp3")
    assert found(tmp_path) == [tmp_path / "linked.mp3", tmp_path / "real/x.mp3"]


def test_single_files_bring_their_neighbours_only_beside(tmp_path: Path) -> None:
    put(tmp_path, "a.mp3", "b.mp3", "a.lrc", "cover.jpg")
    (folder,) = walk(tmp_path / "a.mp3")
    assert isinstance(folder, FoundFolder)
    assert [file.path.name for file in folder.audio] == ["a.mp3"]
    assert [file.path.name for file in folder.beside] == ["b.mp3"]
    assert (folder.lyrics["a"][0].path, folder.cover) == (tmp_path / "a.lrc", tmp_path / "cover.jpg")


def test_what_cannot_be_added_is_told(tmp_path: Path) -> None:
    put(tmp_path, "notes.txt")
    assert walk(tmp_path / "gone", tmp_path / "notes.txt", Path("nul\0.mp3")) == [
        Unwalkable(tmp_path / "gone", "file_missing"),
        Unwalkable(tmp_path / "notes.txt", "not_audio"),
        Unwalkable(Path("nul\0.mp3").absolute(), "file_missing"),
    ]


def test_a_folder_that_may_not_be_read_is_told_and_the_rest_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "closed/x.mp3", "open/y.mp3")
    scandir = os.scandir

    def guarded(folder: str) -> object:
        if folder == str(tmp_path / "closed"):
            raise PermissionError(13, "Permission denied", folder)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", guarded)
    told = walk(tmp_path)
    assert told[0] == Unwalkable(tmp_path / "closed", "folder_unreadable")
    assert [folder.path for folder in told[1:]] == [tmp_path / "open"]


def test_names_that_are_not_utf8_come_back_byte_for_byte(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.mp3"
    Path(os.fsdecode(name)).write_bytes(b"x")
    assert [os.fsencode(path) for path in found(tmp_path)] == [name]
    assert DiskWalker().list_present(found(tmp_path)) == set(found(tmp_path))


def test_cancelling_ends_the_walk(tmp_path: Path) -> None:
    put(tmp_path, "a/x.mp3", "b/y.mp3")
    cancel = CancelToken()
    walking = DiskWalker().walk([tmp_path], cancel)
    next(walking)
    cancel.cancel()
    assert list(walking) == []


def test_presence_is_looked_up_by_folder(tmp_path: Path) -> None:
    put(tmp_path, "a/1.mp3", "a/2.mp3", "a/3.mp3", "b/4.mp3")
    there = {tmp_path / "a/1.mp3", tmp_path / "a/2.mp3", tmp_path / "b/4.mp3"}
    gone = {tmp_path / "a/5.mp3", tmp_path / "c/6.mp3", tmp_path / "c/7.mp3", tmp_path / "c/8.mp3"}
    assert DiskWalker().list_present(there | gone) == there


def test_a_pipe_that_bears_a_songs_name_is_never_opened(tmp_path: Path) -> None:
    put(tmp_path, "a.mp3")
    for name in ("b.mp3", "a.lrc", "cover.jpg"):
        os.mkfifo(tmp_path / name)
    (folder,) = walk(tmp_path)
    assert isinstance(folder, FoundFolder)
    assert [file.path.name for file in folder.audio] == ["a.mp3"]
    assert folder.lyrics == {}
    assert folder.cover is None
    assert walk(tmp_path / "b.mp3") == [Unwalkable(tmp_path / "b.mp3", "not_audio")]
