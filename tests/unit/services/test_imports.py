"""Remembering what imports did, and what files made of it when they were left out."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Denied, Invalid
from pluto_desktop.domain.progress import ReportProgress
from pluto_desktop.services.import_report import ImportError_, ImportReport
from pluto_desktop.services.imports import MOST_REASONS, Imports, RememberedImport
from tests.fakes.personal import FakePersonal

BROKEN = Path(os.fsdecode(b'/music/\xff "quoted" \xe0\xb0\x9c\xe0\xb1\x8b.mp3'))


class Adds:
    """Fulfils AddsMusic by a report that is known beforehand."""

    def __init__(self, report: ImportReport) -> None:
        self.report = report

    def run(
        self,
        _paths: Sequence[Path],
        _report: ReportProgress,
        _cancel: CancelToken,
        copy: bool = False,
        on_changes: Callable[[Changes], None] | None = None,
    ) -> ImportReport:
        return self.report


class FullDisk(FakePersonal):
    def save_state(self, name: str, value: object) -> None:
        raise Denied("disk_full", path="/")


def run(imports: Imports, report: ImportReport, *, asked: bool = True) -> ImportReport:
    return RememberedImport(Adds(report), imports, asked=asked).run(
        [Path("/music")], lambda _progress: None, CancelToken()
    )


def test_what_was_left_out_is_told_again_word_by_word() -> None:
    errors = (ImportError_(BROKEN, Invalid("audio_unreadable", path="x.mp3", at=3)),)
    report = ImportReport(3, 2, errors=errors, cancelled=True, stopped=Denied("disk_full", path=Path("/music")))
    imports = Imports(FakePersonal(), now=lambda: 12.5)
    assert run(imports, report) is report
    (past,) = imports.list_imports()
    assert (past.at_ms, past.paths, past.added, past.already, past.skipped) == (12_500, (Path("/music"),), 3, 2, 1)
    assert past.errors[0].path == BROKEN
    assert (past.errors[0].error.code, past.errors[0].error.params) == ("audio_unreadable", {"path": "x.mp3", "at": 3})
    assert past.stopped is not None
    assert past.stopped.params == {"path": "/music"}
    assert past.cancelled


def test_the_newest_come_first_and_few_are_remembered() -> None:
    imports = Imports(FakePersonal())
    for added in range(25):
        run(imports, ImportReport(added))
    assert [past.added for past in imports.list_imports()] == list(range(24, 4, -1))
    many = tuple(ImportError_(BROKEN, Invalid("audio_unreadable", path="x")) for _ in range(MOST_REASONS + 1))
    run(imports, ImportReport(errors=many))
    past = imports.list_imports()[0]
    assert (past.skipped, len(past.errors)) == (MOST_REASONS + 1, MOST_REASONS)


@pytest.mark.parametrize(("report", "told"), [(ImportReport(already=9), 0), (ImportReport(1), 1)])
def test_of_what_nobody_asked_for_only_what_brought_songs_is_remembered(report: ImportReport, told: int) -> None:
    imports = Imports(FakePersonal())
    run(imports, report, asked=False)
    assert [past.asked for past in imports.list_imports()] == [False] * told


def test_a_folder_that_is_followed_tells_its_trouble_once() -> None:
    imports = Imports(FakePersonal())
    stopped = ImportReport(stopped=Denied("disk_full", path="/"))
    run(imports, stopped, asked=False)
    run(imports, stopped, asked=False)
    assert len(imports.list_imports()) == 1
    run(imports, ImportReport(stopped=Invalid("library_unreachable", path="/")), asked=False)
    assert len(imports.list_imports()) == 2


def test_of_thousands_of_files_few_names_are_kept() -> None:
    imports = Imports(FakePersonal())
    imports.remember([Path(f"/music/{at}.mp3") for at in range(20_000)], ImportReport(20_000), asked=True, copy=True)
    (past,) = imports.list_imports()
    assert (len(past.paths), past.more_paths, past.copy) == (50, 19_950, True)


def test_a_full_disk_and_what_another_pluto_wrote_take_nothing_away() -> None:
    assert run(Imports(FullDisk()), ImportReport(3)).added == 3
    state = FakePersonal()
    run(Imports(state), ImportReport(3))
    state.save_state("imports", [{"other": 1}, "text", *state.load_state("imports")])  # type: ignore[misc]
    assert [past.added for past in Imports(state).list_imports()] == [3]
    state.save_state("imports", {"newer": True})
    assert Imports(state).list_imports() == []
