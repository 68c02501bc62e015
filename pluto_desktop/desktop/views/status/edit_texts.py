"""What the sheet says of an edit that waits: which song, what was done, why it waits, what it clashes with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.texts import QT_TRANSLATE_NOOP
from pluto_desktop.domain.edits import EditState
from pluto_desktop.domain.shared import CommandKind

if TYPE_CHECKING:
    from pluto_desktop.domain.edits import Clash
    from pluto_desktop.services.shared.edits import EditLine

translate = QCoreApplication.translate

_KINDS = {
    CommandKind.ADD: QT_TRANSLATE_NOOP("edits", "added %1"),
    CommandKind.UPDATE: QT_TRANSLATE_NOOP("edits", "changed %1"),
    CommandKind.DELETE: QT_TRANSLATE_NOOP("edits", "deleted %1"),
    CommandKind.RESTORE: QT_TRANSLATE_NOOP("edits", "brought back %1"),
    CommandKind.BATCH: QT_TRANSLATE_NOOP("edits", "many songs changed %1"),
}
_STATES = {
    EditState.WAITING: QT_TRANSLATE_NOOP("edits", "waiting to be sent"),
    EditState.HELD: QT_TRANSLATE_NOOP("edits", "held until you say what is to become of it"),
    EditState.CONFLICT: QT_TRANSLATE_NOOP("edits", "clashes with an edit of somebody else"),
    EditState.FAILED: QT_TRANSLATE_NOOP("edits", "failed"),
}
_FIELDS = {
    "title": QT_TRANSLATE_NOOP("edits", "title"),
    "romanised": QT_TRANSLATE_NOOP("edits", "title in Latin letters"),
    "credits": QT_TRANSLATE_NOOP("edits", "artists"),
    "album": QT_TRANSLATE_NOOP("edits", "album"),
    "place": QT_TRANSLATE_NOOP("edits", "disc and track"),
    "release_date": QT_TRANSLATE_NOOP("edits", "release date"),
    "genres": QT_TRANSLATE_NOOP("edits", "genres"),
    "tags": QT_TRANSLATE_NOOP("edits", "tags"),
    "notes": QT_TRANSLATE_NOOP("edits", "notes"),
    "language": QT_TRANSLATE_NOOP("edits", "language"),
    "popularity": QT_TRANSLATE_NOOP("edits", "popularity"),
    "song": QT_TRANSLATE_NOOP("edits", "sound"),
    "bgm": QT_TRANSLATE_NOOP("edits", "music without voice"),
    "cover": QT_TRANSLATE_NOOP("edits", "cover"),
    "lyrics": QT_TRANSLATE_NOOP("edits", "words"),
}
_BY_NAME_ONLY = {"song", "bgm", "cover", "lyrics"}
"""What no line of text can show; the field's name has to do."""
_LONGEST = 60


def field_name(name: str) -> str:
    """Return what a field of a song is called, within a sentence."""
    return translate("edits", _FIELDS[name])


def text_of(line: EditLine) -> str:
    """Return what the list says of an edit, in two lines or more."""
    moment = QLocale().toString(QDateTime.fromMSecsSinceEpoch(line.created_at_ms), QLocale.FormatType.ShortFormat)
    done = translate("edits", _KINDS[line.kind]).replace("%1", moment)
    why = explain(line.error) if line.error is not None else translate("edits", _STATES[line.state])
    parts = [one_line(line.title), f"{done} · {why}"]
    if line.clash is not None:
        parts += _clash(line, line.clash)
    return "\n".join(parts)


def _clash(line: EditLine, clash: Clash) -> list[str]:
    if clash.theirs is None:
        return [translate("edits", "It is deleted in the shared library.")]
    said = translate("edits", "%1 — mine: %2 · theirs: %3 · before: %4")
    texts = []
    for name in clash.fields:
        label = field_name(name)
        if name in _BY_NAME_ONLY:
            texts.append(translate("edits", "%1 — both changed").replace("%1", label))
            continue
        # What a person wrote may hold a percent sign: it is put in last, and all at once.
        values = {
            "%1": label,
            "%2": _short(line.mine.get(name)),
            "%3": _short(clash.theirs.get(name)),
            "%4": _short((clash.base or {}).get(name)),
        }
        texts.append("".join(values.get(part, part) for part in _parts(said)))
    return texts


def _parts(text: str) -> list[str]:
    """Return a text taken apart at its places %1 to %4."""
    parts = [""]
    at = 0
    while at < len(text):
        if text[at] == "%" and text[at + 1 : at + 2] in {"1", "2", "3", "4"}:
            parts += [text[at : at + 2], ""]
            at += 2
        else:
            parts[-1] += text[at]
            at += 1
    return parts


def _short(value: object) -> str:
    if isinstance(value, list):
        value = ", ".join(str(one) for one in value if one not in {None, ""})
    text = one_line(str(value)) if value not in {None, ""} else translate("edits", "nothing")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
