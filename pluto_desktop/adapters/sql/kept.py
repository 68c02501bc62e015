"""Which songs a person keeps on this device, and which lie here: parts of statements that lists and keeping share."""

from __future__ import annotations

PINNED_RIDS = """
SELECT m.rid FROM device.pins p CROSS JOIN metadata m ON m.id = p.entity_id
  WHERE p.entity = 'song' AND m.deleted_at IS NULL
UNION SELECT m.rid FROM device.pins p CROSS JOIN metadata m ON m.album_id = p.entity_id
  WHERE p.entity = 'album' AND m.deleted_at IS NULL
UNION SELECT m.rid FROM device.pins p CROSS JOIN device.playlist_songs ps ON ps.playlist_id = p.entity_id
  CROSS JOIN metadata m ON m.id = ps.song_id WHERE p.entity = 'playlist' AND m.deleted_at IS NULL"""
"""The row numbers of all songs that a person keeps."""

HERE_RIDS = """
SELECT m.rid FROM locations l CROSS JOIN songs s ON s.media_sha256 = l.sha256
  CROSS JOIN metadata m ON m.song_id = s.id WHERE l.reachable AND m.deleted_at IS NULL"""
"""The row numbers of all songs whose sound lies here."""

IS_PINNED = """(EXISTS (SELECT 1 FROM device.pins WHERE entity = 'song' AND entity_id = m.id)
  OR EXISTS (SELECT 1 FROM device.pins WHERE entity = 'album' AND entity_id = m.album_id)
  OR m.id IN (SELECT ps.song_id FROM device.pins pi CROSS JOIN device.playlist_songs ps
    ON ps.playlist_id = pi.entity_id WHERE pi.entity = 'playlist'))"""
"""Whether a person keeps the song of the row ``m``."""
