"""``pluto show SONG``: everything known about a song."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from pluto_desktop.cli.framework import EXIT_DONE, EXIT_WRONG, print_json
from pluto_desktop.cli.reaching import reaching_of, rows_wanted
from pluto_desktop.cli.songs_named import say_ambiguous, song_as_json

if TYPE_CHECKING:
    from pathlib import Path

    from pluto_desktop.domain.songs import Song


def add_parser(subparsers: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "show",
        parents=[common],
        help="show everything known about a song",
        description="Show everything known about a song. Of several songs of one name all are listed, the most "
        "popular first, and the exit code is 2.",
    )
    parser.add_argument(
        "song", metavar="SONG", help="the song's title, in any spelling of its letters' case, or its id"
    )


def run(args: argparse.Namespace) -> int:
    """Show a song, or list those that bear its name."""
    with reaching_of(args) as (services, reach):
        rows = rows_wanted(services, reach, args.song)
        songs = [services.browse.get_song(row.id) for row in rows]
        files = [services.browse.find_file(song.id) for song in songs]
    if args.json:
        answers = [
            {**song_as_json(song), "file": str(file) if file is not None else None, "waiting": row.waiting}
            for row, song, file in zip(rows, songs, files, strict=True)
        ]
        print_json(answers[0] if len(answers) == 1 else {"name": args.song, "songs": answers})
    elif len(songs) == 1:
        _say(songs[0], files[0], waiting=rows[0].waiting)
    else:
        return say_ambiguous(args.song, rows)
    return EXIT_DONE if len(songs) == 1 else EXIT_WRONG


def _say(song: Song, file: Path | None, *, waiting: bool) -> None:
    print(f"{song.title} ({song.romanised})" if song.romanised else song.title)
    length = f"{song.duration_ms // 60000}:{song.duration_ms // 1000 % 60:02d}" if song.duration_ms else ""
    facts = {
        "artist": song.artist,
        "album": song.album.title if song.album is not None else "",
        "disc": song.disc,
        "track": song.track,
        "released": song.release_date,
        "genre": ", ".join(song.genres),
        "language": song.language,
        "length": length,
        "words": "yes" if song.lyrics_id is not None else "",
        "bgm": "yes" if song.bgm is not None else "",
        "popularity": song.popularity or "",
        "notes": song.notes,
        "file": _file_text(file, reachable=song.reachable),
        "id": song.id,
        "edited": "here; waiting to be sent (“pluto edits”)" if waiting else "",
    }
    for name, value in facts.items():
        if value not in {None, ""}:
            print(f"  {name:<10} {value}")


def _file_text(file: Path | None, *, reachable: bool) -> str:
    if file is None:
        return "none on this device"
    return str(file) if reachable else f"{file} (not reachable now)"
