"""What Pluto is, its version, its licence and what it is made of."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, qVersion
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pluto_desktop import __version__
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.dialog import PlainDialog
from pluto_desktop.desktop.views.common.logo import Logo
from pluto_desktop.desktop.views.common.text import ThemedLabel


class AboutDialog(PlainDialog):
    """A few lines; nothing to choose."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, QCoreApplication.translate("AboutDialog", "About Pluto"), parent)
        words = QVBoxLayout()
        words.setSpacing(6)
        for text, role, ink in (
            (self.tr("Pluto %1").replace("%1", __version__), "strong", "text"),
            (self.tr("Your songs in Telugu and English, and their words as they are sung."), "body", "text"),
            (self.tr("Free software under the GNU General Public License, version 3 or later."), "body", "mute"),
            (
                self.tr("Made with Qt %1, VLC, SQLite, Noto Sans and Tabler Icons.").replace("%1", qVersion()),
                "body",
                "mute",
            ),
        ):
            label = ThemedLabel(theme, text, role, ink, self)
            label.setWordWrap(True)
            words.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(Logo(64, self), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.content.addLayout(row)
        self.fit(480)
