"""A disk that does not answer is left alone, and the others are looked at all the same."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pluto_desktop.adapters.files.presence import list_present

PATIENCE_S = 0.2


@pytest.fixture
def hung(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Let whoever asks for anything on the drive ``hung`` wait until the test ends; return what was asked for."""
    asked: list[str] = []
    answers = threading.Event()
    drive = str(tmp_path / "hung")

    def slow(name: str) -> None:
        real = getattr(os if name == "scandir" else os.path, name)

        def ask(path: str | os.PathLike[str]) -> object:
            if os.fspath(path).startswith(drive):
                asked.append(os.fspath(path))
                answers.wait()
            return real(path)

        monkeypatch.setattr(
            f"pluto_desktop.adapters.files.presence.os.{'' if name == 'scandir' else 'path.'}{name}", ask
        )

    for name in ("isfile", "exists", "scandir"):
        slow(name)
    yield asked
    answers.set()


def put(folder: Path, *names: str) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).touch()
    return [folder / name for name in names]


def test_what_lies_behind_a_hung_drive_is_not_there_and_the_rest_is(tmp_path: Path, hung: list[str]) -> None:
    first, last = put(tmp_path / "a", "1.mp3"), put(tmp_path / "z", "1.mp3", "2.mp3", "3.mp3")
    lost = [path for album in ("one", "two", "three") for path in put(tmp_path / "hung" / album, "1.mp3", "2.mp3")]
    assert list_present([*first, *lost, *last], PATIENCE_S) == {*first, *last}
    # The drive was asked once for a file, and once whether it answers: its other folders were passed over.
    assert hung == [str(lost[0]), str(tmp_path / "hung")]


def test_a_folder_that_is_listed_may_hang_too(tmp_path: Path, hung: list[str]) -> None:
    lost = put(tmp_path / "hung", "1.mp3", "2.mp3", "3.mp3")
    there = put(tmp_path / "there", "1.mp3")
    assert list_present([*lost, *there], PATIENCE_S) == set(there)


def test_what_may_not_be_looked_into_is_not_there(tmp_path: Path) -> None:
    there = put(tmp_path, "1.mp3")
    assert list_present([*there, tmp_path / "1.mp3" / "2.mp3", tmp_path / "no" / "3.mp3"]) == set(there)
    assert list_present([]) == set()
