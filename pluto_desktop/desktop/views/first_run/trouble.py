"""The page shown where the library does not open: what happened, and what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDateTime, QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pluto_desktop.desktop.parts import Repairs
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.logo import Logo
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.services.library import Repair

_REPAIRABLE = {"library_damaged", "library_part_missing"}


class Trouble(QWidget):
    """Offers to try again; for a damaged library also its last good backup, or a new start. Nothing is deleted."""

    repaired = Signal()
    """Something was done about it, by Pluto or by the person: open the library again."""
    failed = Signal(object)
    """A repair did not work: the error."""
    own_wanted = Signal()
    """A shared library does not open; this device's own is wanted instead."""
    quit_wanted = Signal()

    def __init__(
        self,
        error: KnownError,
        repairs: Repairs,
        runner: TaskRunner,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        shared: bool = False,
    ) -> None:
        super().__init__(parent)
        self._repairs, self._runner = repairs, runner
        self.setAccessibleName(self.tr("The library could not be opened"))
        self.text = ThemedLabel(theme, explain(error), "body", "mute", self)
        self.text.setWordWrap(True)
        self.again = self._button(self.tr("Try again"), self.repaired.emit)
        self.restore = self._button(self.tr("Take the last good backup"), lambda: self._repair(repairs.restore_backup))
        self.anew = self._button(self.tr("Start anew"), lambda: self._repair(repairs.start_anew))
        self.anew.setToolTip(self.tr("Sets the damaged files aside, with their names, and makes new ones"))
        self.own = self._button(self.tr("Open this device’s own library"), self.own_wanted.emit)
        self.own.setVisible(shared)
        self.leave = self._button(self.tr("Quit"), self.quit_wanted.emit)
        damaged = error.code in _REPAIRABLE
        self.restore.setVisible(damaged)
        self.restore.setEnabled(False)
        self.anew.setVisible(damaged)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.restore, self.anew, self.again, self.own, self.leave):
            buttons.addWidget(button)
        buttons.addStretch(1)
        middle = QWidget(self)
        middle.setMaximumWidth(640)
        column = QVBoxLayout(middle)
        column.setSpacing(14)
        column.addWidget(Logo(40, middle))
        self.heading = ThemedLabel(theme, self.tr("The library could not be opened"), "heading", "text", middle)
        column.addWidget(self.heading)
        column.addWidget(self.text)
        column.addLayout(buttons)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle, 20)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(4)
        outer.addLayout(row)
        outer.addStretch(5)
        self.setFocusProxy(self.again)
        if damaged:
            runner.run(self, "look", Lane.READ, lambda _token: repairs.has_backup(), self.restore.setEnabled)

    def _button(self, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(text)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _repair(self, repair: Callable[[], object]) -> None:
        for button in (self.restore, self.anew, self.again):
            button.setEnabled(False)
        self._runner.run(self, "repair", Lane.WRITE, lambda _token: repair(), self._done, self._not_done)

    def _done(self, result: object) -> None:
        """Say what was put in place and where the damaged files are, which nobody would look for by themselves."""
        if not isinstance(result, Repair) or not result.files:
            self.repaired.emit()
            return
        names = ", ".join(path.name for path in result.files)
        if result.backup is None:
            said = self.tr("Made new and empty: %1.").replace("%1", names)
        else:
            made = QDateTime.fromMSecsSinceEpoch(result.backup.made_at_ms)
            when = QLocale().toString(made, QLocale.FormatType.ShortFormat)
            said = self.tr("Put back from the backup of %1: %2.").replace("%1", when).replace("%2", names)
        for path in result.set_aside:
            said += "\n" + self.tr("The damaged file is kept as “%1”.").replace("%1", str(path))
        self.text.setText(said)
        self.heading.setText(self.tr("The library is repaired"))
        self.setAccessibleName(self.heading.text())
        self.restore.hide()
        self.anew.hide()
        self.again.setText(self.tr("Open the library"))
        self.again.setAccessibleName(self.again.text())
        self.again.setEnabled(True)
        self.again.setFocus()

    def _not_done(self, error: Exception) -> None:
        for button in (self.restore, self.anew, self.again):
            button.setEnabled(True)
        self.failed.emit(error)
