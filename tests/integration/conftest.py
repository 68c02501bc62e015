"""What the tests of joined parts share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bus import private_bus
from tests.listening import Listener
from tests.servers import Mongo, Postgres
from tests.shared_edits import Makers
from tests.shared_steps import Addresses, Device, Others, make_library


@pytest.fixture
def bus_address() -> Iterator[str]:
    """The address of a session bus that only this test has."""
    with private_bus() as address:
        yield address


@pytest.fixture
def addresses(postgres: Postgres, mongo: Mongo) -> Addresses:
    """How an empty shared library of this test's own is reached."""
    return make_library(postgres, mongo)


@pytest.fixture
def device(addresses: Addresses, tmp_path: Path) -> Iterator[Device]:
    """A device that writes into it."""
    device = Device(tmp_path / "device", addresses)
    yield device
    device.close()


@pytest.fixture
def others(addresses: Addresses, tmp_path: Path) -> Iterator[Others]:
    """Everybody else who has it."""
    others = Others(tmp_path / "other device", addresses)
    yield others
    others.close()


@pytest.fixture
def makers(tmp_path: Path) -> Makers:
    """What makes edits of it."""
    return Makers(tmp_path / "files")


@pytest.fixture
def listener() -> Iterator[Listener]:
    """A real player that sounds into nothing."""
    listener = Listener("--aout=adummy")
    yield listener
    listener.player.close()
