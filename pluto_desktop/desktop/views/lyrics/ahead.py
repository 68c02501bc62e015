"""Work done between frames, so that no frame has to shape or render: what coming frames will draw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from pluto_desktop.desktop.views.lyrics.easel import Pictures
from pluto_desktop.desktop.views.lyrics.following import Following

_NEXT_LINES = 2


def work_ahead(following: Following, pictures: Pictures) -> Iterator[None]:
    """Shape and render in the order of urgency: the next lines lit, then a page around what is seen at rest.

    Each step is one text shaped or one picture rendered, about a millisecond; the order is that of the moment this
    began in, so begin again when the song or a person has moved on.
    """
    yield from _prepare(following, pictures, islice(_next_lines(following), _NEXT_LINES), active=True)
    yield from _prepare(following, pictures, _around(following), active=False)


def _prepare(following: Following, pictures: Pictures, rows: Iterable[int], *, active: bool) -> Iterator[None]:
    scene = following.scene
    for row in rows:
        if not scene.is_shaped(row):
            following.measure((row,))
            yield
        yield from scene.block(row).render_ahead(pictures, active=active)


def _next_lines(following: Following) -> Iterator[int]:
    scene = following.scene
    first = 0 if following.primary is None else following.primary
    return (row for row in range(first, len(scene.rows)) if scene.rows[row].pause is None)


def _around(following: Following) -> list[int]:
    """Return the rows within a page of what is seen, the nearest first."""
    scene, seen, page = following.scene, following.visible(), following.height
    middle = (seen.start + seen.stop) / 2
    rows = (row for row in following.visible(page) if scene.rows[row].pause is None)
    return sorted(rows, key=lambda row: abs(row - middle))
