"""Stage from the window: which display it fills, and what it is told of the song."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QMenu, QWidget

from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.menus import add_heading, rounded
from pluto_desktop.desktop.views.lyrics.arrangement import available_languages
from pluto_desktop.desktop.views.lyrics.pane import LyricsPane
from pluto_desktop.lyrics.languages import ENGLISH, ROMANISED, TELUGU
from pluto_desktop.services.playing_values import PlaySnapshot

if TYPE_CHECKING:
    from pluto_desktop.desktop.views.stage.window import StageWindow

_CHOICES = tuple(
    frozenset(choice)
    for choice in ((TELUGU, ENGLISH), (TELUGU,), (TELUGU, ROMANISED), (ROMANISED,), (ROMANISED, ENGLISH), (ENGLISH,))
)
"""What the key for languages goes through."""


class StageDesk(QObject):
    """Opens and feeds Stage; what it shows are the rows of the lyrics pane. GUI thread."""

    def __init__(
        self,
        owner: QWidget,
        pane: LyricsPane,
        playback: PlaybackModel,
        keep_awake: Callable[[str], Callable[[], None]],
        runner: TaskRunner,
        theme: Theme,
        preferences: Preferences,
    ) -> None:
        super().__init__(owner)
        self._owner, self._pane, self._playback, self._keep_awake = owner, pane, playback, keep_awake
        self._let_sleep: Callable[[], None] = lambda: None
        self._runner, self._theme, self._preferences = runner, theme, preferences
        self.window: StageWindow | None = None
        """The window, while it is open."""
        self.choices: QMenu | None = None
        """The displays to choose from, while they are asked for."""
        pane.stage_wanted.connect(self.open)
        pane.words_changed.connect(self._show_words)
        playback.changed.connect(self._show)
        playback.sought.connect(lambda _ms: self._after_seek())

    def open(self) -> None:
        """Show Stage on the display chosen before; where there are several and none was chosen, ask."""
        screens = QGuiApplication.screens()
        chosen = self._preferences.text("stage.display")
        known = next((screen for screen in screens if chosen and screen.name() == chosen), None)
        if self.window is not None:
            self.window.activateWindow()
        elif len(screens) == 1 or known is not None:
            self._open_on(known or screens[0])
        else:
            self._ask(screens)

    def close(self) -> None:
        """Leave Stage."""
        if self.window is not None:
            self.window.close()

    def _ask(self, screens: list[QScreen]) -> None:
        menu = self.choices = rounded(QMenu(self._owner))
        add_heading(menu, self._theme, self.tr("Stage on"))
        for screen in screens:
            size = screen.size() * screen.devicePixelRatio()
            here = self.tr("this display") if screen is self._owner.screen() else ""
            about = ", ".join(part for part in (f"{size.width()} × {size.height()}", here) if part)
            name = " ".join((screen.manufacturer(), screen.model())).strip() or screen.name()
            action = menu.addAction(f"{name}  ({about})")
            action.triggered.connect(lambda _=False, screen=screen: self._choose(screen))
        button = self._pane.stage_button
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _choose(self, screen: QScreen) -> None:
        self._preferences.set("stage.display", screen.name())
        self._open_on(screen)

    def _open_on(self, screen: QScreen) -> None:
        from pluto_desktop.desktop.views.stage.window import StageWindow  # noqa: PLC0415 - when it is first wanted

        window = self.window = StageWindow(
            self._theme,
            self._runner,
            self._pane.position_ms,
            self._progress,
            percent=self._preferences.whole("stage.size"),
        )
        session = self._playback.session
        window.closed.connect(self._closed)
        window.play_pause_wanted.connect(session.toggle_pause)
        window.song_wanted.connect(lambda by: session.next() if by > 0 else session.previous())
        window.languages_wanted.connect(self._change_languages)
        window.size_chosen.connect(lambda percent: self._preferences.set("stage.size", percent))
        window.display_chosen.connect(lambda name: self._preferences.set("stage.display", name))
        self._show_words()
        self._show(self._playback.snapshot)
        window.show_on(screen)
        self._let_sleep = self._keep_awake(self.tr("Words are on stage"))

    def _closed(self) -> None:
        self._let_sleep()
        if self.window is not None:
            self.window.deleteLater()
            self.window = None
        self._owner.activateWindow()

    def _progress(self) -> float:
        duration = self._playback.snapshot.duration_ms
        return min(1.0, self._playback.position_ms() / duration) if duration else 0.0

    def _change_languages(self) -> None:
        """Go to the next of the choices of languages that show something else of this song."""
        if (view := self._pane.view) is None:
            return
        available, wanted = available_languages(view), self._pane.arrangement
        choices = [choice for choice in _CHOICES if choice <= available]
        if choices:
            shown = wanted.shown_of(available)
            following = choices[(choices.index(shown) + 1) % len(choices) if shown in choices else 0]
            self._pane.arrange(replace(wanted, shown=(wanted.shown - available) | following))

    def _show_words(self) -> None:
        if self.window is not None:
            message = "" if self._pane.view is None else self.tr("No words for this song yet")
            if self._playback.snapshot.song_id is None:
                message = self.tr("Nothing is playing")
            self.window.view.show_words(self._pane.rows, self._pane.timeline, message)

    def _show(self, snapshot: PlaySnapshot) -> None:
        if self.window is None:
            return
        row = snapshot.row if snapshot.song_id is not None else None
        parts = () if row is None else (one_line(row.title), one_line(row.artist))
        self.window.view.show_title("  ·  ".join(part for part in parts if part))
        self.window.view.set_playing(snapshot.playing)

    def _after_seek(self) -> None:
        if self.window is not None:
            self.window.view.go_back_to_song()
