"""What was done to a song, edit by edit: numbered, and by field before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pluto_desktop.domain.ids import OperationId
from pluto_desktop.domain.shared import FIELDS, Revision, SongFields
from pluto_desktop.domain.song_fields import Plain, plain_fields


@dataclass(frozen=True, slots=True)
class NumberedRevision:
    """One edit of a song: who made it and when (ms since 1970), and what the song was before and after it, by field.

    ``number`` is the version the song had afterwards; the adding of the song is number 1. ``kind`` is add, update,
    delete or restore. ``before`` and ``after`` are in plain form (:mod:`pluto_desktop.domain.shared_json`) and lack
    what is not known; before an adding every field was empty.
    """

    number: int
    op_id: OperationId
    actor: str
    at_ms: int
    kind: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    @property
    def changed(self) -> tuple[str, ...]:
        """The names of the fields that were changed."""
        known = [name for name in FIELDS if name in self.before and name in self.after]
        return tuple(name for name in known if self.before[name] != self.after[name])


def number_revisions(revisions: Sequence[Revision], present: Plain, version: int) -> list[NumberedRevision]:
    """Return a song's revisions, the newest first as they are, numbered; ``present`` is what it is at ``version``."""
    told = []
    after, seen = present, version
    for one in revisions:
        number = one.version + 1
        before = plain_fields(SongFields()) if one.kind == "add" else one.before
        known = after if number == seen else {}
        told.append(NumberedRevision(number, one.op_id, one.actor, one.at_ms, one.kind, before, known))
        after, seen = dict(one.before), one.version
    return told
