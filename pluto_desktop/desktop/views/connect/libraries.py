"""The libraries to choose between: this device's own, and each shared one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.dialog import PlainDialog
from pluto_desktop.domain.profiles import POSTGRES_PORT, Profile, Profiles, format_hosts

_ID = Qt.ItemDataRole.UserRole


class LibrariesDialog(PlainDialog):
    """Lists the libraries; what is to be done with one is told by signals with its profile (None: this device's)."""

    open_wanted = Signal(object)
    connect_wanted = Signal()
    change_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, theme: Theme, current: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, QCoreApplication.translate("LibrariesDialog", "Libraries"), parent)
        self._current = current
        self._profiles = Profiles()
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.windowTitle())
        self.list.setProperty("kind", "choices")
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.itemActivated.connect(lambda _item: self._open())
        self.list.currentRowChanged.connect(lambda _row: self._offer())
        self.content.addWidget(self.list, 1)
        self.open_button = self._button(self.tr("Open"), self.tr("Open this library in the window"), self._open)
        new = self.tr("Connect to another shared library")
        self.connect_button = self._button(self.tr("Connect…"), new, self.connect_wanted.emit)
        change = self.tr("Change how this library is reached")
        self.change_button = self._button(self.tr("Change…"), change, self._change)
        remove = self.tr("Forget this library; what of it is on this device stays there")
        self.remove_button = self._button(self.tr("Remove"), remove, self._remove)
        self.fit(620, 420)
        self.list.setFocus()

    def show_profiles(self, profiles: Profiles) -> None:
        """Show what is known; the library that was selected stays so."""
        selected = self.list.currentItem()
        wanted = self._current if selected is None else selected.data(_ID)
        self._profiles = profiles
        self.list.clear()
        self._add("", self.tr("This device"), self.tr("Your own library; no network is needed"))
        for profile in profiles.known:
            self._add(profile.id, profile.label, f"{profile.user} @ {format_hosts(profile.hosts, POSTGRES_PORT)}")
        rows = [self.list.item(row).data(_ID) for row in range(self.list.count())]
        self.list.setCurrentRow(rows.index(wanted) if wanted in rows else 0)
        self._offer()

    def _add(self, profile_id: str, name: str, detail: str) -> None:
        shown = self.tr("%1 — open now").replace("%1", name) if profile_id == self._current else name
        item = QListWidgetItem(f"{shown}\n{detail}")
        item.setData(_ID, profile_id)
        self.list.addItem(item)

    def _chosen(self) -> Profile | None:
        item = self.list.currentItem()
        return None if item is None else self._profiles.find(item.data(_ID))

    def _offer(self) -> None:
        item, profile = self.list.currentItem(), self._chosen()
        opened = item is not None and item.data(_ID) == self._current
        self.open_button.setEnabled(item is not None and not opened)
        self.change_button.setEnabled(profile is not None)
        self.remove_button.setEnabled(profile is not None and not opened)

    def _open(self) -> None:
        if self.open_button.isEnabled():
            self.open_wanted.emit(self._chosen())

    def _change(self) -> None:
        self.change_wanted.emit(self._chosen())

    def _remove(self) -> None:
        self.remove_wanted.emit(self._chosen())

    def _button(self, text: str, hint: str, act: Callable[[], object]) -> QPushButton:
        button = self.add_button(text, hint, hint)
        button.clicked.connect(lambda _checked=False: act())
        return button
