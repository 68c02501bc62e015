"""``pluto song save-copies SONG…|--all --to FOLDER``: songs as files for elsewhere, with all that is said of them."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from pluto_desktop.cli.framework import (
    EXIT_DONE,
    EXIT_INTERRUPTED,
    EXIT_PARTLY,
    EXIT_WRONG,
    ctrl_c_cancels,
    named_path,
    print_json,
)
from pluto_desktop.cli.reaching import reaching_of
from pluto_desktop.cli.songs_wanted import add_songs, check_songs, ids_wanted
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.sentences import sentence

if TYPE_CHECKING:
    from pluto_desktop.domain.progress import Progress
    from pluto_desktop.services.save_copies import CopiesSaved


def add_parser(actions: Any, common: argparse.ArgumentParser) -> None:
    """Add the action to ``pluto song``."""
    parser = actions.add_parser(
        "save-copies",
        parents=[common],
        help="save copies of songs to a folder, with what the library says of them in their tags",
        description="Save copies of songs whose sound is on this device to a folder, each named by its artists and its "
        "title, with words, cover and all else that the library says of them in its tags. Each copy is verified before "
        "it gets its name, and nothing in the folder is replaced; what is there already as it would be is left. Of a "
        "shared library no server is asked.",
    )
    add_songs(parser)
    said = "the folder, which is there and has no music of the library in it"
    parser.add_argument("--to", metavar="FOLDER", type=named_path, required=True, help=said)


def run(args: argparse.Namespace) -> int:
    """Make the copies and tell of them."""
    check_songs(args)
    cancel = CancelToken()
    with reaching_of(args) as (services, _reach), ctrl_c_cancels(cancel):
        ids = ids_wanted(args, services.browse)
        if ids is None:
            return EXIT_WRONG
        done = services.writable.save_copies.save(ids, args.to.absolute(), _silent, cancel)
    if args.json:
        print_json(_as_json(done))
    else:
        for path in done.saved:
            print(path)
        print(f"{len(done.saved):,} saved, {done.there:,} there already, {len(done.failed):,} left out.")
    if done.without_cover and not args.json:
        told = "which is not on this device, or the file cannot hold it"
        print(f"{done.without_cover:,} without the library's cover, {told}.", file=sys.stderr)
    if done.without_words and not args.json:
        print(f"{done.without_words:,} without their words, which such files cannot hold.", file=sys.stderr)
    for error in (*(left.error for left in done.failed), *((done.stopped,) if done.stopped else ())):
        print(sentence(error), file=sys.stderr)
    return _exit_code(done)


def _silent(_progress: Progress) -> None:
    pass


def _as_json(done: CopiesSaved) -> dict[str, object]:
    answer: dict[str, object] = {
        "saved": [str(path) for path in done.saved],
        "there": done.there,
        "without_cover": done.without_cover,
        "without_words": done.without_words,
        "left_out": [
            {"id": one.song_id, "title": one.title, "code": one.error.code, "reason": sentence(one.error)}
            for one in done.failed
        ],
    }
    if done.cancelled:
        answer["cancelled"] = True
    if done.stopped is not None:
        answer["stopped"] = {"code": done.stopped.code, "reason": sentence(done.stopped)}
    return answer


def _exit_code(done: CopiesSaved) -> int:
    if done.cancelled:
        return EXIT_INTERRUPTED
    if not done.failed and done.stopped is None:
        return EXIT_DONE
    return EXIT_PARTLY if done.saved or done.there else EXIT_WRONG
