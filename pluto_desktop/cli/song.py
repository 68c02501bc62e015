"""``pluto song add|set|delete|restore|history``: change songs of the shared library."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pluto_desktop.cli.framework import (
    EXIT_DONE,
    EXIT_UNREACHABLE,
    WrongUse,
    named_path,
    print_json,
    shared_of,
)
from pluto_desktop.cli.songs_named import rows_named, say_ambiguous
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.errors import Offline, Timeout
from pluto_desktop.domain.sentences import sentence
from pluto_desktop.domain.shared import AlbumName, Credits, SongFields

if TYPE_CHECKING:
    from pluto_desktop.bootstrap.shared import SharedServices
    from pluto_desktop.domain.errors import KnownError
    from pluto_desktop.domain.ids import SongId
    from pluto_desktop.domain.shared import Revision
    from pluto_desktop.ports.outbox import PendingEdit


def add_parser(subparsers: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser("song", parents=[common], help="change songs of the shared library")
    actions = parser.add_subparsers(dest="action", required=True, metavar="add|set|delete|restore|history")
    add = actions.add_parser(
        "add",
        parents=[common],
        help="add a song",
        description="Add the song of a file, with its tags; what is said here counts more. Where no server answers the "
        "song waits on this device and is sent later; the exit code is then 3.",
    )
    add.add_argument("audio", metavar="FILE", type=named_path, help="the song's file")
    _add_fields(add)
    change = actions.add_parser("set", parents=[common], help="change what is said of a song, or its files")
    change.add_argument("song", metavar="SONG", help="the song's title or its id")
    change.add_argument("--audio", metavar="FILE", type=named_path, help="another file for the song")
    _add_fields(change)
    for name, text in (("delete", "delete a song; that can be taken back for 30 days"), ("history", "show its edits")):
        one = actions.add_parser(name, parents=[common], help=text)
        one.add_argument("song", metavar="SONG", help="the song's title or its id")
    restore = actions.add_parser("restore", parents=[common], help="take a deletion back")
    restore.add_argument("song", metavar="ID", help="the song's id")


def _add_fields(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--title")
    parser.add_argument("--romanised", help="the title in Latin letters")
    parser.add_argument("--artist", action="append", metavar="NAME", help="an artist as printed; may be repeated")
    parser.add_argument("--album")
    parser.add_argument("--album-artist", metavar="NAME")
    parser.add_argument("--disc", type=int)
    parser.add_argument("--track", type=int)
    parser.add_argument("--date", help="the release date: 1976, 1976-05 or 1976-05-01")
    parser.add_argument("--genre", action="append")
    parser.add_argument("--tag", action="append")
    parser.add_argument("--notes")
    parser.add_argument("--language", help="te, en or another code")
    parser.add_argument("--bgm", metavar="FILE", type=named_path, help="the same music without voice")
    parser.add_argument("--cover", metavar="FILE", type=named_path, help="a picture")
    parser.add_argument("--lyrics", metavar="FILE", type=named_path, help="the words, plain or LRC")


def run(args: argparse.Namespace) -> int:
    """Do what was asked."""
    with shared_of(args) as shared:
        if args.action == "add":
            return _send(args, shared, _added(args, shared))
        with suppress(Offline, Timeout):  # then what is known here has to do
            shared.sync(lambda _changes: None).run_once(CancelToken())
        if args.action == "restore":
            from pluto_desktop.domain.ids import SongId

            deleted = shared.backend.catalogue.get_song(SongId(args.song))
            return _send(args, shared, shared.edit.restore_song(deleted.song.id, deleted.song.version))
        rows = rows_named(shared.services.browse, args.song)
        if len(rows) > 1:
            return say_ambiguous(args.song, rows)
        song_id = rows[0].id
        if args.action == "history":
            return _tell_history(args, shared, song_id)
        if args.action == "delete":
            return _send(args, shared, shared.edit.delete_song(song_id))
        return _send(args, shared, _changed(args, shared, song_id))


def _added(args: argparse.Namespace, shared: SharedServices) -> PendingEdit:
    from pluto_desktop.services.import_song import SongFiles

    files = SongFiles(args.audio, bgm=args.bgm, lyrics=args.lyrics, cover=args.cover)
    return shared.edit.add_song(files, _said(args, words=False))


def _changed(args: argparse.Namespace, shared: SharedServices, song_id: SongId) -> PendingEdit:
    from pluto_desktop.services.shared.edit import NewFiles

    return shared.edit.update_song(song_id, _said(args, words=True), NewFiles(args.audio, args.bgm, args.cover))


def _said(args: argparse.Namespace, *, words: bool) -> SongFields:
    """Return what the options say, and nothing of what they do not."""
    said: dict[str, Any] = {
        name: getattr(args, name) for name in ("title", "romanised", "notes", "language") if getattr(args, name)
    }
    if args.artist:
        said["credits"] = Credits(tuple(args.artist))
    if args.album is not None:
        said["album"] = AlbumName(args.album, args.album_artist or "")
    if args.disc is not None or args.track is not None:
        said["place"] = (args.disc, args.track)
    if args.date is not None:
        said["release_date"] = _date(args.date)
    for name, option in (("genres", args.genre), ("tags", args.tag)):
        if option:
            said[name] = tuple(option)
    if words and args.lyrics is not None:
        said["lyrics"] = _words(args.lyrics)
    return SongFields(**said, given=frozenset(said))


def _date(text: str) -> ReleaseDate:
    date = ReleaseDate.parse(text)
    if date is None:
        raise WrongUse(f"“{text}” is no date; write 1976, 1976-05 or 1976-05-01.")
    return date


def _words(path: Path) -> dict[str, Any]:
    from pluto_desktop.services.words import read_words

    return read_words(path, None).document.to_json()


def _send(args: argparse.Namespace, shared: SharedServices, edit: PendingEdit) -> int:
    command = edit.command
    answer: dict[str, object] = {"id": command.song_id, "operation": command.op_id}
    try:
        committed = shared.publish.send(edit, CancelToken())
    except (Offline, Timeout) as error:
        if args.json:
            print_json({**answer, "state": "waiting", "reason": sentence(error)})
        print(f"{sentence(error)} The edit waits on this device and is sent when they answer.", file=sys.stderr)
        return EXIT_UNREACHABLE
    with suppress(Offline, Timeout):  # what was sent is shown all the same
        shared.sync(lambda _changes: None).run_once(CancelToken())
    if args.json:
        print_json({**answer, "state": "done", "version": committed.version})
    else:
        print(f"Done: {command.song_id} (version {committed.version}).")
    return EXIT_DONE


def _tell_history(args: argparse.Namespace, shared: SharedServices, song_id: SongId) -> int:
    """Tell of the edits that wait here and of those that the server knows, the newest first."""
    from pluto_desktop.cli.edits import edit_as_json, say_edit

    waiting = [line for line in shared.edits.list_edits() if line.song_id == song_id][::-1]
    revisions: list[Revision] = []
    stopped: KnownError | None = None
    try:
        revisions = shared.backend.catalogue.list_revisions(song_id)
    except (Offline, Timeout) as error:
        stopped = error
    if args.json:
        told = [_as_json(one) for one in revisions]
        print_json({"revisions": told, "waiting": [edit_as_json(line) for line in waiting]})
    else:
        for line in waiting:
            say_edit(line)
        _say_history(revisions)
        if not revisions and not waiting and stopped is None:
            print("Nobody has edited it.")
    if stopped is None:
        return EXIT_DONE
    print(sentence(stopped), file=sys.stderr)
    return EXIT_UNREACHABLE


def _as_json(one: Revision) -> dict[str, object]:
    return {
        "operation": one.op_id,
        "actor": one.actor,
        "at_ms": one.at_ms,
        "kind": one.kind,
        "version": one.version,
        "before": dict(one.before),
    }


def _say_history(revisions: list[Revision]) -> None:
    import datetime as dt

    for one in revisions:
        at = dt.datetime.fromtimestamp(one.at_ms / 1000, dt.UTC).strftime("%Y-%m-%d %H:%M")
        print(f"{at}  {one.actor}  {one.kind}  {', '.join(sorted(one.before))}")
