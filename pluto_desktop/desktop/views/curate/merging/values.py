"""A field of a song in a few words, to be compared with another song's."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.texts import QT_TRANSLATE_NOOP
from pluto_desktop.desktop.views.curate.boxes import language_name
from pluto_desktop.desktop.views.curate.facts import medium_facts
from pluto_desktop.domain.song_form import texts_of
from pluto_desktop.services.bulk.merging import Candidate

translate = QCoreApplication.translate

_DISC, _TRACK = QT_TRANSLATE_NOOP("MergeDialog", "disc %1"), QT_TRANSLATE_NOOP("MergeDialog", "track %1")


def value_text(one: Candidate, name: str) -> str:
    """Return what a field of a song says, on one line."""
    return one_line(_text(one, name)) or translate("MergeDialog", "nothing")


def _text(one: Candidate, name: str) -> str:
    if name in _OTHERS:
        return _OTHERS[name](one)
    return texts_of(one.plain)[name].replace("\n", ", ")


def _album(one: Candidate) -> str:
    return " · ".join(text for text in one.plain["album"] if text)


def _place(one: Candidate) -> str:
    parts = [(one.song.disc, _DISC), (one.song.track, _TRACK)]
    return " · ".join(translate("MergeDialog", said).replace("%1", str(at)) for at, said in parts if at is not None)


def _language(one: Candidate) -> str:
    return language_name(one.song.language) if one.song.language else ""


def _cover(one: Candidate) -> str:
    return translate("MergeDialog", "A picture") if one.song.cover is not None else ""


def _words(one: Candidate) -> str:
    if one.words is None or not one.words.lines:
        return ""
    timed = sum(line.start_ms is not None for line in one.words.lines)
    said = translate("MergeDialog", "%1 lines · %2 timed · %3")
    said = said.replace("%1", str(len(one.words.lines))).replace("%2", str(timed))
    return said.replace("%3", ", ".join(one.words.languages))


_OTHERS: dict[str, Callable[[Candidate], str]] = {
    "album": _album,
    "place": _place,
    "language": _language,
    "song": lambda one: medium_facts(one.song.song),
    "bgm": lambda one: medium_facts(one.song.bgm),
    "cover": _cover,
    "lyrics": _words,
}
