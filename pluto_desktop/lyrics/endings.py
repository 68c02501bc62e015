"""What files of words are called: of use to whoever looks through folders and reads none of them."""

from __future__ import annotations

from pathlib import PurePath

from pluto_desktop.lyrics.languages import language_in_name

LYRICS_ENDINGS = (".ttml", ".lrc", ".elrc", ".vtt", ".srt", ".ass", ".ssa", ".txt")
"""Endings of files that hold words, the best first where a song has several beside it."""


def songs_of(name: str) -> tuple[str, ...]:
    """Return the names, without ending and case folded, of the songs whose words a file may hold.

    ``x.te.lrc`` holds those of ``x`` in Telugu, or those of ``x.te``.
    """
    stem = PurePath(name).stem.casefold()
    return (stem, stem.rpartition(".")[0]) if "." in stem and language_in_name(name) else (stem,)


def rank(name: str) -> int:
    """Return which of several files of words comes first: the lower one."""
    ending = PurePath(name).suffix.casefold()
    return LYRICS_ENDINGS.index(ending) if ending in LYRICS_ENDINGS else len(LYRICS_ENDINGS)
