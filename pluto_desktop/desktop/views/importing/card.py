"""The card in the corner while music is added: how many, how fast, how long; and at the end what became of it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.buttons import LINK_INSET
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.domain.progress import Progress
from pluto_desktop.services.import_report import ImportReport

WIDTH = 380
_MARGIN = 20
_STAYS_MS = 8000
_STEPS = 1000


class ImportCard(QFrame):
    """Shows progress and the report. It stands at the lower right of ``over``, ``above`` pixels from its end."""

    cancel_wanted = Signal()
    reasons_wanted = Signal()
    room_changed = Signal(int)
    """How many pixels at the bottom right the card takes: 0 when it is not shown."""

    def __init__(self, theme: Theme, over: QWidget, above: int) -> None:
        super().__init__(over)
        self._over, self._above = over, above
        self._running = False
        self.setProperty("surface", "card")
        self.title = ThemedLabel(theme, "", "strong", "text", self)
        self.text = ThemedLabel(theme, "", "secondary", "mute", self)
        self.text.setWordWrap(True)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        self.button = self._link("")
        self.button.clicked.connect(self._press)
        self.reasons = self._link("")
        self.reasons.clicked.connect(self.reasons_wanted)
        self._leaving = QTimer(self, singleShot=True, interval=_STAYS_MS)
        self._leaving.timeout.connect(self._leave)
        self._lay_out()
        over.installEventFilter(self)
        self.hide()

    def start(self) -> None:
        """Show the card for an import that begins."""
        self._running = True
        self._leaving.stop()
        self.title.setText(self.tr("Adding music"))
        self._name_button(self.tr("Cancel"), self.tr("Stop adding; what was added stays"))
        self.button.setEnabled(True)
        self.reasons.hide()
        self.bar.show()
        self.show_progress(Progress(0, None))
        self.show()
        self._arrange()

    def stopping(self) -> None:
        """Show that the import was asked to stop."""
        self.button.setEnabled(False)
        self.text.setText(self.tr("Stopping…"))

    def show_progress(self, progress: Progress) -> None:
        """Show how far the import has come."""
        if progress.total is None:
            self.bar.setRange(0, 0)
            self.text.setText(self.tr("Looking for music…"))
        else:
            self.bar.setRange(0, _STEPS)
            self.bar.setValue(_STEPS * progress.done // progress.total if progress.total else _STEPS)
            self.text.setText(describe(progress))
        self.bar.setAccessibleName(self.text.text())
        self._show_skipped(progress.skipped)

    def show_report(self, report: ImportReport) -> None:
        """Show what became of it; with nothing to look into, the card goes by itself after a while."""
        self._running = False
        self.bar.hide()
        if report.cancelled or report.stopped:
            self.title.setText(self.tr("Adding music stopped"))
        else:
            self.title.setText(self.tr("Music added") if report.added else self.tr("Nothing new was added"))
        parts = [self.tr("{0} added").format(f"{report.added:,}")]
        if report.already:
            parts.append(self.tr("{0} already here").format(f"{report.already:,}"))
        text = " · ".join(parts)
        if report.stopped is not None:
            text = f"{explain(report.stopped)}\n{text}"
        self.text.setText(text)
        self._name_button(self.tr("Close"), self.tr("Close  (Esc)"))
        self.button.setEnabled(True)
        self._show_skipped(report.skipped)
        self._arrange()
        if not report.skipped and report.stopped is None:
            self._leaving.start()

    def close_card(self) -> None:
        """Take the card away."""
        self._running = False
        self._leaving.stop()
        self.hide()
        self.room_changed.emit(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the card when the import is over."""
        if event.key() == Qt.Key.Key_Escape and not self._running:
            self.close_card()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if watched is self._over and event.type() is QEvent.Type.Resize and not self.isHidden():
            self._arrange()
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        for label in (self.title, self.text):
            label.setContentsMargins(LINK_INSET, 0, LINK_INSET, 0)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.button)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 12)
        column.setSpacing(6)
        column.addLayout(head)
        middle = QHBoxLayout()
        middle.setContentsMargins(LINK_INSET, 0, LINK_INSET, 0)
        middle.addWidget(self.bar)
        column.addLayout(middle)
        column.addWidget(self.text)
        foot = QHBoxLayout()
        foot.addWidget(self.reasons)
        foot.addStretch(1)
        column.addLayout(foot)

    def _link(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("kind", "link")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        return button

    def _name_button(self, text: str, hint: str) -> None:
        self.button.setText(text)
        self.button.setAccessibleName(text)
        self.button.setToolTip(hint)

    def _show_skipped(self, skipped: int) -> None:
        if not skipped:
            return
        # The reasons are told when the import is over and all of them are known.
        shown = self.tr("{0} skipped") if self._running else self.tr("{0} skipped — see why")
        self.reasons.setText(shown.format(f"{skipped:,}"))
        self.reasons.setAccessibleName(self.reasons.text())
        self.reasons.setToolTip(self.tr("Show the files that were left out, each with the reason"))
        self.reasons.setEnabled(not self._running)
        if self.reasons.isHidden():
            self.reasons.show()
            self._arrange()

    def _arrange(self) -> None:
        self.setFixedWidth(min(WIDTH, max(220, self._over.width() - 2 * _MARGIN)))
        self._column.activate()
        height = max(self._column.heightForWidth(self.width()), self._column.minimumSize().height())
        self.resize(self.width(), height)
        self.move(self._over.width() - self.width() - _MARGIN, self._over.height() - self._above - _MARGIN - height)
        self.raise_()
        self.room_changed.emit(height + _MARGIN)

    def _press(self) -> None:
        if self._running:
            self.cancel_wanted.emit()
        else:
            self.close_card()

    def _leave(self) -> None:
        focused = self.focusWidget()
        if self.underMouse() or (focused is not None and focused.hasFocus()):
            self._leaving.start()
        else:
            self.close_card()


def describe(progress: Progress) -> str:
    """Return ``1,264 of 2,011 files · 412 a second · 2 s left``."""
    translate = QCoreApplication.translate
    parts = [translate("ImportCard", "{0} of {1} files").format(f"{progress.done:,}", f"{progress.total or 0:,}")]
    if progress.per_second >= 0.5:
        parts.append(translate("ImportCard", "{0} a second").format(f"{progress.per_second:,.0f}"))
    left = progress.seconds_left
    if left is not None and progress.seconds >= 0.5:
        parts.append(
            translate("ImportCard", "{0} s left").format(round(left))
            if left < 90
            else translate("ImportCard", "{0} min left").format(round(left / 60))
        )
    return " · ".join(parts)
