"""The exercise that finds a person's reaction time: answer cues that come unevenly, see the result, keep it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.listening.tap_dialog import TapDialog, TapTexts
from pluto_desktop.playback.click_taps import Found
from pluto_desktop.playback.cue_taps import ENOUGH, SETTLING
from pluto_desktop.services.reaction_test import ReactionTest

_WIDE_MS = 60


class ReactionDialog(TapDialog):
    """Begins with the reaction time that holds, which can be corrected without doing the exercise.

    ``limits_ms`` are the least and the greatest that can be kept.
    """

    def __init__(
        self,
        test: ReactionTest,
        output: str,
        volume: int,
        holds_ms: int,
        limits_ms: tuple[int, int],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        self._test, self._output, self._volume, self._limits = test, output, volume, limits_ms
        super().__init__(test, ENOUGH + SETTLING, _texts(), theme, parent)
        self.show_result(holds_ms)

    @property
    def reaction_ms(self) -> int | None:
        """The reaction time that is shown, None while taps are counted."""
        return self._result_ms

    def show_result(self, result_ms: int) -> None:
        """Show a reaction time, kept within the limits."""
        least, greatest = self._limits
        super().show_result(min(max(least, result_ms), greatest))

    def play(self) -> None:
        """Play the cues."""
        self._test.start(self._output, self._volume)

    def take_tap(self) -> Found | None:
        """Take in an answer; say where it does not count."""
        counts = self._test.tap()
        self.note.setText(
            self._texts.how
            if counts
            else self.tr("That one does not count. Wait for the next click, then press as soon as you hear it.")
        )
        return self._test.found

    def since_sound_ms(self) -> float | None:
        """Light the disc with each cue, as it is heard."""
        return self._test.since_cue_ms()

    def spell_found(self, found: Found) -> str:
        """Say how sure the result is."""
        if found.spread_ms > _WIDE_MS:
            return self.tr("That is a good deal: tap again for a surer result.")
        return self.tr("So much is taken off when you tap lines.")

    def spell_result(self, result_ms: int) -> str:
        """Return a time."""
        return f"{result_ms} ms"


def _texts() -> TapTexts:
    translate = QCoreApplication.translate
    return TapTexts(
        title=translate("ReactionDialog", "Your reaction time"),
        intro=translate(
            "ReactionDialog",
            "Between hearing a line begin and pressing the key a moment passes. Answer some clicks that come when "
            "nobody expects them, and Pluto takes that moment off when you tap lines.",
        ),
        start=translate("ReactionDialog", "Start the clicks"),
        how=translate("ReactionDialog", "Press Space, or the disc, as soon as you hear a click or see the disc light."),
        before_the_first=translate("ReactionDialog", "Wait for it"),
        less=translate("ReactionDialog", "A shorter reaction time"),
        more=translate("ReactionDialog", "A longer reaction time"),
        keep=translate("ReactionDialog", "Keep this reaction time"),
        keep_hint=translate("ReactionDialog", "Take so much off when you tap lines from now on"),
        failed=translate("ReactionDialog", "The clicks cannot be played. Nothing was changed."),
    )
