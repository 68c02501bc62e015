"""``pluto song split``: one song made two, or a merged one a song of its own again."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from pluto_desktop.cli.batches import finish_batch
from pluto_desktop.cli.framework import WrongUse
from pluto_desktop.cli.songs_named import rows_named, say_ambiguous
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import NotFound
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import SongFields
from pluto_desktop.domain.shared_json import fields_to_json
from pluto_desktop.domain.song_split import CHOICES, Goes, proposed

if TYPE_CHECKING:
    from pluto_desktop.cli.song_editing import Editing
    from pluto_desktop.services.bulk.splitting import SplitLook, SplitSongs
    from pluto_desktop.services.edit_many import Split

_OPTIONS = {"song": "audio", "bgm": "bgm", "cover": "cover", "lyrics": "lyrics"}
_HELP = {
    "song": "where the file with voice goes; it stays unless something is said",
    "bgm": "where the file without voice goes: to the new song as its sound unless something is said",
    "cover": "where the cover goes; both songs have it unless something is said",
    "lyrics": "where the words go; they stay unless something is said",
}


def add_parser(actions: Any, common: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add the action to those of ``pluto song`` and return its parser: what is said of the new song is added to it."""
    parser: argparse.ArgumentParser = actions.add_parser(
        "split",
        parents=[common],
        help="make two songs of one",
        description="Make a song of its own of a file of another song, most often of music that was taken for the "
        "song's without voice and is not. The new song is what the old one is, but for what is said here. No file is "
        "changed. Plays, hearts and places in playlists stay with the old song. With --back a song that was merged "
        "into it comes back instead. “pluto song undo” takes both back.",
    )
    parser.add_argument("song", metavar="SONG", help="the song's title or its id")
    for name, option in _OPTIONS.items():
        choices = [goes.value for goes in CHOICES[name]]
        parser.add_argument(f"--{option}", dest=f"goes_{name}", choices=choices, help=_HELP[name])
    parser.add_argument("--back", metavar="ID", help="the id of a song that was merged into it and comes back")
    return parser


def run(args: argparse.Namespace, editing: Editing, said: SongFields) -> int:
    """Do what was asked; ``said`` is what the new song is called."""
    from pluto_desktop.services.bulk.splitting import SplitSongs

    rows = rows_named(editing.services.browse, args.song)
    if len(rows) > 1:
        return say_ambiguous(args.song, rows)
    songs = SplitSongs(editing.services.library.reader, editing.many)
    look = songs.look(rows[0].id)
    goes = {name: Goes(where) for name in _OPTIONS if (where := getattr(args, f"goes_{name}")) is not None}
    done = _brought_back(args, songs, look, goes, said) if args.back else _split(songs, look, goes, said)
    return finish_batch(args, editing, done.batch, song=look.song.id, other=done.other)


def _split(songs: SplitSongs, look: SplitLook, goes: dict[str, Goes], said: SongFields) -> Split:
    if not said.title.strip():
        raise WrongUse("pluto song split: name the new song with --title.")
    return songs.split(look, {**proposed(look.plain), **goes}, fields_to_json(said), CancelToken())


def _brought_back(
    args: argparse.Namespace, songs: SplitSongs, look: SplitLook, goes: dict[str, Goes], said: SongFields
) -> Split:
    if said.given:
        raise WrongUse("pluto song split: a song that comes back is what it was; say nothing of it beside --back.")
    merged = next((one for one in look.merged if one.song_id == args.back), None)
    if merged is None:
        raise NotFound("song_not_merged", name=args.back, into=look.song.title)
    return songs.bring_back(look, SongId(args.back), {**merged.proposed, **goes}, CancelToken())
