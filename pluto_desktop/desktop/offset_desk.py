"""The wizard for the listening offset, from the window: the music pauses, the result is kept for the output device."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.lyrics.pane import LyricsPane

if TYPE_CHECKING:
    from pluto_desktop.desktop.views.listening.dialog import ListeningDialog
    from pluto_desktop.services.listening_test import ListeningTest


class OffsetDesk(QObject):
    """Opens the wizard. ``make_test`` makes what plays the clicks, on a worker. GUI thread."""

    def __init__(
        self,
        owner: QWidget,
        pane: LyricsPane,
        playback: PlaybackModel,
        make_test: Callable[[], ListeningTest],
        runner: TaskRunner,
        theme: Theme,
        notifier: Notifier,
    ) -> None:
        super().__init__(owner)
        self._owner, self._pane, self._playback, self._make_test = owner, pane, playback, make_test
        self._runner, self._theme, self._notifier = runner, theme, notifier
        self._played = False
        self.dialog: ListeningDialog | None = None
        """The wizard, while it is open."""

    def open(self) -> None:
        """Pause the music and show the wizard."""
        if self.dialog is not None:
            self.dialog.activateWindow()
            return
        self._runner.run(self, "clicks", Lane.CPU, lambda _token: self._make_test(), self._show, self._notifier.fail)

    def close(self) -> None:
        """Leave the wizard."""
        if self.dialog is not None:
            self.dialog.close()

    def _show(self, test: ListeningTest) -> None:
        from pluto_desktop.desktop.views.listening.dialog import ListeningDialog  # noqa: PLC0415 - rarely wanted

        snapshot = self._playback.snapshot
        self._played = snapshot.playing
        self._playback.session.pause()
        named = dict(snapshot.outputs).get(snapshot.output) or self.tr("this output")
        dialog = ListeningDialog(test, snapshot.output, named, max(20, snapshot.volume), self._theme, self._owner)
        dialog.kept.connect(self._keep)
        dialog.ended.connect(lambda: self._end(test))
        self.dialog = dialog
        dialog.open()

    def _keep(self, offset_ms: int) -> None:
        self._pane.offsets.keep_output(offset_ms)
        self._notifier.say(self.tr("The words are shifted by %1 ms on this output.").replace("%1", str(offset_ms)))

    def _end(self, test: ListeningTest) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
        self._runner.run(self, "end clicks", Lane.WRITE, lambda _token: test.close())
        if self._played:
            self._playback.session.play()
