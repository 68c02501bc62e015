"""Adding music, on files and a catalogue in memory: what is a new song, and what is an old one in new clothes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Denied, Invalid
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.progress import Progress
from pluto_desktop.domain.songs import NewSong, Song
from pluto_desktop.ports.audio_files import FileTags
from pluto_desktop.services import import_settle
from pluto_desktop.services.import_music import ImportMusic, ImportReport
from tests.fakes.catalogue import FakeCatalogue
from tests.fakes.files import FakeFiles, FakeMediaFolder, InlinePool


class House:
    def __init__(self) -> None:
        self.files = FakeFiles()
        self.catalogue = FakeCatalogue()
        self.media = FakeMediaFolder()
        self.progress: list[Progress] = []
        self.importing = ImportMusic(
            self.files, self.files, self.catalogue, self.catalogue, pool=InlinePool(), media=self.media
        )

    def run(self, *paths: str, copy: bool = False, cancel: CancelToken | None = None) -> ImportReport:
        roots = [Path(path) for path in paths or ("/m",)]
        return self.importing.run(roots, self.progress.append, cancel or CancelToken(), copy=copy)

    @property
    def songs(self) -> list[Song]:
        return list(self.catalogue.songs.values())

    def path_of(self, song: Song) -> Path:
        assert song.song is not None
        return self.catalogue.locations[song.song.sha256].path


@pytest.fixture
def house() -> House:
    return House()


def figures(report: ImportReport) -> tuple[int, int, int]:
    return report.added, report.already, report.skipped


def test_adding_twice_adds_nothing_and_reads_nothing(house: House) -> None:
    house.files.put("/m/a.mp3", "one")
    house.files.put("/m/sub/b.mp3", "two")
    assert figures(house.run()) == (2, 0, 0)
    house.files.read_paths.clear()
    assert figures(house.run()) == (0, 2, 0)
    assert house.files.read_paths == []
    assert len(house.songs) == 2


def test_progress_ends_at_the_total(house: House) -> None:
    for number in range(5):
        house.files.put(f"/m/{number}.mp3", f"sound {number}")
    house.run()
    assert house.progress[0] == Progress(0, None)
    assert (house.progress[-1].done, house.progress[-1].total) == (5, 5)
    assert [step.done for step in house.progress] == sorted(step.done for step in house.progress)


def test_songs_are_told_of_while_others_are_still_read(house: House) -> None:
    for number in range(300):
        house.files.put(f"/m/{number:03d}.mp3", f"sound {number}")
    told: list[Changes] = []
    report = house.importing.run([Path("/m")], house.progress.append, CancelToken(), on_changes=told.append)
    assert 0 < len(told[0].songs) < report.added
    assert told[0].songs <= report.changes.songs


def test_little_is_left_to_write_when_the_last_song_was_read(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    add = house.catalogue.add_songs

    def add_and_count(songs: Sequence[NewSong]) -> list[SongId]:
        sizes.append(len(songs))
        return add(songs)

    monkeypatch.setattr(house.catalogue, "add_songs", add_and_count)
    for number in range(700):
        house.files.put(f"/m/{number:03d}.mp3", f"sound {number}")
    house.run()
    assert sum(sizes) == 700
    assert sizes[:-1] == sorted(sizes[:-1], reverse=True)
    assert sizes[0] > 200
    assert sizes[-1] <= 64


def test_from_a_slow_disk_songs_are_seen_as_they_come(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_settle, "_LONGEST_S", -1.0)  # as if each song had taken that long
    for number in range(3):
        house.files.put(f"/m/{number}.mp3", f"sound {number}")
    told: list[Changes] = []
    house.importing.run([Path("/m")], house.progress.append, CancelToken(), on_changes=told.append)
    assert [len(changes.songs) for changes in told] == [1, 2, 3]


def test_a_copy_in_another_folder_is_the_same_song(house: House) -> None:
    house.files.put("/m/a.mp3", "one", FileTags(title="A"))
    house.files.put("/m/copy/a.mp3", "one", FileTags(title="A"))
    assert figures(house.run()) == (1, 1, 0)
    assert figures(house.run()) == (0, 2, 0)
    assert len(house.songs) == 1


def test_a_moved_file_is_the_same_song(house: House) -> None:
    house.files.put("/m/a.mp3", "one")
    house.run()
    before = house.songs[0].id
    house.files.move("/m/a.mp3", "/m/new place/b.mp3")
    assert figures(house.run()) == (0, 1, 0)
    assert [song.id for song in house.songs] == [before]
    assert house.path_of(house.songs[0]) == Path("/m/new place/b.mp3")


def test_a_file_retagged_in_its_place_is_the_same_song(house: House) -> None:
    house.files.put("/m/a.mp3", "one", FileTags(title="Old"))
    house.run()
    before = house.songs[0].id
    house.files.put("/m/a.mp3", "one", FileTags(title="New"))
    assert figures(house.run()) == (0, 1, 0)
    assert [(song.id, song.title) for song in house.songs] == [(before, "New")]


def test_a_file_moved_and_retagged_is_the_same_song(house: House) -> None:
    house.files.put("/m/a.mp3", "one", FileTags(title="Old"))
    house.run()
    before = house.songs[0].id
    house.files.take("/m/a.mp3")
    house.files.put("/m/b.mp3", "one", FileTags(title="New"))
    assert figures(house.run()) == (0, 1, 0)
    assert [(song.id, song.title) for song in house.songs] == [(before, "New")]
    assert house.path_of(house.songs[0]) == Path("/m/b.mp3")


def test_the_same_sound_with_other_tags_beside_the_old_file_is_another_song(house: House) -> None:
    house.files.put("/m/a.mp3", "one", FileTags(title="Album"))
    house.run()
    house.files.put("/m/best of.mp3", "one", FileTags(title="Best of"))
    assert figures(house.run()) == (1, 1, 0)
    assert len(house.songs) == 2


def test_other_bytes_at_a_known_path_replace_the_medium(house: House) -> None:
    house.files.put("/m/a.mp3", "one")
    house.run()
    before = house.songs[0]
    house.files.put("/m/a.mp3", "a better recording")
    assert figures(house.run()) == (0, 1, 0)
    assert house.songs[0].id == before.id
    assert house.songs[0].song != before.song


def test_two_files_that_changed_names_stay_two_songs(house: House) -> None:
    house.files.put("/m/a.mp3", "one", FileTags(title="One"))
    house.files.put("/m/b.mp3", "two is longer", FileTags(title="Two"))
    house.run()
    titles = {song.id: song.title for song in house.songs}
    house.files.move("/m/a.mp3", "/m/x.mp3")
    house.files.move("/m/b.mp3", "/m/a.mp3")
    house.files.move("/m/x.mp3", "/m/b.mp3")
    house.run()
    assert {song.id: song.title for song in house.songs} == titles
    assert {song.title: house.path_of(song).name for song in house.songs} == {"One": "b.mp3", "Two": "a.mp3"}


def test_the_look_for_files_ends_when_the_window_closes(house: House) -> None:
    house.files.put("/m/a.mp3", "one")
    house.run()
    house.files.files.clear()
    cancel = CancelToken()
    cancel.cancel()
    assert not house.importing.refresh_reachable(cancel)
    assert house.catalogue.unreachable == set()


def test_a_folder_that_vanished_deletes_nothing_and_comes_back(house: House) -> None:
    house.files.put("/m/disk/a.mp3", "one")
    house.files.put("/m/b.mp3", "two")
    house.run()
    kept = house.files.files.pop(Path("/m/disk/a.mp3"))
    changes = house.importing.refresh_reachable(CancelToken())
    assert len(changes.songs) == 1
    assert house.catalogue.unreachable == {Path("/m/disk/a.mp3")}
    assert len(house.songs) == 2
    assert not house.importing.refresh_reachable(CancelToken())
    house.files.files[Path("/m/disk/a.mp3")] = kept
    assert figures(house.run()) == (0, 2, 0)
    assert house.catalogue.unreachable == set()


def test_adding_a_folder_again_notices_what_vanished_from_it(house: House) -> None:
    house.files.put("/m/a.mp3", "one")
    house.files.put("/m/b.mp3", "two")
    house.files.put("/elsewhere/c.mp3", "three")
    house.run("/m", "/elsewhere")
    house.files.take("/m/a.mp3")
    house.files.take("/elsewhere/c.mp3")
    house.run("/m")
    assert house.catalogue.unreachable == {Path("/m/a.mp3")}


@pytest.mark.parametrize("word", ["bgm", "Instrumental", "KARAOKE", "minus one", "Minus-One"])
def test_a_bgm_beside_its_song_belongs_to_it(house: House, word: str) -> None:
    house.files.put("/m/Name.mp3", "voice")
    house.files.put(f"/m/Name ({word}).flac", "music")
    assert figures(house.run()) == (1, 0, 0)
    assert house.songs[0].bgm is not None
    assert figures(house.run()) == (0, 1, 0)


def test_a_bgm_added_later_joins_its_song(house: House) -> None:
    house.files.put("/m/Name.mp3", "voice")
    house.run()
    house.files.put("/m/Name (bgm).mp3", "music")
    assert figures(house.run()) == (1, 0, 0)
    assert len(house.songs) == 1
    assert house.songs[0].bgm is not None
    assert figures(house.run()) == (0, 1, 0)


def test_a_song_added_after_its_bgm_takes_over_its_entry(house: House) -> None:
    house.files.put("/m/Name (karaoke).mp3", "music", FileTags(title="Name (karaoke)"))
    house.run()
    before = house.songs[0].id
    house.files.put("/m/Name.mp3", "voice", FileTags(title="Name"))
    assert figures(house.run()) == (1, 0, 0)
    (song,) = house.songs
    assert (song.id, song.title) == (before, "Name")
    assert song.bgm is not None
    assert song.song is not None
    assert song.song.sha256 != song.bgm.sha256
    assert figures(house.run()) == (0, 1, 0)


def test_one_file_asked_for_brings_its_bgm_but_not_its_neighbours(house: House) -> None:
    house.files.put("/m/Name.mp3", "voice")
    house.files.put("/m/Name (bgm).mp3", "music")
    house.files.put("/m/Other.mp3", "other")
    assert figures(house.run("/m/Name.mp3")) == (1, 0, 0)
    assert house.songs[0].bgm is not None


def test_of_several_bgms_the_best_named_is_taken(house: House) -> None:
    house.files.put("/m/Name.mp3", "voice")
    house.files.put("/m/Name (instrumental).mp3", "other instruments")
    house.files.put("/m/Name (bgm).mp3", "music")
    assert figures(house.run()) == (2, 0, 0)
    song = next(song for song in house.songs if song.title == "Name")
    assert song.bgm is not None
    assert song.bgm.sound_hash == "sound music"


def test_a_broken_song_leaves_its_bgm_as_a_song_and_is_told(house: House) -> None:
    broken = house.files.put("/m/Name.mp3", "voice")
    house.files.put("/m/Name (bgm).mp3", "music")
    house.files.errors[broken] = Invalid("file_damaged", path=str(broken))
    report = house.run()
    assert figures(report) == (1, 0, 1)
    assert report.errors[0].path == broken
    assert "damaged" in report.errors[0].reason


def test_a_broken_bgm_does_not_lose_its_song(house: House) -> None:
    house.files.put("/m/Name.mp3", "voice")
    broken = house.files.put("/m/Name (bgm).mp3", "music")
    house.files.errors[broken] = Invalid("file_empty", path=str(broken))
    report = house.run()
    assert figures(report) == (1, 0, 1)
    assert house.songs[0].bgm is None


def test_a_path_that_is_not_there_is_told(house: House) -> None:
    report = house.run("/nowhere")
    assert figures(report) == (0, 0, 1)
    assert "/nowhere" in report.errors[0].reason


def test_cancelling_keeps_what_was_added_and_carries_on_later(house: House) -> None:
    for number in range(10):
        house.files.put(f"/m/{number}.mp3", f"sound {number}")
    cancel = CancelToken()

    def stop_at_four(progress: Progress) -> None:
        if progress.done == 4:
            cancel.cancel()

    report = house.importing.run([Path("/m")], stop_at_four, cancel)
    assert report.cancelled
    assert len(house.songs) == report.added == 4
    assert house.catalogue.unreachable == set()
    assert figures(house.run()) == (6, 4, 0)


def test_copying_keeps_the_copy_and_not_the_original(house: House) -> None:
    original = house.files.put("/usb/a.mp3", "one")
    assert figures(house.run("/usb", copy=True)) == (1, 0, 0)
    assert house.media.adopted == [original]
    assert house.media.holds(house.path_of(house.songs[0]))
    house.files.files[house.path_of(house.songs[0])] = house.files.files[original]
    assert figures(house.run("/usb", copy=True)) == (0, 1, 0)
    assert house.media.holds(house.path_of(house.songs[0]))


def test_a_full_disk_while_copying_stops_with_a_sentence_and_keeps_what_was_added(house: House) -> None:
    house.files.put("/usb/a.mp3", "one")
    house.run("/usb", copy=True)
    house.files.put("/usb/b.mp3", "two")
    house.media.error = Denied("disk_full", path="/library")
    report = house.run("/usb", copy=True)
    assert report.stopped == house.media.error
    assert len(house.songs) == 1
    house.media.error = None
    assert house.run("/usb", copy=True).added == 1


def test_a_full_disk_under_the_catalogue_stops_with_a_sentence(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_songs: Sequence[NewSong]) -> list[SongId]:
        raise Denied("disk_full", path="/library")

    house.files.put("/m/a.mp3", "one")
    monkeypatch.setattr(house.catalogue, "add_songs", full)
    report = house.run()
    assert report.stopped is not None
    assert report.stopped.code == "disk_full"
    assert report.added == 0


def test_changes_name_what_was_added(house: House) -> None:
    house.files.put("/m/a.mp3", "one")
    report = house.run()
    assert report.changes.songs == frozenset(house.catalogue.songs)
    assert report.changes.albums


def test_the_file_of_a_song_that_was_merged_is_there_already(house: House) -> None:
    house.files.put("/m/a.mp3", "one")
    house.run()
    house.files.put("/m/b.mp3", "two")
    house.catalogue.merged.add(house.files.read(Path("/m/b.mp3")).sha256)
    assert figures(house.run()) == (0, 2, 0)
    assert len(house.songs) == 1


def test_a_song_that_was_taken_out_comes_back_where_it_is_added_and_not_where_its_folder_is_followed(
    house: House,
) -> None:
    house.files.put("/m/a.mp3", "one", FileTags(title="A"))
    house.run()
    (song,) = house.songs
    house.catalogue.remove_songs([song.id])
    follow = ImportMusic(
        house.files, house.files, house.catalogue, house.catalogue, pool=InlinePool(), media=house.media,
        brings_back=False,
    )  # fmt: skip
    house.files.put("/m/b.mp3", "two")
    assert follow.run([Path("/m")], house.progress.append, CancelToken()).added == 1
    house.files.put("/m/a.mp3", "one", FileTags(title="Retagged"))
    assert follow.run([Path("/m")], house.progress.append, CancelToken()).added == 0
    assert [song.title for song in house.songs] == ["b"]
    assert house.run("/m/a.mp3").added == 1
