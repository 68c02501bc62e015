"""``pluto lyrics``: the words of a song, files of words from one format to another, and words looked for online."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from pluto_desktop.cli import lyrics_convert, lyrics_embed, lyrics_suggest
from pluto_desktop.cli.framework import EXIT_DONE, EXIT_WRONG, print_json
from pluto_desktop.cli.reaching import reaching_of, rows_wanted
from pluto_desktop.cli.songs_named import say_ambiguous

if TYPE_CHECKING:
    from pluto_desktop.domain.songs import SongRow
    from pluto_desktop.services.words import WordsView


def add_parser(subparsers: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "lyrics", parents=[common], help="show words, bring them to another format, or look for some"
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="show|convert|embed|suggest")
    show = actions.add_parser(
        "show",
        parents=[common],
        help="show the words of a song",
        description="Show the words of a song with their times. Of several songs of one name all are listed, the most "
        "popular first, and the exit code is 2.",
    )
    show.add_argument("song", metavar="SONG", help="the song's title, in any spelling of its letters' case, or its id")
    lyrics_convert.add_parser(actions, common)
    lyrics_embed.add_parser(actions, common)
    lyrics_suggest.add_parser(actions, common)


def run(args: argparse.Namespace) -> int:
    """Do what was asked for."""
    runs = {"show": _show, "convert": lyrics_convert.run, "embed": lyrics_embed.run, "suggest": lyrics_suggest.run}
    return runs[args.action](args)


def _show(args: argparse.Namespace) -> int:
    """Show the words of a song, or of all that bear its name."""
    with reaching_of(args) as (services, reach):
        rows = rows_wanted(services, reach, args.song)
        words = [services.words.words_of(row.id) for row in rows]
    if args.json:
        answers = [_as_json(row, view) for row, view in zip(rows, words, strict=True)]
        print_json(answers[0] if len(answers) == 1 else {"name": args.song, "songs": answers})
    elif len(rows) == 1:
        _say(rows[0], words[0])
    else:
        return say_ambiguous(args.song, rows)
    return EXIT_DONE if len(rows) == 1 else EXIT_WRONG


def _as_json(row: SongRow, view: WordsView) -> dict[str, object]:
    document = view.document
    return {
        "id": row.id,
        "title": row.title,
        "artist": row.artist,
        "album": row.album,
        "languages": list(document.languages) if document is not None else [],
        "offset_ms": view.offset_ms,
        "waiting": row.waiting,
        "lyrics": document.to_json() if document is not None else None,
    }


def _say(row: SongRow, view: WordsView) -> None:
    if view.document is None or not view.document.lines:
        print(f"“{row.title}” has no words yet.")
        return
    for line in view.document.lines:
        at = line.start_ms
        stamp = f"{at // 60000:2d}:{at // 1000 % 60:02d}  " if at is not None else ""
        for text in line.texts.values() or [""]:
            print(f"{stamp}{text}")
            stamp = " " * len(stamp)
