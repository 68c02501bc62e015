"""Adding music to a shared library, on files and a library in memory: which songs become edits."""

from __future__ import annotations

from pathlib import Path

import pytest

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Denied, Invalid
from pluto_desktop.domain.progress import Progress
from pluto_desktop.services.import_report import ImportReport
from pluto_desktop.services.new_songs import NewSongs
from pluto_desktop.services.shared.add_music import AddSharedMusic
from pluto_desktop.services.shared.keep_edits import KeepEdits
from tests.fakes.catalogue import FakeCatalogue
from tests.fakes.files import FakeFiles, FakeMediaFolder, InlinePool
from tests.fakes.outbox import FakeOutbox


class NoCovers:
    def put(self, data: bytes) -> None:
        raise AssertionError(data)


class House:
    def __init__(self) -> None:
        self.files, self.catalogue, self.media = FakeFiles(), FakeCatalogue(), FakeMediaFolder()
        self.outbox = FakeOutbox()
        self.progress: list[Progress] = []
        self.told: list[Changes] = []
        self.waiting = 0
        self.adding = AddSharedMusic(
            self.files,
            self.files,
            self.catalogue,
            NewSongs(KeepEdits(self.outbox, self.media), NoCovers()),  # type: ignore[arg-type]
            pool=InlinePool(),
            waiting=self.tell,
        )

    def tell(self) -> None:
        self.waiting += 1

    def run(self, cancel: CancelToken | None = None) -> ImportReport:
        return self.adding.run([Path("/m")], self.progress.append, cancel or CancelToken(), on_changes=self.told.append)

    @property
    def edits(self) -> dict[str, list[str]]:
        """The kinds of the media of each edit that waits, by its title."""
        return {
            edit.command.fields.title: [one.medium.kind.value for one in edit.media]
            for edit in self.outbox.list_edits()
        }


@pytest.fixture
def house() -> House:
    return House()


def test_a_song_and_its_bgm_are_one_edit_and_the_same_bytes_are_added_once(house: House) -> None:
    house.files.put("/m/a.mp3", "one")
    house.files.put("/m/a (bgm).mp3", "bgm")
    house.files.put("/m/b.mp3", "two")
    house.files.files[Path("/m/sub/b.mp3")] = house.files.files[Path("/m/b.mp3")]
    report = house.run()
    assert (report.added, report.already, report.skipped) == (2, 1, 0)
    assert house.edits == {"a": ["song", "bgm"], "b": ["song"]}
    assert report.changes.songs == {edit.command.song_id for edit in house.outbox.list_edits()}
    assert (house.told[-1], house.waiting) == (report.changes, 1)
    assert (house.progress[-1].done, house.progress[-1].total) == (3, 3)


def test_a_bgm_whose_song_is_unusable_is_a_song_and_the_other_is_named(house: House) -> None:
    broken = house.files.put("/m/a.mp3", "one")
    house.files.put("/m/a (bgm).mp3", "bgm")
    house.files.errors[broken] = Invalid("audio_damaged", path="/m/a.mp3")
    report = house.run()
    assert house.edits == {"a (bgm)": ["song"]}
    assert [error.path for error in report.errors] == [broken]


def test_a_full_disk_stops_it_and_what_was_kept_stays(house: House) -> None:
    house.files.put("/m/a.mp3", "one")
    house.files.put("/m/b.mp3", "two")
    add = house.outbox.add

    def fill(edit: object, **how: bool) -> Changes:
        house.media.error = Denied("disk_full", path="/library")
        return add(edit, **how)  # type: ignore[arg-type]

    house.outbox.add = fill  # type: ignore[method-assign,assignment]
    report = house.run()
    assert (report.added, report.skipped) == (1, 0)
    assert report.stopped is not None
    assert report.stopped.code == "disk_full"
    assert house.edits == {"a": ["song"]}
    assert house.waiting == 1


def test_cancelled_it_ends_between_two_songs(house: House) -> None:
    cancel = CancelToken()
    for name in ("a", "b", "c"):
        house.files.put(f"/m/{name}.mp3", name)
    add = house.outbox.add

    def stop(edit: object, **how: bool) -> Changes:
        cancel.cancel()
        return add(edit, **how)  # type: ignore[arg-type]

    house.outbox.add = stop  # type: ignore[method-assign,assignment]
    report = house.run(cancel)
    assert report.cancelled
    assert (report.added, list(house.edits)) == (1, ["a"])
