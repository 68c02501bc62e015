"""What the exercises share in which a person taps to sounds: a disc to tap, a result to correct, and to keep."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.dialog import PlainDialog
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.listening.pad import TapPad
from pluto_desktop.desktop.views.lyrics.look import FRAME_MS
from pluto_desktop.playback.click_taps import Found
from pluto_desktop.services.tap_test import TapTest

_WIDTH_PX = 460
STEP_MS = 10
_FLASH_MS = 120


class TapTexts(NamedTuple):
    """What one exercise says, translated."""

    title: str
    intro: str
    start: str
    """What the button that starts is called in full."""
    how: str
    """What to do, once the sounds play."""
    before_the_first: str
    """Stands in the disc until the first tap."""
    less: str
    more: str
    """What the buttons are called that correct the result by a step."""
    keep: str
    keep_hint: str
    failed: str
    """Said where the sounds cannot be played."""


class TapDialog(PlainDialog):
    """Counts taps until the test has found something; that is shown, corrected in steps, and kept.

    The sounds play from Start until the dialog closes. Each exercise says what plays, what a tap tells, and when the
    disc lights.
    """

    kept = Signal(int)
    """A person keeps this result, in ms."""
    ended = Signal()
    """The dialog has closed; the test is to be closed too."""

    def __init__(
        self, test: TapTest, needed: int, texts: TapTexts, theme: Theme, parent: QWidget | None = None
    ) -> None:
        """``needed`` is how many taps it takes."""
        super().__init__(theme, texts.title, parent)
        self._tapped, self._needed, self._texts = test, needed, texts
        self._result_ms: int | None = None
        self.found: Found | None = None
        """What the taps told last, before it was corrected; None where none were counted."""
        self.say = ThemedLabel(theme, texts.intro, "body", "text", self)
        self.say.setWordWrap(True)
        self.pad = TapPad(theme, self)
        self.pad.tapped.connect(self._tap)
        self.note = ThemedLabel(theme, self.tr("Your music pauses meanwhile."), "secondary", "mute", self)
        self.note.setWordWrap(True)
        self.content.addWidget(self.say)
        self.content.addWidget(self.pad)
        self.content.addLayout(self._make_tuning())
        self.content.addWidget(self.note)
        self.content.addStretch(1)
        self.start = self.add_button(self.tr("Start"), texts.start, texts.start)
        self.keep = self.add_button(self.tr("Keep"), texts.keep, texts.keep_hint)
        self.start.clicked.connect(self._start)
        self.keep.clicked.connect(self._keep)
        self._timer = QTimer(self, interval=FRAME_MS)
        self._timer.timeout.connect(self._look)
        self.finished.connect(self._finish)
        self.pad.show_text(self.tr("Ready"))
        self.pad.setEnabled(False)
        self._offer_result(offered=False)
        self.start.setFocus()
        self.fit(_WIDTH_PX)

    # -- what each exercise says --

    def play(self) -> None:
        """Play the sounds."""
        raise NotImplementedError

    def take_tap(self) -> Found | None:
        """Take in a tap; return what all of them tell, None while there are too few."""
        raise NotImplementedError

    def since_sound_ms(self) -> float | None:
        """Return how long ago the disc was to light, None where it is not to."""
        raise NotImplementedError

    def spell_found(self, found: Found) -> str:
        """Say what was found beside the result itself."""
        raise NotImplementedError

    def spell_result(self, result_ms: int) -> str:
        """Return the result as it stands in the disc."""
        raise NotImplementedError

    # -- what they share --

    def show_result(self, result_ms: int) -> None:
        """Show a result, to be corrected and kept."""
        self._result_ms = result_ms
        self._offer_result(offered=True)
        self.pad.show_text(self.spell_result(result_ms))
        self.fit(_WIDTH_PX)

    def _make_tuning(self) -> QHBoxLayout:
        self._tuning = [QPushButton(text, self) for text in (f"\u2212{STEP_MS} ms", f"+{STEP_MS} ms")]
        row = QHBoxLayout()
        row.addStretch(1)
        names = (self._texts.less, self._texts.more)
        for button, name, by in zip(self._tuning, names, (-STEP_MS, STEP_MS), strict=True):
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, by=by: self.show_result((self._result_ms or 0) + by))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _offer_result(self, *, offered: bool) -> None:
        for button in (*self._tuning, self.keep):
            button.setVisible(offered)

    def _start(self) -> None:
        """Play the sounds, or count anew while they go on."""
        if self._timer.isActive():
            self._tapped.forget()
        else:
            self.play()
            self._timer.start()
        self._result_ms = None
        self._offer_result(offered=False)
        self.start.setText(self.tr("Again"))
        self.start.setAccessibleName(self.tr("Tap again"))
        self.start.setToolTip(self.tr("Forget these taps and tap again"))
        self.note.setText(self._texts.how)
        self.pad.setEnabled(True)
        self.pad.setFocus()
        self._show_count()

    def _tap(self) -> None:
        if self._result_ms is not None:
            return
        found = self.take_tap()
        self._show_count()
        if found is not None:
            self._show_found(found)

    def _show_count(self) -> None:
        left = self._needed - self._tapped.taps
        self.pad.show_text(
            self.tr("%1 more").replace("%1", str(left)) if self._tapped.taps else self._texts.before_the_first
        )

    def _show_found(self, found: Found) -> None:
        self.found = found
        text = self.tr("Your taps spread by %1 ms.").replace("%1", f"\u00b1{found.spread_ms}")
        if found.dropped:
            text += " " + self.tr("%1 that lay far off were left out.").replace("%1", str(found.dropped))
        self.note.setText(f"{text} {self.spell_found(found)}")
        self.show_result(round(found.offset_ms / STEP_MS) * STEP_MS)
        self.keep.setFocus()

    def _keep(self) -> None:
        if self._result_ms is not None:
            self.kept.emit(self._result_ms)
            self.close()

    def _look(self) -> None:
        """Light the disc when it is due."""
        if self._tapped.failed:
            self._timer.stop()
            self.pad.setEnabled(False)
            self.note.setText(self._texts.failed)
            return
        since = self.since_sound_ms()
        self.pad.show_glow(0.0 if since is None else max(0.0, 1.0 - since / _FLASH_MS))

    def _finish(self) -> None:
        self._timer.stop()
        self._tapped.stop()
        self.ended.emit()
