"""``pluto artist rename``: an artist under another name, in every song."""

from __future__ import annotations

import argparse
from typing import Any

from pluto_desktop.cli.batches import finish_batch
from pluto_desktop.cli.song_editing import editing_of
from pluto_desktop.domain.errors import NotFound
from pluto_desktop.domain.names import fold


def add_parser(subparsers: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser("artist", parents=[common], help="rename an artist everywhere")
    actions = parser.add_subparsers(dest="action", required=True, metavar="rename")
    rename = actions.add_parser(
        "rename",
        parents=[common],
        help="rename an artist in every credit and album",
        description="Rename an artist in every credit and as the artist of albums, by one operation. Where another "
        "artist has the new name, the two become one. “pluto song undo” takes all of it back.",
    )
    rename.add_argument("artist", metavar="ARTIST", help="the artist's name or id")
    rename.add_argument("name", metavar="NAME", help="the new name")


def run(args: argparse.Namespace) -> int:
    """Do what was asked."""
    with editing_of(args, adds=False) as editing:
        folded = fold(args.artist)
        named = [
            row for row in editing.services.browse.list_artists() if fold(row.name) == folded or row.id == args.artist
        ]
        if not named:
            raise NotFound("artist_not_found", name=args.artist)
        return finish_batch(args, editing, editing.many().rename_artist(named[0].id, args.name))
