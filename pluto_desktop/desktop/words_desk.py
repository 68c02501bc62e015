"""The pane at the right: the words of the song that plays, or the queue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt

from pluto_desktop.desktop.actions import Actions
from pluto_desktop.desktop.body import Body
from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.parts import Parts
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.lyrics.copying import Extent
from pluto_desktop.desktop.views.lyrics.offsets import OFFSET_STEP_MS
from pluto_desktop.desktop.views.lyrics.pane import LyricsPane
from pluto_desktop.desktop.views.queue.view import QueueView
from pluto_desktop.desktop.word_files_desk import WordFilesDesk
from pluto_desktop.desktop.words_choice import ARRANGEMENT_KEYS, arrangement_of, keep_arrangement
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.settings import Value
from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.languages import ENGLISH, ROMANISED, TELUGU
from pluto_desktop.services.playing_values import PlaySnapshot


class WordsDesk(QObject):
    """Feeds both panes from the session, and keeps what the person chose about the words."""

    def __init__(
        self,
        body: Body,
        parts: Parts,
        playback: PlaybackModel,
        covers: CoverLoader,
        files: WordFilesDesk,
        runner: TaskRunner,
        theme: Theme,
        notifier: Notifier,
        preferences: Preferences,
    ) -> None:
        super().__init__(body)
        self._body, self._playback, self._files = body, playback, files
        self._notifier, self._preferences = notifier, preferences
        self._song: SongId | None = None
        self._output: str | None = None
        self.pane = LyricsPane(
            parts.words,
            runner,
            theme,
            playback.position_ms,
            arrangement=arrangement_of(preferences),
            size=preferences.whole("lyrics.size"),
            lead_ms=preferences.whole("lyrics.lead_ms"),
        )
        self.pane.set_return_after(preferences.whole("lyrics.return_after_s"))
        self.queue = QueueView(parts.browse, parts.personal, runner, theme, covers)
        self.queue.setAccessibleName(self.tr("Queue"))
        self.pane.setAccessibleName(self.tr("Words"))
        body.add_pane("lyrics", self.pane)
        body.add_pane("queue", self.queue)
        self._connect()
        self._show(playback.snapshot)

    def toggle(self, name: str) -> None:
        """Show the words or the queue, or put them away."""
        body = self._body
        body.open_pane("" if body.pane_open == name and body.pane_in_front else name)
        if body.pane_open == "queue":
            (self.queue if self._playback.snapshot.queue else self.queue.state.button).setFocus()
        elif body.pane_open == "lyrics":
            self.pane.setFocus()

    def register(self, actions: Actions) -> None:
        """Register what is done to the words by key, wherever the focus is."""
        group, pane = self.tr("Words"), self.pane
        step = OFFSET_STEP_MS
        earlier, later = self.tr("Earlier on this device"), self.tr("Later on this device")
        shifts: tuple[tuple[str, str, list[str], Callable[[], None]], ...] = (
            ("words_earlier", self.tr("Earlier for this song"), ["Ctrl+["], lambda: pane.offsets.shift_song(-step)),
            ("words_later", self.tr("Later for this song"), ["Ctrl+]"], lambda: pane.offsets.shift_song(step)),
            ("words_earlier_output", earlier, ["Ctrl+Shift+["], lambda: pane.offsets.shift_output(-step)),
            ("words_later_output", later, ["Ctrl+Shift+]"], lambda: pane.offsets.shift_output(step)),
            ("words_in_place", self.tr("Not shifted"), ["Ctrl+\\"], pane.offsets.reset),
        )
        for name, text, keys, act in shifts:
            actions.add(name, group, text, keys, partial(self._shift, act), repeats=True)
        self._register_looks(actions)
        actions.add("larger_words", group, self.tr("Larger"), ["Ctrl++", "Ctrl+="], pane.larger, repeats=True)
        actions.add("smaller_words", group, self.tr("Smaller"), ["Ctrl+-"], pane.smaller, repeats=True)

    def _register_looks(self, actions: Actions) -> None:
        group, pane = self.tr("Words"), self.pane
        for name, text, key, language in (
            ("words_english", self.tr("Show English"), "Alt+1", ENGLISH),
            ("words_telugu", self.tr("Show Telugu"), "Alt+2", TELUGU),
            ("words_romanised", self.tr("Show romanised Telugu"), "Alt+3", ROMANISED),
        ):
            actions.add(name, group, text, [key], partial(pane.switch_language, language))
        side_by_side, first = self.tr("Languages side by side"), self.tr("English first")
        self._columns = actions.add("words_columns", group, side_by_side, ["Alt+4"], self._switch_columns)
        self._first = actions.add("words_first", group, first, ["Alt+5"], self._switch_leading)
        for action in (self._columns, self._first):
            action.setCheckable(True)
        pane.words_changed.connect(self._tick)
        self._tick()
        pane.offer((self._columns, self._first))
        for name, text, key, extent in (
            ("copy_line", self.tr("Copy the line that is sung"), "Ctrl+Shift+C", Extent.LINE),
            ("copy_verse", self.tr("Copy the verse"), "Ctrl+Alt+C", Extent.VERSE),
            ("copy_words", self.tr("Copy all the words"), "Ctrl+Alt+Shift+C", Extent.ALL),
        ):
            actions.add(name, group, text, [key], partial(pane.copy, extent))

    def _switch_columns(self) -> None:
        self.pane.arrange(replace(self.pane.arrangement, columns=not self.pane.arrangement.columns))

    def _switch_leading(self) -> None:
        leading = TELUGU if self._english_leads() else ENGLISH
        self.pane.arrange(replace(self.pane.arrangement, leading=leading))

    def _english_leads(self) -> bool:
        view = self.pane.view
        document = None if view is None else view.document
        return self.pane.arrangement.for_song(document or Document()).leading == ENGLISH

    def _tick(self) -> None:
        """Show in the menus how the words stand."""
        self._columns.setChecked(self.pane.arrangement.columns)
        self._first.setChecked(self._english_leads())

    def _copied(self, extent: str) -> None:
        said = {
            Extent.LINE: self.tr("The line was copied."),
            Extent.VERSE: self.tr("The verse was copied."),
            Extent.ALL: self.tr("All the words were copied."),
        }
        nothing = self.tr("No line is being sung: nothing was copied. All the words can be.")
        self._notifier.say(said[Extent(extent)] if extent else nothing)

    def apply_changes(self, changes: Changes) -> None:
        """Read the words again where they changed."""
        self.queue.apply_changes(changes)
        mine = self._song is not None and self._song in changes.songs
        if changes.everything or (changes.lyrics and (mine or not changes.songs)):
            self.pane.reload()

    def ask_for_words(self) -> None:
        """Let the person choose a file of lyrics for the song that plays."""
        if name := self._files.choose_file():
            self.pane.attach(Path(name))

    def ask_to_save(self) -> None:
        """Let the person choose where the words of the song that plays are saved."""
        if self._song is not None:
            self._files.ask_save(self._song)

    def offer_menu(self, actions: Actions) -> None:
        """Offer at the pane itself what is done with words and files."""
        self.pane.addActions([actions["add_words"], actions["save_words"]])
        self.pane.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _connect(self) -> None:
        session, pane, queue = self._playback.session, self.pane, self.queue
        self._playback.changed.connect(self._show)
        self._playback.sought.connect(lambda _ms: pane.set_playing(self._playback.snapshot.playing))
        pane.seek_requested.connect(session.seek)
        pane.add_requested.connect(self.ask_for_words)
        pane.attached.connect(self._files.tell_added)
        pane.failed.connect(self._notifier.fail)
        pane.arrangement_chosen.connect(partial(keep_arrangement, self._preferences))
        pane.copied.connect(self._copied)
        pane.size_chosen.connect(lambda size: self._preferences.set("lyrics.size", size))
        self._preferences.changed.connect(self._setting_changed)
        queue.jump_requested.connect(session.jump_to)
        queue.remove_positions_requested.connect(session.remove)
        queue.move_requested.connect(session.move)
        queue.insert_requested.connect(session.insert)
        queue.clear_requested.connect(session.clear)
        queue.close_requested.connect(lambda: self._body.open_pane("lyrics"))

    def _shift(self, act: Callable[[], None]) -> None:
        """Shift the words; where they cannot be seen, say by how much they are shifted now."""
        act()
        if not self.pane.isVisible() and self._song is not None:
            self._notifier.say(self.pane.offsets_text or self.tr("The words are not shifted."))

    def _setting_changed(self, key: str, value: Value) -> None:
        if key in ARRANGEMENT_KEYS:
            self.pane.set_arrangement(arrangement_of(self._preferences))
            self._tick()
        elif isinstance(value, int):
            setters = {
                "lyrics.size": self.pane.set_size,
                "lyrics.lead_ms": self.pane.set_lead,
                "lyrics.return_after_s": self.pane.set_return_after,
            }
            if key in setters:
                setters[key](value)

    def _show(self, snapshot: PlaySnapshot) -> None:
        if snapshot.song_id != self._song:
            self._song = snapshot.song_id
            self.pane.show_song(snapshot.song_id)
        if snapshot.output != self._output:
            self._output = snapshot.output
            self.pane.offsets.set_output(snapshot.output)
        self.pane.set_playing(snapshot.playing)
        self.queue.show_queue(snapshot.queue, -1 if snapshot.index is None else snapshot.index)
        self.queue.set_playing(snapshot.song_id, snapshot.playing)
