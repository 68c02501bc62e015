"""What curators work at, made and joined: the mode, forms, many songs, attention, history, clashes, timing, tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pluto_desktop.desktop.adding import Adding
from pluto_desktop.desktop.attention_desk import AttentionDesk
from pluto_desktop.desktop.batch_telling import BatchTelling
from pluto_desktop.desktop.bulk_desk import BulkDesk
from pluto_desktop.desktop.conflict_desk import ConflictDesk
from pluto_desktop.desktop.curate_desk import CurateDesk
from pluto_desktop.desktop.edits_desk import EditsDesk
from pluto_desktop.desktop.form_desk import FormDesk
from pluto_desktop.desktop.history_desk import HistoryDesk
from pluto_desktop.desktop.imports_desk import ImportsDesk
from pluto_desktop.desktop.long_work import LongWork
from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.merge_desk import MergeDesk
from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.pages import Pages, page_name
from pluto_desktop.desktop.parts import Parts, Sharing
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.split_desk import SplitDesk
from pluto_desktop.desktop.tags_desk import TagsDesk
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.desktop.timing_desk import TimingDesk
from pluto_desktop.desktop.undo_desk import UndoDesk
from pluto_desktop.desktop.views.pages.page import BrowsingPage
from pluto_desktop.desktop.views.sidebar.sidebar import WAITING_EDITS
from pluto_desktop.desktop.word_files_desk import WordFilesDesk
from pluto_desktop.desktop.words_desk import WordsDesk
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import OperationId, SongId

if TYPE_CHECKING:
    from pluto_desktop.desktop.beside_desk import BesideDesk


class Curating(QObject):
    """The desks of curators. Nothing of it is shown to who may not edit. GUI thread."""

    changed = Signal(object)
    """The :class:`Changes` of what was edited."""

    def __init__(
        self,
        window: MainWindow,
        parts: Parts,
        pages: Pages,
        playback: PlaybackModel,
        covers: CoverLoader,
        words: WordsDesk,
        files: WordFilesDesk,
        adding: Adding,
        telling: BatchTelling,
        work: LongWork,
        runner: TaskRunner,
        notifier: Notifier,
        preferences: Preferences,
        *,
        offered: bool,
    ) -> None:
        super().__init__(window)
        self._theme = window.theme
        self._beside: BesideDesk | None = None
        self.mode = CurateDesk(window, pages, playback, preferences, offered=offered)
        self.forms = FormDesk(window, parts, covers, telling, runner, notifier)
        self.bulk = BulkDesk(window, parts, telling, work, runner, notifier)
        self.merging = MergeDesk(window, parts, telling, work, runner, notifier)
        self.splitting = SplitDesk(
            window, parts, pages, playback, self.forms, telling, runner, notifier, offered=offered
        )
        self.attention = AttentionDesk(window, parts, pages, self.mode, runner, notifier)
        self.imports = ImportsDesk(window, parts, pages, self.mode, adding, runner, notifier)
        self.history = HistoryDesk(window, parts, pages, self.mode, telling, work, runner, notifier)
        self.undo = UndoDesk(window, parts, telling, work, runner, notifier, offered=offered)
        self.conflicts = ConflictDesk(window, parts.clashes_here, runner, notifier)
        self.timing = TimingDesk(window, parts, pages, playback, files, runner, notifier, preferences, offered=offered)
        self.tags = TagsDesk(window, parts, runner, window.theme, notifier)
        self.mode.set_form(self.forms.make)
        self.mode.set_many_form(self.bulk.make)
        for desk in (self.forms, telling, self.conflicts, self.timing, self.tags):
            desk.changed.connect(self.changed)
        self._join_forms(files)
        words.pane.message.timing.clicked.connect(self.timing.open_playing)
        words.pane.menu_opening.connect(self.timing.fill_menu)

    def join_page(self, page: BrowsingPage) -> None:
        """Do what is asked for on a page."""
        page.merge_requested.connect(self.merging.ask)
        page.split_requested.connect(self.splitting.ask)
        page.rename_artist_requested.connect(self.merging.ask_rename)
        page.write_tags_requested.connect(self.tags.ask)
        page.save_copies_requested.connect(self.tags.ask_copies)
        self.attention.join_page(page)
        self.imports.join_page(page)
        self.history.join_page(page)
        self.mode.join_page(page)
        self.timing.join_page(page)

    def join_edits(self, edits: EditsDesk) -> None:
        """Show the edits that wait for a shared library."""
        self.conflicts.join_edits(edits)
        self.mode.mode_changed.connect(edits.look)
        self._waiting_row = self.mode.add_page(WAITING_EDITS, page_name(WAITING_EDITS), "hourglass")

    def join_others(self, sharing: Sharing, runner: TaskRunner) -> None:
        """Show in shared mode who else edits what is edited here, and let them see what is."""
        from pluto_desktop.desktop.beside_desk import BesideDesk  # noqa: PLC0415 - only in shared mode

        self._beside = BesideDesk(sharing.beside, self.mode, self.timing, self._theme, runner, self)

    def show_waiting(self, count: int) -> None:
        """Say how many edits wait; after :meth:`join_edits`."""
        self._waiting_row.set_count(count or None)

    def offer(self, *, offered: bool) -> None:
        """Offer it all, or not: what the person may do is known now, or changed."""
        self.mode.offer(offered=offered)
        self.undo.offer(offered=offered)
        self.splitting.offer(offered=offered)
        self.timing.offer(offered=offered)

    def apply_changes(self, changes: Changes) -> None:
        """Show what a mutation changed."""
        for desk in (self.mode, self.attention, self.history, self.undo, self.timing):
            desk.apply_changes(changes)

    def remember(self) -> None:
        """Write down what was open."""
        self.mode.remember()

    def close(self) -> None:
        """Keep what was begun; the window closes."""
        self.mode.close()
        self.timing.end()
        if self._beside is not None:
            self._beside.close()

    def _join_forms(self, files: WordFilesDesk) -> None:
        forms, mode, bulk = self.forms, self.mode, self.bulk
        forms.made.connect(self.conflicts.join_form)
        forms.words_wanted.connect(files.ask_add)
        forms.timing_wanted.connect(self.timing.open)
        forms.split_wanted.connect(self.splitting.ask)
        forms.left.connect(mode.focus_page)
        forms.gone.connect(mode.say_gone)
        forms.found_begun.connect(mode.tell_begun)
        self.conflicts.settled.connect(self._settle)
        bulk.left.connect(mode.focus_page)
        bulk.names_wanted.connect(forms.complete)
        bulk.merge_wanted.connect(self.merging.ask)
        mode.mode_changed.connect(bulk.load_ahead)
        mode.words_wanted.connect(self.timing.open)
        for moved in (mode.mode_changed, self.timing.changed, self.timing.left, self.timing.given_up):
            moved.connect(self._look_for_begun)
        self._look_for_begun()

    def _look_for_begun(self) -> None:
        if self.mode.on:
            self.forms.look_for_begun()

    def _settle(self, song: SongId, op_id: OperationId) -> None:
        """Let whoever's edit it was know that a person chose about it."""
        if not self.timing.settle(song):
            self.forms.give_up(song, op_id)
        self._look_for_begun()
