"""Words of songs to and from files, from the window's menus."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from pluto_desktop.desktop.batch_telling import BatchTelling
from pluto_desktop.desktop.library_desk import LibraryDesk
from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.notifier import Kind, Notifier
from pluto_desktop.desktop.parts import Parts
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId
from pluto_desktop.services.words import Attached

if TYPE_CHECKING:
    from pluto_desktop.lyrics.document import Document
    from pluto_desktop.lyrics.formats import ReadWarning
    from pluto_desktop.services.save_words import Savable


class WordFilesDesk(QObject):
    """Asks for files, works on workers, tells what came of it and lets that be taken back. GUI thread."""

    def __init__(
        self,
        window: QWidget,
        parts: Parts,
        library: LibraryDesk,
        telling: BatchTelling,
        runner: TaskRunner,
        theme: Theme,
        notifier: Notifier,
    ) -> None:
        super().__init__(window)
        self._window, self._parts, self._library, self._telling = window, parts, library, telling
        self._runner, self._theme, self._notifier = runner, theme, notifier

    def ask_add(self, song_id: SongId) -> None:
        """Let the person choose a file of words for a song."""
        if name := self.choose_file():
            self.add(song_id, Path(name))

    def choose_file(self, window: QWidget | None = None) -> str:
        """Let the person choose a file of words, in a window; "" for none."""
        kinds = self.tr("Lyrics (%1)").replace("%1", "*.ttml *.lrc *.elrc *.srt *.vtt *.ass *.ssa *.txt *.json")
        name, _kind = QFileDialog.getOpenFileName(
            window or self._window, self.tr("Add words from a file"), "", f"{kinds};;{self.tr('All files (*)')}"
        )
        return name

    def add(self, song_id: SongId, path: Path) -> None:
        """Make a file the words of a song."""
        words = self._parts.words
        self._runner.run(
            self, "add", Lane.WRITE, lambda _token: words.attach_file(song_id, path), self.tell_added,
            self._notifier.fail,
        )  # fmt: skip

    def told_of(self, warnings: Sequence[ReadWarning]) -> str:
        """Return what of a file was not understood, in a sentence; "" where all was."""
        if not warnings:
            return ""
        more = self.tr("%n place(s) in the file were not understood", "", len(warnings))
        line = self.tr("line %1").replace("%1", str(warnings[0].line))
        return f"{more}: {line}, {one_line(_translated(warnings[0]))}."

    def tell_added(self, added: Attached) -> None:
        """Tell that a song got words, what of the file was not understood, and let it be taken back."""
        lost = self.told_of(added.warnings)
        text = f"{self.tr('The words were added to the song.')} {lost}".rstrip()
        kind = Kind.WARN if lost else Kind.INFO
        self._telling.tell_edit(added.edited.op_id, added.edited.changes, text, kind)

    def ask_save(
        self,
        song_id: SongId,
        document: Document | None = None,
        window: QWidget | None = None,
        notifier: Notifier | None = None,
    ) -> None:
        """Let the person choose how and where the words of a song are saved, or others that are given.

        It is asked over a window, the program's own without one, and what came of it is told there.
        """
        look = self._parts.save_words
        self._runner.run(
            self, "look", Lane.READ, lambda _token: look().look(song_id, document),
            lambda words: self._show_dialog(words, window or self._window, notifier or self._notifier),
            (notifier or self._notifier).fail,
        )  # fmt: skip

    def save(self, notifier: Notifier, words: Savable, choice: str, path: Path, replace: bool) -> None:
        """Write the words of a song as a format, into a copy of its audio file, or into that file itself.

        Where ``path`` is there already and may not be replaced, the person is asked.
        """
        from pluto_desktop.desktop.views.word_files.save import COPY, OWN  # noqa: PLC0415 - rarely wanted

        make = self._parts.save_words

        def work(_token: CancelToken) -> Changes | None:
            """Return what of the library changed; None where the file is there and nothing was written."""
            if not replace and path.exists():
                return None
            if choice == OWN:
                return make().embed_own(words)
            if choice == COPY:
                make().embed_copy(words, path)
            else:
                make().save(words, choice, path)
            return Changes()

        def done(changes: Changes | None) -> None:
            name = one_line(str(path))
            if changes is None:
                text = self.tr("“%1” is there already. Nothing was written.").replace("%1", name)
                again = partial(self.save, notifier, words, choice, path, replace=True)
                notifier.say(text, Kind.WARN, self.tr("Replace it"), again)
                return
            if changes:
                self._library.changed.emit(changes)
            notifier.say(self.tr("The words are in “%1”.").replace("%1", name))

        self._runner.run(self, "save", Lane.WRITE, work, done, notifier.fail)

    def _show_dialog(self, words: Savable, window: QWidget, notifier: Notifier) -> None:
        from pluto_desktop.desktop.views.word_files.save import SaveWordsDialog  # noqa: PLC0415 - rarely wanted

        where = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = words.audio.parent if words.own and words.audio is not None else Path(where)
        dialog = SaveWordsDialog(words, folder, self._theme, window)
        dialog.save_wanted.connect(partial(self.save, notifier))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _translated(warning: ReadWarning) -> str:
    from pluto_desktop.lyrics.formats.parsed import WARNINGS  # noqa: PLC0415 - only of a file with something odd in it

    return QCoreApplication.translate("read_warnings", WARNINGS[warning.what]).format(named=warning.named)
