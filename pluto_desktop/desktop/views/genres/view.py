"""The page of genres."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from pluto_desktop.desktop.models.artist_list import read_genres
from pluto_desktop.desktop.views.pages.names_view import NamesKind, NamesView
from pluto_desktop.desktop.views.pages.state import Words
from pluto_desktop.domain.views import Source


class GenresView(NamesView):
    """Genres at the left, the songs of the chosen one at the right."""

    def describe(self) -> NamesKind:
        """Return what the page is about."""
        nothing = Words(
            translate("genres", "No genres yet"),
            translate("genres", "Songs that carry a genre in their tags come together here."),
            translate("genres", "Add my music"),
            "add_music",
            "tags",
        )
        return NamesKind(translate("genres", "Genres"), Source.GENRE, lambda: read_genres(self._browse), nothing)


translate = QCoreApplication.translate
