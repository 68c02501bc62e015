"""How far the words are shifted when they are shown: for this song, and for this output device."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.domain.ids import SongId
from pluto_desktop.services.words import MAX_OFFSET_MS, Words, WordsView

OFFSET_STEP_MS = 50


class ListeningOffsets(QObject):
    """Both listening offsets in ms: changed here at once, kept off this thread."""

    changed = Signal()
    failed = Signal(object)
    """What kept an offset from being remembered; it holds until another song all the same."""

    def __init__(self, words: Words, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words, self._runner = words, runner
        self._song: SongId | None = None
        self._device = ""
        self._by_device: dict[str, int] = {}
        self.song_ms = 0

    @property
    def output_ms(self) -> int:
        """The shift on the output device that sounds; 0 while there are no words to shift."""
        return self._by_device.get(self._device, 0) if self._song is not None else 0

    @property
    def total_ms(self) -> int:
        """How much later than their times the words are shown."""
        return self.song_ms + self.output_ms

    def forget_song(self) -> None:
        """Shift nothing: no words are shown."""
        self._song, self.song_ms = None, 0
        self.changed.emit()

    def take(self, view: WordsView) -> None:
        """Shift as was remembered for a song and the devices."""
        self._song, self.song_ms = view.song_id, view.offset_ms
        self._by_device = dict(view.output_offsets_ms or {})
        self.changed.emit()

    def set_output(self, device: str) -> None:
        """Tell which output device sounds."""
        self._device = device
        self.changed.emit()

    def shift_song(self, by_ms: int) -> None:
        """Show the words of this song later (or earlier, below zero) from now on."""
        if self._song is not None:
            self._keep_song(self._song, self.song_ms + by_ms)

    def shift_output(self, by_ms: int) -> None:
        """Show all words later or earlier on the present output device."""
        if self._song is not None:
            self._keep_output(self.output_ms + by_ms)

    def keep_output(self, offset_ms: int) -> None:
        """Show all words so much later on the present output device, also those of songs to come."""
        self._keep_output(offset_ms)

    def reset(self) -> None:
        """Take back both."""
        if self._song is not None and self.song_ms:
            self._keep_song(self._song, 0)
        if self.output_ms:
            self._keep_output(0)

    def _keep_song(self, song_id: SongId, offset_ms: int) -> None:
        words, kept = self._words, _within_bounds(offset_ms)
        self.song_ms = kept
        self.changed.emit()
        self._runner.run(
            self,
            "song-offset",
            Lane.WRITE,
            lambda _token: words.set_song_offset(song_id, kept),
            None,
            self.failed.emit,
        )

    def _keep_output(self, offset_ms: int) -> None:
        words, device, kept = self._words, self._device, _within_bounds(offset_ms)
        self._by_device[device] = kept
        self.changed.emit()
        self._runner.run(
            self,
            "output-offset",
            Lane.WRITE,
            lambda _token: words.set_output_offset(device, kept),
            None,
            self.failed.emit,
        )


def _within_bounds(offset_ms: int) -> int:
    return max(-MAX_OFFSET_MS, min(MAX_OFFSET_MS, offset_ms))
