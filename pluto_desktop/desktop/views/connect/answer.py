"""What one server answered, as a line: a mark, the server, a sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.domain.errors import KnownError

_MARK_PX = 18


class AnswerRow(QWidget):
    """Empty until the server was asked."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._name = theme, name
        self._mark = QLabel(self)
        self._mark.setFixedWidth(_MARK_PX)
        self.text = ThemedLabel(theme, "", "secondary", "mute", self)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        self.clear()

    def clear(self) -> None:
        """Say nothing."""
        self._show("", "", "mute")

    def ask(self) -> None:
        """Say that the server is being asked."""
        self._show("hourglass", self.tr("%1: asking…").replace("%1", self._name), "mute")

    def answer(self, error: KnownError | None, well: str) -> None:
        """Say what is wrong, or ``well`` where nothing is."""
        icon, ink = ("circle-check", "ok") if error is None else ("alert-circle", "bad")
        said = well if error is None else explain(error)
        self._show(icon, f"{self._name}: {said}", ink)

    def _show(self, icon: str, text: str, ink: str) -> None:
        self._mark.clear()
        if icon:
            self._mark.setPixmap(self._theme.pixmap(icon, ink, _MARK_PX, self.devicePixelRatioF()))
        self.text.setText(text)
        self.text.set_ink(ink if ink == "bad" else "mute")
        self.setVisible(bool(text))
