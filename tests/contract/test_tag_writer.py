"""Tags into audio files: the fake and the real one do the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from pluto_desktop.adapters.files.reader import MutagenTagReader
from pluto_desktop.adapters.files.tag_writing import MutagenTagWriter
from pluto_desktop.domain.errors import Conflict, Invalid, NotFound
from pluto_desktop.ports.audio_files import FileTags, NewTags, TagReader, TagWriter
from pluto_desktop.services.import_song import location_of
from tests.contract.test_lyrics_tagger import TIMED
from tests.fakes.files import FakeFiles
from tests.fakes.tag_writer import FakeTagWriter
from tests.sound import noise, write

SAID = FileTags(
    title="చందమామ రావే", artists=("A", "B & C"), album="Jola", album_artist="Various", disc=2, track=7, date="1976-05",
    genres=("Folk", "Kirtana"), language="te", comment="hello", cover=b"\x89PNG\r\n\x1a\n and a picture",
)  # fmt: skip
ALL = frozenset(
    {"title", "artists", "album", "album_artist", "disc", "track", "date", "genres", "language", "comment", "cover",
     "lyrics"}
)  # fmt: skip
World = tuple[TagWriter, TagReader, Callable[[str], Path]]


@pytest.fixture(params=["fake", "mutagen"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> World:
    if request.param == "fake":
        files = FakeFiles()
        return FakeTagWriter(files), files, lambda name: files.put(f"/m/{name}", name, FileTags())
    (tmp_path / "library").mkdir()
    return MutagenTagWriter(tmp_path / "library"), MutagenTagReader(), lambda name: write(tmp_path / name, noise(0.5))


def test_what_was_written_is_read_and_everything_else_stays(world: World) -> None:
    writer, tags, make = world
    before = tags.read(make("a.mp3"))
    assert writer.holds(before.format) == ALL
    new = NewTags(SAID, ALL, TIMED)
    after = writer.write(location_of(before), new)
    assert after == tags.read(before.path)
    assert (after.sound_hash, after.sha256 != before.sha256) == (before.sound_hash, True)
    assert after.tags == writer.as_read(before.format, new)
    assert after.tags.title == SAID.title
    assert after.tags.all_lyrics
    again = writer.write(location_of(after), NewTags(FileTags(title="Other"), frozenset({"title", "album", "track"})))
    assert again.tags == replace(after.tags, title="Other", album="", track=None)


def test_a_file_that_changed_meanwhile_or_is_gone_is_not_written(world: World) -> None:
    writer, tags, make = world
    before = tags.read(make("a.mp3"))
    title = NewTags(FileTags(title="One"), frozenset({"title"}))
    writer.write(location_of(before), title)
    now = tags.read(before.path)
    with pytest.raises(Conflict) as caught:
        writer.write(location_of(before), title)
    assert caught.value.code == "tags_file_changed"
    assert tags.read(before.path) == now
    with pytest.raises(NotFound):
        writer.write(replace(location_of(before), path=before.path.with_name("gone.mp3")), title)


def test_a_field_that_the_format_does_not_hold_is_refused(world: World) -> None:
    writer, tags, make = world
    before = tags.read(make("a.mp3"))
    with pytest.raises(Invalid) as caught:
        writer.write(location_of(before), NewTags(FileTags(), frozenset({"gain_db"})))
    assert caught.value.code == "tags_format"
    assert writer.holds("aac") == frozenset()
    assert writer.settle() == []


def test_a_copy_is_written_under_a_free_name_and_the_file_stays_as_it_is(world: World) -> None:
    writer, tags, make = world
    before = tags.read(make("a.mp3"))
    folder = before.path.parent / "కాపీలు"
    if before.path.exists():
        folder.mkdir()
    new = NewTags(SAID, ALL, TIMED)
    copy = writer.write_copy(location_of(before), new, folder, "చందమామ")
    assert (copy.path, copy.made) == (folder / "చందమామ.mp3", True)
    assert tags.read(before.path) == before
    there = tags.read(copy.path)
    assert (there.sound_hash, there.tags) == (before.sound_hash, writer.as_read(before.format, new))
    assert copy.cover == sha256(SAID.cover or b"").hexdigest()

    # The same again is there already; another one does not take its place.
    assert writer.write_copy(location_of(before), new, folder, "చందమామ") == replace(copy, made=False)
    other = NewTags(FileTags(title="Other"), frozenset({"title"}))
    second = writer.write_copy(location_of(before), other, folder, "చందమామ")
    assert (second.path, second.made) == (folder / "చందమామ (2).mp3", True)
    assert writer.write_copy(location_of(before), other, folder, "చందమామ") == replace(second, made=False)
    assert tags.read(copy.path) == there


def test_no_copy_is_made_of_a_file_that_is_another_by_now(world: World) -> None:
    writer, tags, make = world
    before = tags.read(make("a.mp3"))
    title = NewTags(FileTags(title="One"), frozenset({"title"}))
    writer.write(location_of(before), title)
    with pytest.raises(Conflict):
        writer.write_copy(location_of(before), title, before.path.parent, "copy")
    with pytest.raises(NotFound):
        tags.read(before.path.with_name("copy.mp3"))
