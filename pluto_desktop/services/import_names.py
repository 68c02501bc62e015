"""What file names say: a title, an artist, a track number, and which file is the music without voice. Pure."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

_BGM = re.compile(
    r"^(?P<name>.*?)[\s_-]*[(\[{]\s*(?P<kind>bgm|instrumental|karaoke|minus[ _-]?one)\s*[)\]}]$",
    re.IGNORECASE | re.DOTALL,
)
_BGM_ORDER = ("bgm", "karaoke", "instrumental", "minusone")
# A number is a track only where it is written like one: "7 Rings" and "24-7" are titles.
_NUMBER = re.compile(r"^(?:(?P<disc>\d{1,2})-)?(?P<track>\d{1,3})(?:\s*[.)]\s*|\s+[-–—]\s*|-(?=\D)|(?<=0\d)\s+)(?=\S)")
_DASH = re.compile(r"\s+[-–—]\s+")
_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class NamedBy:
    """What a file's name says of a song that has no title of its own."""

    title: str
    artist: str = ""
    disc: int | None = None
    track: int | None = None


def name_of(path: Path) -> str:
    """Return a file's name without its ending; bytes that are no text become replacement characters."""
    return os.fsencode(path.stem).decode("utf-8", "replace")[:_LONGEST]


def named_by(path: Path) -> NamedBy:
    """Read ``01 - Title``, ``1-03 Title``, ``Artist - Title`` and ``01 - Artist - Title``."""
    text = " ".join(name_of(path).replace("_", " ").split())
    disc = track = None
    if (match := _NUMBER.match(text)) is not None:
        track = int(match["track"]) or None
        disc = int(match["disc"]) or None if match["disc"] else None
        text = text[match.end() :]
    artist, dash, title = _split(text)
    if not dash:
        return NamedBy(text.strip() or name_of(path).strip() or "?", "", disc, track)
    return NamedBy(title, artist, disc, track)


def bgm_of(path: Path) -> str | None:
    """Return the name (see :func:`pair_key`) of the song that a file is the bgm of, or None: it is no bgm."""
    match = _BGM.match(path.stem)
    return _key(match["name"]) if match is not None and match["name"].strip() else None


def bgm_rank(path: Path) -> int:
    """Return how good a bgm a file is by its name; less is better, where a song has several."""
    match = _BGM.match(path.stem)
    kind = re.sub(r"[ _-]", "", match["kind"].lower()) if match is not None else ""
    return _BGM_ORDER.index(kind) if kind in _BGM_ORDER else len(_BGM_ORDER)


def pair_key(path: Path) -> str:
    """Return what the name of a song and of its bgm have in common."""
    return _key(path.stem)


def _key(stem: str) -> str:
    return stem.strip().casefold()


def _split(text: str) -> tuple[str, bool, str]:
    parts = _DASH.split(text, maxsplit=1)
    if len(parts) != 2 or not parts[0].strip() or not parts[1].strip():
        return "", False, text
    return parts[0].strip(), True, parts[1].strip()
