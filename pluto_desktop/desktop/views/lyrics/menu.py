"""What the menu of a line has: copies of it, of its verse, of all the words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from pluto_desktop.desktop.views.lyrics.copying import Extent


def add_copying(menu: QMenu, line: int | None, copy: Callable[[Extent, int | None], None]) -> None:
    """Add what copies; a line and its verse only where the menu is a line's."""
    translate = QCoreApplication.translate
    entries = (
        (Extent.LINE, translate("WordsMenu", "Copy this line")),
        (Extent.VERSE, translate("WordsMenu", "Copy this verse")),
        (Extent.ALL, translate("WordsMenu", "Copy all the words")),
    )
    for extent, text in entries:
        action = menu.addAction(text)
        action.setEnabled(line is not None or extent is Extent.ALL)
        action.triggered.connect(lambda _=False, extent=extent: copy(extent, line))
