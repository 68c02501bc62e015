"""How a shared library is connected to, before anything is connected."""

from __future__ import annotations

import pytest

from pluto_desktop.adapters.sql.shared.engine import Limits, connection_settings, server_name
from pluto_desktop.domain.errors import Invalid


@pytest.mark.parametrize(
    ("address", "sslmode"),
    [
        ("postgresql://ana@songs.example/library", "verify-full"),
        ("postgresql://ana@10.0.0.7/library", "verify-full"),
        ("postgresql://ana@127.0.0.1,songs.example/library", "verify-full"),
        ("postgresql://ana@songs.example/library?sslmode=require", "require"),
        ("postgresql://ana@localhost:5433/library", "prefer"),
        ("postgresql://ana@127.0.0.1,[::1]/library", "prefer"),
        ("postgresql:///library?host=/run/postgresql", "prefer"),
    ],
)
def test_encryption_is_verified_unless_it_stays_on_this_device_or_is_said_otherwise(address: str, sslmode: str):
    assert connection_settings(address, None, Limits())["sslmode"] == sslmode


def test_everything_has_an_end():
    settings = connection_settings("postgresql://ana@h/library?options=-csearch_path%3Dpublic", None, Limits())
    for limit in ("statement_timeout=30000", "lock_timeout=5000", "idle_in_transaction_session_timeout=30000"):
        assert limit in settings["options"]
    assert settings["options"].endswith("-csearch_path=public")
    assert (settings["keepalives"], settings["tcp_user_timeout"]) == (1, 10_000)


def test_what_the_address_says_goes_first():
    settings = connection_settings("postgresql://ana@a,b/library?target_session_attrs=read-write", "secret", Limits())
    assert (settings["host"], settings["target_session_attrs"], settings["password"]) == ("a,b", "read-write", "secret")


def test_a_server_is_named_without_who_asks():
    assert server_name("postgresql://ana:secret@a:1,b:2/library") == "a:1, b:2"
    assert server_name("postgresql+psycopg2://ana@songs.example/library") == "songs.example"
    assert server_name("postgresql:///library") == "localhost"


def test_an_address_that_is_none_is_told_without_repeating_it():
    with pytest.raises(Invalid, match="address_unreadable") as caught:
        server_name("postgresql://ana:secret@[half/open")
    assert "secret" not in str(caught.value)
