"""One import: what was added from where and when, what was left out, and what can be done about it."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.formatting import grouped, one_line
from pluto_desktop.desktop.models.history_texts import when
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.buttons import LINK_INSET
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.pages.heading import ElidedLabel
from pluto_desktop.services.imports import PastImport

_TIP_PATHS = 20


class ImportRow(QFrame):
    """Shows one import. What is wanted it asks by signals."""

    again_wanted = Signal(object)
    """The same files and folders are to be looked through again: the :class:`PastImport`."""
    reasons_wanted = Signal(object)
    """Why files were left out of the import (a :class:`PastImport`) is to be shown."""

    def __init__(self, past: PastImport, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.past = past
        self.setProperty("surface", "card")
        title = ElidedLabel(theme, "title", parent=self)
        title.set_whole(self._title())
        title.setToolTip("\n".join(_shown(path) for path in past.paths[:_TIP_PATHS]))
        moment = ThemedLabel(theme, when(past.at_ms), "secondary", "mute", self)
        told = self.told()
        self.setAccessibleName(f"{self._title()}, {told}, {when(past.at_ms)}")
        text = ThemedLabel(theme, told, "secondary", "mute", self)
        text.setWordWrap(True)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, LINK_INSET, 0)
        head.addWidget(title, 1)
        head.addWidget(moment)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 8, 8)
        column.setSpacing(0)
        column.addLayout(head)
        self.reasons = self._link(self.tr("See what was skipped"))
        self.reasons.setToolTip(self.tr("Show the files that were left out, each with the reason"))
        self.reasons.setVisible(bool(past.errors))
        self.reasons.clicked.connect(lambda _=False: self.reasons_wanted.emit(self.past))
        self.again = self._link(self.tr("Look again"))
        self.again.setToolTip(self.tr("Look through the same files and folders again, and add what is new"))
        self.again.setVisible(not past.more_paths)
        self.again.clicked.connect(lambda _=False: self.again_wanted.emit(self.past))
        foot = QHBoxLayout()
        foot.addWidget(text, 1)
        foot.addWidget(self.reasons)
        foot.addWidget(self.again)
        column.addLayout(foot)
        if past.stopped is not None:
            stopped = ThemedLabel(theme, explain(past.stopped), "secondary", "warn", self)
            stopped.setTextFormat(Qt.TextFormat.PlainText)
            stopped.setWordWrap(True)
            column.addWidget(stopped)

    def told(self) -> str:
        """Return what became of the import: ``340 added · 12 already here · stopped``."""
        past = self.past
        parts = [self.tr("{0} added").format(grouped(past.added))]
        if past.already:
            parts.append(self.tr("{0} already here").format(grouped(past.already)))
        if past.skipped:
            parts.append(self.tr("{0} skipped").format(grouped(past.skipped)))
        if past.cancelled or past.stopped is not None:
            parts.append(self.tr("stopped before its end"))
        if not past.asked:
            parts.append(self.tr("a folder that is followed"))
        return " · ".join(parts)

    def _title(self) -> str:
        names = [one_line(_shown(Path(path.name or path))) for path in self.past.paths]
        more = len(names) - 1 + self.past.more_paths
        return names[0] if more < 1 else self.tr("{0} and {1} more").format(names[0], grouped(more))

    def _link(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("kind", "link")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setAutoDefault(False)
        button.setAccessibleName(f"{text}: {self._title()}")
        return button


def _shown(path: Path) -> str:
    return os.fsencode(path).decode("utf-8", "replace")
