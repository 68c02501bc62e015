"""How exactly a stretch is repeated: one JSON line.

libvlc plays noise into callbacks that keep its samples with their pts. Of each way back from the end to the start: how
far from the end the last sample was that sounded, how far from the start the first one, and how long nothing was heard.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import threading
import time
from itertools import pairwise
from pathlib import Path

from pluto_desktop.adapters.vlc import VlcPlayer
from pluto_desktop.playback.loop import Loop
from pluto_desktop.ports.player import AvailabilityKnown, PlayerEvent, TimeReported
from tests.sound import RATE, Block, Locator, Recorder, noise, write

LOOP = Loop(3_000, 5_000)
FORMATS = ("mp3", "flac", "ogg", "m4a", "opus")
SECONDS, LISTEN_S = 12, 14.0


def repeat(path: Path) -> Recorder:
    """Repeat the stretch for a while; return what was played, and when it was cut off."""
    import vlc

    player, recorder = VlcPlayer(), Recorder(keep=RATE)
    ready, sounds = threading.Event(), threading.Event()

    def take(event: PlayerEvent) -> None:
        if isinstance(event, AvailabilityKnown):
            ready.set()
        elif isinstance(event, TimeReported):
            sounds.set()

    player.set_listener(take)
    player.start()
    ready.wait(20)
    recorder.attach(vlc, player._decks[0].media_player)
    player.load(1, path)
    sounds.wait(20)
    player.set_loop(LOOP)
    player.seek(LOOP.start_ms)
    time.sleep(LISTEN_S)
    player.close()
    return recorder


def seams(recorder: Recorder, locator: Locator) -> list[tuple[float, float, float]]:
    """Return (end, start, gap) of each way back: milliseconds off the end, off the start, and of silence."""
    edges = [0.0, *sorted(recorder.flushes), float("inf")]
    eras: list[tuple[float, list[Block]]] = []
    for begin, end in pairwise(edges):
        blocks = [block for block in recorder.blocks if begin <= block.at_s < end and block.head]
        if len(blocks) > 8:
            eras.append((end, blocks))
    found = []
    for (cut_s, before), (_, after) in pairwise(eras[1:-1]):
        # A block in the middle is surely found: a codec's first ones after a seek are not quite what they were.
        old, new, first = before[len(before) // 2], after[len(after) // 2], after[0]
        middle, later = locator.find(old.head, 4.0, 3.0), locator.find(new.head, 4.0, 3.0)
        if middle is None or later is None:
            continue
        ended, began = (middle + cut_s - old.pts_s) * 1000, (later + first.pts_s - new.pts_s) * 1000
        found.append((ended - LOOP.end_ms, began - LOOP.start_ms, (first.pts_s - cut_s) * 1000))
    return found


def main() -> int:
    """Print what was measured."""
    samples = noise(SECONDS)
    figures: dict[str, object] = {"bench": "loop", "loop_ms": [LOOP.start_ms, LOOP.end_ms]}
    with tempfile.TemporaryDirectory() as folder:
        for ending in FORMATS:
            found = seams(repeat(write(Path(folder, f"noise.{ending}"), samples)), Locator(samples))
            ends, starts, gaps = ([seam[at] for seam in found] for at in range(3))
            figures[ending] = {
                "seams": len(found),
                "end_ms": _spread(ends),
                "start_ms": _spread(starts),
                "gap_ms": _spread(gaps),
            }
    print(json.dumps(figures))
    return 0


def _spread(values: list[float]) -> list[float]:
    """Return the smallest, the median and the largest."""
    return [round(value, 1) for value in (min(values), statistics.median(values), max(values))] if values else []
