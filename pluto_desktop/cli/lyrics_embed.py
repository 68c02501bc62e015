"""``pluto lyrics embed SONG|FILE``: words into the tags of an audio file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pluto_desktop.cli.framework import EXIT_DONE, WrongUse, named_path, print_json
from pluto_desktop.cli.reaching import reaching_of, rows_wanted
from pluto_desktop.cli.songs_named import say_ambiguous
from pluto_desktop.domain.errors import Denied, NotFound

if TYPE_CHECKING:
    from pluto_desktop.lyrics.document import Document


def add_parser(actions: Any, common: argparse.ArgumentParser) -> None:
    """Add the action to ``pluto lyrics``."""
    embed = actions.add_parser(
        "embed",
        parents=[common],
        help="write words into an audio file",
        description="Write the words of a song, or of files, into the tags of an audio file (mp3, wav, aiff, flac, "
        "ogg, opus, m4a). The sound stays the same to the byte; the file is written whole and verified before it takes "
        "its place.",
    )
    embed.add_argument("song", metavar="SONG|FILE", help="a song's title or id, or an audio file")
    embed.add_argument(
        "--words", nargs="+", type=named_path, metavar="WORDS", help="the files of words; needed for a FILE"
    )
    where = embed.add_mutually_exclusive_group(required=True)
    where.add_argument("--copy", type=named_path, metavar="OUT", help="write a copy of the audio file")
    where.add_argument("--in-place", action="store_true", help="write into the audio file itself")


def run(args: argparse.Namespace) -> int:
    """Embed the words of a song of the library, or of files into a file."""
    path = Path(args.song)
    return _embed_file(args, path) if path.is_file() else _embed_song(args)


def _embed_file(args: argparse.Namespace, audio: Path) -> int:
    from pluto_desktop.bootstrap import make_lyrics_tagger
    from pluto_desktop.services.lyrics_files import read_lyrics

    if not args.words:
        raise WrongUse(f"pluto lyrics embed: “{audio.name}” is a file; name its words with --words.")
    document = read_lyrics(args.words).document
    _refuse_empty(document, args.words[0].name)
    make_lyrics_tagger().embed(audio, document, args.copy or audio)
    return _tell(args, args.copy or audio, document)


def _embed_song(args: argparse.Namespace) -> int:
    from pluto_desktop.services.lyrics_files import read_lyrics

    with reaching_of(args) as (services, reach):
        rows = rows_wanted(services, reach, args.song)
        if len(rows) > 1:
            return say_ambiguous(args.song, rows)
        save = services.make_save_words(edits=reach is None)
        words = save.look(rows[0].id, read_lyrics(args.words).document if args.words else None)
        if words.audio is None:
            raise NotFound("no_audio_here", name=words.name)
        if args.copy is not None:
            save.embed_copy(words, args.copy)
        elif not words.own:
            raise Denied("embed_kept", path=str(words.audio))
        else:
            save.embed_own(words)
    return _tell(args, args.copy or words.audio, words.document)


def _refuse_empty(document: Document, name: str) -> None:
    if not any(line.texts for line in document.lines):
        raise NotFound("no_words", name=name)


def _tell(args: argparse.Namespace, path: Path, document: Document) -> int:
    from pluto_desktop.cli.lyrics_convert import loss_as_json
    from pluto_desktop.lyrics.formats.losses import losses
    from pluto_desktop.services.embed import HELD_AS

    lost = [loss_as_json(loss, path.suffix) for loss in losses(document, HELD_AS)]
    if args.json:
        print_json({"file": str(path), "losses": lost})
        return EXIT_DONE
    for loss in lost:
        print(loss["message"], file=sys.stderr)
    print(f"The words are in “{path}”.")
    return EXIT_DONE
