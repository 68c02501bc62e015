"""Copies of songs with what the library says of them, on files in memory."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Denied
from pluto_desktop.domain.ids import MediaHash, SongId
from pluto_desktop.domain.progress import Progress
from pluto_desktop.domain.songs import Song
from pluto_desktop.lyrics.document import Document, Line
from pluto_desktop.ports.audio_files import FileTags
from pluto_desktop.services.save_copies import CopiesSaved, SaveCopies
from pluto_desktop.services.watch_folders import WatchFolders
from tests.fakes.files import FakeFolders
from tests.fakes.personal import FakePersonal
from tests.unit.services.test_write_tags import Desk

TO = Path("/copies")


class Copying(Desk):
    """A library in memory, and what saves copies of its songs."""

    def __init__(self) -> None:
        super().__init__()
        self.folders = FakeFolders()
        self.followed = WatchFolders(FakePersonal(), self.folders)
        self.copies = SaveCopies(
            self.writer, self.catalogue, media=self.media, lock=self._lock, follows=self.followed.follows
        )

    def save(self, *songs: Song, to: Path = TO) -> CopiesSaved:
        return self.copies.save([song.id for song in songs], to, self.progress.append, CancelToken())

    def copy(self, name: str) -> FileTags:
        return self.files.files[TO / name][1]


@pytest.fixture
def desk() -> Copying:
    return Copying()


def test_copies_say_what_the_library_says_and_the_files_stay(desk: Copying) -> None:
    song = desk.add("a", FileTags(title="A", artists=("అన్నమయ్య", "B/C"), comment="theirs"))
    desk.catalogue.set_lyrics(song.id, Document((Line("1", None, None, {"en": "One"}),)))
    cover = MediaHash(hashlib.sha256(b"\x89PNG new").hexdigest())
    desk.catalogue.covers[cover] = b"\x89PNG new"
    song = desk.edit(desk.catalogue.songs[song.id], title="జో?", cover=cover)
    done = desk.save(song)
    assert done == CopiesSaved((TO / "అన్నమయ్య, B_C - జో_.mp3",))
    copy = desk.copy("అన్నమయ్య, B_C - జో_.mp3")
    assert (copy.title, copy.comment, copy.lyrics.strip()) == ("జో?", "theirs", "One")
    assert copy.cover == b"\x89PNG new"
    assert desk.read("a").title == "A"
    assert desk.progress[-1] == replace(desk.progress[-1], done=1, total=1)


def test_songs_of_one_name_stand_side_by_side_and_what_is_there_is_not_made_again(desk: Copying) -> None:
    both = [desk.add(name, FileTags(title="Same")) for name in "ab"]
    done = desk.save(*both)
    assert [path.name for path in done.saved] == ["Same.mp3", "Same (2).mp3"]
    assert desk.save(*both) == CopiesSaved(there=2)
    edited = desk.edit(desk.catalogue.songs[both[0].id], notes="new")
    assert [path.name for path in desk.save(edited).saved] == ["Same (3).mp3"]


def test_what_is_not_here_is_left_out_by_name_and_a_cover_elsewhere_is_told(desk: Copying) -> None:
    gone, covered, odd = (desk.add(name, FileTags(title=name)) for name in ("gone", "covered", "odd"))
    desk.files.take("/m/gone.mp3")
    covered = desk.edit(covered, cover=MediaHash("f" * 64))
    picture = MediaHash(hashlib.sha256(b"\x89PNG").hexdigest())
    own = desk.edit(desk.add("own", FileTags(title="own", cover=b"\x89PNG")), cover=picture)
    assert odd.song is not None
    desk.catalogue.songs[odd.id] = replace(odd, song=replace(odd.song, format="aac"))
    silent = desk.add("silent")
    desk.catalogue.songs[silent.id] = replace(silent, song=None)
    desk.writer.formats["wma"] = frozenset({"title"})
    mute = desk.add("mute")
    assert mute.song is not None
    desk.catalogue.set_lyrics(mute.id, Document((Line("1", None, None, {"en": "One"}),)))
    mute = desk.catalogue.songs[mute.id]
    desk.catalogue.songs[mute.id] = replace(mute, song=replace(mute.song, format="wma"))
    wanted = [gone.id, SongId("never"), covered.id, odd.id, silent.id, mute.id, own.id]
    done = desk.copies.save(wanted, TO, desk.progress.append, CancelToken())
    assert [path.name for path in done.saved] == ["covered.mp3", "mute.mp3", "own.mp3"]
    assert (done.without_cover, done.without_words) == (1, 1)
    assert [(one.title, one.error.code) for one in done.failed] == [
        ("gone", "copy_not_here"), ("odd", "copy_format"), ("silent", "copy_not_here"),
    ]  # fmt: skip


def test_a_folder_that_takes_no_files_ends_it_and_one_of_the_library_is_refused(desk: Copying) -> None:
    songs = [desk.add(name) for name in "ab"]
    desk.writer.errors[TO] = Denied("copies_unwritable", path=str(TO))
    done = desk.save(*songs)
    assert (done.saved, done.failed, done.stopped) == ((), (), desk.writer.errors[TO])
    kept = desk.media.adopt(Path("/m/a.mp3"), MediaHash("a" * 64), ".mp3").path
    with pytest.raises(Denied):
        desk.save(*songs, to=kept.parent)


def test_a_folder_whose_music_is_added_is_refused(desk: Copying, tmp_path: Path) -> None:
    song, followed, link = desk.add("a"), tmp_path / "followed", tmp_path / "link"
    (followed / "in it").mkdir(parents=True)
    link.symlink_to(followed)
    for root, other in ((followed, link), (link, followed)):
        desk.followed.add([desk.folders.put(str(root))])
        for to in (Path("/m"), Path("/n/../m"), root, root / "in it", other, other / "in it"):
            with pytest.raises(Denied, match="copies_double"):
                desk.save(song, to=to)
        desk.followed.switch(root, on=False)
        assert len(desk.save(song, to=root).saved) == 1


def test_cancelled_the_others_are_left(desk: Copying) -> None:
    songs = [desk.add(name, FileTags(title=name)) for name in "abc"]
    cancel = CancelToken()

    def stop_after_one(progress: Progress) -> None:
        if progress.done == 1:
            cancel.cancel()

    done = desk.copies.save([song.id for song in songs], TO, stop_after_one, cancel)
    assert ([path.name for path in done.saved], done.cancelled) == (["a.mp3", "b.mp3"], True)
