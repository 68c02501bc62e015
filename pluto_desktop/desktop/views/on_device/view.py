"""The page of what lies on this device of a shared library: what is kept, what it takes, what is still to come."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.on_device.strip import HeldStrip
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.services.browse import Browse
from pluto_desktop.services.personal import Personal


class OnDeviceView(SongsView):
    """The songs that lie here or are to come, under a strip that says how much room they take. Delete removes."""

    def __init__(
        self,
        browse: Browse,
        personal: Personal,
        runner: TaskRunner,
        theme: Theme,
        covers: CoverLoader,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(browse, personal, runner, theme, covers, parent)
        self.strip = HeldStrip(theme, self)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.indexOf(self.heading) + 1, self.strip)
