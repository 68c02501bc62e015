"""An artist of the shared library given another name, within the running transaction."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, select

from pluto_desktop.adapters.sql.keys import clean, fold
from pluto_desktop.adapters.sql.shared import tables as t
from pluto_desktop.domain.batches import ArtistName
from pluto_desktop.search.folding import skeleton


def name_artist(connection: Connection, artist: ArtistName) -> None:
    """Give an artist a name, or merge them into the one who has it; one that was merged away comes back.

    An artist whose name was changed by others since is left alone.
    """
    a, name = t.artists.c, clean(artist.name)
    if not t.is_id(artist.artist_id):
        return
    locked = select(a.id, a.artist_name, a.deleted_at).where(a.id == artist.artist_id).with_for_update()
    row = connection.execute(locked).one_or_none()
    if row is None or fold(row.artist_name) != fold(artist.before if row.deleted_at is None else name):
        return
    other = connection.scalar(select(a.id).where(a.folded == fold(name), a.deleted_at.is_(None), a.id != row.id))
    if other is None:
        values: dict[str, Any] = {"artist_name": name, "folded": fold(name), "skeleton": skeleton(name)}
        values |= {"deleted_at": None, "merged_into": None}
    elif row.deleted_at is None:
        values = {"deleted_at": func.now(), "merged_into": other}
    else:
        return
    connection.execute(t.artists.update().where(a.id == row.id).values(**values))
