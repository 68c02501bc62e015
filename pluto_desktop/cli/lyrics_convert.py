"""``pluto lyrics convert IN``: files of lyrics from one format to another, without a library."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from pluto_desktop.cli.framework import EXIT_DONE, WrongUse, named_path, print_json
from pluto_desktop.lyrics.formats.kinds import KINDS, kind_named, kind_of_file

if TYPE_CHECKING:
    from pluto_desktop.lyrics.formats.losses import Loss


def add_parser(actions: Any, common: argparse.ArgumentParser) -> None:
    """Add the action to ``pluto lyrics``."""
    names = ", ".join(KINDS)
    convert = actions.add_parser(
        "convert",
        parents=[common],
        help="bring a file of lyrics to another format",
        description="Read a file of lyrics of any format and write it in another. What the other format cannot hold is "
        "said on standard error, or as “losses” with --json. Two files of one song, each in its language, become one.",
        epilog=f"formats: {names}",
    )
    convert.add_argument("inputs", nargs="+", type=named_path, metavar="IN", help="the file; or one for each language")
    convert.add_argument("--from", dest="source", type=_kind, metavar="F", help="its format; else found out")
    convert.add_argument(
        "--to", dest="target", type=_kind, metavar="F", help="the format to write; else OUT's ending tells it, or json"
    )
    convert.add_argument(
        "--duration-ms", type=_milliseconds, metavar="N", help="how long the song is: tells hours from minutes"
    )
    convert.add_argument("-o", "--out", type=named_path, metavar="OUT", help="the file to write; else standard output")


def run(args: argparse.Namespace) -> int:
    """Read, say what is lost, and write."""
    from pluto_desktop.lyrics.formats.json_form import as_json
    from pluto_desktop.lyrics.formats.losses import losses
    from pluto_desktop.services.lyrics_files import read_lyrics, write_lyrics

    target = args.target or _told_by(args) or "json"
    parsed = read_lyrics(args.inputs, args.duration_ms, args.source or "")
    if target == "json" and args.out is None:
        print_json(as_json(parsed))
        return EXIT_DONE
    lost = losses(parsed.document, target)
    if not args.json:
        for loss in lost:
            print(_sentence(loss, KINDS[target].label), file=sys.stderr)
    if args.out is not None:
        write_lyrics(parsed.document, target, args.out)
    text = None if args.out is not None else KINDS[target].write(parsed.document)
    if args.json:
        print_json(
            {
                "from": parsed.format,
                "to": target,
                "out": None if args.out is None else str(args.out),
                "text": text,
                "losses": [loss_as_json(loss, KINDS[target].label) for loss in lost],
                "warnings": as_json(parsed)["warnings"],
            }
        )
    elif text is not None:
        sys.stdout.write(text)
    return EXIT_DONE


def _told_by(args: argparse.Namespace) -> str:
    if args.out is None:
        return ""
    kind = kind_of_file(args.out.name)
    if kind is None:
        raise WrongUse(f"pluto lyrics convert: the ending of “{args.out.name}” tells no format; name it with --to.")
    return kind.name


def _kind(text: str) -> str:
    kind = kind_named(text)
    if kind is None:
        raise argparse.ArgumentTypeError(f"“{text}” is no format of lyrics; there are {', '.join(KINDS)}")
    return kind.name


def _milliseconds(text: str) -> int:
    if not text.isdecimal() or len(text) > 12:
        raise argparse.ArgumentTypeError(f"“{text}” is no number of milliseconds")
    return int(text)


def loss_as_json(loss: Loss, label: str) -> dict[str, object]:
    """Return a loss as the command line tells of it."""
    return {"what": loss.what, "count": loss.count, "named": loss.named, "message": _sentence(loss, label)}


def _sentence(loss: Loss, label: str) -> str:
    from pluto_desktop.lyrics.formats.losses import SENTENCES

    return f"{label}: {SENTENCES[loss.what].format(count=loss.count, named=loss.named)}"
