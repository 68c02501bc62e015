"""The music behind the demo songs: what each instrument does with the chords, a little uneven, as people play."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import midi
import numpy as np
from notation import DemoSong, Part, Tune, chords, notes

_DRUMS, _DRUMS_VOLUME = 9, 68
_UNEVEN_SECONDS, _UNEVEN_VELOCITY = 0.006, 5
Played = tuple[float, float, int, int]
"""(beat, length in beats, MIDI key, velocity)."""
Chords = list[tuple[float, float, list[int]]]


def play(song: DemoSong, work: Path, rate: int) -> np.ndarray:
    """Return the music of a song as stereo samples."""
    chance = np.random.default_rng(len(song.name))
    uneven = _UNEVEN_SECONDS * song.bpm / 60
    instruments = [(part, list(STYLES[part.style](part, _long_enough(song)))) for part in song.parts]
    instruments += [(tune, list(_tune(tune, song.key))) for tune in song.tunes]
    events: list[midi.Event] = [(song.beats, 0x80, 0, 0)]
    channels = (channel for channel in range(16) if channel != _DRUMS)
    for channel, (player, played) in zip(channels, instruments, strict=False):
        events += [(0, 0xC0 | channel, player.program, None), (0, 0xB0 | channel, 7, player.volume)]
        events.append((0, 0xB0 | channel, 10, player.pan))
        events += _notes(channel, played, uneven, chance, song.beats)
    events.append((0, 0xB0 | _DRUMS, 7, _DRUMS_VOLUME))
    events += _notes(_DRUMS, list(_drums(song)), uneven, chance, song.beats)
    return midi.play(events, song.bpm, work, rate)


def _notes(
    channel: int, played: list[Played], uneven: float, chance: np.random.Generator, beats: int
) -> Iterator[midi.Event]:
    for beat, length, key, velocity in played:
        if beat + length > beats:
            raise ValueError(f"a note at beat {beat} outlasts the song")  # it would sound for ever
        start = max(0.0, beat + chance.normal(0, uneven))
        loud = int(np.clip(velocity + chance.normal(0, _UNEVEN_VELOCITY), 1, 127))
        yield start, 0x90 | channel, key, loud
        yield start + length, 0x80 | channel, key, 0


def _long_enough(song: DemoSong) -> Chords:
    """Return the chords up to the last bar but one; the last chord rings to the end."""
    found = chords(song.chords, song.key)
    start, _, keys = found[-1]
    return [*found[:-1], (start, song.beats - start - 0.5, keys)]


def _hold(part: Part, harmony: Chords) -> Iterator[Played]:
    for start, length, keys in harmony:
        if start >= part.first:
            for key in keys:
                yield start, length * 0.98, key + 12 * part.octave, 60


def _broken(part: Part, harmony: Chords) -> Iterator[Played]:
    for start, length, keys in _from(part, harmony):
        ladder = [*keys, keys[0] + 12]
        order = [*ladder, *ladder[-2:0:-1]]
        for index in range(_steps(part, length)):
            key = order[index % len(order)]
            yield start + index * part.step, part.step * 2, key + 12 * part.octave, 72 if index == 0 else 58
    yield from _last(part, harmony)


def _strum(part: Part, harmony: Chords) -> Iterator[Played]:
    for start, length, keys in _from(part, harmony):
        for index in range(_steps(part, length)):
            for place, key in enumerate([*keys, keys[0] + 12]):
                at = start + index * part.step + place * 0.03
                yield at, part.step * 0.9, key + 12 * part.octave, 70 if index % 2 == 0 else 52
    yield from _last(part, harmony)


def _roots(part: Part, harmony: Chords) -> Iterator[Played]:
    for start, length, keys in _from(part, harmony):
        for index in range(_steps(part, length)):
            key = keys[0] if index % 2 == 0 else keys[-1] - 12
            yield start + index * part.step, part.step * 0.9, key - 12 + 12 * part.octave, 76 if index % 2 == 0 else 64
    start, length, keys = harmony[-1]
    yield start, length, keys[0] - 12 + 12 * part.octave, 72


def _tanpura(part: Part, harmony: Chords) -> Iterator[Played]:
    root = harmony[0][2][0]
    now = 0.0
    while now < harmony[-1][0]:
        for index, key in enumerate((root - 5, root, root, root - 12)):
            yield now + index * part.step, part.step * 3, key + 12 * part.octave, 62
        now += 4 * part.step
    yield from _last(part, harmony)


STYLES = {"hold": _hold, "broken": _broken, "strum": _strum, "roots": _roots, "tanpura": _tanpura}


def _from(part: Part, harmony: Chords) -> Chords:
    """Return the chords that are broken into steps: from where the part comes in to the last, which rings."""
    return [chord for chord in harmony[:-1] if chord[0] >= part.first]


def _steps(part: Part, length: float) -> int:
    return max(1, round(length / part.step))


def _last(part: Part, harmony: Chords) -> Iterator[Played]:
    start, length, keys = harmony[-1]
    yield from ((start, length, key + 12 * part.octave, 62) for key in keys)


def _tune(tune: Tune, key: int) -> Iterator[Played]:
    now = tune.at
    for text in tune.melody.split():
        for pitch, beats in notes(text, key):
            yield now, beats * 0.97, pitch + 12 * tune.octave, 70
            now += beats


def _drums(song: DemoSong) -> Iterator[Played]:
    bar = song.drums_from
    while bar < song.beats - 2 * song.beats_a_bar:
        yield from ((bar + beat, 0.4, key, velocity) for beat, key, velocity in song.drums)
        bar += song.beats_a_bar
