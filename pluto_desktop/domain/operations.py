"""What one operation did to a song, worked out from what the song was before and after. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pluto_desktop.domain.batches import SongEdit
from pluto_desktop.domain.edits import UNKNOWN_VERSION
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import CommandKind
from pluto_desktop.domain.shared_json import fields_from_json

_KINDS = {"insert": CommandKind.ADD, "delete": CommandKind.DELETE, "restore": CommandKind.RESTORE}


def done_edit(
    song_id: SongId, kind: str, before: Mapping[str, Any], after: Mapping[str, Any], merged_into: SongId | None = None
) -> SongEdit | None:
    """Return the edit that was made of a song; None where nothing is known to have been changed.

    ``kind`` is insert, update, delete or restore; fields are in plain form.
    """
    if kind == "update":
        changed = {name: after[name] for name in before if name in after and before[name] != after[name]}
        if not changed:
            return None
        base = {name: before[name] for name in changed}
        return SongEdit(song_id, fields_from_json(changed), UNKNOWN_VERSION, base=base)
    if kind == "insert":
        return SongEdit(song_id, fields_from_json(after), UNKNOWN_VERSION, CommandKind.ADD)
    return SongEdit(song_id, base_version=UNKNOWN_VERSION, kind=_KINDS[kind], base=after, merged_into=merged_into)
