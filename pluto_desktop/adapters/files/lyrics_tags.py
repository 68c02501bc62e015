"""The words inside an audio file: which tags of each format hold them, and SYLT as text that a reader understands.

Each function returns (language, text) in the order of preference, what has times first; the language is "" where the
tag names none. Texts may be in any format of lyrics. Any may raise of broken tags.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pluto_desktop.adapters.files.text import clean_lines
from pluto_desktop.lyrics.languages import named_languages

Found = list[tuple[str, str]]

VORBIS_KEYS = ("syncedlyrics", "lyrics", "unsyncedlyrics", "unsynced lyrics")
MP4_KEYS = ("----:com.apple.iTunes:SYNCEDLYRICS", "----:com.apple.iTunes:LYRICS", "©lyr")
_MS, _FRAMES = 2, 1
_LYRICS, _OTHER = 1, 0
_SAMPLES: dict[tuple[Any, Any], int] = {
    (1, 1): 384,
    (1, 2): 1152,
    (1, 3): 1152,
    (2, 1): 384,
    (2, 2): 1152,
    (2, 3): 576,
    (2.5, 3): 576,
}
"""Samples of a frame of MPEG audio by version and layer (ISO 11172-3, 13818-3)."""


def frame_ms(info: Any) -> float | None:
    """Return how long a frame of an MPEG file lasts, None of other files."""
    samples = _SAMPLES.get((getattr(info, "version", None), getattr(info, "layer", None)))
    rate = getattr(info, "sample_rate", 0)
    return samples * 1000 / rate if samples and rate else None


def id3_lyrics(frames: Mapping[str, list[Any]], a_frame_ms: float | None) -> Found:
    """Return SYLT and USLT (https://id3.org/id3v2.4.0-frames, 4.8 and 4.9)."""
    found: Found = []
    for frame in frames.get("SYLT", ()):
        unit = 1.0 if frame.format == _MS else a_frame_ms if frame.format == _FRAMES else None
        if unit is not None and frame.type in {_LYRICS, _OTHER} and frame.text:
            found.append((_language(frame), _sylt_text(frame.text, unit)))
    found += [(_language(frame), str(frame.text)) for frame in frames.get("USLT", ())]
    return _kept(found)


def vorbis_lyrics(tags: Any) -> Found:
    """Return the comments that hold words: LYRICS and its kin, and ``LYRICS:te`` for one language."""
    found = [("", str(text)) for key in VORBIS_KEYS for text in tags.get(key, ())]
    for key in tags.keys() if hasattr(tags, "keys") else ():
        name, _, code = key.casefold().partition(":")
        if code and name in VORBIS_KEYS:
            found += [(_code(code), str(text)) for text in tags.get(key, ())]
    return _kept(found)


def mp4_lyrics(tags: Any) -> Found:
    """Return iTunes' free-form atoms and ©lyr."""
    texts = (value for key in MP4_KEYS for value in tags.get(key) or ())
    return _kept(("", value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)) for value in texts)


def ape_lyrics(tags: Any) -> Found:
    """Return the items of an APEv2 tag."""
    keys = ("SyncedLyrics", "Lyrics", "UnsyncedLyrics", "Unsynced Lyrics")
    return _kept(("", text) for key in keys if key in tags for text in str(tags[key]).split("\0"))


def asf_lyrics(tags: Any) -> Found:
    """Return the attributes of Windows Media."""
    keys = ("WM/Lyrics_Synchronised", "WM/Lyrics")
    return _kept(("", str(text)) for key in keys if key in tags for text in tags[key])


def _kept(found: Iterable[tuple[str, str]]) -> Found:
    cleaned = ((code, clean_lines(text)) for code, text in found)
    return list(dict.fromkeys((code, text) for code, text in cleaned if text.strip()))[:16]


def _language(frame: Any) -> str:
    """Return the language of an ID3 frame: ``te-Latn``, which three letters cannot say, stands in its description."""
    described = str(frame.desc)
    return described if described.endswith("-Latn") and len(described) < 16 else _code(frame.lang)


def _code(language: str) -> str:
    """Return ``tel`` or ``te-Latn`` as the codes of this house; "" of what names none."""
    name = str(language).strip().strip("\0")
    if name.casefold() in {"", "xxx", "und", "zxx", "mis"}:
        return ""
    if "-" in name:
        return name
    return next(iter(named_languages(name)), "")


def _sylt_text(entries: list[tuple[str, int]], unit_ms: float) -> str:
    """Return synchronised words as enhanced LRC. A newline begins a line; without any each entry is a line."""
    lines: list[list[tuple[int, str]]] = [[]]
    broken = any("\n" in text.strip("\r") for text, _ in entries)
    for text, at in sorted(entries, key=lambda entry: entry[1]):
        time_ms = round(at * unit_ms)
        first, *rest = text.replace("\r", "").split("\n")
        if first:
            lines[-1].append((time_ms, first))
        elif not text:
            lines.append([(time_ms, "")])
        lines += [[(time_ms, part)] if part else [] for part in rest] if broken else [[]]
    return "\n".join(_row(line) for line in lines if line)


def _row(line: list[tuple[int, str]]) -> str:
    if len(line) == 1:
        return f"[{_stamp(line[0][0])}]{line[0][1]}"
    return f"[{_stamp(line[0][0])}]" + "".join(f"<{_stamp(at)}>{text}" for at, text in line)


def _stamp(time_ms: int) -> str:
    return f"{time_ms // 60000:02d}:{time_ms // 1000 % 60:02d}.{time_ms % 1000:03d}"
