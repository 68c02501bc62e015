"""What the dialogs share that work on many files: how far it is, stopping it, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressBar, QPushButton, QStackedWidget, QWidget

from pluto_desktop.desktop.models.formatting import grouped
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.dialog import PlainDialog
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.importing.reasons import ReasonsDialog
from pluto_desktop.desktop.views.tags.texts import files_text
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.progress import Progress
from pluto_desktop.services.import_report import ImportError_
from pluto_desktop.services.write_tags import LeftOut

_STEPS = 1000


class WorkDialog(PlainDialog):
    """Shows what it is told; it works on nothing itself. ``title`` is translated."""

    stop_wanted = Signal()
    """Stop what is being done: a file at hand is finished."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, title, parent)
        self._left_out: Sequence[LeftOut] = ()
        self.working = False
        """Whether something is being done that is told of when it is stopped."""
        self.state = ThemedLabel(theme, "", "body", "mute", self)
        self.state.setWordWrap(True)
        self.state.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, _STEPS)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.state)
        self.content.addWidget(self.pages, 1)
        self.content.addWidget(self.bar)
        self.choices: list[QPushButton] = []
        """Buttons that are there only while there is something to choose."""

    def add_work_buttons(self) -> None:
        """Add the buttons that show what was left out and that stop; those before them are the dialog's own."""
        self.reasons = self.add_button("", "", self.tr("Show the files that are left out, each with the reason"))
        self.reasons.setProperty("kind", "link")
        self.stop = self.add_button(self.tr("Stop"), self.tr("Stop"), self.tr("Stop after the file at hand"))
        self.reasons.clicked.connect(self._show_reasons)
        self.stop.clicked.connect(self.stop_work)

    def show_progress(self, progress: Progress) -> None:
        """Show how many files are done."""
        self.bar.setRange(0, 0 if progress.total is None else _STEPS)
        if progress.total is not None:
            self.bar.setValue(_STEPS * progress.done // progress.total if progress.total else _STEPS)
            text = self.tr("%1 of %2").replace("%1", grouped(progress.done))
            self.bar.setAccessibleName(text.replace("%2", files_text(progress.total)))

    def show_error(self, error: KnownError) -> None:
        """Say why nothing was done."""
        self.end_work(())
        self.say(explain(error))

    def begin_work(self, text: str) -> None:
        """Say what is being done, and let it be stopped."""
        self.say(text)
        self.reasons.hide()
        self.stop.setEnabled(True)
        self.stop.show()
        self.bar.show()
        self.close_button.hide()
        self.stop.setFocus()

    def end_work(self, left_out: Sequence[LeftOut]) -> None:
        """Let the dialog be closed, and what was left out be looked at."""
        self.working = False
        self._left_out = left_out
        self.bar.hide()
        self.stop.hide()
        self.close_button.show()
        self.close_button.setFocus()
        if left_out:
            text = self.tr("%1 left out — see why").replace("%1", grouped(len(left_out)))
            self.reasons.setText(text)
            self.reasons.setAccessibleName(text)
            self.reasons.show()

    def say(self, text: str) -> None:
        """Say something in the place of what there is to choose."""
        self.state.setText(text)
        self.pages.setCurrentWidget(self.state)
        for button in self.choices:
            button.hide()

    def stop_work(self) -> None:
        """Ask for what is being done to be stopped; what became of it is still to be told."""
        self.stop.setEnabled(False)
        self.state.setText(self.tr("Stopping…"))
        self.stop_wanted.emit()

    def reject(self) -> None:
        """Close; what is being done is stopped first, and what became of it told."""
        if self.working:
            self.stop_work()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close as Esc does."""
        event.ignore()
        self.reject()

    def _show_reasons(self) -> None:
        told = [ImportError_(Path(one.title), one.error) for one in self._left_out]
        ReasonsDialog(self.theme, told, self).open()
