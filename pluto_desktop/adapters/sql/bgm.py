"""Songs and their music without voice in ``device.db``."""

from __future__ import annotations

from pluto_desktop.adapters.sql.connections import DEVICE, Connections
from pluto_desktop.domain.bgm import BgmOffset
from pluto_desktop.domain.ids import MediaHash, SongId


class SqlBgmMemory:
    """Fulfils BgmMemory."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def voice_of(self, song_id: SongId) -> int:
        """Return how much of a song's voice is to be heard."""
        with self._connections.reading() as connection:
            row = connection.execute("SELECT voice FROM device.song_voices WHERE song_id = ?", (song_id,)).fetchone()
        return 100 if row is None else int(row[0])

    def set_voice_of(self, song_id: SongId, percent: int) -> None:
        """Remember how much of a song's voice is to be heard."""
        with self._connections.writing(DEVICE) as connection:
            connection.execute("INSERT OR REPLACE INTO song_voices (song_id, voice) VALUES (?, ?)", (song_id, percent))

    def find_bgm_offset(self, song: MediaHash, bgm: MediaHash) -> BgmOffset | None:
        """Return how two media lie against each other."""
        with self._connections.reading() as connection:
            row = connection.execute(
                "SELECT offset_ms, likeness, by_hand FROM device.bgm_offsets WHERE song_sha256 = ? AND bgm_sha256 = ?",
                (song, bgm),
            ).fetchone()
        return None if row is None else BgmOffset(int(row[0]), row[1], bool(row[2]))

    def set_bgm_offset(self, song: MediaHash, bgm: MediaHash, offset: BgmOffset) -> None:
        """Remember how two media lie against each other."""
        with self._connections.writing(DEVICE) as connection:
            connection.execute(
                "INSERT OR REPLACE INTO bgm_offsets (song_sha256, bgm_sha256, offset_ms, likeness, by_hand)"
                " VALUES (?, ?, ?, ?, ?)",
                (song, bgm, offset.offset_ms, offset.likeness, int(offset.by_hand)),
            )
