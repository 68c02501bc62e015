"""Every change of an operation, to be looked through before it is written; then how far the writing has come."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.formatting import grouped, songs_text
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.dialog import PlainDialog
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.curate.bulk.preview_model import PreviewModel
from pluto_desktop.desktop.views.curate.bulk.preview_table import PreviewTable
from pluto_desktop.domain.progress import Progress
from pluto_desktop.services.bulk.plan import Plan

_STEPS = 1000


class PreviewDialog(PlainDialog):
    """Shows that a plan is being made, then the plan, then that it is being written. Closing it cancels either."""

    apply_wanted = Signal(object, object)
    """Write a :class:`Plan` without the changes at some places (a set)."""
    cancelled = Signal()
    """It was closed while something was being worked out or written."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, title, parent)
        self.model: PreviewModel | None = None
        self.working = True
        """Whether it waits for a plan, or for its writing."""
        self.said = ThemedLabel(theme, "", "body", "mute", self)
        self.said.setWordWrap(True)
        self.table = PreviewTable(theme, self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        waiting = QWidget(self)
        middle = QVBoxLayout(waiting)
        middle.addStretch(1)
        middle.addWidget(self.bar)
        middle.addStretch(1)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(waiting)
        self._stack.addWidget(self.table)
        self.content.addWidget(self.said)
        self.content.addWidget(self._stack, 1)
        self.all_button = QPushButton(self)
        self.all_button.setAutoDefault(False)
        self.all_button.clicked.connect(lambda _checked=False: self._tick_all())
        self.buttons.insertWidget(0, self.all_button)
        self.apply_button = QPushButton(self)
        self.apply_button.setDefault(True)
        self.apply_button.clicked.connect(lambda _checked=False: self._apply())
        self.buttons.addWidget(self.apply_button)
        self._name(self.close_button, self.tr("Cancel"), self.tr("Close, changing nothing  (Esc)"))
        self._wait(self.tr("Looking at the songs…"))
        self.fit(920, 620)

    def show_plan(self, plan: Plan) -> None:
        """Show what would change."""
        self.working = False
        self.model = PreviewModel(plan, self)
        self.model.ticked.connect(self._tell)
        self.table.setModel(self.model)
        self._stack.setCurrentWidget(self.table)
        self.all_button.setVisible(bool(plan.changes))
        self._tell()
        if plan.changes:
            self.table.setCurrentIndex(self.model.index(0, 0))
            self.table.setFocus()
        else:
            self._stack.hide()
            self.close_button.setFocus()

    def show_progress(self, progress: Progress) -> None:
        """Show how far the work has come; once it is being committed there is no way to cancel it."""
        self.close_button.setEnabled(not progress.final)
        self.bar.setRange(0, _STEPS if progress.total else 0)
        if progress.total:
            self.bar.setValue(_STEPS * progress.done // progress.total)
            text = self.tr("%1 of %2").replace("%1", grouped(progress.done)).replace("%2", grouped(progress.total))
            self.bar.setAccessibleDescription(text)

    def done_writing(self) -> None:
        """Close: the changes are made."""
        self.working = False
        self.accept()

    def writing_failed(self) -> None:
        """Show the changes again: they could not be made."""
        self.working = False
        self.close_button.setEnabled(True)
        self._stack.setCurrentWidget(self.table)
        self._tell()

    def reject(self) -> None:
        """Close, cancelling what is being done, unless that comes too late."""
        if not self.close_button.isEnabled():
            return
        if self.working:
            self.working = False
            self.cancelled.emit()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Cancel what is being done."""
        if self.working:
            self.working = False
            self.cancelled.emit()
        super().closeEvent(event)

    def _wait(self, text: str) -> None:
        self.working = True
        self.said.setText(text)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(text)
        self._stack.setCurrentIndex(0)
        self._name(self.apply_button, self.tr("Change the songs"))
        self.apply_button.setEnabled(False)
        self.all_button.hide()

    def _apply(self) -> None:
        if self.model is None or self.working or not self.model.count:
            return
        self._wait(self.tr("Changing %1…").replace("%1", songs_text(self.model.count_songs())))
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.apply_wanted.emit(self.model.plan, frozenset(self.model.without))

    def _tick_all(self) -> None:
        if self.model is not None:
            self.model.tick(range(self.model.rowCount()), on=bool(self.model.without))

    def _tell(self) -> None:
        model = self.model
        assert model is not None
        songs, wrong = model.count_songs(), len(model.problems)
        if not model.plan.changes:
            text = self.tr("Nothing would change: the songs are so already.")
        else:
            text = translate("PreviewDialog", "%1 changes in %2") if model.count != 1 else self.tr("1 change in %2")
            text = text.replace("%1", grouped(model.count)).replace("%2", songs_text(songs))
            text += self.tr(" · untick what is to stay as it is")
        if wrong:
            text += "\n" + self.tr("%1 cannot be changed; why stands beside each.").replace("%1", songs_text(wrong))
        self.said.setText(text)
        self._name(self.all_button, self.tr("Tick all") if model.without else self.tr("Untick all"))
        self.all_button.setVisible(bool(model.plan.changes))
        self._name(self.apply_button, self.tr("Change %1").replace("%1", songs_text(songs)))
        self.apply_button.setEnabled(model.count > 0)

    def _name(self, button: QPushButton, text: str, hint: str = "") -> None:
        button.setText(text)
        button.setAccessibleName(text)
        button.setToolTip(hint or text)


translate = QCoreApplication.translate
