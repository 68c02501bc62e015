"""One of the two songs as it will be, on a card."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.curate.splitting.texts import has_name
from pluto_desktop.desktop.views.pages.heading import ElidedLabel
from pluto_desktop.domain.song_split import PARTS


class SongCard(QFrame):
    """Shows a title, the artists, and what the song has of each part."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "box")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(4)
        self._head = ThemedLabel(theme, "", "hint", "mute", self)
        self.title, self.artists = (
            ElidedLabel(theme, "strong", parent=self),
            ElidedLabel(theme, "secondary", "mute", self),
        )
        for widget in (self._head, self.title, self.artists):
            column.addWidget(widget)
        grid = QGridLayout()
        grid.setContentsMargins(0, 6, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        self.parts: dict[str, ElidedLabel] = {}
        for row, name in enumerate(PARTS):
            grid.addWidget(ThemedLabel(theme, has_name(name), "secondary", "mute", self), row, 0)
            self.parts[name] = ElidedLabel(theme, "secondary", parent=self)
            grid.addWidget(self.parts[name], row, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)

    def show_song(self, head: str, title: str, artists: str, parts: Mapping[str, str]) -> None:
        """Show a song; ``parts`` says in words what it has of each."""
        self._head.setText(head)
        self.title.set_whole(title)
        self.artists.set_whole(one_line(artists))
        for name, text in parts.items():
            self.parts[name].set_whole(text)
        told = (f"{has_name(name)}: {text}" for name, text in parts.items())
        self.setAccessibleName(". ".join((head, title, *told)))
