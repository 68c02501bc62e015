"""A library of many songs, made once and copied for each measurement."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

from pluto_desktop.adapters.sql.library import open_library
from tests.corpus import songs

DATA = Path(__file__).resolve().parent / "data"
_BATCH = 2_000


def big_library(count: int = 100_000) -> Path:
    """Return a library of ``count`` songs with words; it is kept in ``tests/bench/data`` until the program changes."""
    folder = DATA / f"library-{count}-{_made_by()}"
    if folder.exists():
        return folder
    print(f"making a library of {count} songs, once", file=sys.stderr)
    started = time.monotonic()
    building = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(building, ignore_errors=True)
    library = open_library(building)
    batch = []
    for song in songs(count):
        batch.append(song)
        if len(batch) == _BATCH:
            library.catalogue.add_songs(batch)
            batch.clear()
    library.catalogue.add_songs(batch)
    library.close()
    building.rename(folder)
    print(f"made in {time.monotonic() - started:.0f} s", file=sys.stderr)
    return folder


def copy_of_big_library(target: Path, count: int = 100_000) -> Path:
    """Copy that library to ``target``, to be opened and changed."""
    return Path(shutil.copytree(big_library(count), target, ignore=shutil.ignore_patterns("*-shm", "*.lock")))


def _made_by() -> str:
    """Return a mark that changes with the schema and the corpus."""
    root = DATA.parents[2]
    files = [*sorted((root / "pluto_desktop/adapters/sql").glob("*.py")), root / "tests/corpus.py"]
    return f"{sum(hash_of(path) for path in files) % 0xFFFFFF:06x}"


def hash_of(path: Path) -> int:
    """Return a number that stands for the content of a file, the same in every process."""
    return int.from_bytes(path.read_bytes(), "little") % 0xFFFF_FFFB
