"""What is told of the parts of a song that is split, and of where they go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.views.curate.facts import medium_facts
from pluto_desktop.domain.song_split import Goes
from pluto_desktop.lyrics.document import Document
from pluto_desktop.services.bulk.splitting import SplitLook

translate = QCoreApplication.translate


def part_name(name: str) -> str:
    """Return what a part of a song is called."""
    return {
        "song": translate("SplitDialog", "With voice"),
        "bgm": translate("SplitDialog", "Without voice"),
        "cover": translate("SplitDialog", "Cover"),
        "lyrics": translate("SplitDialog", "Words"),
    }[name]


def goes_text(name: str, goes: Goes, *, back: bool = False) -> str:
    """Return what a person chooses about a part; ``back`` is of a song that comes back."""
    if back:
        return translate("SplitDialog", "Goes back") if goes is Goes.NEW else translate("SplitDialog", "In both")
    return {
        Goes.STAYS: translate("SplitDialog", "Stays"),
        Goes.SOUND: translate("SplitDialog", "New song’s sound"),
        Goes.NEW: translate("SplitDialog", "New song’s bgm") if name == "bgm" else translate("SplitDialog", "New song"),
        Goes.BOTH: translate("SplitDialog", "In both"),
    }[goes]


def has_name(name: str) -> str:
    """Return what a song that has a part calls it: the one file of a song is its sound, whatever it was."""
    return translate("SplitDialog", "Sound") if name == "song" else part_name(name)


def facts_of(look: SplitLook) -> Mapping[str, str]:
    """Return what is known of each part that a song has: ``Jo.mp3 · MP3 · 2:48 · 4.1 MB``."""
    facts = {name: text for name, text in (("cover", _picture(look)), ("lyrics", _words(look.words))) if text}
    for name, medium in (("song", look.song.song), ("bgm", look.song.bgm)):
        if medium is not None:
            file = look.files.get(name)
            known = (one_line(file.name) if file is not None else "", medium_facts(medium))
            facts[name] = " · ".join(text for text in known if text)
    return facts


def part_text(look: SplitLook, name: str, value: Any) -> str:
    """Return in few words what one of the two songs has as a part, given its value in plain form."""
    if value is None:
        return translate("SplitDialog", "None")
    same = next((part for part in (name, "song", "bgm") if look.plain[part] == value), None)
    if same is None:
        own = {"cover": translate("SplitDialog", "Its own"), "lyrics": translate("SplitDialog", "Its own")}
        return own.get(name, translate("SplitDialog", "Its own file"))
    return one_line(look.files[same].name) if same in look.files else facts_of(look)[same]


def _picture(look: SplitLook) -> str:
    return translate("SplitDialog", "A picture") if look.song.cover is not None else ""


def _words(words: Document | None) -> str:
    if words is None:
        return ""
    lines = translate("SplitDialog", "1 line") if len(words.lines) == 1 else translate("SplitDialog", "%1 lines")
    return " · ".join((lines.replace("%1", str(len(words.lines))), ", ".join(words.languages)))
