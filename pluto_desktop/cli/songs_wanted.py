"""What the actions of ``pluto song`` on files share: some songs, or all of them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from pluto_desktop.cli.framework import WrongUse
from pluto_desktop.cli.songs_named import rows_named, say_ambiguous
from pluto_desktop.domain.views import SongQuery

if TYPE_CHECKING:
    from pluto_desktop.domain.ids import SongId
    from pluto_desktop.services.browse import Browse


def add_songs(parser: argparse.ArgumentParser) -> None:
    """Let songs be named, or all of them be meant."""
    parser.add_argument("songs", metavar="SONG", nargs="*", help="a song's title or its id")
    parser.add_argument("--all", action="store_true", help="all songs of the library")


def check_songs(args: argparse.Namespace) -> None:
    """Raise WrongUse where neither songs are named nor all are meant, or both."""
    if bool(args.songs) == args.all:
        raise WrongUse(f"pluto song {args.action}: name songs, or say --all.")


def ids_wanted(args: argparse.Namespace, browse: Browse) -> list[SongId] | None:
    """Return the songs that are meant, each once; None where a name means several, which is said.

    Raises NotFound("song_not_found").
    """
    if args.all:
        return browse.list_song_ids(SongQuery())
    ids: list[SongId] = []
    for name in args.songs:
        rows = rows_named(browse, name)
        if len(rows) > 1:
            say_ambiguous(name, rows)
            return None
        ids.append(rows[0].id)
    return list(dict.fromkeys(ids))
