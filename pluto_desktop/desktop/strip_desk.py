"""The floating strip from the window: opened and closed, and where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect

from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.lyrics.pane import LyricsPane
from pluto_desktop.domain.settings import Value
from pluto_desktop.services.playing_values import PlaySnapshot

if TYPE_CHECKING:
    from pluto_desktop.desktop.views.strip.window import StripWindow


class StripDesk(QObject):
    """Opens and feeds the strip; what it shows are the rows of the lyrics pane. GUI thread."""

    def __init__(self, pane: LyricsPane, playback: PlaybackModel, theme: Theme, preferences: Preferences) -> None:
        super().__init__(pane)
        self._pane, self._playback, self._theme, self._preferences = pane, playback, theme, preferences
        self.window: StripWindow | None = None
        """The strip, while it is there."""
        pane.words_changed.connect(self._show_words)
        playback.changed.connect(self._show)
        playback.sought.connect(lambda _ms: self._advance())
        preferences.changed.connect(self._setting_changed)

    def open_as_before(self) -> None:
        """Show the strip where it was there when Pluto was closed."""
        if self._preferences.switch("strip.open"):
            self._open()

    def toggle(self) -> None:
        """Show the strip, or put it away."""
        wanted = self.window is None
        self._preferences.set("strip.open", wanted)
        if not wanted:
            self.close()
        else:
            self._open()
            if self.window is not None:
                self.window.activateWindow()
                self.window.setFocus()

    def close(self) -> None:
        """Put the strip away; it is there again when Pluto opens, if it was not closed by hand."""
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None

    def _open(self) -> None:
        from pluto_desktop.desktop.views.strip.window import StripWindow  # noqa: PLC0415 - when it is first wanted

        window = self.window = StripWindow(
            self._theme, self._pane.position_ms, self._preferences.whole("lyrics.strip_opacity")
        )
        window.put(_place_of(self._preferences.text("strip.place")))
        window.placed.connect(self._keep_place)
        window.closed_by_hand.connect(self.toggle)
        self._show_words()
        window.show()
        self._show(self._playback.snapshot)

    def _keep_place(self, place: QRect) -> None:
        self._preferences.set("strip.place", f"{place.x()},{place.y()},{place.width()},{place.height()}")

    def _show_words(self) -> None:
        if self.window is None:
            return
        row = self._playback.snapshot.row
        title = "" if row is None else row.title
        message = title if self._playback.snapshot.song_id is not None else self.tr("Nothing is playing")
        self.window.show_words(self._pane.rows, self._pane.timeline, message)

    def _show(self, snapshot: PlaySnapshot) -> None:
        if self.window is not None:
            if not self._pane.rows:
                self._show_words()
            self.window.set_playing(snapshot.playing)

    def _advance(self) -> None:
        if self.window is not None:
            self.window.advance()

    def _setting_changed(self, key: str, value: Value) -> None:
        if key == "lyrics.strip_opacity" and self.window is not None and isinstance(value, int):
            self.window.set_opacity(value)


def _place_of(text: str) -> QRect | None:
    """Return a remembered place, None where there is none or it makes no sense."""
    try:
        x, y, width, height = (int(part) for part in text.split(","))
    except ValueError:
        return None
    return QRect(x, y, width, height) if 0 < width < 20_000 and 0 < height < 20_000 else None
