"""Adding music: Pluto against ``beet import -q -A -C``, and against SHA-256 and mutagen alone in one process.

Wall time of whole processes, the rivals in the same run. Pluto and the floor take turns, so that what else the
machine does befalls both; the figure is the median of the rounds' own ratios. Files are on the disk and in its cache.
Beets comes from the path, or is installed once into a virtual environment under ``build/``; without it the line says
so. ``python -m tests.bench.bench_import [--rounds N]``.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

from mutagen.id3 import ID3, TALB, TCON, TDRC, TIT2, TPE1, TRCK

from tests.sound import noise, write

ROOT = Path(__file__).resolve().parents[2]
BEETS = ROOT / "build" / "beets"
SETS = {"small": (2000, 256 * 1024), "large": (200, 8 * 1024 * 1024)}
TARGETS = {"small": {"beets": 6.0, "floor": 1.2}, "large": {"floor": 1.2}}


def make_files(folder: Path, count: int, size: int) -> None:
    """Write valid mp3 files of a size, each with bytes and tags of its own, twelve to an album."""
    sound = write(folder.with_suffix(".mp3"), noise(size / 24_000 + 1)).read_bytes()
    start = 0
    if sound.startswith(b"ID3"):
        start = 10 + (sound[6] << 21 | sound[7] << 14 | sound[8] << 7 | sound[9])
    for number in range(count):
        album = number // 12
        path = folder / f"Artist {album % 37}" / f"Album {album}" / f"{number:05d}.mp3"
        path.parent.mkdir(parents=True, exist_ok=True)
        body = bytearray(sound[start : start + size])
        body[3000:3004] = number.to_bytes(4, "big")
        path.write_bytes(body)
        tags = ID3()
        for frame in (
            TIT2(3, [f"Song {number}"]), TPE1(3, [f"Artist {album % 37}"]), TALB(3, [f"Album {album}"]),
            TRCK(3, [str(number % 12 + 1)]), TDRC(3, ["1999"]), TCON(3, ["Folk"]),
        ):  # fmt: skip
            tags.add(frame)
        tags.save(path)


def timed(command: Sequence[str], environment: dict[str, str] | None = None) -> tuple[float, str]:
    """Return the wall time of a process in seconds, and what it said."""
    started = time.perf_counter()
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **(environment or {})}, stdout=subprocess.PIPE, text=True, check=True
    )
    return time.perf_counter() - started, done.stdout


def floor(folder: Path) -> float:
    """Run the floor once."""
    return timed([sys.executable, str(ROOT / "tests/bench/import_floor.py"), str(folder)])[0]


def pluto(folder: Path, count: int) -> float:
    """Import a folder into a new library once."""
    with tempfile.TemporaryDirectory() as library:
        command = [sys.executable, "-m", "pluto_desktop", "import", str(folder), "--json", "--library", library]
        seconds, out = timed(command)
    report = json.loads(out)
    assert report["added"] == count, report
    return seconds


def find_beets() -> str | None:
    """Return beets' command, installing it where it is not there; None where that cannot be done."""
    there = shutil.which("beet") or shutil.which(str(BEETS / "bin" / "beet"))
    if there is not None:
        return there
    try:
        venv.create(BEETS, with_pip=True, clear=True)
        install = [str(BEETS / "bin" / "python"), "-m", "pip", "install", "-q", "beets"]
        subprocess.run(install, check=True, stdout=sys.stderr, timeout=600)
    except (OSError, subprocess.SubprocessError) as error:
        print(f"beets cannot be had: {error}", file=sys.stderr)
        return None
    return shutil.which(str(BEETS / "bin" / "beet"))


def beets(command: str, folder: Path) -> float:
    """Import a folder with beets into a new library once."""
    with tempfile.TemporaryDirectory() as home:
        arguments = [command, "-l", f"{home}/library.db", "import", "-q", "-A", "-C", str(folder)]
        return timed(arguments, {"BEETSDIR": home})[0]


def measure(name: str, rounds: int) -> dict[str, object]:
    """Measure one set of files and return its line."""
    count, size = SETS[name]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / name
        make_files(folder, count, size)
        floor(folder)
        pairs = [(floor(folder), pluto(folder, count)) for _ in range(rounds)]
        ours = statistics.median(ours for _, ours in pairs)
        line: dict[str, object] = {
            "bench": "import",
            "files": count,
            "bytes_each": size,
            "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
            "pluto_s": round(ours, 3),
            "floor_s": round(statistics.median(floor for floor, _ in pairs), 3),
            "times_floor": round(statistics.median(floor / ours for floor, ours in pairs), 2),
        }
        if "beets" in TARGETS[name]:
            line |= against_beets(lambda command: beets(command, folder), ours)
    line["targets"] = TARGETS[name]
    return line


def against_beets(run: Callable[[str], float], ours: float) -> dict[str, object]:
    """Return what is to be said of beets."""
    command = find_beets()
    if command is None:
        return {"beets": "could not be installed"}
    seconds = run(command)
    return {"beets_s": round(seconds, 3), "times_beets": round(seconds / ours, 1)}


def main() -> None:
    """Measure both sets and print a line for each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    for name in SETS:
        print(json.dumps(measure(name, rounds)), flush=True)


if __name__ == "__main__":
    main()
