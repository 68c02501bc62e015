"""An artist given another name, within the running operation."""

from __future__ import annotations

from pluto_desktop.adapters.sql.keys import clean, fold, roman_key
from pluto_desktop.adapters.sql.operation import Operation
from pluto_desktop.adapters.sql.search_names import respell
from pluto_desktop.domain.batches import ArtistName
from pluto_desktop.search.folding import skeleton

_OTHER = "SELECT id FROM artists WHERE folded = ? AND deleted_at IS NULL AND id <> ?"
_MERGE = (
    "UPDATE artists SET deleted_at = :at, merged_into = :into, version = version + 1, updated_at = :at WHERE rid = :rid"
)
_NAME = """UPDATE artists SET artist_name = :name, folded = :folded, skeleton = :skeleton, sort_key = :sort_key,
deleted_at = NULL, merged_into = NULL, version = version + 1, updated_at = :at WHERE rid = :rid"""


def name_artist(running: Operation, artist: ArtistName) -> None:
    """Give an artist a name, or merge them into the one who has it; one that was merged away comes back.

    An artist whose name was changed by others since is left alone.
    """
    connection, name = running.connection, clean(artist.name)
    row = connection.execute(
        "SELECT rid, artist_name, deleted_at IS NOT NULL FROM artists WHERE id = ?", (artist.artist_id,)
    ).fetchone()
    if row is None:
        return
    rid, present, is_gone = row
    if fold(present) != fold(name if is_gone else artist.before):
        return
    other = connection.execute(_OTHER, (fold(name), artist.artist_id)).fetchone()
    if other is not None and is_gone:
        return
    if other is not None:
        connection.execute(_MERGE, {"at": running.at, "into": other[0], "rid": rid})
    else:
        values = {"name": name, "folded": fold(name), "skeleton": skeleton(name), "sort_key": roman_key(name, "")}
        connection.execute(_NAME, {**values, "at": running.at, "rid": rid})
    running.changed("artists", [artist.artist_id], "update" if other is None else "delete")
    respell(connection, "artists", [rid])
