"""What of a batch is still to be done, by what this device has of its songs. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pluto_desktop.domain.batch_plan import plan_edit
from pluto_desktop.domain.batches import Left, PlainSong, SongEdit
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import CommandKind
from pluto_desktop.domain.shared_json import fields_from_json
from pluto_desktop.lyrics.merging import merge_documents


def fresh(
    edits: Sequence[SongEdit], there: Mapping[SongId, PlainSong], *, whole: bool
) -> tuple[list[SongEdit], list[Left]]:
    """Return the edits that change something, begun from what is there, and what is left as others made it since.

    With ``whole`` also that is left which is so already.
    """
    wanted: list[SongEdit] = []
    left: list[Left] = []
    for edit in edits:
        song = there.get(edit.song_id)
        plan = plan_edit(edit, song, edit.mine, None, merge_documents, lets_be=True, whole=whole)
        if plan.left is not None:
            left.append(plan.left)
        if song is None or not plan.does:
            continue
        base = song.fields
        if edit.kind is CommandKind.UPDATE:
            edit = replace(edit, fields=fields_from_json(plan.changes))  # noqa: PLW2901 - the rest of it is left
            base = {name: song.fields[name] for name in plan.changes}
        wanted.append(replace(edit, base_version=song.version, base=base))
    return wanted, left
