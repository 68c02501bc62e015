"""The albums of the covers page."""

from __future__ import annotations

from PySide6.QtCore import QObject

from pluto_desktop.desktop.models.formatting import one_line, songs_text
from pluto_desktop.desktop.models.value_list import ValueListModel
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.domain.songs import AlbumRow
from pluto_desktop.domain.views import AlbumSort, SongFilter
from pluto_desktop.services.browse import Browse


class AlbumGridModel(ValueListModel[AlbumRow]):
    """Albums in an order, of those that hold songs a filter lets through."""

    def __init__(self, browse: Browse, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(runner, lambda album: album.id, lambda album: one_line(album.title), _spoken, parent)
        self._browse = browse
        self.order = AlbumSort.RECENTLY_ADDED
        self.wanted = SongFilter()

    def show_albums(self, order: AlbumSort, wanted: SongFilter) -> None:
        """Show albums in an order and through a filter."""
        self.order, self.wanted = order, wanted
        self.reload()

    def reload(self) -> None:
        """Read the albums again."""
        order, wanted = self.order, self.wanted
        self.load(lambda: self._browse.list_albums(order, wanted))


def _spoken(album: AlbumRow) -> str:
    parts = [one_line(album.title), one_line(album.artist), str(album.year or ""), songs_text(album.songs)]
    return ", ".join(part for part in parts if part)
