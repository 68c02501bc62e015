"""The library into one archive file, and back out of one, from the window's menu."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDate, QLocale, QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.notifier import Kind, Notifier
from pluto_desktop.desktop.parts import Parts
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.services.archive import Exported, Prepared, Restored

_KIND = ".pluto.zip"


class ArchiveDesk(QObject):
    """Asks for the file and for the person's word, works on a worker, tells what came of it."""

    restarting = Signal(object)
    """A callable to be run when the library is closed; afterwards it is to be opened again."""

    def __init__(self, window: QWidget, parts: Parts, runner: TaskRunner, notifier: Notifier) -> None:
        super().__init__(window)
        self._window, self._parts, self._runner, self._notifier = window, parts, runner, notifier

    def ask_export(self) -> None:
        """Let the person choose where the archive goes."""
        day = QLocale.c().toString(QDate.currentDate(), "yyyy-MM-dd")
        proposed = str(Path(_documents(), f"Pluto {day}{_KIND}"))
        name, _kind = QFileDialog.getSaveFileName(
            self._window, self.tr("Export the library"), proposed, self.tr("Archives (*%1)").replace("%1", _KIND)
        )
        if name:
            self.export_to(Path(name))

    def export_to(self, target: Path) -> None:
        """Write the library, with its covers and kept media, to an archive."""
        parts = self._parts
        token = self._runner.run(
            self,
            "archive",
            Lane.LONG,
            lambda cancel: parts.export().run(target, lambda _progress: None, cancel),
            self._exported,
            self._notifier.fail,
        )
        text = self.tr("Writing the library to “%1”…").replace("%1", one_line(target.name))
        self._notifier.say(text, Kind.INFO, self.tr("Cancel"), token.cancel)

    def ask_restore(self) -> None:
        """Let the person choose an archive."""
        name, _kind = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Restore the library from an archive"),
            _documents(),
            self.tr("Archives (*%1 *.zip)").replace("%1", _KIND),
        )
        if name:
            self.offer_restore(Path(name))

    def offer_restore(self, archive: Path) -> None:
        """Say what a restore means, and do it when the person agrees."""
        text = self.tr(
            "Put the library in “%1” in place of this one? This one is set aside beside it and kept. The window "
            "closes for a moment."
        )
        self._notifier.say(
            text.replace("%1", one_line(archive.name)),
            Kind.WARN,
            self.tr("Restore"),
            lambda: self._prepare(archive),
        )

    def _prepare(self, archive: Path) -> None:
        parts = self._parts
        self._runner.run(
            self,
            "archive",
            Lane.LONG,
            lambda cancel: parts.prepare_restore(archive, cancel),
            self._prepared,
            self._notifier.fail,
        )
        self._notifier.say(self.tr("Reading “%1”…").replace("%1", one_line(archive.name)))

    def _prepared(self, prepared: Prepared) -> None:
        complete: Callable[[Prepared], Restored] = self._parts.complete_restore
        self.restarting.emit(lambda: complete(prepared))

    def _exported(self, done: Exported) -> None:
        text = self.tr("The library is in “%1”.").replace("%1", str(done.path))
        if done.left_out:
            left = self.tr("%n song file(s) outside the library stay where they are.", "", done.left_out)
            text = f"{text} {left}"
        self._notifier.say(text)


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
