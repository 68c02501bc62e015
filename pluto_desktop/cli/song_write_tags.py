"""``pluto song write-tags SONG…|--all``: what the library says of songs into the tags of their files."""

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
    library_of,
    print_json,
)
from pluto_desktop.cli.songs_wanted import add_songs, check_songs, ids_wanted
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.sentences import sentence

if TYPE_CHECKING:
    from pluto_desktop.domain.progress import Progress
    from pluto_desktop.services.tags_wanted import TagChange
    from pluto_desktop.services.write_tags import FileChanges, LeftOut, TagPlan, TagsWritten


def add_parser(actions: Any, common: argparse.ArgumentParser) -> None:
    """Add the action to ``pluto song``."""
    parser = actions.add_parser(
        "write-tags",
        parents=[common],
        help="write what the library says of songs into the tags of their files",
        description="Write what the library says of songs into the tags of their files, where these say something "
        "else. Each file is written as a copy, verified, and only then takes the file's place; the sound stays the "
        "same to the byte. Files that the library keeps itself, and those of shared libraries, are left as they are.",
    )
    add_songs(parser)
    parser.add_argument("--dry-run", action="store_true", help="only tell what would change")


def run(args: argparse.Namespace) -> int:
    """Compare, tell, and write unless only the telling was asked for."""
    check_songs(args)
    cancel = CancelToken()
    with library_of(args, writes=True) as services, ctrl_c_cancels(cancel):
        ids = ids_wanted(args, services.browse)
        if ids is None:
            return EXIT_WRONG
        plan = services.write_tags.plan(ids, _silent, cancel)
        written = None if args.dry_run else services.write_tags.write(plan.files, _silent, cancel)
    failed = plan.left_out if written is None else (*plan.left_out, *written.failed)
    if args.json:
        print_json(_as_json(plan, written, failed))
    else:
        _say(plan, written, failed)
    return _exit_code(plan, written, failed)


def _silent(_progress: Progress) -> None:
    pass


def _as_json(plan: TagPlan, written: TagsWritten | None, failed: tuple[LeftOut, ...]) -> dict[str, object]:
    answer: dict[str, object] = {
        "files": [_file_as_json(one, written) for one in plan.files],
        "same": plan.same,
        "left_out": [
            {"id": one.song_id, "title": one.title, "code": one.error.code, "reason": sentence(one.error)}
            for one in failed
        ],
    }
    if written is not None:
        answer["written"] = len(written.written)
        if written.cancelled:
            answer["cancelled"] = True
    return answer


def _file_as_json(one: FileChanges, written: TagsWritten | None) -> dict[str, object]:
    changes = {change.field: {"before": change.before, "after": change.after} for change in one.changes}
    done = written is not None and one.song_id in written.written
    return {"id": one.song_id, "title": one.title, "file": str(one.location.path), "changes": changes, "written": done}


def _say(plan: TagPlan, written: TagsWritten | None, failed: tuple[LeftOut, ...]) -> None:
    done = set() if written is None else set(written.written)
    for one in plan.files:
        if written is None or one.song_id in done:
            print(one.location.path)
            for change in one.changes:
                print(f"  {change.field.replace('_', ' ')}: {_told(change)}")
    for left in failed:
        print(sentence(left.error), file=sys.stderr)
    if written is None:
        print(f"{len(plan.files):,} would be written, {plan.same:,} the same, {len(failed):,} left out.")
    else:
        print(f"{len(done):,} written, {plan.same:,} the same, {len(failed):,} left out.")


def _told(change: TagChange) -> str:
    if change.field == "cover":
        return "another picture" if change.before else "a picture"
    if change.field == "lyrics":
        return f"{change.before or '0'} lines → {change.after or '0'} lines"
    return f"“{change.before}” → “{change.after}”"


def _exit_code(plan: TagPlan, written: TagsWritten | None, failed: tuple[LeftOut, ...]) -> int:
    if written is not None and written.cancelled:
        return EXIT_INTERRUPTED
    done = len(plan.files) if written is None else len(written.written)
    if failed and not done and not plan.same:
        return EXIT_WRONG
    return EXIT_PARTLY if failed else EXIT_DONE
