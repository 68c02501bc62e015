"""Looking which files are there, without waiting for a disk that does not answer.

A network drive that hangs lets whoever asks for a file wait for ever, and nothing can break that off. So a thread of
its own asks; when it makes no step for a while it is left where it hangs, and another one goes on with the rest.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

_PATIENCE_S = 5.0
"""So long a folder may take; a sleeping disk that spins up takes less."""

Folder = tuple[str, list[tuple[str, Path]]]


def list_present(paths: Iterable[Path], patience_s: float = _PATIENCE_S) -> set[Path]:
    """Return the paths that are files now. What lies on a disk that does not answer is not."""
    folders: dict[str, list[tuple[str, Path]]] = {}
    for path in paths:
        folder, name = os.path.split(os.fspath(path))
        folders.setdefault(folder, []).append((name, path))
    present: set[Path] = set()
    waiting = list(folders.items())
    while waiting:
        look = _Look(waiting)
        stuck = look.wait(patience_s)
        present |= look.present
        if stuck is None:
            break
        root = _hanging(waiting[stuck][0], patience_s)
        waiting = [each for each in waiting[stuck + 1 :] if not _is_inside(each[0], root)]
    return present


class _Look:
    """Looks into folders one after the other, on a thread of its own."""

    def __init__(self, folders: Sequence[Folder]) -> None:
        self.present: frozenset[Path] = frozenset()
        """What was found so far."""
        self._folders = folders
        self._news = threading.Condition()
        self._done = 0
        self._left = False
        threading.Thread(target=self._run, name="pluto-looking", daemon=True).start()

    def wait(self, patience_s: float) -> int | None:
        """Wait until all is looked through; return the number of the folder that takes longer than that, or None."""
        with self._news:
            while self._done < len(self._folders):
                before = self._done
                if not self._news.wait_for(lambda seen=before: self._done > seen, patience_s):  # type: ignore[misc]
                    self._left = True
                    return self._done
        return None

    def _run(self) -> None:
        for folder, wanted in self._folders:
            found = _in_folder(folder, wanted)
            with self._news:
                if self._left:
                    return
                self.present |= found
                self._done += 1
                self._news.notify()


def _in_folder(folder: str, wanted: Sequence[tuple[str, Path]]) -> set[Path]:
    if len(wanted) <= 2:
        return {path for _, path in wanted if os.path.isfile(path)}  # noqa: PTH113 - says no where Path would raise
    try:
        with os.scandir(folder) as entries:
            names = {entry.name for entry in entries if entry.is_file()}
    except OSError:
        return set()
    return {path for name, path in wanted if name in names}


def _hanging(folder: str, patience_s: float) -> str:
    """Return the uppermost folder that does not answer: where the drive is mounted. A slow one is only itself."""
    for above in reversed(Path(folder).parents):
        if not _answers(str(above), patience_s):
            return str(above)
    return folder


def _answers(folder: str, patience_s: float) -> bool:
    answered = threading.Event()

    def run() -> None:
        os.path.exists(folder)  # noqa: PTH110 - as above
        answered.set()

    threading.Thread(target=run, name="pluto-looking", daemon=True).start()
    return answered.wait(patience_s)


def _is_inside(folder: str, root: str) -> bool:
    return folder == root or folder.startswith(root.rstrip(os.sep) + os.sep)
