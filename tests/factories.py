"""Values for tests: whole by default, each part to be set by name."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.peaks import BUCKET_MS, Onset, Peaks
from pluto_desktop.domain.songs import Location, MediaKind, Medium, NewSong
from pluto_desktop.lyrics.document import Document, Line, Word

MUSIC = Path("/music")


def sha256(seed: str) -> MediaHash:
    """Return a hash that belongs to a seed."""
    return MediaHash(hashlib.sha256(seed.encode()).hexdigest())


def make_medium(seed: str = "sound", kind: MediaKind = MediaKind.SONG, **fields: Any) -> Medium:
    """Return a medium whose bytes are told by a seed."""
    known: dict[str, Any] = {"size": 1000, "format": "mp3", "duration_ms": 180_000, "sound_hash": f"sound of {seed}"}
    return Medium(sha256(seed), kind=kind, **(known | fields))


def make_location(seed: str = "sound", path: Path | None = None) -> Location:
    """Return where that medium lies."""
    return Location(path or MUSIC / f"{seed}.mp3", 1000, 1, sha256(seed))


def make_song(title: str = "Hello", *, file: str | None = None, bgm: str | None = None, **fields: Any) -> NewSong:
    """Return a song to be added; ``file`` and ``bgm`` are seeds of media that then come with it."""
    if file is not None:
        fields |= {"song": make_medium(file), "song_location": make_location(file)}
    if bgm is not None:
        fields |= {"bgm": make_medium(bgm, MediaKind.BGM), "bgm_location": make_location(bgm)}
    return NewSong(title=title, **fields)


def make_document(*texts: str, lang: str = "en", words: bool = False) -> Document:
    """Return lyrics with a line each second; ``words`` gives each line a timed word."""
    return Document(
        tuple(
            Line(
                id=f"line-{number}",
                start_ms=number * 1000,
                end_ms=number * 1000 + 900,
                texts={lang: text},
                words=(Word(number * 1000, number * 1000 + 500, text, lang),) if words else (),
            )
            for number, text in enumerate(texts)
        )
    )


def make_peaks(duration_ms: int = 60_000, *, swing: int = 100, onsets: Sequence[Onset] = ()) -> Peaks:
    """Return a wave form that swings evenly, a little more upwards than down."""
    buckets = -(-duration_ms // BUCKET_MS)
    return Peaks.make(duration_ms, bytes([-(swing // 2) & 255]) * buckets, bytes([swing]) * buckets, onsets)
