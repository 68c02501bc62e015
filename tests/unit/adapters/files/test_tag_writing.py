"""Tags into files of every format, and everything that can be in the way of it."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import mutagen
import pytest

from pluto_desktop.adapters.files import swapping, tag_writing
from pluto_desktop.adapters.files.reader import MutagenTagReader
from pluto_desktop.adapters.files.swapping import Swap, Swaps
from pluto_desktop.adapters.files.tag_writing import MutagenTagWriter
from pluto_desktop.domain.errors import Denied, KnownError
from pluto_desktop.ports.audio_files import AudioFile, FileTags, NewTags
from pluto_desktop.services.import_song import location_of
from tests.contract.test_lyrics_tagger import PLAIN, TIMED
from tests.contract.test_tag_writer import SAID
from tests.sound import CODECS, noise, write

TITLE = NewTags(FileTags(title="Other"), frozenset({"title"}))


@pytest.fixture
def writer(tmp_path: Path) -> MutagenTagWriter:
    (tmp_path / "library").mkdir()
    return MutagenTagWriter(tmp_path / "library")


@pytest.fixture
def song(tmp_path: Path) -> AudioFile:
    return MutagenTagReader().read(write(tmp_path / "a.flac", noise(0.3)))


def beside(file: Path) -> list[str]:
    return sorted(path.name for path in file.parent.iterdir() if path.is_file())


@pytest.mark.parametrize("ending", CODECS)
def test_every_format_holds_everything_that_it_says_it_holds(
    writer: MutagenTagWriter, tmp_path: Path, ending: str
) -> None:
    before = MutagenTagReader().read(write(tmp_path / f"a.{ending}", noise(0.3)))
    held = writer.holds(before.format)
    for words in (TIMED, PLAIN):
        before = writer.write(location_of(before), NewTags(SAID, held, words))
        tags = before.tags
        expected = replace(SAID, lyrics=tags.lyrics, all_lyrics=tags.all_lyrics)
        assert tags == (expected if "cover" in held else replace(expected, cover=None))
        assert ("lyrics" in held) == bool(tags.lyrics)
    emptied = writer.write(location_of(before), NewTags(FileTags(), held - {"lyrics", "cover"}))
    assert emptied.tags == FileTags(cover=tags.cover, lyrics=tags.lyrics, all_lyrics=tags.all_lyrics)
    assert emptied.sound_hash == before.sound_hash
    assert beside(before.path) == [f"a.{ending}"]


def test_what_others_wrote_stays(writer: MutagenTagWriter, song: AudioFile) -> None:
    file = mutagen.File(song.path)
    file.delete()
    file["tracknumber"], file["mood"], file["originaldate"] = "3/12", "calm", "1970"
    for kind in (3, 4):
        picture = mutagen.flac.Picture()
        picture.type, picture.mime, picture.data = kind, "image/png", b"\x89PNG %d" % kind
        file.add_picture(picture)
    file.save()
    now = MutagenTagReader().read(song.path)
    said = FileTags(track=4, date="1976", cover=b"\xff\xd8 new")
    writer.write(location_of(now), NewTags(said, frozenset({"track", "date", "cover"})))
    file = mutagen.File(song.path)
    assert dict(file) == {"tracknumber": ["4/12"], "mood": ["calm"], "originaldate": ["1970"], "date": ["1976"]}
    assert [(picture.type, picture.data) for picture in file.pictures] == [(3, b"\xff\xd8 new"), (4, b"\x89PNG 4")]


def test_rights_and_links_stay(writer: MutagenTagWriter, song: AudioFile, tmp_path: Path) -> None:
    song.path.chmod(0o640)
    link = tmp_path / "link.flac"
    link.symlink_to(song.path.name)
    after = writer.write(replace(location_of(song), path=link), TITLE)
    assert (link.is_symlink(), after.path, after.tags.title) == (True, link, "Other")
    assert MutagenTagReader().read(song.path).sha256 == after.sha256
    assert song.path.stat().st_mode & 0o777 == 0o640


def test_a_protected_file_and_one_of_two_names_are_left(
    writer: MutagenTagWriter, song: AudioFile, tmp_path: Path
) -> None:
    data = song.path.read_bytes()
    song.path.chmod(0o444)
    with pytest.raises(Denied, match="tags_read_only"):
        writer.write(location_of(song), TITLE)
    song.path.chmod(0o644)
    os.link(song.path, tmp_path / "second.flac")
    with pytest.raises(Denied, match="tags_two_names"):
        writer.write(location_of(song), TITLE)
    assert song.path.read_bytes() == data
    assert beside(song.path) == ["a.flac", "second.flac"]


def _full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "full")


def _refused(*_: object) -> None:
    raise OSError(errno.EPERM, "no")


def _cut(path: Path, *_: object) -> None:
    path.write_bytes(path.read_bytes()[:-500])


def _changed_meanwhile(path: Path, *_: object) -> None:
    next(file for file in path.parent.glob("a.*")).write_bytes(b"somebody else's")


@pytest.mark.parametrize(
    ("place", "name", "act", "code"),
    [
        (shutil, "copyfile", _full, "disk_full"),
        (shutil, "copyfile", _refused, "tags_unwritable"),
        (tag_writing, "_put_tags", _full, "disk_full"),
        (tag_writing, "_put_tags", _cut, "tags_failed"),
        (Swap, "put", _refused, "tags_unwritable"),
        (tag_writing, "_put_tags", lambda *_: None, "tags_failed"),
    ],
)
def test_whatever_fails_leaves_the_file_as_it_was(
    writer: MutagenTagWriter, song: AudioFile, monkeypatch: pytest.MonkeyPatch, place: object, name: str,
    act: Callable[..., None], code: str,
) -> None:  # fmt: skip
    data = song.path.read_bytes()
    monkeypatch.setattr(place, name, act)
    with pytest.raises(KnownError, match=code):
        writer.write(location_of(song), TITLE)
    assert song.path.read_bytes() == data
    assert beside(song.path) == ["a.flac"]
    assert writer.settle() == []


def test_what_somebody_else_writes_meanwhile_stays(
    writer: MutagenTagWriter, song: AudioFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = tag_writing._put_tags

    def put_and_meet(path: Path, form: str, new: NewTags) -> None:
        put(path, form, new)
        _changed_meanwhile(path)

    monkeypatch.setattr(tag_writing, "_put_tags", put_and_meet)
    with pytest.raises(KnownError, match="tags_file_changed"):
        writer.write(location_of(song), TITLE)
    assert song.path.read_bytes() == b"somebody else's"


def test_a_disk_without_second_names_keeps_a_copy_until_the_new_file_is_certain(
    writer: MutagenTagWriter, song: AudioFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[bytes] = []
    put = Swap.put

    def look_and_put(swap: Swap) -> None:
        kept.append(swap.kept.read_bytes())
        put(swap)

    data = song.path.read_bytes()
    monkeypatch.setattr(os, "link", _refused)
    monkeypatch.setattr(Swap, "put", look_and_put)
    assert writer.write(location_of(song), TITLE).tags.title == "Other"
    assert kept == [data]
    assert beside(song.path) == ["a.flac"]


def test_a_new_file_that_reads_otherwise_in_its_place_makes_way_for_the_old_one(
    writer: MutagenTagWriter, song: AudioFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = song.path.read_bytes()
    put = Swap.put

    def put_and_break(swap: Swap) -> None:
        put(swap)
        swap.file.write_bytes(swap.file.read_bytes()[:-9])

    monkeypatch.setattr(Swap, "put", put_and_break)
    with pytest.raises(KnownError, match="tags_failed"):
        writer.write(location_of(song), TITLE)
    assert song.path.read_bytes() == data
    assert beside(song.path) == ["a.flac"]


@pytest.mark.parametrize("step", ["begun", "copied", "kept", "put", "lost"])
def test_what_a_kill_left_is_put_right(tmp_path: Path, song: AudioFile, step: str) -> None:
    data = song.path.read_bytes()
    swaps = Swaps(tmp_path)
    running = swaps.begin(song.path)
    swap = running.__enter__()
    if step != "begun":
        swap.copy()
        swap.new.write_bytes(b"new")
    if step in {"kept", "put", "lost"}:
        swap.keep()
    if step in {"put", "lost"}:
        swap.put()
    if step == "lost":
        song.path.unlink()
    assert swaps.any_left()
    assert Swaps(tmp_path).settle() == [song.path]
    assert song.path.read_bytes() == (b"new" if step == "put" else data)
    assert beside(song.path) == ["a.flac"]
    assert not swaps.any_left()


def test_a_note_half_written_means_nothing_and_one_of_a_disk_that_is_gone_waits(tmp_path: Path) -> None:
    swaps = Swaps(tmp_path)
    with swaps.begin(tmp_path / "gone" / "a.mp3"):
        (tmp_path / swapping.NOTES / "half.json").write_text('"/m')
        assert Swaps(tmp_path).settle() == []
        assert len(list((tmp_path / swapping.NOTES).iterdir())) == 1
        (tmp_path / "gone").mkdir()
        assert Swaps(tmp_path).settle() == [tmp_path / "gone" / "a.mp3"]
    assert not swaps.any_left()
