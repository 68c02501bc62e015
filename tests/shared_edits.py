"""Edits of songs in a shared library, for tests that let something fail on the way."""

from __future__ import annotations

import hashlib
import random
import uuid
from dataclasses import dataclass
from pathlib import Path

from pluto_desktop.domain.ids import MediaHash, SongId
from pluto_desktop.domain.shared import CommandKind, SharedSong, SongFields
from pluto_desktop.domain.songs import MediaKind, Medium
from pluto_desktop.ports.outbox import PendingEdit, PendingMedium
from pluto_desktop.services.shared.publish import Publish

_BYTES = 70_000
"""Of a medium: three pieces as they are stored."""


@dataclass(frozen=True)
class Edit:
    """One change of one song: how the song was (None: there was none), how it will be, and what is given."""

    kind: CommandKind
    song_id: SongId
    old: SharedSong | None
    fields: SongFields
    media: tuple[PendingMedium, ...] = ()

    def keep(self, publish: Publish) -> PendingEdit:
        """Keep it on the device."""
        version = self.old.song.version if self.old is not None else None
        return publish.keep(self.kind, self.fields, self.media, song_id=self.song_id, base_version=version)

    def is_old(self, now: SharedSong | None) -> bool:
        """Whether a song is wholly as it was."""
        return now == self.old

    def is_new(self, now: SharedSong | None) -> bool:
        """Whether a song is wholly as it will be."""
        if now is None:
            return False
        if self.kind is CommandKind.DELETE:
            return now.deleted
        song = now.song
        hashes = {one.sha256 for one in (song.song, song.bgm) if one is not None}
        told = {pending.medium.sha256 for pending in self.media}
        return (
            not now.deleted and song.title == self.fields.title and song.notes == self.fields.notes and hashes == told
        )


class Makers:
    """Makes edits whose every part is new, so that a mixture of old and new would be seen."""

    def __init__(self, folder: Path, seed: int = 5) -> None:
        self._folder, self._random, self._count = folder, random.Random(seed), 0
        folder.mkdir(parents=True, exist_ok=True)

    def add(self) -> Edit:
        """A song that was not there."""
        return Edit(CommandKind.ADD, SongId(str(uuid.UUID(int=self._random.getrandbits(128)))), None, *self._parts())

    def update(self, old: SharedSong) -> Edit:
        """Another title, other notes, other audio and other music without voice, in one edit."""
        return Edit(CommandKind.UPDATE, old.song.id, old, *self._parts())

    def delete(self, old: SharedSong) -> Edit:
        """A song that is taken away."""
        return Edit(CommandKind.DELETE, old.song.id, old, SongFields())

    def _parts(self) -> tuple[SongFields, tuple[PendingMedium, ...]]:
        self._count += 1
        media = (self._medium(MediaKind.SONG), self._medium(MediaKind.BGM))
        fields = SongFields(
            title=f"“పాట” {self._count}",
            notes=f"notes {self._count}",
            song=media[0].medium.sha256,
            bgm=media[1].medium.sha256,
            given=frozenset({"title", "notes", "song", "bgm"}),
        )
        return fields, media

    def _medium(self, kind: MediaKind) -> PendingMedium:
        data = self._random.randbytes(_BYTES)
        sha256 = MediaHash(hashlib.sha256(data).hexdigest())
        path = self._folder / f"{sha256[:12]}.mp3"
        path.write_bytes(data)
        return PendingMedium(Medium(sha256, size=_BYTES, format="mp3", kind=kind), path)
