"""``pluto keep``: keep songs, albums and playlists of a shared library on this device."""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pluto_desktop.cli.framework import (
    EXIT_DONE,
    EXIT_PARTLY,
    EXIT_UNREACHABLE,
    EXIT_WRONG,
    WrongUse,
    print_json,
)
from pluto_desktop.cli.reaching import look_on_servers, reaching_of, rows_wanted
from pluto_desktop.cli.songs_named import say_ambiguous
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Invalid, KnownError, NotFound, Offline, Timeout
from pluto_desktop.domain.keeping import Pin, PinKind
from pluto_desktop.domain.sentences import sentence

if TYPE_CHECKING:
    from pluto_desktop.bootstrap import Services
    from pluto_desktop.bootstrap.keeping import Reach
    from pluto_desktop.domain.keeping import SongMedium
    from pluto_desktop.services.shared.keeping import Keeping


class _Ambiguous(Exception):
    """A name that means several songs, albums or playlists; they have been told."""


def add_parser(subparsers: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "keep",
        parents=[common],
        help="keep songs of a shared library on this device",
        description="Keep songs of a shared library on this device: their sound, bgm and cover are brought here and "
        "stay however much else is played. What the servers cannot send now comes when the window is open. The "
        "exit code is 1 where the library has lost something of it, and 3 where the servers cannot be reached.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="a title or an id")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--album", action="store_true", help="the names are albums")
    kind.add_argument("--playlist", action="store_true", help="the names are playlists")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--remove", action="store_true", help="keep them no longer, and take them off this device")
    what.add_argument("--list", action="store_true", help="list what is kept, and how much room it takes")


def run(args: argparse.Namespace) -> int:
    """Keep, remove or list."""
    if bool(args.names) == args.list:
        raise WrongUse("pluto keep: name what is to be kept, or ask for the --list.")
    from pluto_desktop.bootstrap.keeping import make_keeping

    with reaching_of(args) as (services, reach):
        if reach is None:
            raise NotFound("not_shared", path=str(args.library))
        keeping = make_keeping(services, reach)
        if args.list:
            return _list(args, services, keeping)
        try:
            pins = _pins(args, services, reach)
        except _Ambiguous:
            return EXIT_WRONG
        if args.remove:
            return _remove(args, services, keeping, pins)
        keeping.keep(pins)
        return _bring(args, keeping, _songs_of(services, pins))


def _pins(args: argparse.Namespace, services: Services, reach: Reach) -> list[Pin]:
    if args.playlist:
        known = services.personal.list_playlists()
        lists = [(playlist.id, playlist.name, "") for playlist in known]
        pinned = [_one_of(lists, name, "playlist_not_known") for name in args.names]
        for playlist in known:
            if playlist.smart and playlist.id in pinned:
                raise Invalid("smart_not_kept", name=playlist.name)
        return [Pin(PinKind.PLAYLIST, one) for one in pinned]
    if args.album:
        if not args.remove:
            look_on_servers(reach)
        albums = [(album.id, album.title, album.artist) for album in services.browse.list_albums()]
        return [Pin(PinKind.ALBUM, _one_of(albums, name, "album_not_found")) for name in args.names]
    pins = []
    for name in args.names:
        rows = rows_wanted(services, reach, name)
        if len(rows) > 1:
            say_ambiguous(name, rows)
            raise _Ambiguous
        pins.append(Pin(PinKind.SONG, rows[0].id))
    return pins


def _one_of(known: Sequence[tuple[str, str, str]], name: str, code: str) -> str:
    found = [one for one in known if one[0] == name or _folded(one[1]) == _folded(name)]
    if not found:
        raise NotFound(code, name=name)
    if len(found) > 1:
        print(sentence(Invalid("list_ambiguous", name=name, count=len(found))), file=sys.stderr)
        for found_id, title, artist in found:
            print(f"{found_id}  {title} · {artist or '?'}", file=sys.stderr)
        raise _Ambiguous
    return found[0][0]


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8")).casefold().strip()


def _songs_of(services: Services, pins: Sequence[Pin]) -> list[Any]:
    from pluto_desktop.domain.views import SongQuery, Source

    sources = {PinKind.ALBUM: Source.ALBUM, PinKind.PLAYLIST: Source.PLAYLIST}
    songs: list[Any] = []
    for pin in pins:
        if pin.kind is PinKind.SONG:
            songs.append(pin.id)
        else:
            songs += services.browse.list_song_ids(SongQuery(sources[pin.kind], pin.id))
    return songs


def _bring(args: argparse.Namespace, keeping: Keeping, songs: list[Any]) -> int:
    missing = keeping.list_missing(songs)
    lost: list[tuple[SongMedium, KnownError]] = []
    stopped: KnownError | None = None
    brought = 0
    for number, one in enumerate(missing, start=1):
        try:
            keeping.bring(one, CancelToken(), _teller(args, one, number, len(missing)))
            brought += one.medium.size
        except (Offline, Timeout) as error:
            stopped = error
            break
        except (NotFound, Invalid) as error:
            if error.code not in {"medium_lost", "medium_changed"}:
                raise
            lost.append((one, error))
    _tell_brought(args, len(set(songs)), brought, lost, stopped)
    if stopped is not None:
        return EXIT_UNREACHABLE
    return EXIT_PARTLY if lost else EXIT_DONE


def _teller(args: argparse.Namespace, one: SongMedium, number: int, of: int) -> Any:
    live = sys.stderr.isatty() and not args.json

    def tell(here: int) -> None:
        if live:
            share = 100 * here // max(1, one.medium.size)
            print(f"\r\x1b[K{number:,} of {of:,}  {share} %  {one.title}", end="", file=sys.stderr, flush=True)

    return tell


def _tell_brought(
    args: argparse.Namespace,
    songs: int,
    brought: int,
    lost: list[tuple[SongMedium, KnownError]],
    stopped: KnownError | None,
) -> None:
    if args.json:
        answer: dict[str, object] = {
            "kept": songs,
            "brought_bytes": brought,
            "lost": [{"id": one.song_id, "part": one.medium.kind.value} for one, _ in lost],
        }
        if stopped is not None:
            answer["stopped"] = {"code": stopped.code, "message": sentence(stopped)}
        print_json(answer)
    else:
        if sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr)
        print(f"{songs:,} kept; {_megabytes(brought)} brought to this device.")
    for one, error in lost:
        print(f"{one.title}: {sentence(error)}", file=sys.stderr)
    if stopped is not None:
        print(f"{sentence(stopped)} What is missing comes when they answer and the window is open.", file=sys.stderr)


def _remove(args: argparse.Namespace, services: Services, keeping: Keeping, pins: list[Pin]) -> int:
    stayed: tuple[Any, ...] = ()
    if pins and pins[0].kind is PinKind.SONG:
        from pluto_desktop.domain.ids import SongId

        stayed = keeping.remove([SongId(pin.id) for pin in pins]).stayed
    else:
        keeping.remove_lists(pins)
    if args.json:
        print_json({"removed": len(pins) - len(stayed), "stayed": list(stayed)})
    else:
        print(f"{len(pins) - len(stayed):,} removed from this device.")
    for row in services.browse.list_song_rows(stayed):
        print(sentence(Invalid("kept_by_list", name=row.title)), file=sys.stderr)
    return EXIT_PARTLY if stayed else EXIT_DONE


def _list(args: argparse.Namespace, services: Services, keeping: Keeping) -> int:
    named = [(pin, _name_of(services, pin)) for pin in keeping.list_pins()]
    held = keeping.count()
    if args.json:
        print_json(
            {
                "kept": [{"kind": pin.kind.value, "id": pin.id, "name": name} for pin, name in named],
                "songs_here": held.songs,
                "bytes_here": held.size,
                "songs_kept": held.kept,
                "bytes_kept": held.kept_bytes,
                "media_missing": held.missing,
                "bytes_missing": held.missing_bytes,
            }
        )
        return EXIT_DONE
    for pin, name in named:
        print(f"{pin.kind.value:<9} {name or '(no longer there)'}  {pin.id}")
    print(
        f"{held.songs:,} songs are on this device and take {_megabytes(held.size)}; "
        f"{held.kept:,} are kept ({_megabytes(held.kept_bytes)})."
    )
    if held.missing:
        print(f"{_megabytes(held.missing_bytes)} of what is kept are still to come.")
    return EXIT_DONE


def _name_of(services: Services, pin: Pin) -> str:
    from pluto_desktop.domain.ids import AlbumId, SongId

    if pin.kind is PinKind.PLAYLIST:
        return next((one.name for one in services.personal.list_playlists() if one.id == pin.id), "")
    try:
        if pin.kind is PinKind.ALBUM:
            return services.browse.get_album(AlbumId(pin.id)).title
        return services.browse.get_song(SongId(pin.id)).title
    except NotFound:
        return ""


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"
