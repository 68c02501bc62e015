"""The folders of music that are followed, in the settings: each ticked or not, or forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.watch_desk import WatchDesk
from pluto_desktop.services.watch_folders import WatchedFolder

_PATH = Qt.ItemDataRole.UserRole
_ROWS = 3
_TEXT_LEFT = 8


class FollowedFolders(QWidget):
    """Shows the folders; what is done here is done by the desk. Not seen while there is none."""

    def __init__(self, watching: WatchDesk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._watching = watching
        said = self.tr(
            "Folders that are followed: music that comes, changes or goes there does so in the library, too."
        )
        self.said = ThemedLabel(theme, said, "secondary", "mute", self)
        self.said.setWordWrap(True)
        self.said.setContentsMargins(_TEXT_LEFT, 0, _TEXT_LEFT, 0)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Folders that are followed"))
        self.list.setProperty("kind", "choices")
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(_ROWS * (self.list.fontMetrics().height() + 14) + 12)
        self.forget = QPushButton(self.tr("Forget"), self)
        self.forget.setAccessibleName(self.tr("Forget the folder"))
        self.forget.setToolTip(self.tr("Follow it no more and take it off the list; its songs stay in the library"))
        self.forget.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self.list, 1)
        row.addWidget(self.forget, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.said)
        column.addLayout(row)
        self.list.itemChanged.connect(self._switched)
        self.forget.clicked.connect(self._forget)
        watching.listed.connect(self._show)
        self.hide()
        watching.load()

    def _show(self, folders: Sequence[WatchedFolder]) -> None:
        at = self.list.currentRow()
        with QSignalBlocker(self.list):
            self.list.clear()
            for folder in folders:
                item = QListWidgetItem(one_line(str(folder.path)))
                item.setToolTip(item.text())
                item.setData(_PATH, folder.path)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if folder.on else Qt.CheckState.Unchecked)
                self.list.addItem(item)
            self.list.setCurrentRow(min(max(at, 0), len(folders) - 1))
        self.setVisible(bool(folders))

    def _switched(self, item: QListWidgetItem) -> None:
        path: Path = item.data(_PATH)
        self._watching.switch(path, on=item.checkState() is Qt.CheckState.Checked)

    def _forget(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._watching.forget(item.data(_PATH))
