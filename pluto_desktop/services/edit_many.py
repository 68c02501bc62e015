"""Many songs edited by one operation: the same field of thousands, deleting, merging, renaming, taking back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol, TypeVar

from pluto_desktop.domain.batches import (
    ArtistName,
    Batch,
    BatchCommand,
    BatchKind,
    Left,
    OperationLine,
    PlainSong,
    SongEdit,
    inverse_batch,
)
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Conflict, Invalid, NotFound, Offline, Timeout
from pluto_desktop.domain.ids import ArtistId, OperationId, SongId, new_id
from pluto_desktop.domain.progress import Progress, ReportProgress
from pluto_desktop.domain.renaming import renamed_fields
from pluto_desktop.domain.shared import FIELDS, CommandKind, SongFields
from pluto_desktop.domain.shared_json import fields_from_json
from pluto_desktop.domain.song_split import MergedSong, merged_song
from pluto_desktop.domain.views import SongQuery, Source
from pluto_desktop.ports.batches import OperationHistory, OwnOperations, PlainSongs
from pluto_desktop.ports.catalogue import ArtistNames, CatalogueReader
from pluto_desktop.services.batch_fresh import fresh

_PAGE = 500

T = TypeVar("T")


class DoesBatches(Protocol):
    """Where batches go. Any worker thread."""

    def do(self, command: BatchCommand, cancel: CancelToken, report: ReportProgress, note: Callable[[], None]) -> Batch:
        """Do a batch, or keep it on this device until it can be done. Raises Cancelled, and then nothing was done.

        ``note`` remembers it as this person's own: called once, before it is done, or in the step that keeps it.
        """
        ...

    def give_up_failed(self, op_id: OperationId) -> Changes | None:
        """Give a batch up that waits on this device as failed; None where there is none."""
        ...

    def send(self, batch: Batch, cancel: CancelToken) -> Batch:
        """Do a batch that waits, now. Raises Offline and Timeout: it waits on."""
        ...


class Split(NamedTuple):
    """What became of a split, and the song that it made or brought back."""

    batch: Batch
    other: SongId


class Noted(NamedTuple):
    """How a batch is remembered as this person's own, and how that is taken back where it came to nothing."""

    note: Callable[[], None]
    forget: Callable[[], None]


def _silent(_progress: Progress) -> None:
    pass


_NEVER = CancelToken()


class EditMany:
    """Changes any number of songs as one operation. Any worker thread.

    Each method returns what became of it; ``cancel`` raises Cancelled, and then nothing was done. ``title`` is what
    the history calls the operation. ``report`` hears how many songs were looked at, of how many.
    """

    def __init__(
        self,
        batches: DoesBatches,
        songs: PlainSongs,
        catalogue: CatalogueReader,
        names: ArtistNames,
        history: OperationHistory,
        own: OwnOperations,
    ) -> None:
        self._batches, self._songs, self._catalogue = batches, songs, catalogue
        self._names, self._history, self._own = names, history, own

    def apply(
        self,
        edits: Sequence[SongEdit],
        *,
        title: str,
        cancel: CancelToken = _NEVER,
        progress: ReportProgress = _silent,
    ) -> Batch:
        """Change what each edit says of its song. Raises Invalid("nothing_to_change"), Invalid("title_empty").

        ``base_version`` is the version that was looked at: where this device has a newer one, only what is the same
        in both is known to have been seen.
        """
        if any("title" in edit.fields.given and not edit.fields.title.strip() for edit in edits):
            raise Invalid("title_empty")
        seen = self._seen(edits, cancel, progress)
        made = [edit for edit in seen if edit.mine != edit.base]
        return self._do(BatchKind.EDIT, title, made, cancel, progress)

    def delete(
        self, ids: Sequence[SongId], *, title: str = "", cancel: CancelToken = _NEVER,
        progress: ReportProgress = _silent,
    ) -> Batch:  # fmt: skip
        """Delete songs; their files are not touched. Those that are gone already are passed over."""
        return self._mark(BatchKind.DELETE, ids, title, cancel, progress)

    def restore(
        self, ids: Sequence[SongId], *, title: str = "", cancel: CancelToken = _NEVER,
        progress: ReportProgress = _silent,
    ) -> Batch:  # fmt: skip
        """Take the deletion of songs back."""
        return self._mark(BatchKind.RESTORE, ids, title, cancel, progress)

    def merge(
        self, keep: SongId, gone: Sequence[SongId], fields: SongFields | None = None, *, title: str = "",
        seen: Mapping[SongId, PlainSong] | None = None,
        cancel: CancelToken = _NEVER, progress: ReportProgress = _silent,
    ) -> Batch:  # fmt: skip
        """Merge songs into one: they are deleted as merged into it, and it becomes what ``fields`` say.

        ``seen`` are the songs as the person had them before them, if that may not be what they are now: what somebody
        changed since is left alone and told of.

        Plays, playlists, hearts, offsets and how much of the voice is heard follow on every device. Raises
        NotFound("song_not_found"), Invalid("merge_with_itself").
        """
        others = list(dict.fromkeys(gone))
        if keep in others or not others:
            raise Invalid("merge_with_itself")
        there = self._songs.list_plain([keep, *others])
        for song_id in (keep, *others):
            if song_id not in there or there[song_id].deleted:
                raise NotFound("song_not_found", name=song_id)
        known = {**there, **(seen or {})}
        edits = [
            replace(seen_as(SongEdit(song_id, kind=CommandKind.DELETE), known[song_id]), merged_into=keep)
            for song_id in others
        ]
        if fields is not None and fields.given:
            edits.insert(0, seen_as(SongEdit(keep, fields), known[keep]))
        return self._do(BatchKind.MERGE, title or str(there[keep].fields["title"]), edits, cancel, progress)

    def split(
        self, song_id: SongId, left: SongFields, other: SongFields | SongId, *, title: str = "",
        seen: PlainSong | None = None, cancel: CancelToken = _NEVER, progress: ReportProgress = _silent,
    ) -> Split:  # fmt: skip
        """Make two songs of one: it becomes what ``left`` says, and ``other`` is all that a new song is.

        Or ``other`` is a song that was merged into it and comes back. Both or neither is done, and one undo takes both
        back. ``seen`` is the song as the person had it before them. Plays, playlists and hearts stay with the song; to
        one that comes back goes what came from it. Raises NotFound("song_not_found"), Invalid("title_empty"); where
        it is done at once Conflict("split_clashes") and Conflict("split_media_gone").
        """
        there = self._songs.list_plain([song_id] if isinstance(other, SongFields) else [song_id, other])
        if not _is_here(there, song_id):
            raise NotFound("song_not_found", name=song_id)
        known = seen or there[song_id]
        edits = [seen_as(SongEdit(song_id, left), known)] if left.given else []
        if isinstance(other, SongFields):
            if not other.title.strip():
                raise Invalid("title_empty")
            new = replace(other, given=frozenset(FIELDS))
            edits.append(SongEdit(SongId(new_id()), new, kind=CommandKind.ADD))
        else:
            if other not in there or not there[other].deleted:
                raise NotFound("song_not_found", name=other)
            back = SongEdit(other, kind=CommandKind.RESTORE, merged_into=song_id)
            edits.append(seen_as(back, there[other]))
        command = self._command(BatchKind.SPLIT, title or str(known.fields["title"]), edits)
        return Split(self._run(replace(command, whole=True), cancel, progress), edits[-1].song_id)

    def list_merged(self, song_id: SongId) -> list[MergedSong]:
        """Return the songs that were merged into one and could come back. Raises NotFound("song_not_found")."""
        ids = self._songs.list_merged(song_id)
        there = self._songs.list_plain([song_id, *ids])
        if not _is_here(there, song_id):
            raise NotFound("song_not_found", name=song_id)
        keep = there[song_id].fields
        return [merged_song(one, there[one], keep, self._own.find_merge(one)) for one in ids]

    def rename_artist(
        self, artist_id: ArtistId, name: str, *, title: str = "", cancel: CancelToken = _NEVER,
        progress: ReportProgress = _silent,
    ) -> Batch:  # fmt: skip
        """Rename an artist in every credit and as the artist of albums; onto another's name, the two become one.

        Raises NotFound("artist_not_found"), Invalid("artist_unnamed"), Invalid("nothing_to_change").
        """
        new, old = " ".join(name.split()), self._names.get_artist(artist_id).name
        if not new:
            raise Invalid("artist_unnamed")
        if new == old:
            raise Invalid("nothing_to_change")
        ids = self._catalogue.list_song_ids(SongQuery(Source.ARTIST, artist_id))
        edits: list[SongEdit] = []
        for page in self._pages(ids, cancel, progress):
            for song_id, song in self._songs.list_plain(page, ("credits", "album")).items():
                said = renamed_fields(song.fields, old, new)
                if said:
                    edits.append(seen_as(SongEdit(song_id, fields_from_json(said)), song))
        command = self._command(BatchKind.RENAME, title or new, edits)
        return self._run(replace(command, artists=(ArtistName(artist_id, new, old),)), cancel, progress)

    def revert(self, op_id: OperationId, *, cancel: CancelToken = _NEVER, progress: ReportProgress = _silent) -> Batch:
        """Take back what an operation did, anybody's; what was changed since is left alone and told of.

        One of this person's own needs no server. Raises NotFound("operation_not_found"), Invalid("nothing_to_change"),
        and what the history raises.
        """
        own = self._find_own(op_id)
        if own is not None and (given_up := self.give_up_failed(own, op_id)) is not None:
            return given_up
        command = own or self._history.get_operation(op_id)
        return self.do_fresh(inverse_batch(command, OperationId(new_id())), cancel, progress)

    def do_fresh(
        self, command: BatchCommand, cancel: CancelToken, progress: ReportProgress, noted: Noted | None = None
    ) -> Batch:
        """Do what of a batch is not so yet, and leave what others changed. Raises Invalid("nothing_to_change").

        Of one that is to be done whole nothing is left: Conflict("not_done_whole"), also where any of it is so already.
        It is remembered as this person's own operation, or as it is ``noted``.
        """
        edits, left, names = list[SongEdit](), list[Left](), _needed(command.edits)
        for page in self._pages(command.edits, cancel, progress):
            there = self._songs.list_plain([edit.song_id for edit in page], names)
            wanted, let_be = fresh(page, there, whole=command.whole)
            edits += wanted
            left += let_be
        if command.whole and left:
            raise Conflict("not_done_whole", name=command.title)
        if not edits and not left and not command.artists:
            raise Invalid("nothing_to_change")
        if not edits and not command.artists:
            return Batch(command.op_id, command.title, 0, left=tuple(left))
        batch = self._run(replace(command, edits=tuple(edits)), cancel, progress, noted)
        return replace(batch, left=(*left, *batch.left))

    def give_up_failed(self, command: BatchCommand, op_id: OperationId) -> Batch | None:
        """Give an operation up that failed: nothing of it was done, so what others did the same is not its to undo.

        Return what became of ``command``, which it was to do or take back; None where it did not fail.
        """
        changes = self._batches.give_up_failed(op_id)
        return None if changes is None else Batch(op_id, command.title, len(command.edits), changes)

    def send(self, batch: Batch, cancel: CancelToken) -> Batch:
        """Do a batch that waits for servers, now. Raises Offline and Timeout: it waits on."""
        return self._batches.send(batch, cancel) if batch.waits else batch

    def list_operations(self, limit: int, before: OperationId | None = None) -> list[OperationLine]:
        """Return what was done to the library, the newest first; Offline where servers are asked."""
        return self._history.list_operations(limit, before)

    def get_operation(self, op_id: OperationId) -> BatchCommand:
        """Return what an operation did; of one of this person's own, what was asked where that is not to be had.

        It is not while the operation waits on this device, or the servers are away. Raises as :meth:`revert`.
        """
        try:
            return self._history.get_operation(op_id)
        except (NotFound, Offline, Timeout):
            own = self._find_own(op_id)
            if own is None:
                raise
            return own

    def _find_own(self, op_id: OperationId) -> BatchCommand | None:
        """Return an operation of this person that can be taken back by what is known of it here."""
        own = self._own.find(op_id)
        knows = own is not None and all(
            edit.base is not None or edit.kind is CommandKind.ADD for edit in own.command.edits
        )
        return own.command if own is not None and knows else None

    def _mark(
        self, kind: BatchKind, ids: Sequence[SongId], title: str, cancel: CancelToken, progress: ReportProgress
    ) -> Batch:
        step = CommandKind.DELETE if kind is BatchKind.DELETE else CommandKind.RESTORE
        wanted = [SongEdit(song_id, kind=step) for song_id in dict.fromkeys(ids)]
        edits = [
            edit
            for page in self._pages(wanted, cancel, progress)
            for edit in _to_mark(page, self._songs.list_plain([one.song_id for one in page]))
        ]
        return self._do(kind, title, edits, cancel, progress)

    def _seen(self, edits: Sequence[SongEdit], cancel: CancelToken, progress: ReportProgress) -> list[SongEdit]:
        """Return the edits with what the person saw of their songs; songs that are gone are passed over."""
        seen, names = [], frozenset[str]().union(*(edit.fields.given for edit in edits))
        for page in self._pages(edits, cancel, progress):
            there = self._songs.list_plain([edit.song_id for edit in page], names)
            seen += [seen_as(edit, there[edit.song_id]) for edit in page if _is_here(there, edit.song_id)]
        return seen

    def _do(
        self, kind: BatchKind, title: str, edits: Sequence[SongEdit], cancel: CancelToken, progress: ReportProgress
    ) -> Batch:
        if not edits:
            raise Invalid("nothing_to_change")
        return self._run(self._command(kind, title, edits), cancel, progress)

    def _command(self, kind: BatchKind, title: str, edits: Sequence[SongEdit]) -> BatchCommand:
        return BatchCommand(OperationId(new_id()), kind, title, tuple(edits))

    def _run(
        self, command: BatchCommand, cancel: CancelToken, progress: ReportProgress, noted: Noted | None = None
    ) -> Batch:
        cancel.raise_if_cancelled()
        note = noted or Noted(lambda: self._own.add(command), lambda: self._own.remove(command.op_id))
        try:
            return self._batches.do(command, cancel, progress, note.note)
        except BaseException:
            note.forget()
            raise

    def _pages(self, wanted: Sequence[T], cancel: CancelToken, report: ReportProgress) -> Iterator[Sequence[T]]:
        for start in range(0, len(wanted), _PAGE):
            cancel.raise_if_cancelled()
            yield wanted[start : start + _PAGE]
            report(Progress(min(start + _PAGE, len(wanted)), len(wanted)))


def seen_as(edit: SongEdit, song: PlainSong) -> SongEdit:
    """Return an edit with what the person saw of the song, unless they saw an older version than is here."""
    version = song.version if edit.base_version is None else edit.base_version
    base = edit.base
    if base is None and version == song.version:
        names = edit.fields.given if edit.kind is CommandKind.UPDATE else song.fields
        base = {name: song.fields[name] for name in sorted(names)}
    return replace(edit, base_version=version, base=base)


def _is_here(there: Mapping[SongId, PlainSong], song_id: SongId) -> bool:
    return song_id in there and not there[song_id].deleted


def _needed(edits: Sequence[SongEdit]) -> frozenset[str]:
    """Return the fields of songs that are to be known for edits to be begun from them; of a deletion all."""
    if any(edit.kind is not CommandKind.UPDATE for edit in edits):
        return frozenset(FIELDS)
    return frozenset[str]().union(*(edit.fields.given for edit in edits))


def _to_mark(page: Sequence[SongEdit], there: Mapping[SongId, PlainSong]) -> list[SongEdit]:
    """Return those of some deletions, or of their taking back, that change anything."""
    return [
        seen_as(edit, song)
        for edit in page
        if (song := there.get(edit.song_id)) is not None and song.deleted == (edit.kind is CommandKind.RESTORE)
    ]
