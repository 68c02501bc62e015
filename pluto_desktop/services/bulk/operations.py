"""What can be done to the boxes of many songs: each operation as a value, each song's change as a function. Pure.

A song is given as the texts of its boxes (:func:`~pluto_desktop.domain.song_form.texts_of`), one artist a line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.song_form import split_names
from pluto_desktop.lyrics.romanise import romanise_title
from pluto_desktop.services.bulk.patterns import replacing
from pluto_desktop.services.bulk.title_case import title_case

Texts = Mapping[str, str]
"""Texts by box."""
Rule = Callable[[Texts], Texts]
"""Given the boxes of a song, returns those that are to say something else. Raises Invalid where a song cannot be."""

WORDED = ("title", "romanised", "credits", "album", "album_artist", "genres", "tags", "notes")
"""The boxes that hold words."""
NAMES = ("title", "romanised", "credits", "album", "album_artist")
"""The boxes that hold names and titles."""
COPIED = ("title", "romanised", "credits", "album", "album_artist", "language", "genres", "tags", "notes")
"""The boxes between which a text can be copied."""

_LISTS = frozenset({"genres", "tags"})
_DASH = re.compile(r"\s+[-–—]+\s+")


class Operation(Protocol):
    """One thing to be done to many songs."""

    def rule(self) -> Rule:
        """Return what changes one song after the other, in the order in which they are shown; made anew for each use.

        Raises Invalid where the operation itself cannot be done.
        """
        ...


@dataclass(frozen=True, slots=True)
class SetBoxes:
    """Let boxes say the same for every song."""

    texts: Texts

    def rule(self) -> Rule:
        """Return the texts, whatever the song is."""
        return lambda _song: self.texts


@dataclass(frozen=True, slots=True)
class FindReplace:
    """Put one text in the place of another in a box; of several artists in each name."""

    box: str
    find: str
    by: str = ""
    match_case: bool = False
    whole_word: bool = False
    pattern: bool = False

    def rule(self) -> Rule:
        """Return the box with its text replaced. Raises as :func:`~pluto_desktop.services.bulk.patterns.replacing`."""
        replace = replacing(
            self.find, self.by, match_case=self.match_case, whole_word=self.whole_word, pattern=self.pattern
        )

        def change(song: Texts) -> Texts:
            text = song[self.box]
            if self.box == "credits":
                return {self.box: "\n".join(replace(line) for line in text.split("\n"))}
            return {self.box: replace(text)}

        return change


@dataclass(frozen=True, slots=True)
class TitleCase:
    """Give English titles and names their capitals."""

    boxes: tuple[str, ...] = ("title",)

    def rule(self) -> Rule:
        """Return the boxes with their capitals."""
        return lambda song: {box: title_case(song[box]) for box in self.boxes}


@dataclass(frozen=True, slots=True)
class SplitTitle:
    """Take a title like *Artist - Title* apart at its first dash with spaces around it."""

    artist_first: bool = True
    keep_artists: bool = False
    """Leave songs that have an artist as they are."""

    def rule(self) -> Rule:
        """Return the two parts; nothing where there are no two."""

        def change(song: Texts) -> Texts:
            if self.keep_artists and song["credits"]:
                return {}
            parts = [part.strip() for part in _DASH.split(song["title"], maxsplit=1)]
            if len(parts) != 2 or not all(parts):
                return {}
            artist, title = parts if self.artist_first else reversed(parts)
            return {"title": title, "credits": artist}

        return change


@dataclass(frozen=True, slots=True)
class NumberTracks:
    """Number tracks in the order in which the songs are shown, each disc of an album by itself if so wished."""

    first: int = 1
    per_disc: bool = True

    def rule(self) -> Rule:
        """Return the next number of what the song belongs to."""
        last: dict[tuple[str, ...], int] = {}

        def change(song: Texts) -> Texts:
            part = (song["album"], song["album_artist"], song["disc"]) if self.per_disc else ()
            last[part] = last.get(part, self.first - 1) + 1
            return {"track": str(last[part])}

        return change


@dataclass(frozen=True, slots=True)
class CopyBox:
    """Copy what one box says into another."""

    source: str
    target: str
    only_empty: bool = True

    def rule(self) -> Rule:
        """Return the copy; nothing where there is nothing to copy. Raises Invalid("copy_same")."""
        if self.source == self.target:
            raise Invalid("copy_same")

        def change(song: Texts) -> Texts:
            if not song[self.source].strip() or (self.only_empty and song[self.target].strip()):
                return {}
            return {self.target: _as(song[self.source], self.source, self.target)}

        return change


@dataclass(frozen=True, slots=True)
class RomaniseAll:
    """Spell Telugu titles in Latin letters."""

    only_empty: bool = True

    def rule(self) -> Rule:
        """Return the spelling; nothing for a title without Telugu."""

        def change(song: Texts) -> Texts:
            if self.only_empty and song["romanised"].strip():
                return {}
            spelt = romanise_title(song["title"])
            return {"romanised": spelt} if spelt else {}

        return change


@dataclass(frozen=True, slots=True)
class Shared:
    """What a box says for many songs: the one text, or how many different ones."""

    text: str = ""
    different: int = 1
    examples: tuple[str, ...] = field(default=())
    """Some of the different texts, those that most songs have first."""

    @property
    def mixed(self) -> bool:
        """Whether it is not the same for all."""
        return self.different > 1


def _as(text: str, source: str, target: str) -> str:
    """Return a box's text as another box holds it."""
    if target == "credits" and source in _LISTS:
        return "\n".join(split_names(text))
    if source == "credits" and target != "credits":
        return text.replace("\n", ", ")
    return text
