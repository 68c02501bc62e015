"""Which operations are a person's; the others import."""

from __future__ import annotations

PERSONS = (
    "set_lyrics", "merge_rows", "update_song", "edit_songs", "merge_songs", "split_song", "rename_artist",
    "revert_operation",
)  # fmt: skip
"""The kinds of operations by which a person changes what a song is said to be, on this device."""
BY_PERSON = ", ".join(f"'{kind}'" for kind in PERSONS)
"""The same, for statements."""
