"""Taking songs that are dragged onto something that is not a list of songs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from pluto_desktop.desktop.models.song_table import SONG_MIME, songs_from_mime


class SongDrops(QObject):
    """Lets songs be dropped on a widget, once they are welcome; it paints itself as it likes while :attr:`over`."""

    dropped = Signal(object)
    """Songs (ids) were dropped on the widget."""

    def __init__(self, target: QWidget) -> None:
        super().__init__(target)
        self._target = target
        self.over = False
        """Whether songs hang above the widget now."""

    def welcome(self, *, welcome: bool) -> None:
        """Take songs, or do not. Where none are taken no event is looked at: each costs a little at the start."""
        self._target.setAcceptDrops(welcome)
        self._target.removeEventFilter(self)
        if welcome:
            self._target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let songs in, and nothing else."""
        kind = event.type()
        if kind is QEvent.Type.DragLeave:
            self._hang(over=False)
        elif isinstance(event, QDropEvent) and event.mimeData().hasFormat(SONG_MIME):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._hang(over=kind is not QEvent.Type.Drop)
            if kind is QEvent.Type.Drop:
                self.dropped.emit(songs_from_mime(event.mimeData()))
            return True
        return super().eventFilter(watched, event)

    def _hang(self, *, over: bool) -> None:
        if over != self.over:
            self.over = over
            self._target.update()
