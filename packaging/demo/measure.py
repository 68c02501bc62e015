"""Measures demo songs: one JSON line a file.

    python packaging/demo/measure.py resources/demo [reference.ogg…]

``voice_over_music_db`` compares the song less its bgm with the bgm, while words are sung; ``between_lines_db`` is what
the two differ by when nobody sings (the room, and what encoding adds). ``largest_jump`` is the largest step between two
samples; ``first_dbfs`` and ``last_dbfs`` are the peaks of the first and last 10 ms; ``over_6khz_db`` is the energy over
6 kHz beside all of it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import soundfile
from loudness import measure


def figures(path: Path) -> dict[str, object]:
    """Measure one file."""
    samples, rate = soundfile.read(path, always_2d=True)
    loudness = measure(path)
    mono = samples.mean(axis=1)
    power = np.abs(np.fft.rfft(mono)) ** 2
    frequency = np.fft.rfftfreq(len(mono), 1 / rate)
    edge = rate // 100
    return {
        "file": path.name,
        "seconds": round(len(samples) / rate, 3),
        "integrated_lufs": loudness.integrated_lufs,
        "true_peak_dbtp": loudness.true_peak_dbtp,
        "dc": round(float(np.abs(samples.mean(axis=0)).max()), 6),
        "largest_jump": round(float(np.abs(np.diff(samples, axis=0)).max()), 3),
        "first_dbfs": _db(np.abs(samples[:edge]).max()),
        "last_dbfs": _db(np.abs(samples[-edge:]).max()),
        "over_6khz_db": round(10 * float(np.log10(power[frequency > 6000].sum() / power.sum())), 1),
        "centroid_hz": round(float((frequency * power).sum() / power.sum())),
    }


def together(song: Path) -> dict[str, object]:
    """Measure a demo song beside its bgm and its words."""
    bgm = song.with_name(f"{song.stem} (bgm).ogg")
    whole, rate = soundfile.read(song, always_2d=True)
    alone, _ = soundfile.read(bgm, always_2d=True)
    found = figures(song) | {"same_length": len(whole) == len(alone), "bgm_lufs": measure(bgm).integrated_lufs}
    if len(whole) == len(alone):
        singing = np.zeros(len(whole), dtype=bool)
        for begin, end in _sung(song.with_suffix(".ttml")):
            singing[int(begin * rate) : int(end * rate)] = True
        voice = (whole - alone)[singing]
        found["voice_over_music_db"] = round(10 * float(np.log10(np.mean(voice**2) / np.mean(alone[singing] ** 2))), 1)
        found["between_lines_db"] = _db(np.sqrt(np.mean((whole - alone)[~singing] ** 2)))
    return found


def _sung(words: Path) -> list[tuple[float, float]]:
    """Return when the lines of a TTML file start and end, in seconds."""
    lines = ET.parse(words).iter("{http://www.w3.org/ns/ttml}p")  # noqa: S314 - our own file
    return [(_seconds(line.attrib["begin"]), _seconds(line.attrib["end"])) for line in lines]


def _seconds(stamp: str) -> float:
    hours, minutes, seconds = stamp.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _db(value: float) -> float:
    return round(20 * float(np.log10(max(value, 1e-6))), 1)


def main() -> None:
    """Print the figures of every song in a folder, then those of references."""
    folder, references = Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]
    for entry in json.loads((folder / "songs.json").read_text(encoding="utf-8")):
        print(json.dumps(together(folder / f"{entry['name']}.ogg")))
    for reference in references:
        print(json.dumps(figures(reference)))


if __name__ == "__main__":
    main()
