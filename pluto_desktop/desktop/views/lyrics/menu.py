"""What the menu of a line has: copies of it, of its verse, of all the words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu, QWidget

from pluto_desktop.desktop.views.common.menus import rounded
from pluto_desktop.desktop.views.lyrics.copying import Extent


def words_menu(parent: QWidget, line: int | None, copy: Callable[[Extent, int | None], None]) -> QMenu:
    """Return a menu with what copies, a line and its verse only where it is a line's; it is deleted when it closes."""
    menu = rounded(QMenu(parent))
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
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
    return menu
