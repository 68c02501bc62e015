"""Folders as whoever watches them needs them: which there are, whether their disk answers, whether they are at rest."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from pluto_desktop.domain.cancel import CancelToken


class DiskFolders:
    """Fulfils FolderLister. Without state: safe from any thread."""

    def list_folders(self, root: Path, cancel: CancelToken) -> list[Path]:
        """Return a folder and those inside it, each once."""
        found: list[Path] = []
        seen: set[tuple[int, int]] = set()
        waiting = [os.fspath(root)]
        while waiting and not cancel.cancelled:
            folder = waiting.pop()
            with suppress(OSError):  # taken away meanwhile, or not to be looked into
                status = os.stat(folder)  # noqa: PTH116 - names stay text, as the walker's do
                if (status.st_dev, status.st_ino) in seen:
                    continue
                seen.add((status.st_dev, status.st_ino))
                waiting += sorted(_inside(folder), reverse=True)
                found.append(Path(folder))
        return found

    def answers(self, path: Path, wait_s: float) -> bool:
        """Return whether a folder can be listed within a time; one that hangs is asked by a thread that is left."""
        listed = threading.Event()

        def ask() -> None:
            with suppress(OSError), os.scandir(path) as entries:
                next(entries, None)
                listed.set()

        asker = threading.Thread(target=ask, name="pluto-asks-folder", daemon=True)
        asker.start()
        asker.join(wait_s)
        return listed.is_set()

    def changed_ns(self, folder: Path) -> int:
        """Return when anything in a folder itself was last written, in ns since 1970; 0 where nothing is there."""
        newest = 0
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                with suppress(OSError):
                    newest = max(newest, entry.stat().st_mtime_ns)
        return newest


def _inside(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith(".") and entry.is_dir():
                yield entry.path
