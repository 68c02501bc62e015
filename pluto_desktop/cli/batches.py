"""Carrying out and telling what changes many songs at once: merging, renaming, undoing, reverting."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from pluto_desktop.cli.field_values import NAMES
from pluto_desktop.cli.framework import EXIT_DONE, EXIT_PARTLY, EXIT_UNREACHABLE, print_json
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Offline, Timeout
from pluto_desktop.domain.sentences import sentence

if TYPE_CHECKING:
    from pluto_desktop.bootstrap import Services
    from pluto_desktop.cli.song_editing import Editing
    from pluto_desktop.domain.batches import Batch, Left
    from pluto_desktop.services.shared.send_batches import LeftAlone


def finish_batch(args: argparse.Namespace, editing: Editing, batch: Batch, **named: str) -> int:
    """Send a batch where it waits for servers, tell what came of it, and return the exit code.

    ``named`` are songs of it that are told as JSON besides.
    """
    try:
        batch = editing.many().send(batch, CancelToken())
    except (Offline, Timeout) as error:
        if args.json:
            print_json({**_as_json(batch), **named, "state": "waiting", "reason": sentence(error)})
        print(f"{sentence(error)} What was done waits on this device and is sent when they answer.", file=sys.stderr)
        return EXIT_UNREACHABLE
    with suppress(Offline, Timeout):  # it is done; only this device may learn of it later
        editing.catch_up()
    if args.json:
        print_json({**_as_json(batch), **named, "state": "done"})
    else:
        what = f" “{batch.title}”" if batch.title else ""
        print(f"Done{what}: {batch.songs} {'song' if batch.songs == 1 else 'songs'} changed.")
    if not batch.left:
        return EXIT_DONE
    print(f"Left alone, as others changed the same since: {_named(editing.services, batch.left)}.", file=sys.stderr)
    return EXIT_PARTLY


def tell_left(services: Services, told: Iterable[LeftAlone]) -> None:
    """Tell of batches that waited what was left alone when they were sent."""
    for one in told:
        line = one.operation
        title = f"“{line.title}”" if line.title else line.op_id
        print(
            f"{title} was sent: {line.songs} {'song' if line.songs == 1 else 'songs'} changed. Left alone, as others "
            f"changed the same since: {_named(services, one.left)}.",
            file=sys.stderr,
        )


def left_alone_as_json(told: Iterable[LeftAlone]) -> list[dict[str, object]]:
    """Return what :func:`tell_left` tells."""
    return [
        {
            "operation": one.operation.op_id,
            "title": one.operation.title,
            "songs": one.operation.songs,
            "left": [_left_as_json(left) for left in one.left],
        }
        for one in told
    ]


def _named(services: Services, left: Sequence[Left]) -> str:
    names = {row.id: row.title for row in services.browse.list_song_rows([one.song_id for one in left])}
    return ", ".join(f"“{names.get(one.song_id, one.song_id)}”" for one in left)


def _as_json(batch: Batch) -> dict[str, object]:
    return {
        "operation": batch.op_id,
        "title": batch.title,
        "songs": batch.songs,
        "left": [_left_as_json(one) for one in batch.left],
    }


def _left_as_json(left: Left) -> dict[str, object]:
    return {"song": left.song_id, "fields": [NAMES[name] for name in left.fields]}
