"""What the tests of joined parts share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.bus import private_bus


@pytest.fixture
def bus_address() -> Iterator[str]:
    """The address of a session bus that only this test has."""
    with private_bus() as address:
        yield address
