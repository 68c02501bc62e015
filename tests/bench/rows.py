"""Rows that say nothing, for benches that only play."""

from __future__ import annotations

from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.songs import SongRow


def plain_row(song: SongId) -> SongRow:
    """Return a row with a title and nothing else."""
    return SongRow(
        song,
        str(song),
        romanised="",
        artist="",
        album="",
        album_id=None,
        year=None,
        genre="",
        duration_ms=None,
        lyrics_languages=(),
        has_bgm=False,
        has_audio=True,
        reachable=True,
        favourite=False,
        plays=0,
        popularity=0,
        added_at_ms=0,
        cover=None,
    )
