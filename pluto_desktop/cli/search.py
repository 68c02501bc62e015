"""``pluto search``: find songs, lines of lyrics, artists and albums."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from pluto_desktop.cli.framework import EXIT_DONE, EXIT_PARTLY, library_of, print_json, report_wrong_use

if TYPE_CHECKING:
    from pluto_desktop.services.find import Answer

_SONGS, _OTHERS = 10, 5

_HELP = """Words may be typed in Telugu, in Latin letters, or with a slip. Filters are words too:
  artist:annamayya  album:"jola patalu"  genre:lullaby  year:1498  year:1990-1999
  lang:te  tag:evening  has:bgm  has:lyrics  has:times  has:words  is:favourite  is:here
  plays:0  plays:5-  played:30d  added:2w  length:3:00-5:00
A minus turns a word round: -has:bgm  -genre:lullaby  -played:90d"""
_WAITS = "waiting to be sent"


def add_parser(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "search",
        parents=[common],
        help="find songs, lines of lyrics, artists and albums",
        description=_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("query", nargs="*", metavar="QUERY", help="what to find")
    parser.add_argument("--stdin", action="store_true", help="one query a line from standard input, one answer each")


def run(args: argparse.Namespace) -> int:
    """Answer one query, or every line of standard input; 1 if one query finds nothing."""
    query = " ".join(args.query)
    if args.stdin == bool(query):
        text = "pluto search: give words to find, or --stdin for one query a line."
        return report_wrong_use(text, as_json=args.json)
    with library_of(args) as services:
        find = services.find
        if not args.stdin:
            answer = find.answer(query, songs=_SONGS, lines=_OTHERS, artists=_OTHERS, albums=_OTHERS)
            _print(answer, as_json=args.json)
            return EXIT_PARTLY if answer.empty and not args.json else EXIT_DONE
        find.warm()
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        for line in sys.stdin:
            typed = line.rstrip("\r\n")
            _print(find.answer(typed, songs=_SONGS, lines=_OTHERS, artists=_OTHERS, albums=_OTHERS), as_json=args.json)
    return EXIT_DONE


def _json(answer: Answer) -> dict[str, object]:
    return {
        "query": answer.query,
        "took_ms": round(answer.took_ms, 3),
        "songs": [
            {"id": song.id, "title": song.title, "artist": song.artist, "album": song.album}
            | ({"waiting": True} if song.waiting else {})
            for song in answer.songs
        ],
        "lines": [
            {"song_id": line.song_id, "title": line.title, "start_ms": line.start_ms, "text": line.text}
            for line in answer.lines
        ],
        "artists": [{"id": artist.id, "name": artist.name, "songs": artist.songs} for artist in answer.artists],
        "albums": [
            {"id": album.id, "title": album.title, "artist": album.artist, "songs": album.songs}
            for album in answer.albums
        ],
    }


def _print(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        print_json(_json(answer))
        return
    if answer.empty:
        print(f"Nothing found for “{answer.query}”.", flush=True)
        return
    groups = (
        (
            "Songs",
            [_joined(song.title, song.artist, song.album, song.year, song.waiting and _WAITS) for song in answer.songs],
        ),
        (
            "In the lyrics",
            [
                _joined(f"“{line.text}”", line.title, _at(line.start_ms), line.waiting and _WAITS)
                for line in answer.lines
            ],
        ),
        ("Artists", [_joined(artist.name, _songs(artist.songs)) for artist in answer.artists]),
        ("Albums", [_joined(album.title, album.artist, _songs(album.songs)) for album in answer.albums]),
    )
    for heading, rows in groups:
        if rows:
            print(heading)
            for row in rows:
                print(f"  {row}")
    sys.stdout.flush()


def _joined(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part)


def _songs(count: int) -> str:
    return "1 song" if count == 1 else f"{count} songs"


def _at(start_ms: int | None) -> str:
    return "" if start_ms is None else f"{start_ms // 60000}:{start_ms // 1000 % 60:02d}"
