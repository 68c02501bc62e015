"""An answer as rows: headings, songs, lines of lyrics, artists, albums, or a sentence where there is nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication

from pluto_desktop.desktop.models.formatting import clock, songs_text
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.search.query import EXAMPLES
from pluto_desktop.services.find import AlbumHit, Answer, ArtistHit, LineHit, Marks, SongHit


@dataclass(frozen=True, slots=True)
class SaveSearch:
    """What was searched for may be saved as a smart playlist, whose rule these words are."""

    words: str


Hit = SongHit | LineHit | ArtistHit | AlbumHit | SaveSearch

_LONGEST = 300
_LEAD = 20


class RowKind(Enum):
    """What a row is, and so how it is drawn."""

    HEADING = "heading"
    HIT = "hit"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``marks`` and ``detail_marks`` are spans of characters of ``text`` and ``detail``."""

    kind: RowKind
    text: str
    detail: str = ""
    aside: str = ""
    marks: Marks = ()
    detail_marks: Marks = ()
    hit: Hit | None = None
    cover: MediaHash | None = None
    cover_title: str = ""
    round_picture: bool = False
    icon: str = ""
    """An icon instead of a picture."""
    dimmed: bool = False
    """Whether it is a song that cannot be heard now."""


translate = QCoreApplication.translate


def rows_of(answer: Answer) -> list[Row]:
    """Return the rows that show an answer; a sentence where nothing was found."""
    rows: list[Row] = []
    for heading, found in (
        (translate("search", "Songs"), [_song(hit) for hit in answer.songs]),
        (translate("search", "In the lyrics"), [_line(hit) for hit in answer.lines]),
        (translate("search", "Artists"), [_artist(hit) for hit in answer.artists]),
        (translate("search", "Albums"), [_album(hit) for hit in answer.albums]),
    ):
        if found:
            rows += [Row(RowKind.HEADING, heading), *found]
    if not rows:
        return [_nothing(answer)]
    return [*rows, _misread(answer) if answer.misread else _save(answer)]


def hint_rows() -> list[Row]:
    """Return what is shown before anything is typed."""
    return [
        Row(
            RowKind.MESSAGE,
            translate("search", "Type a few letters of a song, a line, an artist or an album"),
            translate(
                "search",
                "In తెలుగు or Latin letters, as it sounds. Filters: artist:  album:  year:1990-1999  lang:te  has:bgm",
            ),
        )
    ]


def failure_rows(text: str) -> list[Row]:
    """Return what is shown when the library could not be asked."""
    return [Row(RowKind.MESSAGE, translate("search", "The library could not be searched"), text)]


def _nothing(answer: Answer) -> Row:
    if answer.misread:
        return _misread(answer)
    if answer.chips:
        advice = translate("search", "Take a filter away to look in more songs.")
    else:
        advice = translate("search", "Try fewer letters, or write it as it sounds; the script does not matter.")
    return Row(
        RowKind.MESSAGE, translate("search", "Nothing found for “%1”").replace("%1", _plain(answer.query)[:60]), advice
    )


def _misread(answer: Answer) -> Row:
    """Return what is said of a filter that was looked for as text."""
    word = answer.misread[0]
    text, _, advice = explain(Invalid("rule_value", word=word.word, example=EXAMPLES[word.key])).partition(". ")
    return Row(RowKind.MESSAGE, _plain(text), _plain(advice))


def _save(answer: Answer) -> Row:
    # The same for every search: a text that is shown again is not shaped again.
    text = translate("search", "Save as a smart playlist…")
    detail = translate("search", "It holds whatever fits these words, at any time")
    return Row(RowKind.HIT, text, detail, hit=SaveSearch(answer.query), icon="sparkles")


def _aside(aside: str, hit: SongHit | LineHit) -> str:
    """Return what stands at the end of a row: that an edit of the song waits, and that its sound is not here."""
    waiting = translate("search", "waiting to be sent") if hit.waiting else ""
    away = translate("search", "not here") if hit.away else ""
    return " · ".join(part for part in (waiting, away, aside) if part)


def _song(hit: SongHit) -> Row:
    detail, marks = _together((hit.artist, hit.artist_marks), (hit.album, hit.album_marks), (_year(hit.year), ()))
    return Row(
        RowKind.HIT,
        _plain(hit.title),
        detail,
        _aside(clock(hit.duration_ms), hit),
        _within(hit.marks, len(_plain(hit.title))),
        marks,
        hit,
        hit.cover,
        hit.album or hit.title,
        dimmed=hit.away,
    )


def _line(hit: LineHit) -> Row:
    text, marks = _around(hit.text, hit.marks)
    when = "" if hit.start_ms is None else translate("search", "plays from %1").replace("%1", clock(hit.start_ms))
    detail, _ = _together((hit.title, ()), (when, ()))
    aside = _aside(translate("search", "line %1").replace("%1", str(hit.number)), hit)
    return Row(RowKind.HIT, text, detail, aside, marks, (), hit, hit.cover, hit.title, dimmed=hit.away)


def _artist(hit: ArtistHit) -> Row:
    name = _plain(hit.name)
    marks = _within(hit.marks, len(name))
    return Row(RowKind.HIT, name, songs_text(hit.songs), "", marks, (), hit, None, hit.name, round_picture=True)


def _album(hit: AlbumHit) -> Row:
    detail, _ = _together((hit.artist, ()), (songs_text(hit.songs), ()))
    title = _plain(hit.title)
    return Row(RowKind.HIT, title, detail, "", _within(hit.marks, len(title)), (), hit, hit.cover, hit.title)


def _year(year: int | None) -> str:
    return "" if year is None else str(year)


def _plain(text: str) -> str:
    """Return a text as it may be painted in one line, each character in its place: no controls, bounded length."""
    text = text[:_LONGEST]
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " " if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or _turns(char) else char for char in text
    )


def _turns(char: str) -> bool:
    return unicodedata.category(char) == "Cf" and char not in "\u200c\u200d"


def _within(marks: Marks, length: int) -> Marks:
    return tuple((start, min(end, length)) for start, end in marks if start < length)


def _together(*parts: tuple[str, Marks]) -> tuple[str, Marks]:
    """Join what there is with middle dots, and move the marks along."""
    text, marks = "", []
    for part, spans in parts:
        if not part:
            continue
        text += " · " if text else ""
        plain = _plain(part)
        marks += [(start + len(text), end + len(text)) for start, end in _within(spans, len(plain))]
        text += plain
    return text, tuple(marks)


def _around(text: str, marks: Marks) -> tuple[str, Marks]:
    """Return a line in quotation marks, beginning shortly before its first mark, and the marks moved along."""
    cut = _cut_before(text, marks)
    before = "“… " if cut else "“"
    shown = _plain(text[cut:])
    moved = tuple((start - cut + len(before), end - cut + len(before)) for start, end in _after(marks, cut))
    return f"{before}{shown}”", _within(moved, len(before) + len(shown))


def _cut_before(text: str, marks: Marks) -> int:
    if not marks or marks[0][0] <= _LEAD * 2:
        return 0
    space = text.find(" ", marks[0][0] - _LEAD)
    return space + 1 if 0 <= space < marks[0][0] else 0


def _after(marks: Iterable[tuple[int, int]], cut: int) -> list[tuple[int, int]]:
    return [(start, end) for start, end in marks if start >= cut]
