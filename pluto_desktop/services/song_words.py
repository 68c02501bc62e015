"""Which words a song gets of all that its files and tags hold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pluto_desktop.lyrics.document import Document, Timing
from pluto_desktop.lyrics.formats.parsed import Parsed
from pluto_desktop.ports.audio_files import FileTags

LYRICS_BYTES = 2 * 1024 * 1024


def words_of_song(beside: Sequence[Path], tags: FileTags | None, duration_ms: int | None) -> Document | None:
    """Return the best words there are, None for none; unusable ones never lose the song.

    What has times comes before what has none, TTML beside the song before LRC, that before others, files before tags;
    texts in further languages, of the same kind of place, are put to it by time. Runs in the workers.
    """
    files = [parsed for path in beside if (parsed := _read_file(path, duration_ms)) is not None]
    embedded = _embedded(tags, duration_ms) if tags is not None else []
    timed = [parsed for parsed in files if parsed.document.timing is not Timing.NONE]
    timed_tags = [parsed for parsed in embedded if parsed.document.timing is not Timing.NONE]
    chosen = timed or timed_tags or files or embedded
    if not chosen:
        return None
    others = files if chosen[0] in files else embedded
    return _with_languages(chosen[0], [*chosen[1:], *(parsed for parsed in others if parsed not in chosen)])


def _with_languages(best: Parsed, others: Sequence[Parsed]) -> Document:
    """Return the best words with those others that are in a language they do not have."""
    from pluto_desktop.lyrics.formats.pairing import pair  # noqa: PLC0415 - few songs have two files of words

    joined = best
    for other in others:
        if not set(other.document.languages) & set(joined.document.languages):
            joined = pair([joined, other])
    return joined.document


def _read_file(path: Path, duration_ms: int | None) -> Parsed | None:
    data = small_file(path, LYRICS_BYTES)
    return _read(data, duration_ms, path.name) if data is not None else None


def _embedded(tags: FileTags, duration_ms: int | None) -> list[Parsed]:
    texts = tags.all_lyrics or ((("", tags.lyrics),) if tags.lyrics else ())
    names = (f"tag.{code}.lrc" if code else "" for code, _ in texts)
    found = (_read(text, duration_ms, name) for (_, text), name in zip(texts, names, strict=True))
    return [parsed for parsed in found if parsed is not None]


def _read(data: bytes | str, duration_ms: int | None, name: str) -> Parsed | None:
    from pluto_desktop.lyrics.formats import read  # noqa: PLC0415 - loaded where there are words

    parsed = read(data, duration_ms, name)
    return parsed if parsed.document.lines else None


def small_file(path: Path, most: int) -> bytes | None:
    """Return a small file's bytes, or None where they cannot be had: what lies beside a song is welcome, not owed."""
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError):
        return None
    return data if 0 < len(data) <= most else None
