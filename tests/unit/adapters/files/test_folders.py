"""Folders that are watched, on a disk with all that disks have."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from pluto_desktop.adapters.files import folders
from pluto_desktop.adapters.files.folders import DiskFolders
from pluto_desktop.domain.cancel import CancelToken


def test_links_are_followed_loops_are_not_and_hidden_folders_are_left_out(tmp_path: Path) -> None:
    for name in ("m/a", "m/.hidden", "elsewhere/c"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "m/link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "m/a/loop").symlink_to(tmp_path / "m")
    (tmp_path / "m/nowhere").symlink_to(tmp_path / "gone")
    listed = DiskFolders().list_folders(tmp_path / "m", CancelToken())
    assert [str(path.relative_to(tmp_path)) for path in listed] == ["m", "m/a", "m/link", "m/link/c"]


def test_a_folder_that_hangs_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    back = threading.Event()
    scan = os.scandir

    def hang(path: Path) -> object:
        assert back.wait(60)
        return scan(path)

    monkeypatch.setattr(folders.os, "scandir", hang)
    assert not DiskFolders().answers(tmp_path, 0.01)
    back.set()
    assert DiskFolders().answers(tmp_path, 60)
