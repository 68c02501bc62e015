"""The exercise for a person's reaction time, from any window: the music pauses, the result is kept in the settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.settings import setting

if TYPE_CHECKING:
    from pluto_desktop.desktop.views.timing.reaction.dialog import ReactionDialog
    from pluto_desktop.services.personal import Personal
    from pluto_desktop.services.reaction_test import ReactionTest

KEY = "timing.reaction_ms"
SPREAD = "timing.spread_ms"


class ReactionDesk(QObject):
    """Opens the exercise over ``owner``. ``make_test`` makes what plays the cues, on a worker. GUI thread."""

    changed = Signal(int)
    """A person kept another reaction time, in ms."""

    def __init__(
        self,
        owner: QWidget,
        playback: PlaybackModel,
        make_test: Callable[[], ReactionTest],
        personal: Personal,
        preferences: Preferences,
        runner: TaskRunner,
        theme: Theme,
        notifier: Notifier,
    ) -> None:
        super().__init__(owner)
        self._owner, self._playback, self._make_test, self._personal = owner, playback, make_test, personal
        self._preferences, self._runner, self._theme, self._notifier = preferences, runner, theme, notifier
        self._played = False
        self.dialog: ReactionDialog | None = None
        """The exercise, while it is open."""

    @property
    def reaction_ms(self) -> int:
        """How long this person takes to tap; the usual time where nobody measured it."""
        return self._preferences.whole(KEY)

    def open(self) -> None:
        """Pause the music and show the exercise."""
        if self.dialog is not None:
            self.dialog.activateWindow()
            return
        output = self._playback.snapshot.output

        def make(_token: CancelToken) -> ReactionTest:
            test = self._make_test()
            test.output_offset_ms = self._personal.output_offsets_ms().get(output, 0)
            return test

        self._runner.run(self, "cues", Lane.CPU, make, self._show, self._notifier.fail)

    def close(self) -> None:
        """Leave the exercise."""
        if self.dialog is not None:
            self.dialog.close()

    def _show(self, test: ReactionTest) -> None:
        from pluto_desktop.desktop.views.timing.reaction.dialog import ReactionDialog  # noqa: PLC0415 - rarely wanted

        snapshot = self._playback.snapshot
        self._played = snapshot.playing
        self._playback.session.pause()
        declared = setting(KEY)
        limits = int(declared.minimum or 0), int(declared.maximum or 0)
        volume = max(20, snapshot.volume)
        dialog = ReactionDialog(test, snapshot.output, volume, self.reaction_ms, limits, self._theme, self._owner)
        dialog.kept.connect(self._keep)
        dialog.ended.connect(lambda: self._end(test))
        self.dialog = dialog
        dialog.open()

    def _keep(self, reaction_ms: int) -> None:
        self._preferences.set(KEY, reaction_ms)
        if self.dialog is not None and self.dialog.found is not None:
            most = int(setting(SPREAD).maximum or 0)
            self._preferences.set(SPREAD, min(self.dialog.found.spread_ms, most))
        self.changed.emit(reaction_ms)

    def _end(self, test: ReactionTest) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
        self._runner.run(self, "end cues", Lane.WRITE, lambda _token: test.close())
        if self._played:
            self._playback.session.play()
