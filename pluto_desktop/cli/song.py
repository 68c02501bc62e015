"""``pluto song …``: change songs, see and take back what was changed, and write it into their files."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pluto_desktop.cli import song_save_copies, song_split, song_write_tags
from pluto_desktop.cli.field_values import OPTIONS
from pluto_desktop.cli.framework import (
    EXIT_DONE,
    EXIT_UNREACHABLE,
    EXIT_WRONG,
    WrongUse,
    named_path,
    print_json,
)
from pluto_desktop.cli.song_batches import ACTIONS, add_actions, revert_operation, run_action
from pluto_desktop.cli.song_editing import Editing, editing_of
from pluto_desktop.cli.song_history import clash_as_json, print_clash, tell_history
from pluto_desktop.cli.songs_named import rows_named, say_ambiguous
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.errors import Conflict, NotFound, Offline, Timeout
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.sentences import sentence
from pluto_desktop.domain.shared import AlbumName, Credits, SongFields

if TYPE_CHECKING:
    from pluto_desktop.domain.errors import KnownError
    from pluto_desktop.domain.song_history import NumberedRevision
    from pluto_desktop.ports.outbox import PendingEdit


def add_parser(subparsers: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser("song", parents=[common], help="change songs, and take back what was changed")
    actions = parser.add_subparsers(
        dest="action",
        required=True,
        metavar="add|set|delete|restore|merge|split|undo|redo|history|revert|write-tags",
    )
    add = actions.add_parser(
        "add",
        parents=[common],
        help="add a song",
        description="Add the song of a file, with its tags; what is said here counts more. The file is copied into "
        "the library. Where no server of a shared library answers the song waits on this device and is sent later; the "
        "exit code is then 3.",
    )
    add.add_argument("audio", metavar="FILE", type=named_path, help="the song's file")
    _add_fields(add)
    change = actions.add_parser("set", parents=[common], help="change what is said of a song, or its files")
    change.add_argument("song", metavar="SONG", help="the song's title or its id")
    change.add_argument("--audio", metavar="FILE", type=named_path, help="another file for the song")
    _add_fields(change)
    for name, text in (("delete", "delete a song; that can be taken back"), ("history", "show what was done to it")):
        one = actions.add_parser(name, parents=[common], help=text)
        one.add_argument("song", metavar="SONG", help="the song's title or its id")
    restore = actions.add_parser("restore", parents=[common], help="take a deletion back")
    restore.add_argument("song", metavar="ID", help="the song's id")
    revert = actions.add_parser(
        "revert",
        parents=[common],
        help="take back what a revision did",
        description="Give a song back what it was before one of its revisions, files that were replaced included. That "
        "is a revision of its own. Taking back the first one, the adding, deletes the song; taking back a deletion "
        "restores it. What was changed again since is left alone, and shown.",
    )
    revert.add_argument("song", metavar="SONG", nargs="?", help="the song's title or its id")
    revert.add_argument("revision", metavar="REVISION", nargs="?", type=int, help="its number; else the newest")
    revert.add_argument(
        "--field", action="append", choices=sorted(OPTIONS), metavar="NAME",
        help=f"take back only this: {', '.join(sorted(OPTIONS))}; may be repeated",
    )  # fmt: skip
    revert.add_argument("--anyway", action="store_true", help="also where it was changed again since")
    revert.add_argument("--operation", metavar="ID", help="take back what an operation did to all of its songs")
    add_actions(actions, common)
    _add_texts(song_split.add_parser(actions, common))
    song_write_tags.add_parser(actions, common)
    song_save_copies.add_parser(actions, common)


def _add_fields(parser: argparse.ArgumentParser) -> None:
    _add_texts(parser)
    parser.add_argument("--bgm", metavar="FILE", type=named_path, help="the same music without voice")
    parser.add_argument("--cover", metavar="FILE", type=named_path, help="a picture")
    parser.add_argument("--lyrics", metavar="FILE", type=named_path, help="the words, plain or LRC")


def _add_texts(parser: argparse.ArgumentParser) -> None:
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


_WITH_FILES = {"write-tags": song_write_tags.run, "save-copies": song_save_copies.run}


def run(args: argparse.Namespace) -> int:
    """Do what was asked."""
    if args.action == "revert" and (args.song is None) == (args.operation is None):
        raise WrongUse("pluto song revert: name a song, or an operation with --operation.")
    if args.action in _WITH_FILES:
        return _WITH_FILES[args.action](args)
    with editing_of(args, adds=args.action == "add") as editing:
        if args.action in ACTIONS:
            return run_action(args, editing)
        if args.action == "split":
            return song_split.run(args, editing, _said(args, words=False))
        if args.action == "revert" and args.operation is not None:
            return revert_operation(args, editing)
        if args.action == "add":
            return _send(args, editing, _added(args, editing))
        return _do_to_song(args, editing)


def _do_to_song(args: argparse.Namespace, editing: Editing) -> int:
    if args.action == "restore":
        return _send(args, editing, editing.edit.restore_song(SongId(args.song)))
    try:
        rows = rows_named(editing.services.browse, args.song)
    except NotFound:
        if args.action not in {"history", "revert"}:
            raise
        rows = []  # a song that was deleted is known by its id
    if len(rows) > 1:
        return say_ambiguous(args.song, rows)
    song_id = rows[0].id if rows else SongId(args.song)
    if args.action == "history":
        return _tell_history(args, editing, song_id)
    return _send(args, editing, _edited(args, editing, song_id))


def _added(args: argparse.Namespace, editing: Editing) -> PendingEdit:
    from pluto_desktop.services.import_song import SongFiles

    files = SongFiles(args.audio, bgm=args.bgm, lyrics=args.lyrics, cover=args.cover)
    return editing.edit.add_song(files, _said(args, words=False))


def _edited(args: argparse.Namespace, editing: Editing, song_id: SongId) -> PendingEdit:
    from pluto_desktop.services.edit_songs import NewFiles

    if args.action == "delete":
        return editing.edit.delete_song(song_id)
    if args.action == "revert":
        names = [OPTIONS[name] for name in args.field or ()]
        return editing.edit.revert_song(song_id, args.revision, names, anyway=args.anyway)
    return editing.edit.update_song(song_id, _said(args, words=True), NewFiles(args.audio, args.bgm, args.cover))


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


def _send(args: argparse.Namespace, editing: Editing, edit: PendingEdit) -> int:
    command = edit.command
    answer: dict[str, object] = {"id": command.song_id, "operation": command.op_id}
    try:
        committed = editing.edit.send(edit, CancelToken(), once=args.action == "revert")
    except (Offline, Timeout) as error:
        if args.json:
            print_json({**answer, "state": "waiting", "reason": sentence(error)})
        print(f"{sentence(error)} The edit waits on this device and is sent when they answer.", file=sys.stderr)
        return EXIT_UNREACHABLE
    except Conflict as error:
        if error.code != "song_changed":
            raise
        return _say_clash(error, as_json=args.json)
    with suppress(Offline, Timeout):  # it is done; only this device may learn of it later
        editing.catch_up()
    if args.json:
        print_json({**answer, "state": "done", "version": committed.version})
    else:
        print(f"Done: {command.song_id} (version {committed.version}).")
    return EXIT_DONE


def _tell_history(args: argparse.Namespace, editing: Editing, song_id: SongId) -> int:
    """Tell of the edits that wait here and of those that are done, the newest first."""
    waiting = [line for line in editing.list_waiting() if line.song_id == song_id][::-1]
    revisions: list[NumberedRevision] = []
    stopped: KnownError | None = None
    try:
        revisions = editing.edit.list_revisions(song_id)
    except (Offline, Timeout) as error:
        stopped = error
    except NotFound:
        if not waiting:  # else only this device knows of it
            raise
    tell_history(revisions, waiting, as_json=args.json)
    if stopped is None:
        return EXIT_DONE
    print(sentence(stopped), file=sys.stderr)
    return EXIT_UNREACHABLE


def _say_clash(error: Conflict, *, as_json: bool) -> int:
    """Tell of a conflict what each side says, field by field, and return the exit code."""
    if as_json:
        print_json({"error": {"code": error.code, "message": sentence(error)}, "clash": clash_as_json(error)})
    else:
        print_clash(error)
    print(sentence(error), file=sys.stderr)
    return EXIT_WRONG
