"""The page of folders."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from pluto_desktop.desktop.models.artist_list import read_folders
from pluto_desktop.desktop.views.pages.names_view import NamesKind, NamesView
from pluto_desktop.desktop.views.pages.state import Words
from pluto_desktop.domain.views import Source


class FoldersView(NamesView):
    """Folders at the left, the songs of the chosen one at the right."""

    def describe(self) -> NamesKind:
        """Return what the page is about."""
        nothing = Words(
            translate("folders", "No folders yet"),
            translate("folders", "Add a folder of music; the songs stay where they are and are listed here by folder."),
            translate("folders", "Add my music"),
            "add_music",
            "folder",
        )
        return NamesKind(translate("folders", "Folders"), Source.FOLDER, lambda: read_folders(self._browse), nothing)


translate = QCoreApplication.translate
