"""``pluto playlist``: the playlists of this device, and smart ones by their rules."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from pluto_desktop.cli.framework import EXIT_DONE, library_of, print_json
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Invalid, NotFound
from pluto_desktop.domain.names import fold
from pluto_desktop.domain.playlists import RULE_ORDERS, Playlist, Rule

if TYPE_CHECKING:
    from pluto_desktop.bootstrap import Services
    from pluto_desktop.domain.songs import SongRow

_RULE = "the rule, in the words of “pluto search”: 'genre:lullaby -played:90d'; --rule=… where a minus comes first"
_ORDER = f"the order: {', '.join(RULE_ORDERS)}"


def add_parser(subparsers: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser("playlist", parents=[common], help="list playlists, and make smart ones")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", parents=[common], help="list the playlists of this device")
    show = actions.add_parser("show", parents=[common], help="show the songs of a playlist, and its rule")
    add = actions.add_parser(
        "add",
        parents=[common],
        help="make a smart playlist",
        description="Make a smart playlist: the songs that its rule lets through, at any time. “pluto search --help” "
        "tells the words of a rule.",
    )
    change = actions.add_parser("set", parents=[common], help="change a smart playlist; what is not named stays")
    delete = actions.add_parser("delete", parents=[common], help="delete a playlist; its songs stay in the library")
    for action in (show, add, change, delete):
        action.add_argument("name", metavar="NAME", help="the playlist's name or id")
    change.add_argument("--name", dest="new_name", metavar="NAME", help="another name")
    for action in (add, change):
        action.add_argument("--rule", metavar="WORDS", required=action is add, help=_RULE)
        action.add_argument("--order", choices=RULE_ORDERS, metavar="ORDER", help=_ORDER)
        action.add_argument("--first", type=int, metavar="N", help="only the first N songs; 0 for all")


def run(args: argparse.Namespace) -> int:
    """Do what was asked."""
    with library_of(args, writes=args.action in {"add", "set", "delete"}, own=True) as services:
        match args.action:
            case "list":
                return _list(args, services)
            case "show":
                return _show(args, services)
            case "add":
                return _add(args, services)
            case "set":
                return _set(args, services)
        return _delete(args, services)


def _list(args: argparse.Namespace, services: Services) -> int:
    counts = services.smart.counts(CancelToken())
    found = [_as_json(playlist, services, counts.get(playlist.id)) for playlist in services.personal.list_playlists()]
    if args.json:
        print_json({"playlists": found})
        return EXIT_DONE
    for one in found:
        rule = f"  {one['rule']}" if one.get("rule") else ""
        songs = "?" if one["songs"] is None else f"{one['songs']:,}"
        print(f"{one['name']}  {songs} songs{rule}  {one['id']}")
    return EXIT_DONE


def _show(args: argparse.Namespace, services: Services) -> int:
    playlist = _find(services, args.name)
    rows = services.browse.list_song_rows(services.personal.list_playlist_songs(playlist.id))
    told = _as_json(playlist, services, len(rows))
    if args.json:
        songs = [{"id": row.id, "title": row.title, "artist": row.artist, "album": row.album} for row in rows]
        print_json(told | {"list": songs})
        return EXIT_DONE
    print(playlist.name)
    if told.get("rule"):
        print(f"Rule: {told['rule']} · {told['order']}" + (f" · first {told['first']:,}" if told["first"] else ""))
    for row in rows:
        print(f"  {_song(row)}")
    return EXIT_DONE


def _add(args: argparse.Namespace, services: Services) -> int:
    sort, descending = RULE_ORDERS[args.order or "newest"]
    playlist = services.smart.create(args.name, Rule(args.rule, sort, descending, args.first or None))
    return _tell(args, services, playlist.id)


def _set(args: argparse.Namespace, services: Services) -> int:
    playlist = _find(services, args.name)
    held = services.smart.get_rule(playlist.id)
    sort, descending = RULE_ORDERS[args.order] if args.order else (held.sort, held.descending)
    limit = held.limit if args.first is None else args.first or None
    rule = Rule(held.words if args.rule is None else args.rule, sort, descending, limit)
    services.smart.change(playlist.id, playlist.name if args.new_name is None else args.new_name, rule)
    return _tell(args, services, playlist.id)


def _delete(args: argparse.Namespace, services: Services) -> int:
    playlist = _find(services, args.name)
    services.personal.delete_playlist(playlist.id)
    if args.json:
        print_json({"deleted": playlist.id})
    else:
        print(f"“{playlist.name}” was deleted; its songs stay in the library.")
    return EXIT_DONE


def _tell(args: argparse.Namespace, services: Services, playlist_id: str) -> int:
    """Tell what a smart playlist is now."""
    playlist = _find(services, playlist_id)
    told = _as_json(playlist, services, services.smart.counts(CancelToken())[playlist.id])
    if args.json:
        print_json(told)
    else:
        print(f"“{told['name']}” has {told['songs']:,} songs now.")
    return EXIT_DONE


def _find(services: Services, name: str) -> Playlist:
    """Return the playlist of an id or a name. Raises NotFound and, where several have the name, Invalid."""
    known = services.personal.list_playlists()
    found = [one for one in known if one.id == name] or [one for one in known if fold(one.name) == fold(name)]
    if not found:
        raise NotFound("playlist_not_known", name=name)
    if len(found) > 1:
        raise Invalid("playlist_ambiguous", name=name, count=len(found))
    return found[0]


def _as_json(playlist: Playlist, services: Services, counted: int | None) -> dict[str, Any]:
    told: dict[str, Any] = {"id": playlist.id, "name": playlist.name, "smart": playlist.smart}
    told["songs"] = counted if playlist.smart else playlist.songs
    if not playlist.smart:
        return told
    try:
        rule = services.smart.get_rule(playlist.id)
    except Invalid:  # of a newer Pluto: it is told without its rule
        return told | {"rule": None}
    orders = {order: name for name, order in RULE_ORDERS.items()}
    order = orders.get((rule.sort, rule.descending), rule.sort.value)
    return told | {"rule": rule.words, "order": order, "first": rule.limit}


def _song(row: SongRow) -> str:
    return " · ".join(part for part in (row.title, row.artist, row.album) if part)
