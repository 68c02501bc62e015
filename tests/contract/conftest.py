"""The library twice: in memory and on the disk. What is asked of one is asked of the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pluto_desktop.adapters.sql.catalogue import SqlCatalogue
from pluto_desktop.adapters.sql.library import open_library
from pluto_desktop.adapters.sql.personal import SqlPersonal
from tests.fakes.catalogue import FakeCatalogue
from tests.fakes.personal import FakePersonal


@dataclass
class Library:
    catalogue: FakeCatalogue | SqlCatalogue
    personal: FakePersonal | SqlPersonal


@pytest.fixture(params=["fake", "sql"])
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    """Return an empty library."""
    if request.param == "fake":
        fake = FakeCatalogue()
        yield Library(fake, fake.personal)
        return
    opened = open_library(tmp_path / "library")
    yield Library(opened.catalogue, opened.personal)
    opened.close()
