"""The right end of the player bar: song or bgm, speed, volume, where the sound goes, the sleep timer, the queue."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from pluto_desktop.desktop.actions import Actions
from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.buttons import IconButton
from pluto_desktop.desktop.views.common.level_bar import LevelBar
from pluto_desktop.desktop.views.common.menus import add_heading, rounded
from pluto_desktop.desktop.views.player_bar.voice_switch import VoiceSwitch
from pluto_desktop.services.playing_values import PlaySnapshot

RATES = (0.5, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5)
_SLEEP_MINUTES = (15, 30, 45, 60, 90)
_BAR_WIDTH = 104


def rate_text(rate: float) -> str:
    """Return a speed as ``1.0×`` or ``1.25×``."""
    short = f"{rate:.2f}"
    return f"{short.removesuffix('0')}×"


class Extras(QWidget):
    """What is wanted now and then while music plays."""

    equaliser_wanted = Signal()
    """The equaliser is to be shown."""

    def __init__(self, model: PlaybackModel, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._actions = actions
        self._theme = theme
        self.voice = VoiceSwitch(theme, actions, self)
        self.rate = QToolButton(self)
        self.rate.setProperty("kind", "pill")
        self.rate.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rate.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.sound = IconButton(theme, "adjustments-horizontal", self.tr("Sound and sleep timer"), self, size=18)
        self.sound.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.mute = IconButton(theme, "volume", self.tr("Mute"), self, size=18)
        self.volume = LevelBar(theme, self.tr("Volume"), "text", self)
        self.volume.setRange(0, 100)
        self.volume.setSingleStep(5)
        self.volume.setPageStep(20)
        self.volume.setFixedWidth(_BAR_WIDTH)
        self.queue = IconButton(theme, "list", self.tr("Queue"), self, size=18)
        self.queue.set_name(self.tr("Queue"), actions.tip("queue"))
        self.rate_menu = rounded(QMenu(self.rate))
        self.sound_menu = rounded(QMenu(self.sound))
        self.rate.setMenu(self.rate_menu)
        self.sound.setMenu(self.sound_menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addStretch(1)
        for control in (self.voice, self.rate, self.sound, self.mute, self.volume, self.queue):
            row.addWidget(control)
        self.rate_menu.aboutToShow.connect(self._fill_rates)
        self.sound_menu.aboutToShow.connect(self._fill_sound)
        self.mute.clicked.connect(actions["mute"].trigger)
        self.queue.clicked.connect(actions["queue"].trigger)
        self.volume.chosen.connect(model.session.set_volume)
        self.volume.dragged.connect(model.session.set_volume)
        model.changed.connect(self.show_snapshot)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.show_snapshot(model.snapshot)

    def show_snapshot(self, snapshot: PlaySnapshot) -> None:
        """Show what the session does."""
        speed = rate_text(snapshot.rate)
        self.rate.setText(speed)
        said = self.tr("Speed %1").replace("%1", speed)
        self.rate.setAccessibleName(said)
        self.rate.setToolTip(self.tr("%1; the pitch stays  ([ slower, ] faster)").replace("%1", said))
        silent = snapshot.muted or snapshot.volume == 0
        icon = "volume-off" if silent else "volume-2" if snapshot.volume < 50 else "volume"
        self.mute.set_icon(icon, "mute")
        name = self.tr("Sound on") if snapshot.muted else self.tr("Mute")
        self.mute.set_name(name, self._actions.tip("mute", name))
        self.volume.set_shown(snapshot.volume)
        self.volume.set_ink("faint" if snapshot.muted else "text")
        self.volume.setToolTip(self.tr("Volume %1%  (Ctrl+Up, Ctrl+Down)").replace("%1", str(snapshot.volume)))
        ending = self._ending_text(snapshot)
        self.sound.set_icon("moon" if ending else "adjustments-horizontal", "accent-text" if ending else "mute")
        self.sound.set_name(ending or self.tr("Sound and sleep timer"))

    def set_room(self, width: int) -> None:
        """Leave out what is least needed where the window is narrow."""
        self.volume.setVisible(width >= 1000)
        self.voice.set_narrow(width < 1000)
        self.voice.setVisible(width >= 560)
        self.sound.setVisible(width >= 640)
        self.rate.setVisible(width >= 640)

    def _ending_text(self, snapshot: PlaySnapshot) -> str:
        """Say when the music is going to end by itself; "" where it is not."""
        if snapshot.stop_after:
            return self.tr("Stops after this song")
        if snapshot.sleep_minutes is not None:
            return self.tr("Stops in %1 min").replace("%1", str(snapshot.sleep_minutes))
        return ""

    def _fill_rates(self) -> None:
        menu = self.rate_menu
        menu.clear()
        group = QActionGroup(menu)
        for rate in RATES:
            action = menu.addAction(rate_text(rate))
            action.setCheckable(True)
            action.setChecked(abs(rate - self._model.snapshot.rate) < 0.005)
            action.setActionGroup(group)
            action.triggered.connect(lambda _=False, rate=rate: self._model.session.set_rate(rate))

    def _fill_sound(self) -> None:
        menu, snapshot, session = self.sound_menu, self._model.snapshot, self._model.session
        menu.clear()
        ending = self._ending_text(snapshot)
        add_heading(menu, self._theme, ending or self.tr("Sleep timer"))
        self._choice(menu, self.tr("Off"), ticked=not ending, act=lambda: self._end_in(None))
        self._choice(menu, self.tr("After this song"), ticked=snapshot.stop_after, act=self._end_after_song)
        for minutes in _SLEEP_MINUTES:
            text = self.tr("In %1 minutes").replace("%1", str(minutes))
            self._choice(menu, text, ticked=False, act=partial(self._end_in, minutes))
        if snapshot.outputs:
            menu.addSeparator()
            add_heading(menu, self._theme, self.tr("Sound goes to"))
            there = snapshot.output if any(name == snapshot.output for name, _ in snapshot.outputs) else ""
            for name, description in snapshot.outputs:
                text = description or name or self.tr("The system's choice")
                self._choice(menu, text, ticked=name == there, act=partial(session.set_output, name))
        menu.addSeparator()
        equaliser = menu.addAction(self.tr("Equaliser…"))
        equaliser.triggered.connect(lambda _=False: self.equaliser_wanted.emit())

    def _end_in(self, minutes: int | None) -> None:
        self._model.session.set_stop_after(False)
        self._model.session.set_sleep(minutes)

    def _end_after_song(self) -> None:
        self._model.session.set_sleep(None)
        self._model.session.set_stop_after(True)

    def _choice(self, menu: QMenu, text: str, *, ticked: bool, act: Callable[[], None]) -> None:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(ticked)
        action.triggered.connect(lambda _=False: act())

    def _restyle(self) -> None:
        self.rate.setFont(self._theme.font("secondary"))
        self.rate.setMinimumWidth(self.rate.fontMetrics().horizontalAdvance("1.25×") + 26)
