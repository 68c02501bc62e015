"""Which servers are started, and what is said where there are none."""

from __future__ import annotations

import importlib.util
import socket

import pytest

from pluto_desktop.adapters.devserver import mongo, postgres, process
from pluto_desktop.domain.errors import Denied, NotFound


@pytest.fixture
def nothing_installed(monkeypatch):
    monkeypatch.setattr(postgres, "_SYSTEM", ())
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)


def test_what_is_missing_is_said(nothing_installed):
    with pytest.raises(NotFound, match="postgres_missing"):
        postgres.find_programs()
    with pytest.raises(NotFound, match="mongo_missing"):
        mongo.find_program()


def test_the_newest_postgresql_of_the_system_comes_first(monkeypatch, tmp_path):
    for version in ("9.6", "15", "16"):
        programs = tmp_path / "postgresql" / version / "bin"
        programs.mkdir(parents=True)
        (programs / "initdb").touch()
    monkeypatch.setattr(postgres, "_SYSTEM", (str(tmp_path / "postgresql"),))
    assert postgres.find_programs() == tmp_path / "postgresql" / "16" / "bin"


def test_a_mongod_on_the_path_comes_first(monkeypatch, tmp_path):
    mongod = tmp_path / "mongod"
    mongod.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert mongo.find_program()[0] == str(mongod)


def test_a_port_is_kept_while_it_is_free():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert process.free_port(port) != port
    assert process.free_port(port) == port


def test_a_closed_folder_is_said_before_another_user_fails_in_it(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(Denied, match="server_folder_closed"):
        process.make_folder_for("nobody", closed / "postgres")
