"""What of a batch is still to be done, by what this device has of its songs. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pluto_desktop.domain.batches import Left, SongEdit, is_as_seen
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import CommandKind
from pluto_desktop.domain.shared_json import fields_from_json
from pluto_desktop.domain.song_fields import merge
from pluto_desktop.lyrics.merging import merge_documents
from pluto_desktop.ports.batches import PlainSong


def fresh(edits: Sequence[SongEdit], there: Mapping[SongId, PlainSong]) -> tuple[list[SongEdit], list[Left]]:
    """Return the edits that change something, begun from what is there, and what is left as others made it since."""
    wanted: list[SongEdit] = []
    left: list[Left] = []
    for edit in edits:
        song = there.get(edit.song_id)
        if song is None or (song.deleted and edit.kind is CommandKind.UPDATE):
            left.append(Left(edit.song_id))
        elif edit.kind is CommandKind.UPDATE:
            _change(edit, song, wanted, left)
        elif song.deleted == (edit.kind is CommandKind.DELETE):
            continue  # it is so already
        elif edit.kind is CommandKind.DELETE and edit.base is not None and not is_as_seen(song.fields, edit.base):
            left.append(Left(edit.song_id))
        else:
            wanted.append(replace(edit, base_version=song.version, base=song.fields))
    return wanted, left


def _change(edit: SongEdit, song: PlainSong, wanted: list[SongEdit], left: list[Left]) -> None:
    merged = merge(edit.base, song.fields, edit.mine, merge_documents)
    if merged.clashes:
        left.append(Left(edit.song_id, merged.clashes))
    if merged.changes:
        wanted.append(begun_from(edit, song, merged.changes))


def begun_from(edit: SongEdit, song: PlainSong, changes: Mapping[str, object]) -> SongEdit:
    """Return the edit that makes changes of a song as it is there."""
    base = {name: song.fields[name] for name in changes}
    return replace(edit, fields=fields_from_json(changes), base_version=song.version, base=base)
