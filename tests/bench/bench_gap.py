"""The silence between two tracks, from the pts of the samples: one JSON line. Below zero the two overlap.

Beside it, in the same run, the rival: libvlc's own list player.
"""

from __future__ import annotations

import json
import tempfile
import threading
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from pluto_desktop.adapters.vlc import VlcPlayer
from pluto_desktop.ports.player import Advanced, AvailabilityKnown, PlayerEvent, TimeReported
from tests.sound import RATE, Block, Recorder, noise, write

FORMATS = ("mp3", "flac", "ogg", "m4a", "opus")
SECONDS = 3
ROUNDS = 4


class Events:
    """Waits for what the player says."""

    def __init__(self, player: VlcPlayer) -> None:
        self._seen: list[PlayerEvent] = []
        self._arrived = threading.Condition()
        player.set_listener(self._take)

    def _take(self, event: PlayerEvent) -> None:
        with self._arrived:
            self._seen.append(event)
            self._arrived.notify_all()

    def wait(self, kind: type, token: int | None = None) -> None:
        def there() -> bool:
            return any(
                isinstance(event, kind) and token in {None, getattr(event, "token", None)} for event in self._seen
            )

        with self._arrived:
            assert self._arrived.wait_for(there, 15), f"no {kind.__name__}"


def runs_of(blocks: list[Block]) -> list[tuple[float, float]]:
    """Return (first pts, end) of each stretch of sound without a pause over 2 ms or a step back."""
    stretches: list[tuple[float, float]] = []
    for block in blocks:
        end = block.pts_s + block.count / RATE
        if stretches and abs(block.pts_s - stretches[-1][1]) < 0.002:
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((block.pts_s, end))
    return stretches


def ours(paths: list[Path]) -> list[float]:
    import vlc

    player = VlcPlayer()
    events = Events(player)
    player.start()
    events.wait(AvailabilityKnown)
    recorders = [Recorder(), Recorder()]
    for recorder, deck in zip(recorders, player._decks, strict=True):
        recorder.attach(vlc, deck.media_player)
    player.load(1, paths[0])
    for token in range(2, ROUNDS + 2):
        events.wait(TimeReported, token - 1)
        player.preload(token, paths[(token - 1) % len(paths)])
        events.wait(Advanced, token)
    events.wait(TimeReported, ROUNDS + 1)
    player.close()
    stretches = sorted([*runs_of(recorders[0].blocks), *runs_of(recorders[1].blocks)])
    return [(second[0] - first[1]) * 1000 for first, second in pairwise(stretches)]


def list_player(paths: list[Path]) -> list[float]:
    import vlc

    instance = vlc.Instance(["--no-video", "--quiet"])
    player: Any = instance.media_player_new()
    recorder = Recorder()
    recorder.attach(vlc, player)
    lists = instance.media_list_player_new()
    lists.set_media_player(player)
    lists.set_media_list(instance.media_list_new([str(path) for path in [*paths, paths[0]]]))
    lists.play()
    end = time.monotonic() + 3 * SECONDS + 1
    while len(runs_of(recorder.blocks)) < 3 and time.monotonic() < end:
        time.sleep(0.05)
    lists.stop()
    player.release()
    lists.release()
    stretches = runs_of(recorder.blocks)
    return [(second[0] - first[1]) * 1000 for first, second in pairwise(stretches)]


def main() -> None:
    answer: dict[str, object] = {"bench": "gap"}
    everything: list[float] = []
    rival: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for ending in FORMATS:
            paths = [write(Path(folder) / f"{seed}.{ending}", noise(SECONDS, seed)) for seed in (11, 12)]
            gaps, theirs = ours(paths), list_player(paths)
            everything += gaps
            rival += theirs
            answer[ending] = {"ours_ms": [round(gap, 1) for gap in gaps], "rival_ms": [round(gap, 1) for gap in theirs]}
    sizes = sorted(abs(gap) for gap in everything)
    answer["p95_ms"] = round(sizes[int(len(sizes) * 0.95)], 1)
    answer["overlap_max_ms"] = round(max(0.0, -min(everything)), 1)
    answer["rival_p95_ms"] = round(sorted(rival)[int(len(rival) * 0.95)], 1) if rival else None
    answer["target"] = {"p95_ms": 60}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
