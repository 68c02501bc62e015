"""What there is to choose about an edit that clashes, question by question, and what was merged without any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from pluto_desktop.desktop.models.field_texts import field_name, field_text
from pluto_desktop.desktop.views.conflict.line_texts import base_text, clash_label, side_text
from pluto_desktop.domain.edits import Choices, Side
from pluto_desktop.services.resolving import clashing_words, is_whole

if TYPE_CHECKING:
    from pluto_desktop.domain.edits import Clash
    from pluto_desktop.services.shared.edits import EditLine

translate = QCoreApplication.translate

WHOLE = "/whole"
"""The key of the one question about a song that is deleted on one side and edited on the other."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to choose: what it is, what each side made of it, and what both began from ("" where nothing)."""

    key: str
    label: str
    mine: str
    theirs: str
    base: str = ""
    of_line: bool = False


def questions_of(line: EditLine) -> list[Question]:
    """Return what is to be chosen about an edit; nothing where it does not clash."""
    clash = line.clash
    if clash is None:
        return []
    if is_whole(line.kind, clash):
        return [_whole(clash)]
    assert clash.theirs is not None
    base = clash.base or {}
    words = clashing_words(line.mine, clash)
    documents = (line.mine.get("lyrics"), clash.theirs.get("lyrics"), base.get("lyrics"))
    found = []
    for name in clash.fields:
        if name == "lyrics" and words is not None:
            found += [
                Question(
                    each.key,
                    clash_label(each, documents),
                    side_text(each, each.mine, mine=True),
                    side_text(each, each.theirs, mine=False),
                    base_text(each, each.base),
                    of_line=True,
                )
                for each in words.clashes
            ]
            continue
        mine, theirs = (field_text(name, said.get(name), apart=True) for said in (line.mine, clash.theirs))
        before = field_text(name, base[name], apart=True) if name in base else ""
        label = field_name(name)
        found.append(Question(name, label[:1].upper() + label[1:], mine, theirs, before))
    return found


def choices_of(questions: list[Question], chosen: Mapping[str, Side]) -> Choices:
    """Return what was chosen, by the keys of questions."""
    if questions and questions[0].key == WHOLE:
        return Choices(rest=chosen.get(WHOLE))
    lines = {each.key for each in questions if each.of_line}
    return Choices(
        {key: side for key, side in chosen.items() if key not in lines},
        {key: side for key, side in chosen.items() if key in lines},
    )


def headline(line: EditLine) -> str:
    """Return what happened, in one sentence."""
    if line.clash is None or line.clash.theirs is None:
        return translate("ConflictBox", "Someone deleted this song meanwhile")
    if is_whole(line.kind, line.clash):
        return translate("ConflictBox", "Someone changed the song that you deleted")
    return translate("ConflictBox", "Someone changed this song meanwhile")


def merged_text(line: EditLine) -> str:
    """Return what needed no choice, "" where there was nothing of the kind."""
    clash = line.clash
    if clash is None or is_whole(line.kind, clash):
        return ""
    parts = []
    yours = [field_name(name) for name in line.mine if name not in clash.fields]
    if yours:
        parts.append(translate("ConflictBox", "%1 (yours)").replace("%1", ", ".join(yours)))
    if clash.others:
        theirs = ", ".join(field_name(name) for name in clash.others)
        parts.append(translate("ConflictBox", "%1 (the library's)").replace("%1", theirs))
    words = clashing_words(line.mine, clash)
    if words is not None and words.by_themselves:
        count = len(words.by_themselves)
        one, more = translate("ConflictBox", "1 other line"), translate("ConflictBox", "%1 other lines")
        parts.append(one if count == 1 else more.replace("%1", str(count)))
    said = translate("ConflictBox", "Merged by itself: %1.")
    return said.replace("%1", " · ".join(parts)) if parts else ""


def _whole(clash: Clash) -> Question:
    label = translate("ConflictBox", "The song")
    if clash.theirs is None:
        bring = translate("ConflictBox", "Bring it back with my edit")
        return Question(WHOLE, label, bring, translate("ConflictBox", "Leave it deleted"))
    names = ", ".join(field_name(name) for name in clash.others) if clash.others else ""
    said = translate("ConflictBox", "Keep it, as it was changed: %1") if names else translate("ConflictBox", "Keep it")
    return Question(WHOLE, label, translate("ConflictBox", "Delete it all the same"), said.replace("%1", names))
