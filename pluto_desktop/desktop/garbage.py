"""Collecting garbage where and when it is not felt."""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

_LOOK_MS = 2_000
_AWAY_MS = 3_000
_WHOLE_EVERY_S = 10 * 60.0
_MOST = 20_000
"""Objects that a look may go through; more would be felt."""


class Collector(QObject):
    """Collects garbage on the GUI thread only: elsewhere it could destroy Qt's objects on a worker.

    A look goes through what was made since the look before, then spares it from the next ones: what it costs does
    not grow with the library. Cycles that lived longer than one look, or came with too many other things, are found
    when the person is in another program, where going through everything, a tenth of a second, keeps nobody waiting.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._enough = gc.get_threshold()[0]
        self._whole_at = time.monotonic()
        self._looking = QTimer(self, interval=_LOOK_MS)
        self._looking.timeout.connect(self.look)
        self._looking.start()
        self._away = QTimer(self, interval=_AWAY_MS, singleShot=True)
        self._away.timeout.connect(self.collect_all)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._watch)

    def spare(self) -> None:
        """Look at what is there by now no more."""
        gc.freeze()

    def look(self) -> None:
        """Collect what was made since the last look, if it is worth it."""
        made = gc.get_count()[0]
        if made < self._enough:
            return
        if made <= _MOST:
            gc.collect()
        gc.freeze()

    def collect_all(self) -> None:
        """Go through everything there is."""
        self._whole_at = time.monotonic()
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def _watch(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self._away.stop()
        elif time.monotonic() - self._whole_at > _WHOLE_EVERY_S:
            self._away.start()
