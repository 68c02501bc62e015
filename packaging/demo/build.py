"""Builds the demo songs: voice and music, the music alone, the words in time, a cover.

    python packaging/demo/build.py resources/demo

Needs eSpeak NG's library, FluidSynth, the TimGM6mb sound font, ffmpeg, and Python's numpy, soundfile and pyworld.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

import accompaniment
import covers
import numpy as np
import soundfile
from espeak import Speaker
from singer import SungLine, sing
from songs import SONGS, DemoSong

_RATE = 22050
_VOICE_LEVEL, _MUSIC_LEVEL, _PEAK = 0.55, 0.30, 0.9
_BEATS_A_BAR = 4


def build(song: DemoSong, speaker: Speaker, target: Path) -> dict[str, object]:
    """Write one song's files and return its entry in ``songs.json``."""
    beat = 60 / song.bpm
    sung: list[tuple[float, SungLine]] = []
    now = song.intro_beats * beat
    for index, ((words, _), melody) in enumerate(zip(song.lines, song.melody, strict=True)):
        line = sing(speaker, words, song.voice, melody, beat)
        sung.append((now, line))
        bars = math.ceil(line.seconds / beat / _BEATS_A_BAR - 1e-6)
        now += (bars * _BEATS_A_BAR + song.gaps.get(index, 0)) * beat
    seconds = now + _BEATS_A_BAR * beat
    with tempfile.TemporaryDirectory() as folder:
        music = accompaniment.play(
            Path(folder), song.bpm, int(seconds / beat), song.chords, drone=song.drone, rate=_RATE
        )
        whole, alone = _mix(sung, music, int(seconds * _RATE))
        _encode(whole, Path(folder), target / f"{song.name}.ogg", song)
        _encode(alone, Path(folder), target / f"{song.name} (bgm).ogg", song)
    (target / f"{song.name}.lrc").write_text(_lrc(song, sung, seconds), encoding="utf-8")
    covers.draw(target / f"{song.name}.png", song.cover, star=not song.drone)
    return {
        "name": song.name,
        "title": song.title,
        "artist": song.artist,
        "album": "Pluto's demo songs",
        "album_artist": "Pluto",
        "year": song.year,
        "language": song.language,
    }


def _mix(sung: list[tuple[float, SungLine]], music: np.ndarray, length: int) -> tuple[np.ndarray, np.ndarray]:
    """Return voice and music, and the music alone at the very same level and length."""
    voice = np.zeros(length)
    for start, line in sung:
        first = int(start * _RATE)
        part = line.samples[: length - first]
        voice[first : first + len(part)] += part
    voice *= _VOICE_LEVEL / np.abs(voice).max()
    music = np.vstack([music[:length], np.zeros((max(0, length - len(music)), 2))])
    music *= _MUSIC_LEVEL / np.abs(music).max()
    fade = np.minimum(1.0, np.arange(length)[::-1] / (0.8 * _RATE))
    whole = (music + voice[:, None]) * fade[:, None]
    scale = _PEAK / np.abs(whole).max()
    return whole * scale, music * fade[:, None] * scale


def _encode(samples: np.ndarray, folder: Path, target: Path, song: DemoSong) -> None:
    wave = folder / "mix.wav"
    soundfile.write(wave, samples, _RATE)
    tags = {"TITLE": song.title, "ARTIST": song.artist, "DATE": song.year, "LANGUAGE": song.language}
    metadata = [part for key, value in tags.items() for part in ("-metadata", f"{key}={value}")]
    command = ["ffmpeg", "-v", "error", "-y", "-i", str(wave), "-c:a", "libvorbis", "-q:a", "3", "-fflags", "+bitexact"]
    subprocess.run([*command, *metadata, str(target)], check=True)  # noqa: S603 - our own arguments


def _lrc(song: DemoSong, sung: list[tuple[float, SungLine]], seconds: float) -> str:
    other = "te" if song.language == "en" else "en"
    rows = [
        f"[ti:{song.title}]",
        f"[ar:{song.artist}]",
        f"[length:{_stamp(seconds)}]",
        f"[la:{song.language},{other}]",
    ]
    for (_, translation), (start, line) in zip(song.lines, sung, strict=True):
        first = start + line.words[0][1]
        words = " ".join(f"<{_stamp(start + begin)}>{word}" for word, begin, _ in line.words)
        rows.append(f"[{_stamp(first)}]{words}<{_stamp(start + line.seconds)}>")
        rows.append(f"[{_stamp(first)}]{translation}")
    return "\n".join([*rows, ""])


def _stamp(seconds: float) -> str:
    hundredths = round(seconds * 100)
    return f"{hundredths // 6000:02d}:{hundredths // 100 % 60:02d}.{hundredths % 100:02d}"


def main() -> None:
    """Build every song into the folder named on the command line."""
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    speaker = Speaker()
    entries = [build(song, speaker, target) for song in SONGS]
    (target / "songs.json").write_text(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
