"""Songs side by side, by field: which of them is kept, and whose value of each field counts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QRadioButton, QWidget

from pluto_desktop.desktop.models.field_texts import field_name
from pluto_desktop.desktop.models.formatting import grouped, one_line
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.dialog import PlainDialog
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.curate.merging.values import value_text
from pluto_desktop.desktop.views.pages.face import Face
from pluto_desktop.domain.ids import SongId
from pluto_desktop.services.bulk.merging import Candidate, best_of, differing, proposed

translate = QCoreApplication.translate

_COLUMN = 230
_NAME_COLUMN = 130
_MARK = 40


class MergeDialog(PlainDialog):
    """Asks how some songs become one. It changes nothing itself."""

    merge_wanted = Signal(object, object)
    """Keep a song (id), with the values of others (song ids by field)."""

    def __init__(self, songs: Sequence[Candidate], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, translate("MergeDialog", "Make one song of these"), parent)
        self._songs = list(songs)
        self.keep: SongId = best_of(songs).id
        """The song that is kept."""
        self.choices: dict[str, QButtonGroup] = {}
        """The choice of each field that is not the same in all songs."""
        self._touched: set[str] = set()
        self._face = Face(theme.font("body"))
        inside = QWidget(self)
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 12, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._add_songs(inside)
        for name in differing(songs):
            self._add_field(name, inside)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self.add_scrolled(inside)
        self._say_what_follows()
        self.merge_button = QPushButton(self.tr("Merge"), self)
        self.merge_button.setAccessibleName(self.tr("Merge the songs"))
        self.merge_button.setToolTip(self.tr("Make one song of these; that can be undone"))
        self.merge_button.setDefault(True)
        self.merge_button.clicked.connect(lambda _checked=False: self._merge())
        self.buttons.addWidget(self.merge_button)
        self.close_button.setText(self.tr("Cancel"))
        self.close_button.setAccessibleName(self.tr("Cancel"))
        self._propose()
        width = _NAME_COLUMN + len(songs) * (_COLUMN + 12) + 72
        self.fit(min(max(width, 560), 1180), 240 + 34 * (len(self.choices) + 3))
        self.kept.button(self._place(self.keep)).setFocus()

    def whose(self) -> dict[str, SongId]:
        """Return whose value of each field counts."""
        return {name: self._songs[group.checkedId()].id for name, group in self.choices.items()}

    def _add_songs(self, inside: QWidget) -> None:
        head = ThemedLabel(self.theme, self.tr("Keep"), "secondary", "mute", inside)
        self._grid.addWidget(head, 0, 0)
        self.kept = QButtonGroup(self)
        for at, one in enumerate(self._songs):
            title = self._face.elide(one_line(one.song.title), self.theme.grown(_COLUMN - _MARK))
            button = self._radio(title, self.tr("Keep %1").replace("%1", one_line(one.song.title)), inside)
            button.setFont(self.theme.font("strong"))
            self.kept.addButton(button, at)
            self._grid.addWidget(button, 0, at + 1)
            facts = ThemedLabel(self.theme, self._facts(one), "secondary", "mute", inside)
            facts.setContentsMargins(27, 0, 0, 10)
            self._grid.addWidget(facts, 1, at + 1)
            self._grid.setColumnMinimumWidth(at + 1, self.theme.grown(_COLUMN))
        self._grid.setColumnMinimumWidth(0, self.theme.grown(_NAME_COLUMN))
        self._grid.setColumnStretch(len(self._songs) + 1, 1)
        self.kept.idToggled.connect(self._keep_another)

    def _facts(self, one: Candidate) -> str:
        plays = one.row.plays
        parts = [self.tr("1 play") if plays == 1 else self.tr("%1 plays").replace("%1", grouped(plays))]
        if one.row.favourite:
            parts.append(self.tr("favourite"))
        return " · ".join(parts)

    def _add_field(self, name: str, inside: QWidget) -> None:
        row, label = self._grid.rowCount(), field_name(name)
        label = label[:1].upper() + label[1:]
        self._grid.addWidget(ThemedLabel(self.theme, label, "secondary", "mute", inside), row, 0)
        group = self.choices[name] = QButtonGroup(self)
        for at, one in enumerate(self._songs):
            text = value_text(one, name)
            button = self._radio(
                self._face.elide(text, self.theme.grown(_COLUMN - _MARK)),
                self.tr("%1 of song %2: %3").replace("%1", label).replace("%2", str(at + 1)).replace("%3", text),
                inside,
            )
            button.setToolTip(text)
            group.addButton(button, at)
            self._grid.addWidget(button, row, at + 1)
        group.idClicked.connect(lambda _id, name=name: self._touched.add(name))

    def _radio(self, text: str, name: str, inside: QWidget) -> QRadioButton:
        button = QRadioButton(text.replace("&", "&&"), inside)
        button.setAccessibleName(name)
        button.setToolTip(name)
        return button

    def _say_what_follows(self) -> None:
        text = self.tr(
            "Plays, hearts and places in playlists of the others go to the song that is kept. The others leave the "
            "library; their files stay where they are."
        )
        said = ThemedLabel(self.theme, text, "secondary", "mute", self)
        said.setWordWrap(True)
        self.content.addWidget(said)

    def _keep_another(self, at: int, checked: bool) -> None:
        if checked:
            self.keep = self._songs[at].id
            self._propose()

    def _propose(self) -> None:
        """Choose the kept song's values, where the person chose none themselves."""
        self.kept.button(self._place(self.keep)).setChecked(True)
        for name, whose in proposed(self._songs, self.keep).items():
            if name not in self._touched:
                self.choices[name].button(self._place(whose)).setChecked(True)

    def _place(self, song: SongId) -> int:
        return next(at for at, one in enumerate(self._songs) if one.id == song)

    def _merge(self) -> None:
        self.accept()
        self.merge_wanted.emit(self.keep, self.whose())
