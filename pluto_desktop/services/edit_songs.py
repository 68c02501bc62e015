"""From what a person says of a song to an edit that is kept and sent: the one way songs are changed.

Where edits go is a matter of :class:`SongEdits`: in a library of this device alone they are done at once
(:class:`~pluto_desktop.services.edit_here.EditHere`), in a shared one they wait here until the servers can be reached
(:class:`~pluto_desktop.services.shared.publish.Publish`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from pluto_desktop.domain.batches import BatchCommand, SongEdit
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Conflict, Invalid, NotFound
from pluto_desktop.domain.ids import OperationId, SongId
from pluto_desktop.domain.shared import AlbumName, CommandKind, Committed, Credits, SongFields
from pluto_desktop.domain.shared_json import fields_from_json, fields_to_json
from pluto_desktop.domain.song_fields import plain_song
from pluto_desktop.domain.song_history import NumberedRevision, number_revisions
from pluto_desktop.domain.songs import MediaKind, Song
from pluto_desktop.lyrics.document import Document
from pluto_desktop.ports.audio_files import TagReader
from pluto_desktop.ports.batches import OwnOperations
from pluto_desktop.ports.catalogue import CatalogueReader
from pluto_desktop.ports.outbox import Covers, PendingEdit, PendingMedium
from pluto_desktop.ports.song_edits import SongHistory
from pluto_desktop.services.import_song import SongFiles, SongMaker
from pluto_desktop.services.new_songs import MEDIA, SAID_OF_NEW, KeepsEdits, NewSongs, on_album_of, with_media

_COVER_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class NewFiles:
    """Files that a change of a song brings; None leaves that medium as it is."""

    audio: Path | None = None
    bgm: Path | None = None
    cover: Path | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person saw of a song when they began to change it: its version, and its fields in plain form."""

    version: int
    fields: Mapping[str, Any]


class SongEdits(KeepsEdits, Protocol):
    """Where edits go. Any worker thread."""

    @property
    def waits(self) -> bool:
        """Whether an edit that could not be done waits on this device."""
        ...

    def send(self, edit: PendingEdit, cancel: CancelToken) -> Committed:
        """Do an edit; when this returns everybody sees it. Raises what a commit raises, and Offline and Timeout."""
        ...

    def give_up(self, op_id: OperationId) -> None:
        """Forget an edit that will not be done."""
        ...


class EditSongs:
    """Makes edits of a library's songs. Any worker thread. What is made is done by :meth:`send`."""

    def __init__(
        self,
        edits: SongEdits,
        catalogue: CatalogueReader,
        history: SongHistory,
        tags: TagReader,
        covers: Covers,
        own: OwnOperations,
    ) -> None:
        """``own`` remembers what can be undone; see :class:`~pluto_desktop.services.undo.Undo`."""
        self._edits, self._catalogue, self._history = edits, catalogue, history
        self._tags, self._covers, self._own = tags, covers, own
        self._new = NewSongs(edits, covers)

    def send(self, edit: PendingEdit, cancel: CancelToken, *, once: bool = False) -> Committed:
        """Do an edit that was made here; with ``once`` it does not wait for a choice where it clashes.

        Raises Conflict("song_changed") with mine, theirs and base; Conflict("medium_not_kept") where a song is to have
        bytes again that are no longer kept: such an edit is given up; Offline and Timeout.
        """
        try:
            return self._send(edit, cancel)
        except Conflict as error:
            if once and error.code == "song_changed":
                self._give_up(edit.command.op_id)
            if error.code != "media_condemned" or edit.media:
                raise
            self._give_up(edit.command.op_id)
            name = self._history.get_song(edit.command.song_id).song.title
            raise Conflict("medium_not_kept", name=name) from error

    def send_chosen(self, edit: PendingEdit, cancel: CancelToken) -> Committed:
        """Do an edit that clashed, as a person chose by now, so that it can be undone. Raises as :meth:`send`."""
        return self.send(self._remembered(edit), cancel, once=True)

    def add_song(self, files: SongFiles, said: SongFields) -> PendingEdit:
        """Add the song of some files; what is ``said`` counts more than their tags."""
        read = SongMaker(self._tags)(files)
        if read.error is not None:
            raise read.error
        if read.bgm_error is not None:
            raise read.bgm_error
        assert read.song is not None
        return self._remembered(self._new.add(read.song, said))

    def update_song(self, song_id: SongId, said: SongFields, files: NewFiles, seen: Seen | None = None) -> PendingEdit:
        """Change what is said of a song, and the media that files are given for. Raises NotFound, Invalid.

        ``seen`` is what the person had before them, if that may not be what the song is now.
        """
        song = self._catalogue.get_song(song_id)
        media = [
            self._read(path, kind)
            for path, kind in ((files.audio, MediaKind.SONG), (files.bgm, MediaKind.BGM))
            if path is not None
        ]
        if files.cover is not None:
            media.append(self._covers.put(_picture(files.cover)))
        fields = on_album_of(with_media(said, media), tuple(credit.name for credit in song.artists))
        if not fields.given:
            raise Invalid("nothing_to_change")
        return self._keep(
            CommandKind.UPDATE,
            fields,
            media,
            song_id=song_id,
            base_version=song.version if seen is None else seen.version,
            base=self._base(song, fields, seen),
        )

    def delete_song(self, song_id: SongId) -> PendingEdit:
        """Delete a song; within the grace period that can be taken back."""
        song = self._catalogue.get_song(song_id)
        return self._keep(
            CommandKind.DELETE, SongFields(), song_id=song_id, base_version=song.version, base=self._all(song)
        )

    def restore_song(self, song_id: SongId) -> PendingEdit:
        """Take a deletion back. Raises NotFound."""
        song = self._history.get_song(song_id)
        return self._keep(
            CommandKind.RESTORE, SongFields(), song_id=song_id, base_version=song.song.version, base=plain_song(song)
        )

    def list_revisions(self, song_id: SongId) -> list[NumberedRevision]:
        """Return the edits of a song, numbered, the newest first. Raises NotFound; Offline where servers are asked."""
        song = self._history.get_song(song_id)
        return number_revisions(self._history.list_revisions(song_id), plain_song(song), song.song.version)

    def revert_song(
        self, song_id: SongId, number: int | None = None, names: Collection[str] = (), *, anyway: bool = False
    ) -> PendingEdit:
        """Take back what a revision did (the newest without a ``number``): an edit of its own, with media as they were.

        Only fields of these ``names`` are taken back, or all that it changed. Taking back an adding deletes the song,
        taking back a deletion restores it. What was changed since is a conflict when it is sent, but ``anyway`` lets
        it go. Raises NotFound("revision_not_found"), Invalid("nothing_to_change").
        """
        present = self._history.get_song(song_id)
        revisions = self.list_revisions(song_id)
        one = next((each for each in revisions if number in {None, each.number}), None)
        if one is None:
            raise NotFound("revision_not_found", name=present.song.title, number=number or 0)
        version = present.song.version if anyway else one.number
        if one.kind != "update":
            if present.deleted != (one.kind == "delete"):
                raise Invalid("nothing_to_change")
            kind = CommandKind.RESTORE if present.deleted else CommandKind.DELETE
            return self._keep(kind, SongFields(), song_id=song_id, base_version=version, base=one.after)
        now = plain_song(present)
        wanted = [name for name in names or one.changed if name in one.before]
        mine = {name: one.before[name] for name in wanted if one.before[name] != now[name]}
        if not mine:
            raise Invalid("nothing_to_change")
        base = {name: one.after[name] for name in mine if name in one.after}
        fields = fields_from_json(mine)
        return self._keep(CommandKind.UPDATE, fields, song_id=song_id, base_version=version, base=base)

    def _send(self, edit: PendingEdit, cancel: CancelToken) -> Committed:
        try:
            return self._edits.send(edit, cancel)
        except BaseException:
            if not self._edits.waits:
                self._own.remove(edit.command.op_id)
            raise

    def _keep(
        self,
        kind: CommandKind,
        fields: SongFields,
        media: Sequence[PendingMedium] = (),
        *,
        song_id: SongId,
        base_version: int,
        base: Mapping[str, Any],
    ) -> PendingEdit:
        edit = self._edits.keep(kind, fields, media, song_id=song_id, base_version=base_version, base=base)
        return self._remembered(edit)

    def _remembered(self, edit: PendingEdit) -> PendingEdit:
        command = edit.command
        said = SongEdit(command.song_id, command.fields, command.base_version, command.kind, edit.base)
        self._own.add(BatchCommand(command.op_id, command.kind.value, self._title_of(edit), (said,)))
        return edit

    def _title_of(self, edit: PendingEdit) -> str:
        """Return what a song is called once an edit of it is done; no server is asked."""
        fields = edit.command.fields
        if "title" in fields.given:
            return fields.title
        rows = self._catalogue.list_song_rows([edit.command.song_id])
        return rows[0].title if rows else str((edit.base or {}).get("title", ""))

    def _give_up(self, op_id: OperationId) -> None:
        self._edits.give_up(op_id)
        self._own.remove(op_id)

    def _read(self, path: Path, kind: MediaKind) -> PendingMedium:
        read = SongMaker(self._tags)(SongFiles(path))
        if read.error is not None:
            raise read.error
        assert read.song is not None
        assert read.song.song is not None
        return PendingMedium(replace(read.song.song, kind=kind), path)

    def _base(self, song: Song, fields: SongFields, seen: Seen | None) -> Mapping[str, Any]:
        """Return what the song was, of the fields that are changed: so a clash can be shown without the server."""
        was = self._all(song) if seen is None else seen.fields
        return {name: said for name, said in was.items() if name in fields.given}

    def _all(self, song: Song) -> dict[str, Any]:
        return fields_to_json(fields_of(song, self._catalogue.find_lyrics(song.id)))


def fields_of(song: Song, words: Document | None) -> SongFields:
    """Return everything a song is as fields."""
    return SongFields(
        title=song.title,
        romanised=song.romanised,
        credits=Credits(tuple(credit.name for credit in song.artists)),
        album=AlbumName(song.album.title, song.album.album_artist) if song.album is not None else AlbumName(""),
        place=(song.disc, song.track),
        release_date=song.release_date,
        genres=song.genres,
        tags=song.tags,
        notes=song.notes,
        language=song.language,
        popularity=song.popularity,
        song=song.song.sha256 if song.song is not None else None,
        bgm=song.bgm.sha256 if song.bgm is not None else None,
        cover=song.cover,
        lyrics=words.to_json() if words is not None else None,
        given=SAID_OF_NEW | MEDIA,
    )


def _picture(path: Path) -> bytes:
    try:
        data = path.read_bytes() if path.stat().st_size <= _COVER_BYTES else b""
    except FileNotFoundError as error:
        raise NotFound("file_missing", path=str(path)) from error
    except OSError as error:
        raise Invalid("file_unreadable", path=str(path)) from error
    if not data:
        raise Invalid("cover_unusable", path=str(path))
    return data
