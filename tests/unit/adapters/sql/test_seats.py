"""The seat of a window is its successor's to let go of, and nobody else's."""

from __future__ import annotations

from pathlib import Path

from pluto_desktop.adapters.sql.library import open_library
from pluto_desktop.adapters.sql.seats import SqlSeat


def test_a_seat_is_told_to_the_next_window_and_not_while_its_own_lives(tmp_path: Path):
    library = open_library(tmp_path / "library")
    first, second, third = (SqlSeat(library.folder, library.personal) for _ in range(3))
    assert first.sit_down("1") is None
    assert second.sit_down("2") is None, "the first window lives"
    second.leave()
    first.leave()
    assert third.sit_down("3") == "1"
    third.leave()
    library.close()
