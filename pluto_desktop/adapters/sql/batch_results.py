"""What came of a batch, as it is stored with its operation. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pluto_desktop.domain.batches import BatchDone, Left
from pluto_desktop.domain.ids import OperationId, SongId
from pluto_desktop.domain.shared import FeedPosition


def said_of(songs: int, left: Iterable[Left]) -> dict[str, Any]:
    """Return how many songs were changed and what was left, as JSON."""
    return {"songs": songs, "left": [[one.song_id, list(one.fields)] for one in left]}


def done_of(op_id: OperationId, result: Mapping[str, Any]) -> BatchDone:
    """Return what came of a batch; ``result`` is what :func:`said_of` returned, with where the feed stood then."""
    left = tuple(Left(SongId(song_id), tuple(fields)) for song_id, fields in result["left"])
    return BatchDone(op_id, FeedPosition(result["seq"], result["change"]), result["songs"], left)
