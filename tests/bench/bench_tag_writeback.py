"""Tags written into files of every format, killed (-9) at random moments a thousand times: one JSON line.

Processes of their own write titles, artists, words and covers into the tags of files again and again, and each is
killed after a random while; then the next start's upkeep looks after what was left. Afterwards each file must be one
that was whole before or after a writing, sound the same to the byte and to the ear, and lie alone in its folder.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

import av
import xxhash

from pluto_desktop.adapters.files.reader import MutagenTagReader
from pluto_desktop.adapters.files.swapping import Swaps
from pluto_desktop.adapters.files.tag_writing import MutagenTagWriter
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.ports.audio_files import FileTags, NewTags
from pluto_desktop.services.import_song import location_of
from tests.contract.test_lyrics_tagger import PLAIN, TIMED
from tests.sound import CODECS, noise, write

KILLS = 1_000
LONGEST_S = 0.06


def write_for_ever(folder: Path, library: Path, seed: int, begun: Connection) -> None:
    """Write other tags into the files of a folder, one after the other, until killed; say when it begins."""
    writer, reader, dice = MutagenTagWriter(library), MutagenTagReader(), random.Random(seed)
    paths = sorted(folder.iterdir())
    begun.send("begun")
    for number in range(1_000_000):
        file = reader.read(dice.choice(paths))
        said = FileTags(
            title=f"Song {seed} {number}",
            artists=("A", "B")[: dice.randint(1, 2)],
            album="x" * dice.choice((0, 1, 900)),
            cover=b"\x89PNG\r\n\x1a\n" + dice.randbytes(dice.choice((100, 20_000, 400_000))),
        )
        fields = writer.holds(file.format) & {"title", "artists", "album", "cover", "lyrics"}
        writer.write(location_of(file), NewTags(said, fields, dice.choice((TIMED, PLAIN))))


def heard(path: Path) -> str:
    """Return a hash of the samples that a file decodes to."""
    samples = xxhash.xxh3_128()
    with av.open(str(path)) as opened:
        for frame in opened.decode(audio=0):
            samples.update(frame.to_ndarray().tobytes())
    return samples.hexdigest()


def kill_once(folder: Path, library: Path, number: int, dice: random.Random) -> bool:
    """Let a process write, kill it, and return whether it was in the middle of a file."""
    ours, theirs = multiprocessing.Pipe()
    context = multiprocessing.get_context("fork")  # a new interpreter would take ten times as long to begin
    process = context.Process(target=write_for_ever, args=(folder, library, number, theirs), daemon=True)
    process.start()
    ours.recv()
    time.sleep(dice.uniform(0, LONGEST_S))
    process.kill()
    process.join()
    return Swaps(library).any_left()


def main() -> int:
    """Kill, look at every file after each kill, and print what was found."""
    dice, reader = random.Random(5), MutagenTagReader()
    started, broken_off, damaged, litter = time.monotonic(), 0, 0, 0
    with tempfile.TemporaryDirectory() as temporary:
        folder, library = Path(temporary, "music"), Path(temporary, "library")
        folder.mkdir()
        library.mkdir()
        files = [write(folder / f"song.{ending}", noise(3, seed=place)) for place, ending in enumerate(CODECS)]
        names = {path.name for path in files}
        sounds = {path: (reader.read(path).sound_hash, heard(path)) for path in files}
        titles = dict.fromkeys(files, "")
        for number in range(KILLS):
            left = kill_once(folder, library, number, dice)
            broken_off += left
            MutagenTagWriter(library).settle()
            litter += {path.name for path in folder.iterdir()} != names or Swaps(library).any_left()
            for path in files:
                try:
                    read = reader.read(path)
                    whole = (read.sound_hash, heard(path)) == sounds[path]
                    # A title of this process, or the one the file had; its cover was written with it.
                    known = read.tags.title in {"", titles[path]} or read.tags.title.startswith(f"Song {number} ")
                except (KnownError, av.FFmpegError):
                    whole = known = False
                    read = None
                damaged += not (whole and known)
                titles[path] = "" if read is None else read.tags.title
            if number % 100 == 99:
                print(f"{number + 1} kills, {broken_off} within a file, {damaged} damaged", file=sys.stderr)
    figures = {
        "bench": "tag_writeback", "kills": KILLS, "within_a_file": broken_off, "formats": len(CODECS),
        "damaged": damaged, "litter": litter, "seconds": round(time.monotonic() - started, 1),
    }  # fmt: skip
    print(json.dumps(figures))
    return 0 if damaged == litter == 0 else 1
