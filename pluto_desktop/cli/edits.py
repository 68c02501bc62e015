"""``pluto edits``: what was edited here and waits for the shared library, and what is to become of it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pluto_desktop.cli.batches import left_alone_as_json, tell_left
from pluto_desktop.cli.field_values import NAMES, OPTIONS, shown, shown_line
from pluto_desktop.cli.framework import (
    EXIT_DONE,
    EXIT_PARTLY,
    EXIT_UNREACHABLE,
    library_of,
    made_at,
    print_json,
    shared_of,
)
from pluto_desktop.domain.batches import BatchKind
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.edits import Choices, EditState, Side, clash_to_json
from pluto_desktop.domain.errors import Offline, Timeout
from pluto_desktop.domain.ids import OperationId
from pluto_desktop.domain.sentences import sentence
from pluto_desktop.domain.shared import CommandKind
from pluto_desktop.services.resolving import clashing_words
from pluto_desktop.services.shared.send_batches import LeftAlone

if TYPE_CHECKING:
    from pluto_desktop.domain.errors import KnownError
    from pluto_desktop.services.shared.edits import EditLine, Edits

_KINDS = {
    CommandKind.ADD: "added",
    CommandKind.UPDATE: "changed",
    CommandKind.DELETE: "deleted",
    CommandKind.RESTORE: "brought back",
    CommandKind.BATCH: "many songs changed",
}
_BATCHES = {
    BatchKind.DELETE.value: "many songs deleted",
    BatchKind.RESTORE.value: "many songs brought back",
    BatchKind.MERGE.value: "songs made one",
    BatchKind.SPLIT.value: "split into two songs",
    BatchKind.RENAME.value: "an artist renamed",
    BatchKind.REVERT.value: "something taken back",
}
_STATES = {
    EditState.WAITING: "waiting to be sent",
    EditState.HELD: "held: the shared library's history is not the one it was made on",
    EditState.CONFLICT: "clashes with an edit of somebody else",
    EditState.FAILED: "failed",
}


def add_parser(subparsers: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "edits",
        parents=[common],
        help="see what was edited here and waits for the shared library",
        description="List the edits that wait on this device, or say what is to become of them. An edit is named by "
        "its id or the beginning of it. The exit code is 1 where some still wait, or something of "
        "them was left alone, as others had changed it; 3 where no server answers.",
    )
    actions = parser.add_subparsers(dest="action", metavar="list|retry|discard|resolve|release")
    actions.add_parser("list", parents=[common], help="list them, as without a word more")
    retry = actions.add_parser("retry", parents=[common], help="send what waits now, and try again what failed")
    retry.add_argument("edit", nargs="?", metavar="ID", help="the edit that failed; without it, all that did")
    discard = actions.add_parser("discard", parents=[common], help="give an edit up")
    discard.add_argument("edit", nargs="?", metavar="ID", help="the edit")
    discard.add_argument("--held", action="store_true", help="give up every edit that is held")
    resolve = actions.add_parser(
        "resolve",
        parents=[common],
        help="choose where an edit clashes",
        description="Choose where an edit clashes: field by field and, of words, line by line, as “pluto edits” lists "
        "them. Nothing is sent before everything is chosen; --mine or --theirs is for all that is not named.",
    )
    resolve.add_argument("edit", metavar="ID", help="the edit that clashes")
    chosen = "NAME=mine|theirs"
    resolve.add_argument(
        "--field", action="append", default=[], metavar=chosen, type=_choice, help="whose field counts; repeatable"
    )
    resolve.add_argument(
        "--line", action="append", default=[], metavar="LINE=mine|theirs", type=_choice, help="whose line of the words"
    )
    side = resolve.add_mutually_exclusive_group()
    side.add_argument("--mine", action="store_true", help="what was edited here counts in everything else")
    side.add_argument("--theirs", action="store_true", help="what is in the shared library counts in everything else")
    actions.add_parser("release", parents=[common], help="let the held edits go out")


def run(args: argparse.Namespace) -> int:
    """Do what was asked."""
    if args.action in {None, "list"}:
        return _list(args)
    if args.action == "discard":
        return _discard(args)
    with shared_of(args) as shared:
        edits = shared.edits
        if args.action == "retry":
            edits.retry(_named(edits, args.edit) if args.edit is not None else None)
        elif args.action == "release":
            edits.release()
        else:
            edits.resolve(_named(edits, args.edit), _choices(args))
        stopped, left = None, tuple[LeftAlone, ...]()
        try:
            shared.sync(lambda _changes: None).run_once(CancelToken())
            sending = shared.publish.run_once(CancelToken())
            stopped, left = sending.stopped, sending.left
            shared.sync(lambda _changes: None).run_once(CancelToken())
        except (Offline, Timeout) as error:
            stopped = error
        code = _tell(args, edits.list_edits(), stopped, left)
        tell_left(shared.services, left)
        return EXIT_PARTLY if left and code == EXIT_DONE else code


def _list(args: argparse.Namespace) -> int:
    from pluto_desktop.bootstrap.shared import make_edits

    with library_of(args) as services:
        _say(args, make_edits(services).list_edits())
    return EXIT_DONE


def _discard(args: argparse.Namespace) -> int:
    from pluto_desktop.bootstrap.shared import make_edits
    from pluto_desktop.cli.framework import WrongUse

    if (args.edit is None) != args.held:
        raise WrongUse("pluto edits discard: name an edit, or give --held for all that are held.")
    with library_of(args) as services:
        edits = make_edits(services)
        if args.held:
            edits.discard_held()
        else:
            edits.discard(_named(edits, args.edit))
        _say(args, edits.list_edits())
    return EXIT_DONE


def _choice(text: str) -> tuple[str, Side]:
    """Read ``NAME=mine`` or ``NAME=theirs``."""
    name, _, side = text.rpartition("=")
    if not name or side not in set(Side):
        raise argparse.ArgumentTypeError(f"“{text}”: say NAME=mine or NAME=theirs")
    return name, Side(side)


def _choices(args: argparse.Namespace) -> Choices:
    fields = {OPTIONS.get(name, name): side for name, side in args.field}
    rest = Side.MINE if args.mine else Side.THEIRS if args.theirs else None
    return Choices(fields, dict(args.line), rest)


def _named(edits: Edits, text: str) -> OperationId:
    """Return the edit whose id is or begins with a text; what names none or several is handed on as it is."""
    ids = [line.op_id for line in edits.list_edits() if text and line.op_id.startswith(text)]
    return ids[0] if len(ids) == 1 else OperationId(text)


def _tell(
    args: argparse.Namespace, lines: list[EditLine], stopped: KnownError | None, left: Sequence[LeftAlone]
) -> int:
    _say(args, lines, left)
    if stopped is not None:
        print(f"{sentence(stopped)} What waits is sent when they answer.", file=sys.stderr)
        return EXIT_UNREACHABLE
    return EXIT_PARTLY if lines else EXIT_DONE


def _say(args: argparse.Namespace, lines: list[EditLine], left: Sequence[LeftAlone] = ()) -> None:
    if args.json:
        told: dict[str, object] = {"edits": [edit_as_json(line) for line in lines]}
        print_json(told | ({"left_alone": left_alone_as_json(left)} if left else {}))
        return
    if not lines:
        print("No edit waits.")
    for line in lines:
        say_edit(line)


def say_edit(line: EditLine) -> None:
    """Tell of an edit: what it is, why it waits, and what it clashes with."""
    title = line.title if line.songs == 1 else f"{line.title} ({line.songs} songs)"
    print(f"{line.op_id}  {title}  {_BATCHES.get(line.batch_kind, _KINDS[line.kind])} {made_at(line.created_at_ms)}")
    print(f"  {sentence(line.error) if line.error is not None else _STATES[line.state]}")
    if line.clash is not None:
        _say_clash(line)


def _say_clash(line: EditLine) -> None:
    clash = line.clash
    assert clash is not None
    if clash.theirs is None:
        print("  theirs: deleted")
        return
    if line.kind is CommandKind.DELETE:
        print("  theirs: changed meanwhile")
    words = clashing_words(line.mine, clash)
    for name in clash.fields:
        if name == "lyrics" and words is not None:
            for each in words.clashes:
                mine, theirs, before = map(shown_line, (each.mine, each.theirs, each.base))
                print(f"  {NAMES[name]}, line {each.key}: mine {mine} | theirs {theirs} | before {before}")
            continue
        mine, theirs, before = (shown(name, said.get(name)) for said in (line.mine, clash.theirs, clash.base or {}))
        print(f"  {NAMES[name]}: mine {mine} | theirs {theirs} | before {before}")
    merged = [name for name in line.mine if name not in clash.fields]
    if merged:
        print(f"  goes out as it is: {', '.join(NAMES[name] for name in merged)}")
    if clash.others:
        print(f"  stays as it is there: {', '.join(NAMES[name] for name in clash.others)}")


def edit_as_json(line: EditLine) -> dict[str, object]:
    """Return an edit as the command line tells of it."""
    clash = line.clash
    words = None if clash is None else clashing_words(line.mine, clash)
    return {
        "id": line.op_id,
        "song": line.song_id,
        "title": line.title,
        "kind": line.kind.value,
        "songs": line.songs,
        "state": line.state.value,
        "since_ms": line.created_at_ms,
        "mine": line.mine,
        "before": line.base,
        "error": None if line.error is None else {"code": line.error.code, "message": sentence(line.error)},
        "clash": None if clash is None else clash_to_json(clash),
        "lines": [] if words is None else [asdict(each) for each in words.clashes],
    }
