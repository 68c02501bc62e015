"""Where the view of a playing song is to lie. Pure; pixels of the whole picture."""

from __future__ import annotations

_STANDS_AT = 0.5
"""Where in the view the playhead stands while the sound moves under it."""
_TURNED_TO = 0.1
"""Where in the view it stands after a page was turned."""
_JUMP = 0.15
"""What is farther than so much of the view from where the playhead was is a jump, not the music going on."""


def left_for(playhead: float, left: int, width: int, *, less_motion: bool, since_last: float) -> int | None:
    """Return the new left edge of the view, None where it stays as it is.

    Half-way through the view the sound moves under the playhead. In less-motion mode, and after a jump, the view turns
    like a page, and only when the playhead has left it. ``since_last`` is how far the playhead came since last time.
    """
    inside = left <= playhead < left + width
    jumped = abs(since_last) > width * _JUMP
    if inside and not less_motion and not jumped:
        wanted = playhead - width * _STANDS_AT
        # what stands to the right of the middle after a jump is caught up with, not jerked
        return round(wanted) if left < wanted <= left + abs(since_last) + 1 else None
    return None if inside else round(playhead - width * _TURNED_TO)
