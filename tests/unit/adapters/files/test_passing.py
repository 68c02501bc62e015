"""Media that pass through leave no file."""

from __future__ import annotations

import hashlib
import random

import pytest

from pluto_desktop.adapters.files.passing import PassingMedia
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.ids import MediaHash

DATA = random.Random(7).randbytes(300_000)
SHA256 = MediaHash(hashlib.sha256(DATA).hexdigest())


def test_bytes_come_in_any_order_and_are_read_after_the_end_too() -> None:
    part = PassingMedia().begin(SHA256, ".mp3")
    part.write(200_000, DATA[200_000:])
    assert part.read(250_000, 10) == DATA[250_000:250_010]
    part.write(0, DATA[:200_000])
    location = part.finish()
    assert (location.sha256, location.size) == (SHA256, len(DATA))
    assert not location.path.exists()
    assert part.read(5, 100) == DATA[5:105]


def test_other_bytes_are_refused_and_what_is_given_up_is_gone() -> None:
    part = PassingMedia().begin(SHA256, ".mp3")
    part.write(0, DATA[:-1] + b"x")
    with pytest.raises(Invalid, match="medium_changed"):
        part.finish()
    assert part.read(0, 10) == b""
    assert not PassingMedia().set_locations([])
