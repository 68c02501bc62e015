"""From the catalogue into tags, on files in memory: what is listed, what is written, what the library then knows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled, Conflict, Denied, Invalid, NotFound
from pluto_desktop.domain.ids import MediaHash, SongId
from pluto_desktop.domain.progress import Progress
from pluto_desktop.domain.songs import ArtistCredit, Song
from pluto_desktop.lyrics.document import Document, Line
from pluto_desktop.ports.audio_files import FileTags
from pluto_desktop.services.import_music import ImportMusic
from pluto_desktop.services.write_tags import FileChanges, TagPlan, TagsWritten, WriteTags, only
from tests.fakes.catalogue import FakeCatalogue
from tests.fakes.files import FakeFiles, FakeMediaFolder, InlinePool
from tests.fakes.tag_writer import FakeTagWriter


class Desk:
    def __init__(self) -> None:
        self.files, self.catalogue, self.media = FakeFiles(), FakeCatalogue(), FakeMediaFolder()
        self.writer = FakeTagWriter(self.files)
        self.progress: list[Progress] = []
        self.locked = False
        pool = InlinePool()
        self.importing = ImportMusic(
            self.files, self.files, self.catalogue, self.catalogue, pool=pool, media=self.media
        )
        self.tags = WriteTags(
            self.files, self.writer, self.catalogue, self.catalogue, self.catalogue, media=self.media, pool=pool,
            lock=self._lock,
        )  # fmt: skip

    @contextmanager
    def _lock(self) -> Iterator[object]:
        if self.locked:
            raise Conflict("library_locked", path="/library")
        yield None

    def add(self, name: str, tags: FileTags | None = None) -> Song:
        known = set(self.catalogue.songs)
        self.files.put(f"/m/{name}.mp3", name, tags)
        self.importing.run([Path("/m")], self.progress.append, CancelToken())
        return next(song for id_, song in self.catalogue.songs.items() if id_ not in known)

    def edit(self, song: Song, **fields: object) -> Song:
        self.catalogue.songs[song.id] = replace(song, version=song.version + 1, **fields)  # type: ignore[arg-type]
        return self.catalogue.songs[song.id]

    def plan(self, *songs: Song) -> TagPlan:
        return self.tags.plan([song.id for song in songs], self.progress.append, CancelToken())

    def write(self, *files: FileChanges) -> TagsWritten:
        return self.tags.write(files, self.progress.append, CancelToken())

    def read(self, name: str) -> FileTags:
        return self.files.files[Path(f"/m/{name}.mp3")][1]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def listed(plan: TagPlan) -> list[tuple[str, str, str]]:
    return [(change.field, change.before, change.after) for one in plan.files for change in one.changes]


def test_only_what_differs_is_listed_and_written_and_the_library_follows(desk: Desk) -> None:
    song = desk.add("a", FileTags(title="A", artists=("X",), album="Old", track=3, genres=("G",)))
    assert desk.plan(song) == TagPlan(same=1)
    artists = (ArtistCredit(song.artists[0].artist_id, "Y"), ArtistCredit(song.artists[0].artist_id, "Z"))
    desk.edit(song, title="B", artists=artists, album=None, notes="n", tags=("t",))
    plan = desk.plan(song)
    assert listed(plan) == [
        ("title", "A", "B"), ("artists", "X", "Y, Z"), ("album", "Old", ""), ("comment", "", "n"),
    ]  # fmt: skip
    done = desk.write(*plan.files)
    assert (done.written, done.failed, done.changes.songs) == ((song.id,), (), frozenset({song.id}))
    assert (desk.read("a").title, desk.read("a").artists, desk.read("a").track) == ("B", ("Y", "Z"), 3)
    after = desk.catalogue.songs[song.id]
    assert (after.title, after.notes, after.tags) == ("B", "n", ("t",))
    assert after.song is not None
    assert song.song is not None
    assert after.song.sha256 != song.song.sha256
    assert desk.catalogue.locations[after.song.sha256].path == Path("/m/a.mp3")
    assert desk.plan(after) == TagPlan(same=1)
    desk.files.read_paths.clear()
    desk.importing.run([Path("/m")], desk.progress.append, CancelToken())
    assert desk.files.read_paths == [], "the library knows the file as it is now"


def test_what_a_song_has_none_of_stays_in_the_file(desk: Desk) -> None:
    tags = FileTags(title="A", artists=("X",), comment="mine", language="te", lyrics="One", all_lyrics=(("", "One"),))
    song = desk.add("a", tags)
    desk.edit(song, language="")
    desk.catalogue.set_lyrics(song.id, None)
    assert desk.plan(song) == TagPlan(same=1)


def test_words_and_covers_are_written(desk: Desk) -> None:
    song = desk.add("a")
    desk.catalogue.set_lyrics(song.id, Document((Line("1", None, None, {"en": "One"}),)))
    cover = MediaHash(hashlib.sha256(b"\x89PNG new").hexdigest())
    desk.catalogue.covers[cover] = b"\x89PNG new"
    desk.edit(desk.catalogue.songs[song.id], cover=cover)
    plan = desk.plan(song)
    assert listed(plan) == [("lyrics", "", "1"), ("cover", "", "yes")]
    desk.write(*plan.files)
    assert (desk.read("a").lyrics.strip(), desk.read("a").cover) == ("One", b"\x89PNG new")
    assert desk.plan(song) == TagPlan(same=1)
    assert desk.catalogue.songs[song.id].cover == cover


def test_words_alone_are_written_and_nothing_else_of_the_song_changes(desk: Desk) -> None:
    song = desk.edit(desk.add("a", FileTags(title="A")), title="edited")
    words = Document((Line("1", None, None, {"en": "One"}),))
    assert desk.tags.write_words(song.id, words).songs == frozenset({song.id})
    assert (desk.read("a").title, desk.read("a").lyrics.strip()) == ("A", "One")
    after = desk.catalogue.songs[song.id]
    assert (after.title, desk.catalogue.find_lyrics(song.id)) == ("edited", None)
    assert after.song is not None
    location = desk.catalogue.locations[after.song.sha256]
    desk.catalogue.locations[after.song.sha256] = replace(location, path=desk.media.root / "k.mp3")
    with pytest.raises(Denied, match="embed_kept"):
        desk.tags.write_words(song.id, words)
    desk.catalogue.locations[after.song.sha256] = location
    desk.writer.formats.clear()
    with pytest.raises(Invalid, match="embed_format"):
        desk.tags.write_words(song.id, words)
    desk.catalogue.locations.clear()
    with pytest.raises(NotFound, match="no_audio_here"):
        desk.tags.write_words(song.id, words)


def test_measured_loudness_outlives_the_writing(desk: Desk) -> None:
    song = desk.add("a")
    assert song.song is not None
    desk.catalogue.set_gain(song.song.sha256, -3.0, 0.9)
    desk.edit(desk.catalogue.songs[song.id], title="B")
    desk.write(*desk.plan(song).files)
    medium = desk.catalogue.songs[song.id].song
    assert medium is not None
    assert (medium.gain_db, medium.peak) == (-3.0, 0.9)


def test_only_what_is_chosen_is_written(desk: Desk) -> None:
    songs = [desk.edit(desk.add(name), title=f"{name} 2", disc=1) for name in "ab"]
    plan = desk.plan(*songs)
    assert [[change.field for change in one.changes] for one in plan.files] == [["title", "disc"]] * 2
    chosen = only(plan.files, lambda song, field: song == songs[1].id and field == "disc")
    assert desk.write(*chosen).written == (songs[1].id,)
    assert [(desk.read(name).title, desk.read(name).disc) for name in "ab"] == [("a", None), ("b", 1)]


def test_what_cannot_be_written_is_left_out_with_the_reason(desk: Desk) -> None:
    kept, changed, gone, odd, fine = (desk.edit(desk.add(name), title="new") for name in "kcgof")
    assert kept.song is not None
    location = desk.catalogue.locations[kept.song.sha256]
    desk.catalogue.locations[kept.song.sha256] = replace(location, path=desk.media.root / "k.mp3")
    desk.files.put("/m/c.mp3", "c", FileTags(title="somebody's"))
    desk.files.take("/m/g.mp3")
    assert odd.song is not None
    desk.files.errors[Path("/m/o.mp3")] = Denied("file_unreadable", path="/m/o.mp3")
    plan = desk.plan(kept, changed, gone, odd, fine)
    assert [one.song_id for one in plan.files] == [fine.id]
    assert {one.song_id: one.error.code for one in plan.left_out} == {
        kept.id: "tags_kept", changed.id: "tags_file_changed", gone.id: "file_missing", odd.id: "file_unreadable",
    }  # fmt: skip
    desk.writer.formats.clear()
    (left,) = desk.plan(fine).left_out
    assert left.error.code == "tags_format"
    assert desk.plan() == TagPlan()


def test_a_failure_is_told_and_the_others_are_written_but_a_full_disk_ends_it(desk: Desk) -> None:
    songs = [desk.edit(desk.add(name), title=f"{name} 2") for name in "abc"]
    plan = desk.plan(*songs)
    desk.writer.errors[Path("/m/a.mp3")] = Denied("tags_read_only", path="/m/a.mp3")
    desk.edit(songs[1], title="b 3")
    done = desk.write(*plan.files)
    assert [(one.song_id, one.error.code) for one in done.failed] == [
        (songs[0].id, "tags_read_only"), (songs[1].id, "tags_song_changed"),
    ]  # fmt: skip
    assert done.written == (songs[2].id,)
    desk.writer.errors[Path("/m/a.mp3")] = Denied("disk_full", path="/m/a.mp3")
    done = desk.write(*desk.plan(*songs).files)
    assert done.stopped is not None
    assert (done.stopped.code, done.written) == ("disk_full", ())


def test_it_is_cancelled_between_two_files_and_locked_out_by_another_program(desk: Desk) -> None:
    songs = [desk.edit(desk.add(name), title=f"{name} 2") for name in "abc"]
    cancel = CancelToken()
    files = desk.plan(*songs).files
    done = desk.tags.write(files, lambda progress: cancel.cancel() if progress.done else None, cancel)
    assert (done.cancelled, len(done.written)) == (True, 2)
    with pytest.raises(Cancelled):
        desk.tags.plan([song.id for song in songs], desk.progress.append, cancel)
    desk.locked = True
    with pytest.raises(Conflict):
        desk.write(*files)


def test_a_file_that_a_kill_left_written_is_known_again(desk: Desk) -> None:
    song = desk.edit(desk.add("a"), title="edited")
    desk.files.put("/m/a.mp3", "a", FileTags(title="written"))
    desk.writer.left = [Path("/m/a.mp3")]
    desk.locked = True
    assert not desk.tags.settle()
    desk.locked = False
    assert desk.tags.settle().songs == frozenset({SongId(song.id)})
    assert desk.catalogue.songs[song.id].title == "edited"
    assert desk.plan(desk.catalogue.songs[song.id]).left_out == ()
