"""Why files were left out: a list with a sentence for each."""

from __future__ import annotations

import os
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.dialog import PlainDialog
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.services.import_report import ImportError_

_MOST = 2000


class ReasonsDialog(PlainDialog):
    """Shows what was left out of an import; the list can be copied. ``total`` is how many there were, where more."""

    def __init__(
        self, theme: Theme, errors: Sequence[ImportError_], parent: QWidget | None = None, *, total: int = 0
    ) -> None:
        super().__init__(theme, QCoreApplication.translate("ReasonsDialog", "What was skipped"), parent)
        lead = ThemedLabel(
            theme, self.tr("These files were left as they are. Nothing else is missing."), "body", "mute", self
        )
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Files that were skipped, with reasons"))
        self.list.setWordWrap(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for error in errors[:_MOST]:
            item = QListWidgetItem(explain(error.error))
            item.setToolTip(os.fsencode(error.path).decode("utf-8", "replace"))
            self.list.addItem(item)
        more = max(total, len(errors)) - min(len(errors), _MOST)
        if more > 0:
            self.list.addItem(self.tr("… and {0} more.").format(f"{more:,}"))
        copy = self.tr("Copy the list")
        self.copy_button = self.add_button(copy, copy, self.tr("Copy  (Ctrl+C)"))
        self.copy_button.clicked.connect(self.copy)
        QShortcut(QKeySequence.StandardKey.Copy, self, self.copy)
        self.content.addWidget(lead)
        self.content.addWidget(self.list, 1)
        self.fit(640, 420)
        self.list.setFocus()

    def copy(self) -> None:
        """Put the sentences on the clipboard: the selected ones, or all."""
        chosen = self.list.selectedItems() or [self.list.item(row) for row in range(self.list.count())]
        QGuiApplication.clipboard().setText("\n".join(item.text() for item in chosen))
