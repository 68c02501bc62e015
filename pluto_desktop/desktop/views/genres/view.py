"""The page of genres."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from pluto_desktop.desktop.models.artist_list import read_genres
from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.pages.names_view import NamesKind, NamesView
from pluto_desktop.desktop.views.songs.empty import Words
from pluto_desktop.domain.views import Source
from pluto_desktop.services.browse import Browse
from pluto_desktop.services.personal import Personal


class GenresView(NamesView):
    """Genres at the left, the songs of the chosen one at the right."""

    def __init__(
        self,
        browse: Browse,
        personal: Personal,
        runner: TaskRunner,
        theme: Theme,
        covers: CoverLoader,
        parent: QWidget | None = None,
    ) -> None:
        kind = NamesKind(translate("genres", "Genres"), Source.GENRE, lambda: read_genres(browse), _nothing())
        super().__init__(kind, browse, personal, runner, theme, covers, parent)


def _nothing() -> Words:
    return Words(
        translate("genres", "No genres yet"),
        translate("genres", "Songs that carry a genre in their tags come together here."),
        translate("genres", "Add my music"),
        "add_music",
        "tags",
    )


translate = QCoreApplication.translate
