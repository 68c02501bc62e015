"""A library's folder under another name, with every path that leads into it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from pluto_desktop.adapters.sql.connections import CATALOGUE, DEVICE, connect
from pluto_desktop.adapters.sql.lock import FolderLock
from pluto_desktop.adapters.sql.songs_read import path_bytes, path_of
from pluto_desktop.adapters.sql.translate import translating
from pluto_desktop.domain.errors import Denied

_WAIT_S = 5.0


def move_library(folder: Path, target: Path) -> None:
    """Rename a library's folder, while nobody has it open. Done again after a kill it does what was left to do.

    Raises Conflict("library_locked"), Denied("library_unreachable").
    """
    if folder.exists():
        FolderLock(folder, exclusive=True, wait_s=_WAIT_S).release()  # Windows renames no folder with an open file
        try:
            folder.rename(target)
        except OSError as error:
            raise Denied("library_unreachable", path=str(folder)) from error

    def moved(path: bytes) -> bytes:
        old = path_of(path)
        return path_bytes(target / old.relative_to(folder)) if old.is_relative_to(folder) else path

    for file, statement in (
        (CATALOGUE, "UPDATE locations SET path = moved(path), folder = moved(folder)"),
        (DEVICE, "UPDATE pending_media SET path = moved(path)"),
    ):
        if (target / file).exists():
            with translating(target / file), closing(connect(target / file, "rw")) as connection:
                connection.create_function("moved", 1, moved, deterministic=True)
                connection.execute(statement)
