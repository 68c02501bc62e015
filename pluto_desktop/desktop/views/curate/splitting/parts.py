"""The parts of a song that is split, and for each the choice of where it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QRadioButton, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.flow import FlowLayout
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.curate.splitting.texts import goes_text, part_name
from pluto_desktop.desktop.views.pages.heading import ElidedLabel
from pluto_desktop.domain.song_split import Goes


class PartsChoice(QWidget):
    """One part a row: its name, what is known of it, and where it goes."""

    changed = Signal()
    """Something else is chosen."""

    def __init__(
        self,
        theme: Theme,
        facts: Mapping[str, str],
        choices: Mapping[str, Sequence[Goes]],
        chosen: Mapping[str, Goes],
        parent: QWidget,
        *,
        back: bool = False,
    ) -> None:
        """Offer for each part of ``chosen`` its ``choices``; ``back`` is whether they are of a song that comes back."""
        super().__init__(parent)
        self.groups: dict[str, QButtonGroup] = {}
        """The choice of each part."""
        self._choices = choices
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        for name, where in chosen.items():
            row = 2 * grid.rowCount()
            label = ThemedLabel(theme, part_name(name), "secondary", "mute", self)
            known = ElidedLabel(theme, "body", parent=self)
            known.set_whole(facts[name])
            grid.addWidget(label, row, 0)
            grid.addWidget(known, row, 1)
            grid.addLayout(self._offer(name, where, back=back), row + 1, 1)
            grid.setRowMinimumHeight(row + 2, 8)
        grid.setColumnStretch(1, 1)

    @property
    def goes(self) -> dict[str, Goes]:
        """Where each part goes."""
        return {name: self._choices[name][group.checkedId()] for name, group in self.groups.items()}

    @property
    def buttons(self) -> list[QAbstractButton]:
        """All buttons, from the top."""
        return [button for group in self.groups.values() for button in group.buttons()]

    def button(self, name: str, goes: Goes) -> QRadioButton:
        """Return the button that lets a part go somewhere."""
        button = self.groups[name].button(list(self._choices[name]).index(goes))
        assert isinstance(button, QRadioButton)
        return button

    def _offer(self, name: str, where: Goes, *, back: bool) -> FlowLayout:
        row = FlowLayout(spacing=18)
        group = self.groups[name] = QButtonGroup(self)
        for at, goes in enumerate(self._choices[name]):
            text = goes_text(name, goes, back=back)
            button = QRadioButton(text, self)
            button.setAccessibleName(f"{part_name(name)}: {text}")
            group.addButton(button, at)
            button.setChecked(goes is where)
            if goes is not where:  # Tab stops once in a row; Qt sees to that only after the first time
                button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            row.addWidget(button)
        group.idClicked.connect(lambda _id: self.changed.emit())
        return row
