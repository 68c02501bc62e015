"""Songs of many kinds of change in one page of the feed: the mirror is as one that was pulled afresh."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pluto_desktop.adapters.sql.library import open_library
from pluto_desktop.adapters.sql.mirror import SqlMirror
from pluto_desktop.adapters.sql.overlay_rows import list_shared
from pluto_desktop.domain.ids import ArtistId, SongId
from pluto_desktop.domain.shared import FeedPosition, SharedSong
from pluto_desktop.domain.songs import ArtistCredit
from tests.shared_songs import page_of, pulled_of, shared_song

IDS = [SongId(name) for name in "abcde"]
_ROWS = "SELECT id, {columns}, deleted_at IS NULL FROM metadata ORDER BY id"
_COLUMNS = "song_name, artist_id, artist_credit, artist_key, genre, genre_key, language, version, title_key, popularity"


def read(
    folder: Path, pages: Sequence[Sequence[SharedSong]]
) -> tuple[dict[SongId, SharedSong], list[tuple[object, ...]]]:
    """Pull the first page, take the others in as changes, and return the songs and what their rows hold."""
    library = open_library(folder)
    try:
        mirror = SqlMirror(library.connections)
        mirror.begin("library", FeedPosition(0, "change 0"))
        mirror.put_page(page_of(*pages[0]))
        mirror.complete()
        for number, songs in enumerate(pages[1:], start=1):
            mirror.apply(pulled_of(number, songs))
        with library.connections.reading() as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            rows = connection.execute(_ROWS.format(columns=_COLUMNS)).fetchall()
            return list_shared(connection, IDS), rows
    finally:
        library.close()


def test_a_page_of_many_kinds_of_change_leaves_what_a_fresh_pull_has(tmp_path: Path) -> None:
    before = [shared_song(song_id, artist="Anna", album="Katha", words="one|two", genres=("Hymn",)) for song_id in IDS]
    titled, genred, credited, deleted, _ = before
    artists = (*credited.song.artists, ArtistCredit(ArtistId("another"), "Another"))
    after = [
        replace(titled, song=replace(titled.song, title="Z", version=2)),
        replace(genred, song=replace(genred.song, genres=("Folk", "Carols"), language="te", version=2)),
        replace(credited, song=replace(credited.song, artists=artists[::-1], popularity=9, version=2)),
        replace(deleted, deleted=True),
        before[4],
    ]
    assert read(tmp_path / "changed", [before, after]) == read(tmp_path / "fresh", [after])
    assert read(tmp_path / "back", [before, after, before]) == read(tmp_path / "never", [before])
