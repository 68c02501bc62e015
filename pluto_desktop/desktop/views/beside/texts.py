"""How it is said who else edits a song."""

from __future__ import annotations

import re
from collections.abc import Collection

from PySide6.QtCore import QCoreApplication

from pluto_desktop.desktop.models.formatting import grouped, one_line
from pluto_desktop.domain.editors import Editor, Work

_LONGEST = 40
translate = QCoreApplication.translate


def editors_text(editors: Collection[Editor], *, many: bool) -> str:
    """Return who edits what is shown, or some of the ``many`` songs that are; "" where nobody does."""
    parts = []
    for work in Work:
        people = _people([one for one in editors if one.work is work])
        if people:
            parts.append(_fill(_said(work, many=many), people))
    return "  ·  ".join(parts)


def _said(work: Work, *, many: bool) -> str:
    return {
        (Work.FIELDS, False): translate("beside", "Also being edited by %1"),
        (Work.WORDS, False): translate("beside", "Words also being timed by %1"),
        (Work.FIELDS, True): translate("beside", "Some also being edited by %1"),
        (Work.WORDS, True): translate("beside", "Words of some being timed by %1"),
    }[work, many]


def _people(editors: Collection[Editor]) -> str:
    """Return one name, two, or one and how many more; the person's own other windows count as one, named last."""
    names = [_short(name) for name in sorted({one.name for one in editors if not one.own})]
    if any(one.own for one in editors):
        names.append(translate("beside", "you, in another window"))
    if len(names) > 2:
        return _fill(translate("beside", "%1 and %2 others"), names[0], grouped(len(names) - 1))
    return _fill(translate("beside", "%1 and %2"), *names) if len(names) == 2 else "".join(names)


def _fill(template: str, *texts: str) -> str:
    """Put texts, which may hold anything, in the places of a template."""
    return re.sub(r"%([12])", lambda place: texts[int(place[1]) - 1], template)


def _short(name: str) -> str:
    name = one_line(name)
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
