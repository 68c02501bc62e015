"""What the sheet says of an edit that waits: which song, what was done, why it waits, what it clashes with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from pluto_desktop.desktop.models.field_texts import field_name, field_text
from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.texts import QT_TRANSLATE_NOOP
from pluto_desktop.domain.batches import BatchKind
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
_BATCHES = {
    BatchKind.DELETE.value: QT_TRANSLATE_NOOP("edits", "many songs deleted %1"),
    BatchKind.RESTORE.value: QT_TRANSLATE_NOOP("edits", "many songs brought back %1"),
    BatchKind.MERGE.value: QT_TRANSLATE_NOOP("edits", "songs made one %1"),
    BatchKind.SPLIT.value: QT_TRANSLATE_NOOP("edits", "split into two songs %1"),
    BatchKind.RENAME.value: QT_TRANSLATE_NOOP("edits", "an artist renamed %1"),
    BatchKind.REVERT.value: QT_TRANSLATE_NOOP("edits", "something taken back %1"),
}
_STATES = {
    EditState.WAITING: QT_TRANSLATE_NOOP("edits", "waiting to be sent"),
    EditState.HELD: QT_TRANSLATE_NOOP("edits", "held until you say what is to become of it"),
    EditState.CONFLICT: QT_TRANSLATE_NOOP("edits", "clashes with an edit of somebody else"),
    EditState.FAILED: QT_TRANSLATE_NOOP("edits", "failed"),
}
_BY_NAME_ONLY = {"song", "bgm", "cover", "lyrics"}
"""What no line of text can show; the field's name has to do."""
_LONGEST = 60


def text_of(line: EditLine) -> str:
    """Return what the list says of an edit, in two lines or more."""
    moment = QLocale().toString(QDateTime.fromMSecsSinceEpoch(line.created_at_ms), QLocale.FormatType.ShortFormat)
    said = _BATCHES.get(line.batch_kind, _KINDS[line.kind])
    done = translate("edits", said).replace("%1", moment)
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
            "%2": _short(name, line.mine.get(name)),
            "%3": _short(name, clash.theirs.get(name)),
            "%4": _short(name, (clash.base or {}).get(name)),
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


def _short(name: str, value: object) -> str:
    text = field_text(name, value, apart=True)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
