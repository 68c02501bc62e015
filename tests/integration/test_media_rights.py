"""Preparing the media's database twice, and what a listener and a curator may do there on a real server."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest

from pluto_desktop.adapters.mongo.address import MongoAddress, parse_address
from pluto_desktop.adapters.mongo.keeper import MongoKeeper, Rights
from pluto_desktop.adapters.mongo.media import GridMedia
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Denied, Invalid
from pluto_desktop.domain.shared import Role
from tests.servers import Mongo


@pytest.fixture
def address(mongo: Mongo) -> Iterator[MongoAddress]:
    address = parse_address(mongo.uri, mongo.make_database())
    yield address
    media = GridMedia(address)
    media._client.drop_database(address.database)
    media.close()


@pytest.fixture
def keeper(address: MongoAddress) -> Iterator[MongoKeeper]:
    keeper = MongoKeeper(address)
    keeper.initialise()
    yield keeper
    keeper.close()


def as_user(keeper: MongoKeeper, address: MongoAddress, role: Role) -> GridMedia:
    keeper.set_user(role, "old", role)
    keeper.set_user(role, "new", role)
    return GridMedia(replace(address, user=str(role), password="new", user_database=""))


def put(media: GridMedia, file_id: str) -> None:
    media.put(file_id, io.BytesIO(b"sound"), lambda _: None, CancelToken())


def test_what_is_prepared_can_be_prepared_again(keeper: MongoKeeper, address: MongoAddress) -> None:
    admin = GridMedia(address)
    put(admin, "a")
    assert keeper.initialise() is keeper.rights()
    assert admin.find_size("a") == 5
    admin.close()


def test_a_listener_reads_and_sends_nothing(keeper: MongoKeeper, address: MongoAddress) -> None:
    admin, listener = GridMedia(address), as_user(keeper, address, Role.LISTENER)
    put(admin, "a")
    assert b"".join(listener.read("a", 0, CancelToken())) == b"sound"
    with pytest.raises(Denied, match="rights_missing"):
        put(listener, "b")
    with pytest.raises(Denied, match="rights_missing"):
        listener.delete("a")
    admin.close()
    listener.close()


def test_a_curator_sends_and_deletes_nothing_where_the_server_can_tell(
    keeper: MongoKeeper, address: MongoAddress
) -> None:
    curator = as_user(keeper, address, Role.CURATOR)
    put(curator, "a")
    assert curator.find_size("a") == 5
    if keeper.rights() is Rights.EXACT:
        with pytest.raises(Denied, match="rights_missing"):
            curator.delete("a")
        assert curator.find_size("a") == 5
    curator.close()


def test_a_file_without_its_parts_is_not_accepted(keeper: MongoKeeper, address: MongoAddress) -> None:
    admin = GridMedia(address)
    with pytest.raises(Invalid, match="value_refused"):
        admin._guarded(lambda: admin._files.insert_one({"_id": "x", "length": -1}))
    admin.close()
