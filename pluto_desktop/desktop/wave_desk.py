"""The wave form of a song, fetched for the view that shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.views.timing.wave.view import WaveView
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.peaks import Peaks
from pluto_desktop.domain.progress import Progress

if TYPE_CHECKING:
    from pluto_desktop.services.wave import SongPeaks


class WaveDesk(QObject):
    """Gives a view the sound of one song at a time. ``make`` makes what finds it, on a worker. GUI thread.

    While the sound is not on this device the view says so; once it has arrived it is shown.
    """

    shown = Signal(object)
    """The :class:`Peaks` that the view shows now."""
    _came = Signal(object, int)

    def __init__(
        self, view: WaveView, make: Callable[[], SongPeaks], runner: TaskRunner, crashed: Callable[[Exception], None]
    ) -> None:
        """``crashed`` takes what is a bug."""
        super().__init__(view)
        self._view, self._make, self._runner, self._crashed = view, make, runner, crashed
        self._song: SongId | None = None
        self._waits = False
        self.peaks: Peaks | None = None
        """What the view shows."""
        self._came.connect(self._show_progress)

    def show_song(self, song: SongId | None) -> None:
        """Show another song's sound, or none."""
        self._song, self._waits, self.peaks = song, False, None
        self._view.set_peaks(None)
        self._view.set_message("" if song is None else self.tr("Reading the sound…"))
        if song is not None:
            self._runner.run(self, "peaks", Lane.CPU, self._work(song), self._show, self._fail)

    def look_again(self, changes: Changes) -> None:
        """Show a song's sound where it may have arrived since it was asked for."""
        if self._waits and self._song is not None and (changes.everything or self._song in changes.songs):
            self.show_song(self._song)

    def _work(self, song: SongId) -> Callable[[CancelToken], Peaks]:
        def tell(progress: Progress) -> None:
            if progress.total:
                self._came.emit(song, min(99, progress.done * 100 // progress.total))

        return lambda cancel: self._make()(song, cancel, tell)

    def _show(self, peaks: Peaks) -> None:
        self.peaks = peaks
        self._view.set_peaks(peaks)
        self.shown.emit(peaks)

    def _show_progress(self, song: SongId, percent: int) -> None:
        if song == self._song and self.peaks is None and not self._waits:
            self._view.set_message(self.tr("Reading the sound… %1").replace("%1", f"{percent} %"))

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self._crashed(error)
            return
        self._waits = True
        later = self.tr("The wave form is shown once the sound is on this device.")
        self._view.set_message(later if error.code == "no_audio_here" else explain(error))
