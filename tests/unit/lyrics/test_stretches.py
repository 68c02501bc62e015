from __future__ import annotations

import pytest

from pluto_desktop.lyrics.document import Document, Line
from pluto_desktop.lyrics.stretches import stretch_of


def document(*times: tuple[int | None, int | None]) -> Document:
    return Document(tuple(Line(str(n), start, end, {"en": "x"}) for n, (start, end) in enumerate(times)))


@pytest.mark.parametrize(
    ("times", "lines", "expected"),
    [
        ([(100, 200), (300, 400)], range(1), (100, 200)),
        ([(100, 200), (300, 400)], range(2), (100, 400)),
        ([(100, None), (300, 400)], range(1), (100, 300)),
        ([(100, 200), (300, None)], range(2), (100, None)),
        ([(100, 900), (300, 400)], range(2), (100, 900)),  # two voices at a time
        ([(None, None), (300, 400)], range(2), (300, 400)),
        ([(None, None)], range(1), None),
    ],
)
def test_lines_last_from_the_first_ones_start_to_the_last_ones_end(times, lines, expected):
    assert stretch_of(document(*times), lines) == expected
