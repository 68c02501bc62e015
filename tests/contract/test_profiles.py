"""What every ProfileStore and every keeper of passwords does, the fake and the real one alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from pluto_desktop.adapters.system.keyring_secrets import KeyringSecrets
from pluto_desktop.adapters.system.profiles_file import ProfilesFile
from pluto_desktop.domain.profiles import Profiles, parse_line
from pluto_desktop.ports.profiles import ProfileStore
from pluto_desktop.ports.secrets import Secrets
from tests.fakes.profiles import FakeProfileStore, FakeSecrets

Reopen = Callable[[], ProfileStore]
ONE = replace(
    parse_line("pluto://asha@db1:5433,db2/songs?mongo=files/media")[0], name="పాటలు", library_id="x", cache="memory"
)
OTHER = parse_line("pluto://ravi@[::1]/songs?mongo=localhost/media&tls=off")[0]


class MemoryKeyring(KeyringBackend):
    """A keyring as a desktop has one."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError


@pytest.fixture(params=["fake", "file"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Reopen:
    """Return a function that opens the same store, as the next start of the program would."""
    if request.param == "fake":
        store = FakeProfileStore()
        return lambda: store
    return lambda: ProfilesFile(tmp_path / "not" / "there" / "shared-libraries.json")


@pytest.fixture(params=["fake", "keyring"])
def secrets(request: pytest.FixtureRequest) -> Iterator[Secrets]:
    """Return a keeper of passwords."""
    if request.param == "fake":
        yield FakeSecrets()
        return
    before = keyring.get_keyring()
    keyring.set_keyring(MemoryKeyring())
    yield KeyringSecrets()
    keyring.set_keyring(before)


def test_a_new_store_is_empty(reopen: Reopen) -> None:
    assert reopen().load() == Profiles()


def test_what_was_saved_is_there_next_time(reopen: Reopen) -> None:
    profiles = Profiles((ONE, OTHER), OTHER.id)
    reopen().save(profiles)
    assert reopen().load() == profiles
    reopen().save(Profiles((ONE,)))
    assert reopen().load() == Profiles((ONE,))


def test_a_password_is_kept_changed_and_forgotten(secrets: Secrets) -> None:
    assert secrets.find("a") is None
    secrets.keep("a", "రహస్యం")
    secrets.keep("b", "other")
    secrets.keep("a", "new")
    assert secrets.find("a") == "new"
    secrets.forget("a")
    secrets.forget("a")
    assert secrets.find("a") is None
    assert secrets.find("b") == "other"
