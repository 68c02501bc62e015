"""Batches as JSON, song by song: how they wait on this device, and how this person's own are remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pluto_desktop.domain.batches import ArtistName, BatchCommand, SongEdit
from pluto_desktop.domain.ids import ArtistId, OperationId, SongId
from pluto_desktop.domain.shared import CommandKind
from pluto_desktop.domain.shared_json import fields_from_json


def edit_to_json(edit: SongEdit) -> dict[str, Any]:
    """Return what a batch does to one song."""
    return {
        "song": edit.song_id,
        "kind": edit.kind.value,
        "version": edit.base_version,
        "fields": edit.mine,
        "base": None if edit.base is None else dict(edit.base),
        "into": edit.merged_into,
    }


def edit_from_json(said: Mapping[str, Any]) -> SongEdit:
    """Return what :func:`edit_to_json` wrote."""
    return SongEdit(
        SongId(said["song"]),
        fields_from_json(said["fields"]),
        said["version"],
        CommandKind(said["kind"]),
        said["base"],
        None if said["into"] is None else SongId(said["into"]),
    )


def head_to_json(command: BatchCommand) -> dict[str, Any]:
    """Return a batch without its songs."""
    return {
        "kind": str(command.kind),
        "title": command.title,
        "artists": [[one.artist_id, one.name, one.before] for one in command.artists],
        "lets_be": command.lets_be,
        "whole": command.whole,
        "turns": command.turns,
    }


def command_from_json(op_id: str, head: Mapping[str, Any], edits: Iterable[SongEdit]) -> BatchCommand:
    """Return the batch that :func:`head_to_json` wrote, with its songs."""
    artists = tuple(ArtistName(ArtistId(artist), name, before) for artist, name, before in head["artists"])
    whole, turns = head.get("whole", False), head.get("turns")  # neither was before songs could be split
    return BatchCommand(
        OperationId(op_id), head["kind"], head["title"], tuple(edits), artists, head["lets_be"], whole,
        None if turns is None else OperationId(turns),
    )  # fmt: skip
