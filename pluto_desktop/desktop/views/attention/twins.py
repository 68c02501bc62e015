"""What a song may be a duplicate of, and what the person says of that."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from pluto_desktop.desktop.models.formatting import clock, one_line
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.pages.heading import ElidedLabel
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.songs import SongRow


class TwinStrip(QFrame):
    """Stands below the list while one possible duplicate is chosen."""

    apart_wanted = Signal(object, object)
    """A song (id) is not the same as others (ids)."""
    merge_wanted = Signal(object)
    """Songs (ids) are to be merged into one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._song: SongId | None = None
        self._twins: list[SongId] = []
        self.setProperty("surface", "foot")
        self.text = ElidedLabel(theme, "secondary", "text", self)
        self.apart = QPushButton(self.tr("Not the same"), self)
        self.apart.setToolTip(self.tr("Both stay, and are not told of as duplicates again on this device"))
        self.apart.clicked.connect(lambda _=False: self.apart_wanted.emit(self._song, self._twins))
        self.merge = QPushButton(self.tr("Merge…"), self)
        self.merge.setToolTip(self.tr("Make one song of them"))
        self.merge.clicked.connect(lambda _=False: self.merge_wanted.emit([self._song, *self._twins]))
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 10, 24, 10)
        row.setSpacing(10)
        row.addWidget(self.text, 1)
        for button in (self.apart, self.merge):
            button.setAccessibleName(button.text())
            row.addWidget(button)
        self.hide()

    def show_twins(self, song: SongId | None, twins: Sequence[SongRow]) -> None:
        """Show what a song may be the same as; nothing where it is like none."""
        self._song, self._twins = song, [twin.id for twin in twins]
        self.setVisible(bool(twins))
        if not twins:
            return
        first = twins[0]
        said = " · ".join(
            one_line(part) for part in (first.title, first.artist, first.album, clock(first.duration_ms)) if part
        )
        text = self.tr("Maybe the same as %1").replace("%1", said)
        if len(twins) > 1:
            more = self.tr("%1, and %2 more").replace("%2", str(len(twins) - 1))
            text = more.replace("%1", text)
        self.text.set_whole(text)
        self.setAccessibleName(text)
