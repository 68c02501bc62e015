"""The wizard that finds the listening offset: hear clicks, tap along, see the result, try it, keep it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.listening.tap_dialog import TapDialog, TapTexts
from pluto_desktop.playback.click_taps import ENOUGH, SETTLING, Found
from pluto_desktop.services.listening_test import ListeningTest

_WIDE_MS = 60


class ListeningDialog(TapDialog):
    """``device`` names the output in words. Clicks sound from Start until the dialog closes."""

    def __init__(
        self, test: ListeningTest, output: str, device: str, volume: int, theme: Theme, parent: QWidget | None = None
    ) -> None:
        self._test, self._output, self._volume = test, output, volume
        super().__init__(test, ENOUGH + SETTLING, _texts(device), theme, parent)

    @property
    def offset_ms(self) -> int | None:
        """The offset that is shown and tried, None before there is one."""
        return self._result_ms

    def play(self) -> None:
        """Play the clicks."""
        self._test.start(self._output, self._volume)

    def take_tap(self) -> Found | None:
        """Take in a tap to the clicks."""
        self._test.tap()
        return self._test.found

    def since_sound_ms(self) -> float | None:
        """Light the disc with the clicks once there is something to try; before, it would be tapped to."""
        return None if self._result_ms is None else self._test.since_click_ms(self._result_ms)

    def spell_found(self, found: Found) -> str:
        """Say how sure the result is, and how to try it."""
        tried = self.tr("The disc lights with the clicks now, shifted so: correct it if it does not.")
        if found.spread_ms > _WIDE_MS:
            return self.tr("That is a good deal: tap again for a surer result.") + " " + tried
        return tried

    def spell_result(self, result_ms: int) -> str:
        """Return a shift with its sign."""
        sign = "+" if result_ms > 0 else "\u2212" if result_ms < 0 else ""
        return f"{sign}{abs(result_ms)} ms"


def _texts(device: str) -> TapTexts:
    translate = QCoreApplication.translate
    return TapTexts(
        title=translate("ListeningDialog", "Words in time with what you hear"),
        intro=translate(
            "ListeningDialog",
            "Some devices sound late, most of all wireless ones. Tap along with a click on %1, and Pluto "
            "shows the words as much later.",
        ).replace("%1", device),
        start=translate("ListeningDialog", "Start the clicks"),
        how=translate("ListeningDialog", "Press Space, or the disc, exactly with each click, without looking."),
        before_the_first=translate("ListeningDialog", "Tap along"),
        less=translate("ListeningDialog", "Words a little earlier"),
        more=translate("ListeningDialog", "Words a little later"),
        keep=translate("ListeningDialog", "Keep this shift"),
        keep_hint=translate("ListeningDialog", "Show the words so on this output from now on"),
        failed=translate("ListeningDialog", "The clicks cannot be played. Nothing was changed."),
    )
