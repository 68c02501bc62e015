"""How much lies on this device, and how the fetching of what is kept goes on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.formatting import grouped, one_line, songs_text
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.pages.heading import ElidedLabel
from pluto_desktop.domain.keeping import Fetching, FetchState, Held
from pluto_desktop.domain.settings import BUDGET_UNIT

_STEPS = 1000


class HeldStrip(QFrame):
    """Stands above the songs of this device. It says by signals what the person wants."""

    pause_wanted = Signal()
    go_on_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = FetchState()
        self._held, self._budget = Held(), 0
        self.setAccessibleName(self.tr("Room on this device"))
        self.room = ElidedLabel(theme, "secondary", "mute", self)
        self.fetching = ElidedLabel(theme, "secondary", "text", self)
        self.why = ThemedLabel(theme, "", "secondary", "warn", self)
        self.why.setWordWrap(True)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(160, 6)
        self.bar.setAccessibleName(self.tr("How much of what is kept has come"))
        self.button = QPushButton(self)
        self.button.clicked.connect(lambda _checked=False: self._press())
        self.settings = QPushButton(self.tr("Room…"), self)
        self.settings.setProperty("kind", "link")
        self.settings.setAccessibleName(self.tr("Change the room for songs"))
        self.settings.setToolTip(self.tr("Change how much room songs may take on this device"))
        self.settings.clicked.connect(lambda _checked=False: self.settings_wanted.emit())
        self._lay_out()
        self.show_held(self._held, 0)
        self.show_state(self._state)

    def show_held(self, held: Held, budget: int) -> None:
        """Show how much lies here; ``budget`` in bytes."""
        self._held, self._budget = held, budget
        room = self.tr("%1 · %2 of %3 MB").replace("%1", songs_text(held.songs))
        room = room.replace("%2", megabytes(held.size)).replace("%3", megabytes(budget))
        kept = self.tr("%1 kept (%2 MB)").replace("%1", grouped(held.kept)).replace("%2", megabytes(held.kept_bytes))
        self.room.set_whole(f"{room} · {kept}" if held.kept else room)
        self._show_why()

    def show_state(self, state: FetchState) -> None:
        """Show how the fetching goes on; the strip keeps its height."""
        self._state = state
        fetching = state.doing is Fetching.FETCHING
        self.fetching.set_whole(self._said(state))
        self.bar.setValue(round(_STEPS * state.done / state.total) if state.total else 0)
        keep_room = self.bar.sizePolicy()
        keep_room.setRetainSizeWhenHidden(True)
        for part in (self.bar, self.button):
            part.setSizePolicy(keep_room)
        self.bar.setVisible(fetching)
        self.button.setVisible(state.doing is not Fetching.RESTING)
        text = self.tr("Stop fetching") if fetching else self.tr("Fetch now")
        self.button.setText(text)
        self.button.setAccessibleName(text)
        self.button.setToolTip(
            self.tr("What has come of it stays, and is gone on with")
            if fetching
            else self.tr("Go on with what is kept")
        )
        self._show_why()

    def _said(self, state: FetchState) -> str:
        left = self.tr("%1 to go").replace("%1", grouped(state.left))
        match state.doing:
            case Fetching.FETCHING:
                return self.tr("Fetching “%1” · %2").replace("%1", one_line(state.title)).replace("%2", left)
            case Fetching.PAUSED:
                return self.tr("Stopped · %1").replace("%1", left)
            case Fetching.OFFLINE:
                return self.tr("Waiting for the servers · %1").replace("%1", left)
            case Fetching.STOPPED:
                return self.tr("Not everything came · %1").replace("%1", left)
            case Fetching.RESTING:
                return ""

    def _show_why(self) -> None:
        why = ""
        if self._state.doing is Fetching.STOPPED and self._state.error is not None:
            why = explain(self._state.error)
        elif self._held.kept_bytes + self._held.missing_bytes > self._budget > 0:
            why = self.tr("What is kept needs more than the room that is set; it stays all the same.")
        self.why.setText(why)
        self.why.setVisible(bool(why))

    def _press(self) -> None:
        (self.pause_wanted if self._state.doing is Fetching.FETCHING else self.go_on_wanted).emit()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.room)
        row.addWidget(self.settings)
        row.addStretch(1)
        row.addWidget(self.fetching)
        row.addWidget(self.bar)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 10)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.why)


def megabytes(size: int) -> str:
    """Return a size in bytes as whole megabytes, one where there is anything at all."""
    return grouped(max(1, round(size / BUDGET_UNIT)) if size else 0)
