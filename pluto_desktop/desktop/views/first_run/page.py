"""What a person sees first: an empty library and three ways to begin."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QActionGroup, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.logo import Logo
from pluto_desktop.desktop.views.common.menus import rounded
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.common.warmth import warm_light
from pluto_desktop.desktop.views.first_run.cards import Card

_WIDEST = 970


class FirstRun(QWidget):
    """Welcomes, offers to add music, to try the demo or to connect, and to choose how Pluto looks."""

    add_wanted = Signal()
    demo_wanted = Signal()
    connect_wanted = Signal()
    theme_chosen = Signal(str)
    """``"system"``, ``"dark"`` or ``"light"``."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ground: QPixmap | None = None
        self.setAccessibleName(self.tr("Welcome"))
        self.add_card = Card(
            theme,
            "plus",
            self.tr("Add my music"),
            self.tr("Pick a folder. Your files stay where they are and are never changed."),
            self.tr("Choose a folder…"),
            self,
        )
        self.demo_card = Card(
            theme,
            "player-play-filled",
            self.tr("Try the demo"),
            self.tr("Six songs, three in each language, timed word by word. Takes one second."),
            self.tr("Open the demo"),
            self,
        )
        self.connect_card = Card(
            theme,
            "users",
            self.tr("Connect to a shared library"),
            self.tr("Your group’s songs, kept on this device so that they are there without a network."),
            self.tr("Connect…"),
            self,
        )
        self.demo_card.chosen = True
        self.theme_button = QPushButton(self)
        self.theme_button.setProperty("kind", "link")
        self.theme_button.setMenu(self._theme_menu())
        self.add_card.clicked.connect(lambda _checked=False: self.add_wanted.emit())
        self.demo_card.clicked.connect(lambda _checked=False: self.demo_wanted.emit())
        self.connect_card.clicked.connect(lambda _checked=False: self.connect_wanted.emit())
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.setFocusProxy(self.demo_card)

    def set_busy(self, busy: bool) -> None:
        """Take no second press while the first is being carried out."""
        self.add_card.setEnabled(not busy)
        self.demo_card.setEnabled(not busy)
        self.connect_card.setEnabled(not busy)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground with a warm glow."""
        ratio = self.devicePixelRatioF()
        if self._ground is None or self._ground.deviceIndependentSize().toSize() != self.size():
            dark, centre = self._theme.dark, QPointF(self.width() * 0.7, self.height() * 0.1)
            warm, strength = self._theme.color("accent-soft"), 0.5 if dark else 0.75
            bg, radius = self._theme.color("bg"), self.width() * 0.55
            self._ground = warm_light(self.size(), ratio, bg, warm, strength, centre, radius)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._ground)
        painter.end()

    def _lay_out(self) -> None:
        theme = self._theme
        title = QHBoxLayout()
        title.setSpacing(16)
        title.addWidget(Logo(40, self))
        title.addWidget(ThemedLabel(theme, self.tr("Welcome to Pluto"), "display", "text", self), 1)
        lead = self.tr(
            "Your songs, and their words as they are sung — in తెలుగు and English.\n"
            "Nothing leaves this device unless you connect it to a shared library."
        )
        cards = QHBoxLayout()
        cards.setSpacing(18)
        cards.addWidget(self.add_card)
        cards.addWidget(self.demo_card)
        cards.addWidget(self.connect_card)
        foot = QHBoxLayout()
        foot.addWidget(self.theme_button)
        foot.addStretch(1)
        foot.addWidget(ThemedLabel(theme, self.tr("You can do all of these later."), "body", "mute", self))
        self._middle = middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(24, 0, 24, 0)
        column.setSpacing(0)
        column.addLayout(title)
        column.addSpacing(12)
        words = ThemedLabel(theme, lead, "lead", "mute", middle)
        words.setWordWrap(True)
        column.addWidget(words)
        column.addSpacing(30)
        column.addLayout(cards)
        column.addSpacing(22)
        column.addLayout(foot)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle, 20)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(4)
        outer.addLayout(row)
        outer.addStretch(5)

    def _theme_menu(self) -> QMenu:
        menu = rounded(QMenu(self))
        group = QActionGroup(menu)
        for choice, text in self._choices():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setData(choice)
            action.setActionGroup(group)
            action.triggered.connect(lambda _=False, choice=choice: self.theme_chosen.emit(choice))
        return menu

    def _choices(self) -> tuple[tuple[str, str], ...]:
        return (
            ("system", self.tr("follow the system")),
            ("dark", self.tr("dark")),
            ("light", self.tr("light")),
        )

    def _restyle(self) -> None:
        self._ground = None
        self._middle.setMaximumWidth(self._theme.grown(_WIDEST))
        names = dict(self._choices())
        text = self.tr("Theme: %1").replace("%1", names[self._theme.choice])
        self.theme_button.setText(text)
        self.theme_button.setAccessibleName(text)
        self.theme_button.setToolTip(self.tr("Choose how Pluto looks"))
        menu = self.theme_button.menu()
        for action in menu.actions():
            action.setChecked(action.data() == self._theme.choice)
        self.update()
