"""The cards that show what the notifier says, and work that takes long: stacked above the player bar, at the right."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGraphicsOpacityEffect, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.formatting import grouped
from pluto_desktop.desktop.notifier import Kind, Message
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.buttons import LINK_INSET, IconButton
from pluto_desktop.desktop.views.common.text import ThemedLabel

WIDTH = 380
_MOST = 4
_LOOK = {
    Kind.INFO: ("info-circle", "accent-text"),
    Kind.WARN: ("alert-triangle", "warn"),
    Kind.ERROR: ("alert-circle", "bad"),
}
_STAYS_MS = {Kind.INFO: 5_000, Kind.WARN: 9_000}


class Toast(QFrame):
    """One message. Errors, and messages with something to do, stay until they are closed; the others go by
    themselves, but not while the pointer or the focus is on them.
    """  # noqa: D205

    def __init__(self, message: Message, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.message = message
        self._theme = theme
        self.setProperty("surface", "card")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(message.text)
        self._mark = QLabel(self)
        self._text = ThemedLabel(theme, message.text, "body", "text", self)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._told = 1
        self._before = ThemedLabel(theme, "", "secondary", "mute", self)
        self._before.hide()
        self.close_button = IconButton(theme, "x", self.tr("Close this message"), self, size=16)
        self.close_button.set_name(self.tr("Close this message"), self.tr("Close  (Esc)"))
        self.close_button.clicked.connect(self.dismiss)
        self.action_button: QPushButton | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._leave)
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self._wait()

    def go_on(self, message: Message) -> None:
        """Show the newest message of the same family instead, and how many there were before it."""
        self.message = message
        self._told += 1
        before = self.tr("and %1 more like this").replace("%1", grouped(self._told - 1))
        self._text.setText(message.text)
        self._before.setText(before)
        self._before.show()
        self.setAccessibleName(f"{message.text} {before}")
        self._wait()

    def dismiss(self) -> None:
        """Take the card away."""
        self._timer.stop()
        self.hide()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the card."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 8, 12)
        row.setSpacing(12 - LINK_INSET)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(6)
        for label in (self._text, self._before):
            label.setContentsMargins(LINK_INSET, 0, LINK_INSET, 0)
            column.addWidget(label)
        if self.message.action:
            button = QPushButton(self.message.action, self)
            button.setProperty("kind", "link")
            button.setAccessibleName(self.message.action)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(self._act)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self.action_button = button
        row.addLayout(column, 1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)

    def _act(self) -> None:
        act = self.message.on_action
        self.dismiss()
        if act is not None:
            act()

    def _wait(self) -> None:
        if self.message.kind is not Kind.ERROR and not self.message.action:
            self._timer.start(_STAYS_MS[self.message.kind])

    def _leave(self) -> None:
        focused = self.focusWidget()
        if self.underMouse() or (focused is not None and focused.hasFocus()):
            self._timer.start(_STAYS_MS[Kind.INFO])
        else:
            self.dismiss()

    def _restyle(self) -> None:
        icon, ink = _LOOK[self.message.kind]
        self._mark.setPixmap(self._theme.pixmap(icon, ink, 20, self.devicePixelRatioF()))
        if self.action_button is not None:
            self.action_button.setFont(self._theme.font("strong"))


class Toasts(QObject):
    """Stacks the cards in a corner of a widget; one sentence, or one family of sentences, has one card at a time.

    Of the same sentence twice the newer counts, where its button does something else.
    """

    def __init__(self, over: QWidget, theme: Theme, above: int) -> None:
        super().__init__(over)
        self._over = over
        self._theme = theme
        self._above = above
        self.reserved = 0
        """Room at the bottom that something else needs (the import card), in pixels."""
        self._cards: list[QFrame] = []
        over.installEventFilter(self)

    def show_message(self, message: Message) -> None:
        """Show a message as a card on top of the stack."""
        for card in self.cards():
            if card.message == message:
                return
            if (card.message.text, card.message.kind) == (message.text, message.kind):
                card.dismiss()  # its button would do something else
            elif message.family and card.message.family == message.family:
                card.go_on(message)
                self.arrange()
                return
        for card in self.cards()[: max(0, len(self.cards()) + 1 - _MOST)]:
            card.dismiss()
        self.put_card(Toast(message, self._theme, self._over))

    def withdraw(self, family: str) -> None:
        """Take away what is shown of a family of messages."""
        for card in self.cards():
            if card.message.family == family:
                card.dismiss()

    def put_card(self, card: QFrame) -> None:
        """Show a card under the others until it is hidden."""
        card.installEventFilter(self)
        self._cards.append(card)
        card.show()
        self.arrange()
        self._fade_in(card)

    def take_card(self, card: QFrame) -> None:
        """Take away a card that was put."""
        card.hide()
        card.deleteLater()

    def cards(self) -> list[Toast]:
        """Return the messages that are shown, oldest first."""
        return [card for card in self._cards if isinstance(card, Toast)]

    def reserve(self, pixels: int) -> None:
        """Leave room under the cards."""
        self.reserved = pixels
        self.arrange()

    def arrange(self) -> None:
        """Put the cards where they belong."""
        bottom = self._over.height() - self._above - 16 - self.reserved
        for card in reversed(self._cards):
            card.setFixedWidth(min(WIDTH, max(220, self._over.width() - 32)))
            height = card.heightForWidth(card.width()) if card.hasHeightForWidth() else card.sizeHint().height()
            card.resize(card.width(), height)
            bottom -= height
            card.move(QPoint(self._over.width() - card.width() - 20, bottom))
            card.raise_()
            bottom -= 10

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size, and close ranks when a card goes."""
        moved = watched is self._over and event.type() is QEvent.Type.Resize
        gone = watched in self._cards and event.type() is QEvent.Type.Hide
        if gone:
            self._cards = [card for card in self._cards if card is not watched]
        if moved or gone:
            self.arrange()
        return super().eventFilter(watched, event)

    def _fade_in(self, card: QFrame) -> None:
        duration = self._theme.motion_ms(160)
        if not duration:
            return
        effect = QGraphicsOpacityEffect(card)
        card.setGraphicsEffect(effect)
        animation = QPropertyAnimation(effect, b"opacity", effect)
        animation.setDuration(duration)
        animation.setStartValue(0.0)
        animation.setEndValue(1.0)
        animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        animation.finished.connect(effect.deleteLater)
        animation.start()
