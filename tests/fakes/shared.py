"""The shared library kept in memory: what its server does, for services that need no server."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from pluto_desktop.domain.errors import Conflict, Denied, NotFound, Offline
from pluto_desktop.domain.ids import MediaHash, OperationId, SongId, new_id
from pluto_desktop.domain.shared import (
    BEGINNING,
    FIELDS,
    SCHEMA_VERSION,
    CommandKind,
    Committed,
    FeedPosition,
    Pulled,
    Revision,
    Role,
    SharedLibrary,
    SharedSong,
    SongCommand,
    SongPage,
    Upload,
)
from pluto_desktop.domain.song_fields import Plain, merge, overlaid, plain_fields, plain_song
from pluto_desktop.domain.songs import Song
from pluto_desktop.lyrics.merging import merge_documents
from tests.fakes.shared_batches import FakeBatches, back
from tests.fakes.shared_editors import FakeEditors
from tests.fakes.shared_world import Lease, Stored, World

_SERVER = "nowhere"


class FakeShared(FakeBatches, FakeEditors):
    """Fulfils SharedReader, SharedWriter, SongHistory, OperationHistory, Editors and SharedKeeper for one person."""

    def __init__(
        self, world: World | None = None, *, user: str = "ana", role: Role = Role.ADMIN, lease_s: float = 300
    ) -> None:
        self.world = world or World()
        self._user, self._role, self._lease_s = user, role, lease_s

    def close(self) -> None:
        pass

    @contextmanager
    def _as(self, *roles: Role) -> Iterator[World]:
        with self.world.lock:
            if self.world.fails is not None:
                raise self.world.fails
            if roles and self._role not in roles:
                raise Denied("rights_missing", server=_SERVER)
            yield self.world

    def _reading(self):
        return self._as()

    def _writing(self):
        return self._as(Role.CURATOR, Role.ADMIN)

    def _keeping(self):
        return self._as(Role.ADMIN)

    def identify(self) -> SharedLibrary:
        with self._reading() as world:
            writable = self._role is not Role.LISTENER
            return SharedLibrary(world.id, SCHEMA_VERSION, True, writable, self._role, self._user)

    def head(self) -> FeedPosition:
        with self._reading() as world:
            return world.head

    def pull(self, since: FeedPosition) -> Pulled:
        with self._reading() as world:
            if since == world.head:
                return Pulled(since)
            kept = dict(world.changes)
            if (since != BEGINNING and since not in kept) or all(each.seq != since.seq + 1 for each in kept):
                raise Conflict("feed_lost")
            changed = {each for position, each in world.changes if position.seq > since.seq}
            songs = tuple(world.songs[SongId(each)] for each in changed if each in world.songs)
            return Pulled(world.head, *self._referred(songs, changed), songs)

    def list_songs(self, after: SongId | None, limit: int) -> SongPage:
        with self._reading() as world:
            ids = sorted(each for each, shared in world.songs.items() if not shared.deleted and each > (after or ""))
            songs = tuple(world.songs[each] for each in ids[:limit])
            return SongPage(*self._referred(songs, set()), songs, songs[-1].song.id if len(songs) == limit else None)

    def get_song(self, song_id: SongId) -> SharedSong:
        with self._reading() as world:
            if song_id not in world.songs:
                raise NotFound("song_not_found", name=song_id)
            return world.songs[song_id]

    def find_file_ids(self, media: Sequence[MediaHash]) -> dict[MediaHash, str]:
        with self._reading() as world:
            found = {each: world.media[each] for each in media if each in world.media}
            return {each: stored.file_id for each, stored in found.items() if not stored.condemned}

    def wait_for_news(self, timeout_s: float) -> bool:
        with self._reading() as world:
            return world.news.wait(timeout_s)

    def begin_upload(self, op_id: OperationId, sha256: MediaHash) -> Upload:
        with self._writing() as world:
            stored = world.media.get(sha256)
            there = stored is not None and not stored.condemned
            upload = Upload(new_id(), sha256, stored.file_id if stored and there else new_id(), there)
            world.leases[upload.upload_id] = Lease(upload, op_id, time.monotonic() + self._lease_s)
            return upload

    def extend_upload(self, upload: Upload) -> None:
        with self._writing() as world:
            if upload.upload_id not in world.leases:
                raise Conflict("upload_expired")
            world.leases[upload.upload_id].until = time.monotonic() + self._lease_s

    def drop_upload(self, upload: Upload) -> None:
        with self._writing() as world:
            if upload.upload_id in world.leases:
                world.leases[upload.upload_id].until = time.monotonic()

    def commit(self, command: SongCommand) -> Committed:
        with self._writing() as world:
            if command.op_id not in world.done:
                before = world.songs.get(command.song_id)
                self._do(command)
                changed = [command.song_id] if world.songs[command.song_id] != before else []
                self._log(command.op_id, command.kind.value, "", changed)
                version = world.songs[command.song_id].song.version
                world.done[command.op_id] = Committed(command.op_id, command.song_id, version, world.head)
                world.news.notify_all()
            if world.loses_answer:
                world.loses_answer = False
                raise Offline("server_lost", server=_SERVER)
            return world.done[command.op_id]

    def list_revisions(self, song_id: SongId) -> list[Revision]:
        with self._reading() as world:
            edits = [revision for of, revision, _ in reversed(world.revisions) if of == song_id]
            return [*edits, *(revision for of, revision in world.added.items() if of == song_id)]

    def initialise(self) -> SharedLibrary:
        with self._keeping():
            return self.identify()

    def list_expired_uploads(self, limit: int) -> list[Upload]:
        with self._keeping() as world:
            over = [each for each in world.leases.values() if each.until <= time.monotonic()]
            files = [each.upload for each in over if not each.upload.present][:limit]
            for each in over:
                if each.upload.present or each.upload in files:
                    del world.leases[each.upload.upload_id]
            return files

    def condemn_unreferenced(self, grace_s: float, limit: int) -> list[tuple[MediaHash, str]]:
        with self._keeping() as world:
            before = time.monotonic() - grace_s
            for song_id in [each for each, at in world.gone.items() if at < before]:
                world.purged.add(song_id)
                there = world.songs[song_id]
                world.songs[song_id] = replace(
                    there, song=replace(there.song, song=None, bgm=None, cover=None, duration_ms=None), cover=None
                )
            world.let_go |= {revision.op_id for _, revision, at in world.revisions if at < before}
            kept = world.kept_by_revisions() | {
                each.upload.sha256 for each in world.leases.values() if each.until > time.monotonic()
            }
            for sha256, stored in world.media.items():
                if sha256 not in kept and not world.referring(sha256) and stored.at < before:
                    stored.condemned = True
            condemned = [(each, stored.file_id) for each, stored in world.media.items() if stored.condemned]
            return condemned[:limit]

    def forget_medium(self, sha256: MediaHash) -> None:
        with self._keeping() as world:
            if sha256 in world.media and world.media[sha256].condemned:
                del world.media[sha256]

    def forget_changes(self, keep_s: float, limit: int) -> int:
        with self._keeping() as world:
            old = time.monotonic() - keep_s
            gone = 0
            while gone < limit and len(world.changes) > 1 and world.changed_at[world.changes[0][0]] < old:
                world.changes.pop(0)
                gone += 1
            return gone

    def list_media(self, after: MediaHash | None, limit: int) -> list[tuple[MediaHash, str, int, tuple[SongId, ...]]]:
        with self._reading() as world:
            hashes = sorted(each for each, stored in world.media.items() if not stored.condemned)
            page = [each for each in hashes if each > (after or "")][:limit]
            return [(each, world.media[each].file_id, world.media[each].medium.size, world.referring(each))
                    for each in page]  # fmt: skip

    def list_upload_files(self) -> list[str]:
        with self._reading() as world:
            return [each.upload.file_id for each in world.leases.values() if not each.upload.present]

    def _referred(self, songs, changed):
        artists = changed | {credit.artist_id for each in songs for credit in each.song.artists}
        albums = changed | {each.song.album.id for each in songs if each.song.album}
        world = self.world
        return (
            tuple(artist for each, artist in world.artists.items() if each in artists),
            tuple(album for each, album in world.albums.items() if each in albums),
        )

    def _do(self, command: SongCommand) -> None:
        world, there = self.world, self.world.songs.get(command.song_id)
        if command.kind is CommandKind.ADD:
            mine = plain_fields(command.fields)
            if there is not None:
                raise self._conflict(command, there, mine, None)
            self._take_media(command, mine)
            self._add(command.op_id, command.song_id, mine)
            return
        if there is None or (command.kind is CommandKind.RESTORE and command.song_id in world.purged):
            raise NotFound("song_not_found", name=command.song_id)
        if command.kind is CommandKind.RESTORE:
            if there.deleted:
                world.gone.pop(command.song_id)
                self._edited(command.op_id, there, back(there), "restore")
        elif command.kind is CommandKind.DELETE:
            self._delete(command, there)
        else:
            self._update(command, there)

    def _add(self, op_id: OperationId, song_id: SongId, mine: Mapping[str, Any]) -> None:
        world, now_ms = self.world, int(time.time() * 1000)
        world.songs[song_id] = world.laid_over(SharedSong(Song(song_id, "", added_at_ms=now_ms)), mine)
        world.added[song_id] = Revision(op_id, self._user, now_ms, "add", 0, {})
        world.changed(song_id)

    def _update(self, command: SongCommand, there: SharedSong) -> None:
        mine = plain_fields(command.fields, command.fields.given)
        base = self._base(command, there)
        merged = merge(base, plain_song(there), mine, merge_documents)
        if merged.clashes or there.deleted:
            raise self._conflict(command, there, mine, base)
        self._take_media(command, merged.changes)
        if merged.changes:
            self._edited(command.op_id, there, self.world.laid_over(there, merged.changes), "update")

    def _delete(self, command: SongCommand, there: SharedSong) -> None:
        if there.deleted:
            return
        if command.base_version not in {None, there.song.version}:
            raise self._conflict(command, there, {}, self._base(command, there))
        self.world.gone[command.song_id] = time.monotonic()
        gone = replace(there, deleted=True, merged_into=command.merged_into)
        self._edited(command.op_id, there, gone, "delete")

    def _edited(self, op_id: OperationId, before: SharedSong, after: SharedSong, kind: str) -> None:
        version = before.song.version
        revision = Revision(
            op_id, self._user, int(time.time() * 1000), kind, version, plain_song(before)
        )  # fmt: skip
        song_id = before.song.id
        self.world.revisions.append((song_id, revision, time.monotonic()))
        self.world.songs[song_id] = replace(after, song=replace(after.song, version=version + 1))
        self.world.changed(song_id)

    def _base(self, command: SongCommand, there: SharedSong) -> Plain | None:
        if command.base_version in {None, there.song.version}:
            return plain_song(there)
        for of, revision, _ in self.world.revisions:
            if of == command.song_id and revision.version == command.base_version:
                return dict(revision.before)
        return None

    def _conflict(self, command: SongCommand, theirs: SharedSong, mine: Plain, base: Plain | None) -> Conflict:
        wished = overlaid(theirs, mine, (each.medium for each in command.media))
        if command.kind is CommandKind.DELETE:
            wished = replace(theirs, deleted=True)
        before = {name: base[name] for name in FIELDS} if base else {}
        return Conflict("song_changed", name=theirs.song.title, mine=wished, theirs=theirs, base=before)

    def _take_media(self, command: SongCommand, changes: Plain) -> None:
        world = self.world
        files = {each.upload.file_id: key for key, each in world.leases.items() if not each.upload.present}
        missing = []
        published = {each.medium.sha256: each for each in command.media}
        wanted = {changes[name] for name in ("song", "bgm", "cover") if changes.get(name)}
        taken = {}
        for sha256 in sorted(wanted | published.keys()):
            stored, new = world.media.get(sha256), published.get(sha256)
            if stored is not None and not stored.condemned:
                continue
            if new is None or new.file_id not in files:
                missing.append(sha256)
            else:
                taken[sha256] = new
        if missing:
            raise Conflict("media_condemned", media=tuple(missing))
        for sha256, new in taken.items():
            old = world.media.get(sha256)
            if old is not None:
                left = Upload(new_id(), sha256, old.file_id)
                world.leases[left.upload_id] = Lease(left, command.op_id, time.monotonic())
            del world.leases[files[new.file_id]]
            world.media[sha256] = Stored(new.medium, new.file_id)
        for key in [k for k, each in world.leases.items() if each.upload.present and each.op_id == command.op_id]:
            del world.leases[key]
