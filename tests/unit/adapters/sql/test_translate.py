"""What SQLite raises becomes an error with a sentence."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest

from pluto_desktop.adapters.sql.translate import translated
from pluto_desktop.domain.errors import Denied


def error_of(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(("free", "expected"), [(0, "disk_full"), (10**9, "disk_error")])
def test_a_disk_without_room_is_called_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, expected: str
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=free))
    found = translated(error_of(sqlite3.SQLITE_IOERR_SHMSIZE), tmp_path)
    assert isinstance(found, Denied)
    assert found.code == expected


def test_a_disk_that_is_gone_is_an_error_of_the_disk(tmp_path: Path) -> None:
    found = translated(error_of(sqlite3.SQLITE_IOERR), tmp_path / "gone" / "catalogue.db")
    assert isinstance(found, Denied)
    assert found.code == "disk_error"
