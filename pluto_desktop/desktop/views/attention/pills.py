"""The reasons above the list, each with how many songs there are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pluto_desktop.desktop.models.formatting import grouped, songs_text
from pluto_desktop.desktop.models.need_texts import need_meaning, need_name
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.flow import FlowLayout
from pluto_desktop.desktop.views.pages.chips import Pill
from pluto_desktop.domain.attention import Need
from pluto_desktop.domain.survey import Survey


class NeedPills(QWidget):
    """One pill a reason; those with no song are not shown, but the chosen one."""

    chosen = Signal(object)
    """Another reason (:class:`Need`, None for any) was chosen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("What is lacking"))
        self._pills: dict[Need | None, Pill] = {}
        row = FlowLayout(self, spacing=6)
        row.setContentsMargins(24, 12, 24, 12)
        for need in (None, *Need):
            pill = Pill(need_name(need), theme, self)
            pill.setToolTip(need_meaning(need))
            pill.clicked.connect(lambda _=False, need=need: self.choose(need))
            row.addWidget(pill)
            self._pills[need] = pill
        self.need: Need | None = None
        """The reason that is chosen."""
        self.show_survey(Survey())

    def pill(self, need: Need | None) -> Pill:
        """Return the pill of a reason."""
        return self._pills[need]

    def choose(self, need: Need | None) -> None:
        """Choose a reason."""
        before, self.need = self.need, need
        self._show_chosen()
        if before is not need:
            self.chosen.emit(need)

    def show_survey(self, survey: Survey) -> None:
        """Show how many songs there are."""
        for need, pill in self._pills.items():
            count = survey.songs if need is None else survey.counts.get(need, 0)
            name = need_name(need)
            pill.setText(f"{name} {grouped(count)}")
            pill.setAccessibleName(f"{name}, {songs_text(count)}")
            pill.setVisible(need is None or bool(count) or need is self.need)
            pill.updateGeometry()
        self._show_chosen()

    def _show_chosen(self) -> None:
        for need, pill in self._pills.items():
            pill.setChecked(need is self.need)
