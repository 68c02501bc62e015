"""``pluto song merge|undo|redo``: songs that become one, and this person's own edits taken back in order."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from pluto_desktop.cli.batches import finish_batch
from pluto_desktop.cli.songs_named import rows_named, say_ambiguous
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.ids import OperationId, SongId

if TYPE_CHECKING:
    from pluto_desktop.cli.song_editing import Editing

ACTIONS = frozenset({"merge", "undo", "redo"})


def add_actions(actions: Any, common: argparse.ArgumentParser) -> None:
    """Add what is done to several songs to the actions of ``pluto song``."""
    merge = actions.add_parser(
        "merge",
        parents=[common],
        help="make one song of several",
        description="Delete songs as merged into the one that is kept. Plays, hearts, places in playlists and offsets "
        "follow, on every device. “pluto song undo” takes all of it back.",
    )
    merge.add_argument("keep", metavar="KEEP", help="the song that is kept: its title or its id")
    merge.add_argument("gone", metavar="GONE", nargs="+", help="a song that is merged into it")
    merge.add_argument(
        "--take",
        action="store_true",
        help="the kept song takes what it lacks from the first that has it: words, cover, date and all else",
    )
    for name, text in (
        ("undo", "take back what you did last on this device"),
        ("redo", "do again what you took back last"),
    ):
        actions.add_parser(
            name,
            parents=[common],
            help=text,
            description=f"{text[0].upper()}{text[1:]}. What others changed since is left alone and told of; the exit "
            "code is then 1.",
        )


def run_action(args: argparse.Namespace, editing: Editing) -> int:
    """Do what was asked."""
    if args.action == "undo":
        return finish_batch(args, editing, editing.undo().undo(CancelToken()))
    if args.action == "redo":
        return finish_batch(args, editing, editing.undo().redo(CancelToken()))
    ids: list[SongId] = []
    for name in (args.keep, *args.gone):
        rows = rows_named(editing.services.browse, name)
        if len(rows) > 1:
            return say_ambiguous(name, rows)
        ids.append(rows[0].id)
    from pluto_desktop.services.bulk.merging import MergeSongs, proposed

    merging = MergeSongs(editing.services.library.reader, editing.many)
    songs, keep = merging.look(list(dict.fromkeys(ids))), ids[0]
    chosen = proposed(songs, keep) if args.take else {}
    return finish_batch(args, editing, merging.merge(songs, keep, chosen, CancelToken()))


def revert_operation(args: argparse.Namespace, editing: Editing) -> int:
    """Take back what an operation did to all of its songs."""
    return finish_batch(args, editing, editing.many().revert(OperationId(args.operation)))
