"""The six demo songs, in the order in which they come into the library."""

from __future__ import annotations

from english import AMAZING_GRACE, ROW, TWINKLE
from telugu import CHANDAMAMA, SUMATI, VEMANA

SONGS = [TWINKLE, VEMANA, AMAZING_GRACE, SUMATI, ROW, CHANDAMAMA]
