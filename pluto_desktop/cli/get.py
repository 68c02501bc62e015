"""``pluto get SONG``: where a song's sound, bgm or cover lies on this device, or a copy of it."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pluto_desktop.cli.framework import (
    EXIT_DONE,
    EXIT_PARTLY,
    EXIT_UNREACHABLE,
    EXIT_WRONG,
    WrongUse,
    named_path,
    print_json,
)
from pluto_desktop.cli.reaching import reaching_of, rows_wanted
from pluto_desktop.cli.songs_named import say_ambiguous
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Denied, KnownError, Offline, Timeout
from pluto_desktop.domain.file_names import file_stem
from pluto_desktop.domain.result import Partial
from pluto_desktop.domain.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pluto_desktop.services.song_parts import SongFiles, SongPart

_PARTS = ("audio", "bgm", "cover")
_ENDINGS = ((b"\x89PNG", ".png"), (b"\xff\xd8", ".jpg"), (b"RIFF", ".webp"))


def add_parser(subparsers: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "get",
        parents=[common],
        help="say where a song's sound, bgm or cover lies, or copy it to a file",
        description="Say where the sound of a song lies on this device; of a shared library it is brought here first. "
        "The exit code is 1 where only a part of what was asked for can be had, and 3 where none of it is here and the "
        "servers cannot be reached.",
    )
    parser.add_argument("song", metavar="SONG", help="the song's title or its id")
    parser.add_argument("--audio", action="store_true", help="the sound; it is meant where nothing else is asked for")
    parser.add_argument("--bgm", action="store_true", help="the same music without voice")
    parser.add_argument("--cover", action="store_true", help="the cover")
    parser.add_argument(
        "-o", "--output", metavar="PATH", type=named_path, help="copy it to this file, or into this folder"
    )


def run(args: argparse.Namespace) -> int:
    """Find what was asked for, and copy it where that was asked for."""
    from pluto_desktop.bootstrap.keeping import make_song_files
    from pluto_desktop.services.song_parts import SongPart

    parts = [SongPart(name) for name in _PARTS if getattr(args, name)] or [SongPart.AUDIO]
    if args.output is not None and len(parts) > 1 and not args.output.is_dir():
        raise WrongUse(f"“{args.output}” is no folder, and several files need one.")
    with reaching_of(args) as (services, reach):
        rows = rows_wanted(services, reach, args.song)
        if len(rows) > 1:
            return say_ambiguous(args.song, rows)
        found = make_song_files(services, reach, CancelToken()).find(rows[0].id, parts)
    files = dict(found.value.files)
    if args.output is not None:
        files = {part: _copy(path, _target(args.output, found.value, part)) for part, path in files.items()}
    missing: Mapping[str, KnownError] = found.missing if isinstance(found, Partial) else {}
    _tell(args, found.value, files, missing)
    return _exit_code(files, missing)


def _tell(
    args: argparse.Namespace, found: SongFiles, files: Mapping[SongPart, Path], missing: Mapping[str, KnownError]
) -> None:
    if args.json:
        print_json(
            {
                "id": found.song.id,
                "title": found.song.title,
                "state": "partial" if missing else "complete",
                "files": {part.value: str(path) for part, path in files.items()},
                "missing": {part: {"code": error.code, "message": sentence(error)} for part, error in missing.items()},
            }
        )
    else:
        for path in files.values():
            print(path)
    for error in missing.values():
        print(sentence(error), file=sys.stderr)


def _exit_code(files: Mapping[SongPart, Path], missing: Mapping[str, KnownError]) -> int:
    if not missing:
        return EXIT_DONE
    if not files and any(isinstance(error, Offline | Timeout) for error in missing.values()):
        return EXIT_UNREACHABLE
    lost = any(error.code.endswith("_lost") for error in missing.values())
    return EXIT_PARTLY if files or lost else EXIT_WRONG


def _target(output: Path, found: SongFiles, part: SongPart) -> Path:
    """Return the file to be written: the one named, or one in the folder named, called as the song is."""
    if not output.is_dir():
        return output
    source = found.files[part]
    ending = source.suffix or _ending_of(source)
    title = file_stem(found.song.title, found.song.id)
    return output / f"{title}{' (bgm)' if part.value == 'bgm' else ''}{ending}"


def _ending_of(picture: Path) -> str:
    with picture.open("rb") as file:
        head = file.read(8)
    return next((ending for start, ending in _ENDINGS if head.startswith(start)), "")


def _copy(source: Path, target: Path) -> Path:
    """Copy a file whole or not at all. Raises Denied("file_unwritable")."""
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".pluto-")
        with os.fdopen(handle, "wb") as copy, source.open("rb") as original:
            shutil.copyfileobj(original, copy)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise Denied("file_unwritable", path=str(target)) from error
    return target.absolute()
