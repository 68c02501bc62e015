"""How much of the voice is heard, how the two files lie against each other, and how to add what is missing."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.dialog import PlainDialog
from pluto_desktop.desktop.views.common.level_bar import LevelBar
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.player_bar.bgm_texts import length_text
from pluto_desktop.domain.bgm import LARGEST_OFFSET_MS
from pluto_desktop.services.playing_values import BgmState, BgmView, PlaySnapshot

_STEP_MS = 10


class VoiceSheet(PlainDialog):
    """Follows the current song while it is open."""

    voice_chosen = Signal(int)
    """So much of the voice (0 to 100) is to be heard."""
    voice_dragged = Signal(int)
    """The same while the person has not let go yet."""
    offset_chosen = Signal(int)
    """The music without voice is to be shifted by so many milliseconds."""
    compare_wanted = Signal()
    """The two are to be compared again."""
    add_wanted = Signal()
    """A file with the music without voice is to be added."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, self.tr("Voice and music"), parent)
        self._may_add = False
        self._snapshot = PlaySnapshot()
        self.song = ThemedLabel(theme, "", "strong", "text", self)
        self.state = ThemedLabel(theme, "", "body", "mute", self)
        self.state.setWordWrap(True)
        self.content.addWidget(self.song)
        self.content.addWidget(self.state)
        self.controls = QWidget(self)
        self._make_controls()
        self.content.addWidget(self.controls)
        self.content.addStretch(1)
        name = self.tr("Add the music without voice…")
        hint = self.tr("Choose a file of the same music without its voice")
        self.add = self.add_button(name, name, hint)
        self.add.clicked.connect(lambda _checked=False: self.add_wanted.emit())
        self.compare = self.add_button(
            self.tr("Find the shift"), self.tr("Find the shift"), self.tr("Compare the two files and let them fit")
        )
        self.compare.clicked.connect(lambda _checked=False: self.compare_wanted.emit())
        self.show_snapshot(self._snapshot)
        self.voice.setFocus()
        self.fit(440, 300)

    def set_may_add(self, may_add: bool) -> None:
        """Offer to add a file, or say who can."""
        self._may_add = may_add
        self.show_snapshot(self._snapshot)

    def show_snapshot(self, snapshot: PlaySnapshot) -> None:
        """Show how it stands with the current song."""
        self._snapshot = snapshot
        bgm, here = snapshot.bgm, snapshot.song_id is not None
        self.song.setText(one_line(snapshot.row.title) if here and snapshot.row is not None else "")
        has = bgm.state is not BgmState.NONE
        self.controls.setVisible(has)
        self.compare.setVisible(has)
        self.compare.setEnabled(not bgm.comparing)
        self.add.setVisible(here and self._may_add and (not has or bgm.state is BgmState.LOST or self._unlike(bgm)))
        self.state.setText(self._said(bgm) if here else self.tr("Nothing plays."))
        self.voice.set_shown(bgm.voice)
        self.percent.setText(self.tr("%1%").replace("%1", str(bgm.voice)))
        offset_ms = 0 if bgm.offset is None else bgm.offset.offset_ms
        if not self.offset.hasFocus() and self.offset.value() != offset_ms:
            with QSignalBlocker(self.offset):
                self.offset.setValue(offset_ms)
        self.how.setText(self._how(bgm))

    def _make_controls(self) -> None:
        theme = self.theme
        self.voice = LevelBar(theme, self.tr("Voice, in percent"), "accent", self)
        self.voice.setRange(0, 100)
        self.voice.setSingleStep(5)
        self.voice.setPageStep(25)
        self.voice.setToolTip(self.tr("0 is the music alone, 100 the whole voice"))
        self.percent = ThemedLabel(theme, "", "secondary", "mute", self)
        self.percent.setMinimumWidth(self.percent.fontMetrics().horizontalAdvance("100%") + 4)
        self.offset = QSpinBox(self)
        self.offset.setRange(-LARGEST_OFFSET_MS, LARGEST_OFFSET_MS)
        self.offset.setSingleStep(_STEP_MS)
        self.offset.setSuffix(self.tr(" ms"))
        self.offset.setKeyboardTracking(False)
        self.offset.setAccessibleName(self.tr("Shift of the music without voice, in milliseconds"))
        self.offset.setToolTip(self.tr("How much later the same music is in the file without voice"))
        self.how = ThemedLabel(theme, "", "secondary", "mute", self)
        self.how.setWordWrap(True)
        levels = QHBoxLayout()
        levels.addWidget(ThemedLabel(theme, self.tr("Music alone"), "secondary", "mute", self))
        levels.addWidget(self.voice, 1)
        levels.addWidget(ThemedLabel(theme, self.tr("Voice"), "secondary", "mute", self))
        levels.addWidget(self.percent)
        shift = QHBoxLayout()
        shift.addWidget(ThemedLabel(theme, self.tr("Shift"), "secondary", "mute", self))
        shift.addWidget(self.offset)
        shift.addWidget(self.how, 1)
        column = QVBoxLayout(self.controls)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(12)
        column.addLayout(levels)
        column.addLayout(shift)
        self.voice.chosen.connect(self.voice_chosen)
        self.voice.dragged.connect(self.voice_dragged)
        self.offset.valueChanged.connect(self.offset_chosen)

    @staticmethod
    def _unlike(bgm: BgmView) -> bool:
        return bgm.offset is not None and bgm.offset.unlike

    def _how(self, bgm: BgmView) -> str:
        if bgm.comparing:
            return self.tr("Comparing the two…")
        if bgm.offset is None:
            return self.tr("Not compared yet")
        return self.tr("Set by you") if bgm.offset.by_hand else self.tr("Found by comparing the two")

    def _said(self, bgm: BgmView) -> str:
        if bgm.state is BgmState.NONE:
            none = self.tr("This song has no music without voice.")
            way = (
                self.tr("Add a file of the same music, and you can sing to it.")
                if self._may_add
                else self.tr("Those who keep the library can add it.")
            )
            return f"{none} {way}"
        if bgm.state is BgmState.LOST and bgm.error is not None:
            return explain(bgm.error)
        said = []
        if self._unlike(bgm):
            said.append(self.tr("The two do not sound alike: this may be the music of another song."))
        if bgm.later_ms:
            said.append(length_text(bgm.later_ms))
        if bgm.state is BgmState.AWAY:
            said.append(self.tr("It comes from the shared library when you switch to it."))
        elif bgm.state is BgmState.COMING:
            said.append(self.tr("It is on its way, or is brought into step with the song."))
        elif bgm.state is BgmState.OVER:
            said.append(self.tr("It is over; the song is heard to its end."))
        return " ".join(said) or self.tr("The voice can be made softer, or left out.")
