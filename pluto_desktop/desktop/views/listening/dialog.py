"""The wizard that finds the listening offset: hear clicks, tap along, see the result, try it, keep it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.dialog import PlainDialog
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.listening.pad import TapPad
from pluto_desktop.desktop.views.lyrics.look import FRAME_MS
from pluto_desktop.playback.click_taps import ENOUGH, SETTLING, Found
from pluto_desktop.services.listening_test import ListeningTest

_WIDTH_PX = 460
_STEP_MS = 10
_FLASH_MS = 120
_WIDE_MS = 60


class ListeningDialog(PlainDialog):
    """``device`` names the output in words. Clicks sound from Start until the dialog closes."""

    kept = Signal(int)
    """A person keeps this offset, in ms."""
    ended = Signal()
    """The dialog has closed; the test is to be closed too."""

    def __init__(
        self, test: ListeningTest, output: str, device: str, volume: int, theme: Theme, parent: QWidget | None = None
    ) -> None:
        title = QCoreApplication.translate("ListeningDialog", "Words in time with what you hear")
        super().__init__(theme, title, parent)
        self._test, self._output, self._volume = test, output, volume
        self._offset_ms: int | None = None
        intro = self.tr(
            "Some devices sound late, most of all wireless ones. Tap along with a click on %1, and Pluto "
            "shows the words as much later."
        )
        self.say = ThemedLabel(theme, intro.replace("%1", device), "body", "text", self)
        self.say.setWordWrap(True)
        self.pad = TapPad(theme, self)
        self.pad.tapped.connect(self._tap)
        self.note = ThemedLabel(theme, "", "secondary", "mute", self)
        self.note.setWordWrap(True)
        self.content.addWidget(self.say)
        self.content.addWidget(self.pad)
        self.content.addLayout(self._make_tuning())
        self.content.addWidget(self.note)
        self.content.addStretch(1)
        self.start = self.add_button(self.tr("Start"), self.tr("Start the clicks"), self.tr("Start the clicks"))
        self.keep = self.add_button(
            self.tr("Keep"), self.tr("Keep this shift"), self.tr("Show the words so on this output from now on")
        )
        self.start.clicked.connect(self._start)
        self.keep.clicked.connect(self._keep)
        self._timer = QTimer(self, interval=FRAME_MS)
        self._timer.timeout.connect(self._look)
        self.finished.connect(self._finish)
        self._show_start()
        self.fit(_WIDTH_PX)

    @property
    def offset_ms(self) -> int | None:
        """The offset that is shown and tried, None before there is one."""
        return self._offset_ms

    def _make_tuning(self) -> QHBoxLayout:
        self._tuning = [QPushButton(text, self) for text in (f"\u2212{_STEP_MS} ms", f"+{_STEP_MS} ms")]
        names = (self.tr("Words a little earlier"), self.tr("Words a little later"))
        row = QHBoxLayout()
        row.addStretch(1)
        for button, name, by in zip(self._tuning, names, (-_STEP_MS, _STEP_MS), strict=True):
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, by=by: self._show_offset((self._offset_ms or 0) + by))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _show_start(self) -> None:
        self.pad.show_text(self.tr("Ready"))
        self.pad.setEnabled(False)
        self.note.setText(self.tr("Your music pauses meanwhile."))
        for button in (*self._tuning, self.keep):
            button.hide()
        self.start.setFocus()

    def _start(self) -> None:
        """Play the clicks, or count anew while they go on."""
        if self._timer.isActive():
            self._test.forget()
        else:
            self._test.start(self._output, self._volume)
            self._timer.start()
        self._offset_ms = None
        for button in (*self._tuning, self.keep):
            button.hide()
        self.start.setText(self.tr("Again"))
        self.start.setAccessibleName(self.tr("Tap again"))
        self.start.setToolTip(self.tr("Forget these taps and tap again"))
        self.note.setText(self.tr("Press Space, or the disc, exactly with each click, without looking."))
        self.pad.setEnabled(True)
        self.pad.setFocus()
        self._show_count()

    def _tap(self) -> None:
        if self._offset_ms is not None:
            return
        self._test.tap()
        self._show_count()
        if (found := self._test.found) is not None:
            self._show_found(found)

    def _show_count(self) -> None:
        left = ENOUGH + SETTLING - self._test.taps
        self.pad.show_text(
            self.tr("Tap along") if self._test.taps == 0 else self.tr("%1 more").replace("%1", str(left))
        )

    def _show_found(self, found: Found) -> None:
        text = self.tr("Your taps spread by %1 ms.").replace("%1", f"\u00b1{found.spread_ms}")
        if found.dropped:
            text += " " + self.tr("%1 that lay far off were left out.").replace("%1", str(found.dropped))
        if found.spread_ms > _WIDE_MS:
            text += " " + self.tr("That is a good deal: tap again for a surer result.")
        text += " " + self.tr("The disc lights with the clicks now, shifted so: correct it if it does not.")
        self.note.setText(text)
        for button in (*self._tuning, self.keep):
            button.show()
        self.keep.setFocus()
        self._show_offset(round(found.offset_ms / _STEP_MS) * _STEP_MS)
        self.fit(_WIDTH_PX)

    def _show_offset(self, offset_ms: int) -> None:
        self._offset_ms = offset_ms
        sign = "+" if offset_ms > 0 else "\u2212" if offset_ms < 0 else ""
        self.pad.show_text(f"{sign}{abs(offset_ms)} ms")

    def _keep(self) -> None:
        if self._offset_ms is not None:
            self.kept.emit(self._offset_ms)
            self.close()

    def _look(self) -> None:
        """Light the disc with the clicks, once there is something to try; before, it would be tapped to."""
        if self._test.failed:
            self._timer.stop()
            self.pad.setEnabled(False)
            self.note.setText(self.tr("The clicks cannot be played. Nothing was changed."))
            return
        since = None if self._offset_ms is None else self._test.since_click_ms(self._offset_ms)
        self.pad.show_glow(0.0 if since is None else max(0.0, 1.0 - since / _FLASH_MS))

    def _finish(self) -> None:
        self._timer.stop()
        self._test.stop()
        self.ended.emit()
