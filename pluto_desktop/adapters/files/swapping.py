"""Putting new bytes under the name of a file of a person, so that a kill at any instant leaves the old or the new ones.

A note in the library's folder says which file is being written, before anything lies beside that file; whoever opens
the library next finds by it what a kill left. Links on the disk keep the old bytes until the new ones are certain.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

NOTES = "writing"
_NEW, _KEPT = ".pluto-new-", ".pluto-kept-"


@dataclass(frozen=True, slots=True)
class Swap:
    """One file being written: ``new`` is where its new bytes are made, ``kept`` keeps the old ones meanwhile."""

    file: Path
    token: str

    @property
    def new(self) -> Path:
        """Where the new bytes are made, beside the file."""
        return self.file.with_name(f"{_NEW}{self.token}{self.file.suffix}")

    @property
    def kept(self) -> Path:
        """Another name of the old bytes, while it is not certain that the new ones are in their place."""
        return self.file.with_name(f"{_KEPT}{self.token}{self.file.suffix}")

    def copy(self) -> None:
        """Make a copy of the file with its owner, its rights and what else its folder says of it."""
        status = self.file.stat()
        shutil.copyfile(self.file, self.new)
        shutil.copystat(self.file, self.new)
        if hasattr(os, "chown"):
            for owner in (status.st_uid, -1):  # only root gives files away; a group one is in may be set
                with suppress(OSError):
                    os.chown(self.new, owner, status.st_gid)
                    break

    def keep(self) -> None:
        """Give the old bytes a second name; where the disk knows no such names, a copy."""
        try:
            os.link(self.file, self.kept)
        except OSError:
            shutil.copy2(self.file, self.kept)
            sync(self.kept)

    def put(self) -> None:
        """Bring the new bytes under the file's name, in one step."""
        self.new.replace(self.file)
        sync(self.file.parent)

    def put_back(self) -> None:
        """Bring the old bytes under the file's name again, if they are kept."""
        if self.kept.exists():
            self.kept.replace(self.file)
            sync(self.file.parent)

    def clear(self) -> None:
        """Take away what lies beside the file. Raises OSError."""
        self.new.unlink(missing_ok=True)
        self.kept.unlink(missing_ok=True)


class Swaps:
    """Begins swaps and puts right those that a kill broke off; ``folder`` is the library's."""

    def __init__(self, folder: Path) -> None:
        self._notes = folder / NOTES

    def any_left(self) -> bool:
        """Return whether a file is being written, or a kill left one."""
        return any(self._notes.glob("*.json"))

    @contextmanager
    def begin(self, file: Path) -> Iterator[Swap]:
        """Note that a file is being written; afterwards nothing lies beside it. Raises OSError."""
        swap = Swap(file, secrets.token_hex(8))
        note = self._notes / f"{swap.token}.json"
        self._notes.mkdir(exist_ok=True)
        note.write_text(json.dumps(os.fspath(file)), encoding="ascii")
        sync(note)
        sync(self._notes)
        try:
            yield swap
        finally:
            with suppress(OSError):  # what cannot be taken away now is, with the note, the next time
                swap.clear()
                note.unlink(missing_ok=True)

    def settle(self) -> list[Path]:
        """Put right what a kill left, and return the files that were being written.

        A note stays for another time where the file's folder is not there.
        """
        files = []
        for note in self._notes.glob("*.json"):
            try:
                file = Path(json.loads(note.read_text(encoding="ascii")))
            except ValueError:  # killed while it was written: nothing was done yet
                note.unlink(missing_ok=True)
                continue
            if not file.parent.is_dir():
                continue
            swap = Swap(file, note.stem)
            if not file.exists():
                swap.put_back()
            swap.clear()
            note.unlink(missing_ok=True)
            files.append(file)
        return files


def sync(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk; where a system knows no such thing of folders, nothing."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
