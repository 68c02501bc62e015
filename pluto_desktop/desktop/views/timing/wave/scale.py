"""How much time a pixel is. Pure; widths in logical pixels, times in milliseconds."""

from __future__ import annotations

CLOSEST_PX_A_S = 400.0
"""Four pixels a bucket of the peaks: closer shows nothing more."""
STEP = 1.4
"""How much closer one step of the wheel or of a key comes."""
_TICKS_MS = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000)


class Scale:
    """Where moments of a song lie in its whole picture, which begins at 0 and is :attr:`length_px` wide.

    A width of 0 or a song of no length is a picture of nothing; everything lies at 0 then.
    """

    def __init__(self) -> None:
        self.duration_ms = 0
        self._width = 0
        self._px_a_s = 0.0

    @property
    def px_a_s(self) -> float:
        """How many pixels a second is."""
        return self._px_a_s

    @property
    def whole_px_a_s(self) -> float:
        """How many pixels a second is where the whole song is seen."""
        return self._width * 1000 / self.duration_ms if self.duration_ms else 0.0

    @property
    def length_px(self) -> int:
        """How wide the picture is."""
        return max(self._width, round(self.duration_ms * self._px_a_s / 1000))

    @property
    def is_whole(self) -> bool:
        """Whether the whole song is seen."""
        return self._px_a_s <= self.whole_px_a_s

    def set_song(self, duration_ms: int) -> None:
        """Take another song, and see all of it."""
        self.duration_ms = duration_ms
        self._px_a_s = self.whole_px_a_s

    def set_width(self, width: int) -> None:
        """Take another width of what is seen; what was whole stays whole."""
        whole = self.is_whole
        self._width = width
        self._px_a_s = self.whole_px_a_s if whole else self._kept(self._px_a_s)

    def zoom_to(self, px_a_s: float) -> bool:
        """Come as close as asked, no closer than is of use and no farther than the whole; whether that changed it."""
        kept = self._kept(px_a_s)
        changed = kept != self._px_a_s
        self._px_a_s = kept
        return changed

    def x_of(self, at_ms: float) -> float:
        """Return where a moment lies."""
        return at_ms * self._px_a_s / 1000

    def ms_at(self, x: float) -> float:
        """Return which moment lies somewhere, at most the song's end."""
        return min(max(0.0, x * 1000 / self._px_a_s), float(self.duration_ms)) if self._px_a_s else 0.0

    def ms_of(self, pixels: float) -> float:
        """Return how much time some pixels are."""
        return pixels * 1000 / self._px_a_s if self._px_a_s else 0.0

    def tick_ms(self, least_px: float) -> int:
        """Return from mark to mark of the ruler: the least round time that is so wide."""
        return next((tick for tick in _TICKS_MS if self.x_of(tick) >= least_px), _TICKS_MS[-1])

    def _kept(self, px_a_s: float) -> float:
        return max(self.whole_px_a_s, min(px_a_s, max(CLOSEST_PX_A_S, self.whole_px_a_s)))
