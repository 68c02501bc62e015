"""How what was done to the library is told: by whom, when and what."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from pluto_desktop.desktop.models.formatting import one_line, songs_text
from pluto_desktop.domain.batches import BatchKind, OperationLine
from pluto_desktop.domain.shared import CommandKind

translate = QCoreApplication.translate


def what_was_done(line: OperationLine) -> str:
    """Return what an operation did, to how many songs: ``changed 12 songs``."""
    said = {
        CommandKind.ADD.value: translate("history", "added %1"),
        "add_songs": translate("history", "added %1"),
        CommandKind.DELETE.value: translate("history", "deleted %1"),
        BatchKind.DELETE.value: translate("history", "deleted %1"),
        "remove_songs": translate("history", "removed %1"),
        CommandKind.RESTORE.value: translate("history", "brought back %1"),
        BatchKind.RESTORE.value: translate("history", "brought back %1"),
        BatchKind.MERGE.value: translate("history", "merged %1"),
        BatchKind.SPLIT.value: translate("history", "split a song"),
        BatchKind.RENAME.value: translate("history", "renamed an artist in %1"),
        BatchKind.REVERT.value: translate("history", "took back what was done to %1"),
        "set_lyrics": translate("history", "changed the words of %1"),
        "merge_rows": translate("history", "read a table with %1"),
        "replace_medium": translate("history", "replaced the file of %1"),
        "attach_bgm": translate("history", "gave music without voice to %1"),
        "add_beside": translate("history", "added what lay beside %1"),
    }.get(line.kind, translate("history", "changed %1"))
    return said.replace("%1", songs_text(line.songs))


def line_title(line: OperationLine) -> str:
    """Return what an operation is called: its own title, or its song's; else how many songs it was."""
    return one_line(line.title) or songs_text(line.songs)


def when(at_ms: int) -> str:
    """Return a moment: only the time of one of today."""
    at = QDateTime.fromMSecsSinceEpoch(at_ms)
    if at.date() == QDateTime.currentDateTime().date():
        return QLocale().toString(at.time(), QLocale.FormatType.ShortFormat)
    return QLocale().toString(at, QLocale.FormatType.ShortFormat)


def moment(ms: int | None) -> str:
    """Return a time within a song as ``1:02.4``; "–" where there is none."""
    if ms is None:
        return "–"
    minutes, rest = divmod(ms, 60_000)
    return f"{minutes}:{rest // 1000:02d}.{rest % 1000 // 100}"
