"""Artists and albums found by their folded names, or made, within the running transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from pluto_desktop.adapters.sql.keys import fold
from pluto_desktop.adapters.sql.shared import tables as t
from pluto_desktop.domain.ids import AlbumId, ArtistId
from pluto_desktop.search.folding import skeleton


def artist_ids(connection: Connection, names: Sequence[str]) -> list[ArtistId]:
    """Return the artists of names, in their order."""
    # In the order of the folded names, so that two writers never wait for each other crosswise.
    found = {
        folded: _found_or_made(
            connection, t.artists, {"folded": folded}, {"artist_name": name, "skeleton": skeleton(name)}
        )
        for folded, name in sorted({fold(name): name for name in reversed(names)}.items())
    }
    return [ArtistId(found[fold(name)]) for name in names]


def artist_ids_of(connection: Connection, names: Iterable[str]) -> dict[str, ArtistId]:
    """Return the artists of many names by their folded names."""
    ordered = sorted(names)
    found = {fold(name): "" for name in ordered}
    known = select(t.artists.c.folded, t.artists.c.id).where(
        t.artists.c.deleted_at.is_(None), t.artists.c.folded.in_(found)
    )
    found |= dict(connection.execute(known).all())
    unknown = [name for name in ordered if not found[fold(name)]]
    made = zip(unknown, artist_ids(connection, unknown), strict=True)
    found |= {fold(name): artist for name, artist in made}
    return {folded: ArtistId(artist) for folded, artist in found.items()}


def album_ids(connection: Connection, names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], AlbumId]:
    """Return the albums of many titles and artists by both, folded."""
    a = t.albums.c
    wanted = {(fold(title), fold(artist)): (title, artist) for title, artist in sorted(names, reverse=True)}
    known = select(a.folded, a.folded_artist, a.id).where(
        a.deleted_at.is_(None), tuple_(a.folded, a.folded_artist).in_(wanted)
    )
    found = {(folded, artist): AlbumId(row_id) for folded, artist, row_id in connection.execute(known)}
    missing = sorted(wanted.keys() - found.keys())
    return found | {key: album_id(connection, *wanted[key]) for key in missing}


def album_id(connection: Connection, title: str, album_artist: str) -> AlbumId:
    """Return the album of that name and artist."""
    key = {"folded": fold(title), "folded_artist": fold(album_artist)}
    made = {"title": title, "album_artist": album_artist, "skeleton": skeleton(title)}
    return AlbumId(_found_or_made(connection, t.albums, key, made))


def _found_or_made(connection: Connection, table: Table, key: dict[str, str], made: dict[str, Any]) -> str:
    """Return the row with a key, made where it is not there. A writer that is just making it is waited for."""
    find = select(table.c.id).where(
        table.c.deleted_at.is_(None), *(table.c[name] == value for name, value in key.items())
    )
    make = (
        insert(table)
        .values(**key, **made)
        .on_conflict_do_nothing(index_elements=list(key), index_where=table.c.deleted_at.is_(None))
        .returning(table.c.id)
    )
    while True:
        found: str | None = connection.scalar(find) or connection.scalar(make)
        if found is not None:
            return found
