"""What Qt's menus lack under a style sheet: rounded corners that show what is behind them, and headings."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidgetAction

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.text import ThemedLabel


def rounded(menu: QMenu) -> QMenu:
    """Let what is behind a menu show around its rounded corners; return the menu."""
    menu.setWindowFlags(menu.windowFlags() | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint)
    menu.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    return menu


def add_heading(menu: QMenu, theme: Theme, text: str) -> None:
    """Put a heading over the entries that follow; under a style sheet Qt's own sections show no text."""
    label = ThemedLabel(theme, text, "section", "mute", menu)
    label.setContentsMargins(10, 6, 14, 4)
    action = QWidgetAction(menu)
    action.setText(text)
    action.setDefaultWidget(label)
    action.setEnabled(False)
    menu.addAction(action)
