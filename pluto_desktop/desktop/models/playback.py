"""Playing as the window sees it: one QObject that every bar, panel and pane listens to."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from pluto_desktop.services.playing import PlaySession
from pluto_desktop.services.playing_values import (
    BgmFailed,
    PlaySnapshot,
    SessionChanged,
    SessionEvent,
    SessionFailed,
    SessionSought,
)

_TICK_MS = 1000


class PlaybackModel(QObject):
    """The playing session with Qt's signals; lives on the GUI thread. Commands are called on :attr:`session`."""

    changed = Signal(object)
    """The snapshot (:class:`PlaySnapshot`) changed."""

    sought = Signal(object)
    """The position jumped; carries it in milliseconds."""

    failed = Signal(object, object)
    """A song (its id) could not be played, and why: a :class:`~pluto_desktop.domain.errors.KnownError`."""

    bgm_failed = Signal(object, object)
    """The music without voice of a song (its id) was wanted and cannot be heard, and why: a KnownError."""

    song_changed = Signal(object)
    """Another song became the current one; carries the snapshot."""

    _arrived = Signal(object)

    def __init__(self, session: PlaySession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._snapshot = session.snapshot()
        self._arrived.connect(self._deliver)
        self._unsubscribe = session.subscribe(self._arrived.emit)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(session.tick)
        self._timer.start()

    @property
    def snapshot(self) -> PlaySnapshot:
        """The newest snapshot."""
        return self._snapshot

    def position_ms(self) -> float:
        """Return the position that is heard now; cheap enough for every frame."""
        return self.session.position_ms()

    def close(self) -> None:
        """Stop listening and stop the timer; the session itself is closed by who made it."""
        self._timer.stop()
        self._unsubscribe()

    def _deliver(self, event: SessionEvent) -> None:
        match event:
            case SessionChanged(snapshot):
                before, self._snapshot = self._snapshot, snapshot
                self.changed.emit(snapshot)
                if before.song_id != snapshot.song_id or before.row != snapshot.row:
                    self.song_changed.emit(snapshot)
            case SessionSought(position_ms):
                self.sought.emit(position_ms)
            case SessionFailed(song, error):
                self.failed.emit(song, error)
            case BgmFailed(song, error):
                self.bgm_failed.emit(song, error)
