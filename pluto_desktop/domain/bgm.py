"""A song and its music without voice: how the two lie against each other."""

from __future__ import annotations

from dataclasses import dataclass

LARGEST_OFFSET_MS = 60_000
"""No offset is larger than this, in either direction."""
_A_LITTLE_MS = 2_000
_ALIKE = 0.05


@dataclass(frozen=True, slots=True)
class BgmOffset:
    """Where the song is at x the same music is at x + ``offset_ms`` in the music without voice.

    ``likeness`` says how much the two sounded alike there, 0 to 1; None where nobody compared them. ``by_hand`` is
    whether the person set it.
    """

    offset_ms: int = 0
    likeness: float | None = None
    by_hand: bool = False

    @property
    def unlike(self) -> bool:
        """Whether the two were compared and are most likely not the same music."""
        return self.likeness is not None and self.likeness < _ALIKE


def length_difference_ms(song_ms: int | None, bgm_ms: int | None, offset_ms: int) -> int:
    """Return by how much music without voice ends later than its song; 0 where that is a little, or not known."""
    if not song_ms or not bgm_ms:
        return 0
    later_ms = bgm_ms - offset_ms - song_ms
    return later_ms if abs(later_ms) > _A_LITTLE_MS else 0
