"""What stands above the words: their languages, whether Pluto spelled them, and how they look."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget, QWidgetAction

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.menus import rounded
from pluto_desktop.desktop.views.common.pills import PillButton
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.lyrics.controls import SizeRow, Switches
from pluto_desktop.lyrics.languages import ENGLISH, ROMANISED, TELUGU


class Head(QWidget):
    """The controls above the words."""

    def __init__(self, theme: Theme, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.languages = Switches(
            [
                (ENGLISH, self.tr("English"), self.tr("Show or hide the English words") + "  (Alt+1)"),
                (TELUGU, "తెలుగు", self.tr("Show or hide the Telugu words") + "  (Alt+2)"),
                (ROMANISED, self.tr("Romanised"), self.tr("Show or hide romanised Telugu") + "  (Alt+3)"),
            ],
            theme,
        )
        self.languages.setAccessibleName(self.tr("Languages of the words"))
        self.note = ThemedLabel(theme, "", "hint", "mute", self)
        self.note.setToolTip(self.tr("These Latin letters were made from the Telugu words by Pluto"))
        self.sizes = SizeRow(theme, size)
        self.look_menu = self._make_menu()
        self.look = PillButton(self.tr("Aa"), theme, framed=True)
        self.look.setAccessibleName(self.tr("How the words look"))
        self.look.setToolTip(self.tr("Size, columns, and which language comes first"))
        self.look.clicked.connect(self._open_menu)
        self.stage = PillButton(self.tr("Stage"), theme, framed=True)
        self.stage.setToolTip(self.tr("The words on a whole screen, for singing together (F5)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(26, 14, 20, 4)
        row.setSpacing(6)
        row.addWidget(self.languages)
        row.addWidget(self.note)
        row.addStretch(1)
        row.addWidget(self.look)
        row.addWidget(self.stage)

    def show_languages(self, shown: frozenset[str], available: frozenset[str], *, spelled_by_us: bool) -> None:
        """Show which languages there are, which are shown, and whether the Latin letters are Pluto's own."""
        self.languages.set_shown(shown, available)
        self.note.setText(self.tr("by Pluto") if spelled_by_us else "")

    def show_controls(self, *, shown: bool) -> None:
        """Show the controls, or the bare ground where there are no words."""
        for control in (self.languages, self.note, self.look, self.stage):
            control.setVisible(shown)

    def offer(self, actions: Iterable[QAction]) -> None:
        """Put what changes the look into the menu, below the size."""
        self.look_menu.addActions(list(actions))

    def _make_menu(self) -> QMenu:
        menu = rounded(QMenu(self))
        sizes = QWidgetAction(menu)
        sizes.setText(self.tr("Size of the words"))
        sizes.setDefaultWidget(self.sizes)
        menu.addAction(sizes)
        return menu

    def _open_menu(self) -> None:
        width = self.look_menu.sizeHint().width()
        self.look_menu.popup(self.look.mapToGlobal(QPoint(self.look.width() - width, self.look.height() + 4)))
