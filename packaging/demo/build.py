"""Builds the demo songs: voice and music, the music alone, the words in time, a cover.

    python packaging/demo/build.py resources/demo [name…]

Needs eSpeak NG's library, FluidSynth, the TimGM6mb sound font, ffmpeg, and Python's numpy, soundfile and pyworld
(which wants a setuptools below 81).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import covers
import numpy as np
import soundfile
import words
from espeak import Speaker
from mix import RATE, mix
from notation import DemoSong
from singer import SungLine, sing
from songs import SONGS

_QUALITY = "1"
_BREATH_SECONDS = 0.22


def build(song: DemoSong, speaker: Speaker, target: Path) -> None:
    """Write one song's files."""
    sung = [_sung(song, index, speaker) for index in range(len(song.lines))]
    with tempfile.TemporaryDirectory() as folder:
        whole, alone = mix(song, sung, Path(folder))
        _encode(whole, Path(folder), target / f"{song.name}.ogg", song)
        _encode(alone, Path(folder), target / f"{song.name} (bgm).ogg", song)
    (target / f"{song.name}.ttml").write_text(words.written(song, sung), encoding="utf-8")
    covers.draw(target / f"{song.name}.png", song.name)


def _sung(song: DemoSong, index: int, speaker: Speaker) -> SungLine:
    """Sing a line; where the next one follows at once there is time to breathe."""
    line = song.lines[index]
    singer, beat = song.singers[line.singer], 60 / song.bpm
    notes = line.notes(song.key + singer.octave)
    end = line.at + sum(beats for word in notes for syllable in word for _, beats in syllable)
    gap = (song.lines[index + 1].at - end) * beat if index + 1 < len(song.lines) else _BREATH_SECONDS
    said = [song.spoken.get(word, word) for word in line.words.split()]
    breath = max(0.0, _BREATH_SECONDS - gap)
    return sing(speaker, said, singer.voice, notes, beat, breath=breath, vibrato=song.vibrato)


def _encode(samples: np.ndarray, folder: Path, target: Path, song: DemoSong) -> None:
    wave = folder / "mix.wav"
    soundfile.write(wave, samples, RATE, subtype="PCM_24")
    tags = {"TITLE": song.title, "ARTIST": song.artist, "DATE": song.year or "", "LANGUAGE": song.language}
    metadata = [part for key, value in tags.items() if value for part in ("-metadata", f"{key}={value}")]
    command = ["ffmpeg", "-v", "error", "-y", "-i", str(wave), "-c:a", "libvorbis", "-q:a", _QUALITY]
    subprocess.run([*command, "-fflags", "+bitexact", *metadata, str(target)], check=True)  # noqa: S603 - our own


def _entry(song: DemoSong) -> dict[str, object]:
    return {
        "name": song.name,
        "title": song.title,
        "artist": song.artist,
        "album": "Pluto's demo songs",
        "album_artist": "Pluto",
        "year": song.year,
        "language": song.language,
    }


def main() -> None:
    """Build every song, or those named, into the folder named on the command line."""
    target, names = Path(sys.argv[1]), sys.argv[2:]
    target.mkdir(parents=True, exist_ok=True)
    speaker = Speaker()
    for song in SONGS:
        if not names or song.name in names:
            build(song, speaker, target)
            print(song.name, flush=True)
    entries = json.dumps([_entry(song) for song in SONGS], ensure_ascii=False, indent=1)
    (target / "songs.json").write_text(entries + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
