"""What was seen of a shared library's history stays within bounds, and goes with the history it belongs to."""

from __future__ import annotations

from pathlib import Path

import pytest

from pluto_desktop.adapters.sql import seen_operations
from pluto_desktop.adapters.sql.library import open_library
from pluto_desktop.adapters.sql.mirror import SqlMirror
from pluto_desktop.adapters.sql.seen_operations import SqlSeenOperations
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import BEGINNING
from tests.contract.test_seen_operations import command, edit, line


def test_the_oldest_lines_are_forgotten_with_what_they_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen_operations, "MOST_LINES", 2)
    opened = open_library(tmp_path / "library")
    seen = SqlSeenOperations(opened.connections)
    seen.keep_lines([line(2), line(1)])
    seen.keep_song(SongId("one"), [(line(1), edit(SongId("one")))])
    seen.keep_lines([line(3), line(2)])
    assert [one.at_ms for one in seen.list_lines(5)] == [3, 2]
    assert (seen.list_song(SongId("one")), seen.seen_at_ms(SongId("one"))) == ([], 0)
    opened.close()


def test_a_pull_from_the_beginning_forgets_the_history_of_before(tmp_path: Path) -> None:
    opened = open_library(tmp_path / "library")
    seen = SqlSeenOperations(opened.connections)
    seen.keep_lines([line(1)])
    seen.keep_operation(command(1, SongId("one")))
    seen.keep_song(SongId("two"), ())
    SqlMirror(opened.connections).begin("another", BEGINNING)
    assert (seen.list_lines(5), seen.list_song(SongId("one")), seen.seen_at_ms(SongId("two"))) == ([], [], 0)
    opened.close()
