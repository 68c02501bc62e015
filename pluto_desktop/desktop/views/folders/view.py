"""The page of folders."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from pluto_desktop.desktop.models.artist_list import read_folders
from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.pages.names_view import NamesKind, NamesView
from pluto_desktop.desktop.views.songs.empty import Words
from pluto_desktop.domain.views import Source
from pluto_desktop.services.browse import Browse
from pluto_desktop.services.personal import Personal


class FoldersView(NamesView):
    """Folders at the left, the songs of the chosen one at the right."""

    def __init__(
        self,
        browse: Browse,
        personal: Personal,
        runner: TaskRunner,
        theme: Theme,
        covers: CoverLoader,
        parent: QWidget | None = None,
    ) -> None:
        kind = NamesKind(translate("folders", "Folders"), Source.FOLDER, lambda: read_folders(browse), _nothing())
        super().__init__(kind, browse, personal, runner, theme, covers, parent)


def _nothing() -> Words:
    return Words(
        translate("folders", "No folders yet"),
        translate("folders", "Add a folder of music; the songs stay where they are and are listed here by folder."),
        translate("folders", "Add my music"),
        "add_music",
        "folder",
    )


translate = QCoreApplication.translate
