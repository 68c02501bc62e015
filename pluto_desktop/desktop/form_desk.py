"""The form of a song joined with the library: opened, kept while it is typed, saved, and a deletion taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from pluto_desktop.desktop.batch_telling import BatchTelling
from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.notifier import Kind, Notifier
from pluto_desktop.desktop.parts import Parts
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.domain.errors import Conflict, NotFound
from pluto_desktop.domain.ids import OperationId, SongId

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pluto_desktop.desktop.views.curate.completing import Completing
    from pluto_desktop.desktop.views.curate.form import SongForm
    from pluto_desktop.domain.changes import Changes
    from pluto_desktop.domain.song_form import SongDraft
    from pluto_desktop.services.complete_names import NameKind
    from pluto_desktop.services.song_forms import Deleted, OpenedSong

T = TypeVar("T")

_KEEP_MS = 300
"""How long after the last key what was typed is on the disk, at the latest."""


class FormDesk(QObject):
    """Makes the form and does what it asks, off the GUI thread. GUI thread."""

    made = Signal(object)
    """The form (SongForm) was made."""
    changed = Signal(object)
    """The :class:`Changes` of a song that was saved."""
    words_wanted = Signal(object)
    """A song (id) is to get the words of a file."""
    timing_wanted = Signal(object)
    """The words of a song (id) are to be timed."""
    split_wanted = Signal(object)
    """A song (id) is to become two."""
    left = Signal()
    """The keyboard is to go back to the page."""
    found_begun = Signal(object)
    """These (a list of :class:`Begun`, the newest first) were begun and not saved."""
    gone = Signal()
    """The song that was shown is in the library no longer."""

    def __init__(
        self,
        window: MainWindow,
        parts: Parts,
        covers: CoverLoader,
        telling: BatchTelling,
        runner: TaskRunner,
        notifier: Notifier,
    ) -> None:
        super().__init__(window)
        self._window, self._parts, self._covers, self._telling = window, parts, covers, telling
        self._runner, self._notifier = runner, notifier
        self._form: SongForm | None = None
        self._due: dict[SongId, SongDraft] = {}
        """What was begun and is not on the disk yet."""
        self._clashing: dict[OperationId, SongDraft] = {}
        """What could not be saved, until the person has chosen about it."""
        self._writing: list[SongId] = []
        self._again: SongId | None = None
        self._soon = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self._soon.timeout.connect(self._keep)
        group = self.tr("Curate")
        self._save = window.actions_.add("save_song", group, self.tr("Save the song"), ["Ctrl+S"], self._save_shown)

    def make(self, parent: QWidget) -> SongForm:
        """Make the form."""
        from pluto_desktop.desktop.views.curate.form import SongForm  # noqa: PLC0415 - for curators only

        form = self._form = SongForm(self._window.theme, self._covers, parent)
        form.wanted.connect(self._open)
        form.begun.connect(self._begun)
        form.put_by.connect(self._keep)
        form.save_wanted.connect(self._do_save)
        form.delete_wanted.connect(self._ask_delete)
        form.words_wanted.connect(self.words_wanted)
        form.names_wanted.connect(self.complete)
        form.picture_wanted.connect(self._read_picture)
        form.left.connect(self.left)
        form.timing_wanted.connect(self.timing_wanted)
        form.split_wanted.connect(self.split_wanted)
        self.made.emit(form)
        return form

    def give_up(self, song: SongId, op_id: OperationId) -> None:
        """Keep nothing of what a form tried to save by an operation: the person chose about that elsewhere."""
        form, forms, draft = self._form, self._parts.song_forms, self._clashing.pop(op_id, None)
        if draft is None:  # the edit was not made in a form
            return
        if form is not None and form.song == song and form.draft is not None:
            form.give_up(draft)
        else:
            self._runner.run(
                self, "keep", Lane.WRITE, lambda _token: forms().give_up(song, draft), failed=self._notifier.fail
            )

    # -- opening and keeping --

    def look_for_begun(self) -> None:
        """See what was begun in a form or the editor of words, and not saved: :attr:`found_begun`."""
        forms = self._parts.song_forms
        self._runner.run(  # on the lane on which it is kept and given up: after all of that
            self, "begun", Lane.WRITE, lambda _token: forms().list_begun(), self.found_begun.emit, self._notifier.fail
        )

    def _open(self, song: SongId) -> None:
        self._keep()
        self._again = song if song in self._writing else None  # what was begun on it is to be read
        if self._again is None:
            self._read(song)

    def _read(self, song: SongId) -> None:
        forms = self._parts.song_forms
        self._runner.run(
            self, "open", Lane.READ, lambda _token: forms().open(song), self._show, partial(self._cannot_open, song)
        )

    def _show(self, opened: OpenedSong) -> None:
        due = self._due.get(opened.song.id)
        if due is not None:  # it could not be written
            opened = replace(opened, draft=due.carried(opened.draft.base, opened.draft.version))
        if self._form is not None:
            self._form.show_opened(opened)

    def _cannot_open(self, song: SongId, error: Exception) -> None:
        if isinstance(error, NotFound) and self._form is not None and self._form.song == song:
            self._form.close_song()
            self.gone.emit()
        else:
            self._notifier.fail(error)

    def _begun(self, song: SongId, draft: SongDraft) -> None:
        self._due[song] = draft
        self._soon.start()

    def _keep(self) -> None:
        """Write down what was begun, if there is anything new."""
        self._soon.stop()
        due, self._due = self._due, {}
        for song, draft in due.items():
            self._keep_one(song, draft)

    def _keep_one(self, song: SongId, draft: SongDraft) -> None:
        forms = self._parts.song_forms
        self._writing.append(song)

        def written(_at_ms: int | None) -> None:
            self._writing.remove(song)
            if self._again == song and song not in self._writing:
                self._again = None
                self._read(song)

        def failed(error: Exception) -> None:
            self._due.setdefault(song, draft)  # it is tried again with the next that is kept
            written(None)
            self._notifier.fail(error)

        self._runner.run(self, "keep", Lane.WRITE, lambda _token: forms().keep(song, draft), written, failed)

    # -- saving and deleting --

    def _save_shown(self) -> None:
        if self._form is not None and self._form.isVisible():
            self._form.save()

    def _do_save(self, song: SongId, draft: SongDraft) -> None:
        self._keep()  # first: if it cannot be saved it is still there
        forms = self._parts.song_forms

        def failed(error: Exception) -> None:
            edit: Any = error.params.get("edit") if isinstance(error, Conflict) else None
            if edit is not None:
                self._clashing[edit.command.op_id] = draft

        self._write(lambda: forms().save(song, draft), partial(self._saved, song, draft), failed)

    def _saved(self, song: SongId, draft: SongDraft, changes: Changes) -> None:
        form = self._form
        if self._due.get(song) == draft:
            del self._due[song]
        if form is not None and form.song == song:
            form.settle(draft)
        self.changed.emit(changes)

    def _ask_delete(self, song: SongId, title: str) -> None:
        forms = self._parts.song_forms
        text = self.tr("Delete “%1” from the library? Its file stays where it is, and it can be brought back.")
        self._notifier.say(
            text.replace("%1", one_line(title)),
            Kind.WARN,
            self.tr("Delete the song"),
            lambda: self._write(lambda: forms().delete(song), partial(self._deleted, title)),
        )

    def _deleted(self, title: str, deleted: Deleted) -> None:
        self._due.pop(deleted.song_id, None)
        text = self.tr("“%1” was deleted.").replace("%1", one_line(title))
        self._telling.tell_edit(deleted.op_id, deleted.changes, text)

    def _write(
        self, work: Callable[[], T], done: Callable[[T], None], on_error: Callable[[Exception], None] | None = None
    ) -> None:
        def failed(error: Exception) -> None:
            if on_error is not None:
                on_error(error)
            self._notifier.fail(error)
            form = self._form
            if isinstance(error, Conflict) and form is not None and form.song is not None:
                self._open(form.song)  # what somebody else made of it is shown beside what was typed

        self._runner.run(self, "write", Lane.WRITE, lambda _token: work(), done, failed)

    # -- names and pictures --

    def _read_picture(self, path: str) -> None:
        form, ratio = self._form, self._window.devicePixelRatioF()
        if form is None:
            return
        from pluto_desktop.desktop.views.curate.files import read_picture  # noqa: PLC0415 - there is a form by now

        self._runner.run(
            self, "picture", Lane.READ, lambda _token: read_picture(path, ratio),
            lambda picture: form.show_picture(path, picture), self._notifier.fail,
        )  # fmt: skip

    def complete(self, kind: NameKind, text: str, asker: Completing) -> None:
        """Offer names to whoever types one."""
        make = self._parts.complete_names
        self._runner.run(
            asker, "names", Lane.READ, lambda _token: make().complete(kind, text),
            lambda names: asker.offer(text, names), self._notifier.fail,
        )  # fmt: skip
