"""What was begun and not saved, to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from pluto_desktop.desktop.models.formatting import grouped, one_line, songs_text
from pluto_desktop.desktop.views.common.menus import rounded
from pluto_desktop.domain.drafts import DraftKind
from pluto_desktop.services.song_forms import Begun

_MOST = 20
_LENGTH = 48


class BegunMenu(QMenu):
    """Lists what was begun, the newest first, and says where that is not all."""

    chosen = Signal(object)
    """This (:class:`Begun`) is to be gone on with."""

    def __init__(self, begun: Sequence[Begun], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("What you began and did not save"))
        rounded(self)
        for one in begun[:_MOST]:
            action = self.addAction(self._told(one).replace("&", "&&"))
            action.triggered.connect(lambda _=False, begun=one: self.chosen.emit(begun))
        if len(begun) > _MOST:
            more = self.tr("and %1 more").replace("%1", grouped(len(begun) - _MOST))
            self.addAction(more).setEnabled(False)

    def _told(self, one: Begun) -> str:
        if one.kind is DraftKind.MANY:
            return songs_text(len(one.songs))
        name = one_line(one.title)
        name = name if len(name) <= _LENGTH else name[: _LENGTH - 1] + "…"
        return self.tr("The words of %1").replace("%1", name) if one.kind is DraftKind.WORDS else name
