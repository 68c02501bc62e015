"""``pluto lyrics suggest SONG``: the words that a server has for a song, and one of them made the song's."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from pluto_desktop.cli.framework import EXIT_DONE, EXIT_UNREACHABLE, print_json
from pluto_desktop.cli.song_editing import editing_of
from pluto_desktop.cli.songs_named import rows_named, say_ambiguous
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Conflict, Invalid, NotFound, Offline, Timeout
from pluto_desktop.domain.sentences import sentence

if TYPE_CHECKING:
    from pluto_desktop.services.online_words import OnlineWords, Suggestion, Suggestions

_SHOWN_LINES = 3


def add_parser(actions: Any, common: argparse.ArgumentParser) -> None:
    """Add the action to ``pluto lyrics``."""
    suggest = actions.add_parser(
        "suggest",
        parents=[common],
        help="look for the words of a song online",
        description="Ask the server of words that the settings name for a song, and list what it has. Its title, "
        "artist, album and length are sent, and only where looking for words online is switched on in the settings. "
        "Words without times never take the place of words with times. The exit code is 3 where the server cannot be "
        "reached, 2 where this is switched off.",
    )
    suggest.add_argument("song", metavar="SONG", help="the song's title or its id")
    chosen = suggest.add_mutually_exclusive_group()
    chosen.add_argument("--accept", type=int, metavar="N", help="make suggestion N the words of the song")
    chosen.add_argument("--decline", type=int, metavar="N", help="remember that suggestion N is not wanted")
    suggest.add_argument("--replace", action="store_true", help="also where the song has words already")


def run(args: argparse.Namespace) -> int:
    """Ask, and tell, accept or decline."""
    from pluto_desktop.bootstrap import make_settings

    settings = make_settings()
    if not settings.get_switch("online.words"):
        raise Invalid("words_online_off")
    with editing_of(args, adds=False) as editing:
        rows = rows_named(editing.services.browse, args.song)
        if len(rows) > 1:
            return say_ambiguous(args.song, rows)
        online = editing.services.make_online_words(settings.get_text("online.server"), editing.words())
        found = online.look(rows[0].id, CancelToken())
        if args.accept is not None:
            return _accept(args, online, found, _numbered(found, args.accept))
        if args.decline is not None:
            online.decline(found.song_id, _numbered(found, args.decline))
            found = online.look(rows[0].id, CancelToken())
    return _tell(args, found)


def _numbered(found: Suggestions, number: int) -> Suggestion:
    if not 0 < number <= len(found.found):
        raise NotFound("suggestion_not_found", name=found.asked.title, number=number)
    return found.found[number - 1]


def _accept(args: argparse.Namespace, online: OnlineWords, found: Suggestions, chosen: Suggestion) -> int:
    answer = {"id": found.song_id, "server": found.server, "accepted": args.accept}
    try:
        attached = online.accept(found.song_id, chosen, replaces=args.replace)
    except (Offline, Timeout) as error:  # of the library's servers: that of words has answered
        if args.json:
            print_json({**answer, "state": "waiting", "reason": sentence(error)})
        print(f"{sentence(error)} The edit waits on this device and is sent when they answer.", file=sys.stderr)
        return EXIT_UNREACHABLE
    if attached is None:
        raise Conflict("words_there", name=found.asked.title)
    if args.json:
        print_json({**answer, "state": "done", "timing": attached.document.timing.value})
    else:
        print(f"“{found.asked.title}” has the words now that “{found.server}” has for it.")
    return EXIT_DONE


def _tell(args: argparse.Namespace, found: Suggestions) -> int:
    numbered = list(enumerate(found.found, start=1))
    if args.json:
        asked = found.asked
        print_json(
            {
                "id": found.song_id,
                "server": found.server,
                "sent": {
                    "title": asked.title,
                    "artist": asked.artist,
                    "album": asked.album,
                    "duration_ms": asked.duration_ms,
                },
                "timing": None if found.timing is None else found.timing.value,
                "suggestions": [_as_json(number, one) for number, one in numbered],
            }
        )
        return EXIT_DONE
    if not numbered:
        print(f"“{found.server}” has no words for “{found.asked.title}”.")
    for number, one in numbered:
        print(f"{number:2d}  {' · '.join(part for part in (one.title, one.artist, one.album) if part)}")
        print(f"    {', '.join(_facts(one))}")
        for line in one.document.lines[:_SHOWN_LINES]:
            print(f"    | {' / '.join(line.texts.values())}")
    return EXIT_DONE


def _facts(one: Suggestion) -> list[str]:
    kind = {"none": "words without times", "line": "lines with times", "word": "words with times"}
    facts = ["an instrumental" if one.instrumental else kind[one.document.timing.value]]
    if one.longer_by_ms is not None:
        seconds = round(one.longer_by_ms / 1000)
        facts.append(f"{abs(seconds)} s {'longer' if seconds > 0 else 'shorter'}" if seconds else "as long")
    if one.declined:
        facts.append("declined before")
    return facts


def _as_json(number: int, one: Suggestion) -> dict[str, object]:
    return {
        "number": number,
        "title": one.title,
        "artist": one.artist,
        "album": one.album,
        "duration_ms": one.duration_ms,
        "longer_by_ms": one.longer_by_ms,
        "instrumental": one.instrumental,
        "timing": one.document.timing.value,
        "declined": one.declined,
        "refused": one.refused,
        "lyrics": None if one.instrumental else one.document.to_json(),
    }
