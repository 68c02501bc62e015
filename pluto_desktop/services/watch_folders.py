"""The folders whose music the library follows: which they are, and when there is something to be looked at in them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.ports.files import FolderLister
from pluto_desktop.ports.personal import DeviceState

_STATE = "watched_folders"
_ANSWER_S = 5.0
"""How long a folder may take to answer before it is left for another time: a network may hang for minutes."""
_REST_S = 2.0
"""For how long nothing in a folder is written before its files are read: one that is being copied is not whole."""


@dataclass(frozen=True, slots=True)
class WatchedFolder:
    """A folder that a person added, and whether it is followed."""

    path: Path
    on: bool = True


@dataclass(frozen=True, slots=True)
class Watchable:
    """What is to be watched of some folders: ``inside`` are they and all in them; ``silent`` did not answer."""

    roots: tuple[Path, ...] = ()
    inside: tuple[Path, ...] = ()
    silent: tuple[Path, ...] = ()


class WatchFolders:
    """Remembers the folders, on this device and with its library. Any worker thread."""

    def __init__(self, state: DeviceState, disk: FolderLister, now: Callable[[], float] = time.time) -> None:
        self._state, self._disk, self._now = state, disk, now
        self._guard = Lock()

    def list_folders(self) -> list[WatchedFolder]:
        """Return the folders in the order they were added."""
        stored = self._state.load_state(_STATE)
        rows = stored if isinstance(stored, list) else []
        return [WatchedFolder(Path(os.fsdecode(row[0].encode("latin-1"))), bool(row[1])) for row in rows]

    def add(self, paths: Iterable[Path]) -> list[WatchedFolder]:
        """Follow folders from now on; paths of files are passed over.

        One inside another that is followed already needs no place of its own.
        """
        with self._guard:
            folders = self.list_folders()
            for path in paths:
                if not path.is_dir():
                    continue
                around = [one for one in folders if path.is_relative_to(one.path)]
                if any(one.on for one in around):
                    continue
                folders = [one for one in folders if not one.path.is_relative_to(path)]
                folders.append(WatchedFolder(path))
            return self._save(folders)

    def switch(self, path: Path, *, on: bool) -> list[WatchedFolder]:
        """Follow a folder, or do not."""
        with self._guard:
            return self._save([WatchedFolder(one.path, on) if one.path == path else one for one in self.list_folders()])

    def forget(self, path: Path) -> list[WatchedFolder]:
        """Strike a folder off the list; its songs stay in the library."""
        with self._guard:
            return self._save([one for one in self.list_folders() if one.path != path])

    def follows(self, path: Path) -> bool:
        """Return whether a path lies in a folder that is followed, or is one, also by way of links.

        A folder that does not answer is taken by its name.
        """
        real = Path(os.path.realpath(path))
        roots = [one.path for one in self.list_folders() if one.on]
        return any(path.is_relative_to(root) or real.is_relative_to(root) for root in roots) or any(
            real.is_relative_to(root.resolve()) for root in roots if self._disk.answers(root, _ANSWER_S)
        )

    def look(self, cancel: CancelToken) -> Watchable:
        """Return what is to be watched now: all folders that are followed and answer."""
        return self.look_into([one.path for one in self.list_folders() if one.on], cancel)

    def look_into(self, roots: Sequence[Path], cancel: CancelToken) -> Watchable:
        """Return what is to be watched of some folders. One that is gone is no silent one: its songs are gone too."""
        answering, inside, silent = [], dict[Path, None](), []
        for root in roots:
            cancel.raise_if_cancelled()
            began = time.monotonic()
            if self._disk.answers(root, _ANSWER_S):
                inside |= dict.fromkeys(self._disk.list_folders(root, cancel))
            elif time.monotonic() - began >= _ANSWER_S:
                silent.append(root)
                continue
            answering.append(root)
        return Watchable(tuple(answering), tuple(inside), tuple(silent))

    def list_unsettled(self, folders: Iterable[Path]) -> set[Path]:
        """Return those folders in which something was written a moment ago."""
        now = self._now()
        return {folder for folder in folders if 0 <= now - self._disk.changed_ns(folder) / 1e9 < _REST_S}

    def _save(self, folders: list[WatchedFolder]) -> list[WatchedFolder]:
        # A name may be no text: its bytes are kept, one letter each.
        self._state.save_state(_STATE, [[os.fsencode(one.path).decode("latin-1"), one.on] for one in folders])
        return folders


def topmost(paths: Iterable[Path]) -> list[Path]:
    """Return those paths that lie in no other of them."""
    kept: list[Path] = []
    for path in sorted(paths, key=lambda one: len(one.parts)):
        if not any(path.is_relative_to(other) for other in kept):
            kept.append(path)
    return kept
