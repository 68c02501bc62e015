"""What changes the songs of one opened library, and remembers it: the part of its use cases that edits."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pluto_desktop.bootstrap import kinds

if TYPE_CHECKING:
    from pluto_desktop.adapters.files.reader import MutagenTagReader
    from pluto_desktop.adapters.sql.drafts import SqlDrafts
    from pluto_desktop.adapters.sql.library import SqlLibrary
    from pluto_desktop.adapters.sql.own_operations import SqlOwnOperations
    from pluto_desktop.adapters.sql.song_commands import SqlSongs
    from pluto_desktop.domain.changes import Changes
    from pluto_desktop.domain.ids import SongId
    from pluto_desktop.ports.batches import OperationHistory
    from pluto_desktop.ports.song_edits import SongHistory
    from pluto_desktop.services.clashes_here import ClashesHere
    from pluto_desktop.services.complete_names import CompleteNames
    from pluto_desktop.services.edit_here import EditHere
    from pluto_desktop.services.edit_many import DoesBatches, EditMany
    from pluto_desktop.services.edit_songs import EditSongs, SongEdits
    from pluto_desktop.services.history import History
    from pluto_desktop.services.song_forms import SongForms
    from pluto_desktop.services.time_words import TimeWords
    from pluto_desktop.services.undo import Undo


class EditingServices:
    """The use cases that edit, each built when it is first asked for."""

    def __init__(self, library: SqlLibrary, *, in_window: bool = False) -> None:
        self.library = library
        self.in_window = in_window

    @property
    def folder(self) -> Path:
        """The library's folder."""
        return self.library.folder

    @cached_property
    def edit(self) -> EditSongs:
        """Changes songs of a library of this device alone."""
        return self.make_edit(self.edit_here, self._songs)

    def make_edit(self, edits: SongEdits, history: SongHistory) -> EditSongs:
        """Return what changes songs that are read here, be the library this device's own or a mirror."""
        from pluto_desktop.adapters.sql.covers import DiskCovers
        from pluto_desktop.adapters.sql.library import COVERS
        from pluto_desktop.services.edit_songs import EditSongs

        covers = DiskCovers(self.folder / COVERS)
        return EditSongs(edits, self.library.reader, history, self._tags, covers, self.own_operations)

    @cached_property
    def edit_many(self) -> EditMany:
        """Changes many songs of a library of this device alone by one operation."""
        from pluto_desktop.adapters.sql.batch_commands import SqlBatches
        from pluto_desktop.adapters.sql.operations import SqlOperations
        from pluto_desktop.services.batches_here import BatchesHere

        connections = self.library.connections
        return self.make_edit_many(BatchesHere(SqlBatches(connections)), SqlOperations(connections))

    def make_edit_many(self, batches: DoesBatches, history: OperationHistory) -> EditMany:
        """Return what changes many songs that are read here, be the library this device's own or a mirror."""
        from pluto_desktop.adapters.sql.plain_songs import SqlPlainSongs
        from pluto_desktop.services.edit_many import EditMany

        reader, songs = self.library.reader, SqlPlainSongs(self.library.connections)
        return EditMany(batches, songs, reader, reader, history, self.own_operations)

    @cached_property
    def undo(self) -> Undo:
        """Takes back what this person did in a library of this device alone."""
        from pluto_desktop.services.undo import Undo

        return Undo(self.own_operations, self.edit_many)

    def follow_merges(self) -> Changes:
        """Let what is this person's own follow merged songs, where a kill came between the two."""
        from pluto_desktop.adapters.sql.followed import follow_merges

        return follow_merges(self.library.connections)

    @cached_property
    def history(self) -> History:
        """What was done to a library of this device alone."""
        from pluto_desktop.services.history import History

        return History(lambda: self.edit_many, lambda: self.edit, self.library.reader)

    @cached_property
    def own_operations(self) -> SqlOwnOperations:
        """What this person did on this device."""
        from pluto_desktop.adapters.sql.own_operations import SqlOwnOperations

        return SqlOwnOperations(self.library.connections)

    @cached_property
    def clashes_here(self) -> ClashesHere:
        """What is chosen where two windows or command lines change the same."""
        from pluto_desktop.services.clashes_here import ClashesHere

        return ClashesHere(self.edit)

    @cached_property
    def song_forms(self) -> SongForms:
        """Forms of the songs of a library of this device alone."""
        from pluto_desktop.services.song_forms import SongForms

        return SongForms(self.library.catalogue, self.drafts, lambda: self.edit)

    @cached_property
    def time_words(self) -> TimeWords:
        """Timing the words of a library of this device alone."""
        from pluto_desktop.services.time_words import TimeWords

        library = self.library
        return TimeWords(library.catalogue, self.drafts, library.personal, lambda: self.edit)

    @cached_property
    def drafts(self) -> SqlDrafts:
        """What was begun in editors and not saved."""
        from pluto_desktop.adapters.sql.drafts import SqlDrafts

        return SqlDrafts(self.library.connections)

    @cached_property
    def complete_names(self) -> CompleteNames:
        """Names the library has, for whoever types one."""
        from pluto_desktop.adapters.sql.search_index import SqlSearchIndex
        from pluto_desktop.services.complete_names import CompleteNames

        return CompleteNames(self.library.reader, SqlSearchIndex(self.library.connections))

    def add_bgm(self, song: SongId, path: Path) -> Changes:
        """Give a song of a library of this device alone a file with its music without voice."""
        from pluto_desktop.domain.cancel import CancelToken
        from pluto_desktop.domain.changes import Changes
        from pluto_desktop.domain.shared import SongFields
        from pluto_desktop.services.edit_songs import NewFiles

        self.edit.send(self.edit.update_song(song, SongFields(), NewFiles(bgm=path)), CancelToken())
        return Changes(songs=frozenset({song}))

    @cached_property
    def edit_here(self) -> EditHere:
        """Where edits of a library of this device alone go: they are done at once."""
        from pluto_desktop.services.edit_here import EditHere

        folder = kinds.make_folder(self.folder)
        return EditHere(self._songs, self.library.catalogue, folder)

    @cached_property
    def _songs(self) -> SqlSongs:
        from pluto_desktop.adapters.sql.song_commands import SqlSongs

        return SqlSongs(self.library.connections)

    @cached_property
    def _tags(self) -> MutagenTagReader:
        from pluto_desktop.adapters.files.reader import MutagenTagReader

        return MutagenTagReader()
