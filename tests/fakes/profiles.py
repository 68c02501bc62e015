"""Profiles, passwords and servers kept in memory."""

from __future__ import annotations

from pluto_desktop.domain.errors import Denied, KnownError
from pluto_desktop.domain.profiles import Profile, Profiles
from pluto_desktop.domain.shared import Role, SharedLibrary

LIBRARY = SharedLibrary("6f1c6f4e-0d55-4a5c-9a53-4a8a1f1f6f10", 1, readable=True, writable=True, role=Role.CURATOR,
                        user="asha")  # fmt: skip


class FakeProfileStore:
    """Fulfils ProfileStore; ``read_only`` makes saving fail as a disk would."""

    def __init__(self, profiles: Profiles = Profiles()) -> None:  # noqa: B008 - frozen
        self.profiles = profiles
        self.read_only = False

    def load(self) -> Profiles:
        return self.profiles

    def save(self, profiles: Profiles) -> None:
        if self.read_only:
            raise Denied("profiles_unwritable", path="memory")
        self.profiles = profiles


class FakeSecrets:
    """Fulfils Secrets; ``missing`` is a device without a keyring."""

    def __init__(self, *, missing: bool = False) -> None:
        self.missing = missing
        self.kept: dict[str, str] = {}

    def find(self, profile_id: str) -> str | None:
        self._ask()
        return self.kept.get(profile_id)

    def keep(self, profile_id: str, password: str) -> None:
        self._ask()
        self.kept[profile_id] = password

    def forget(self, profile_id: str) -> None:
        self._ask()
        self.kept.pop(profile_id, None)

    def _ask(self) -> None:
        if self.missing:
            raise Denied("no_keyring")


class FakeConnector:
    """Fulfils Connector; ``catalogue`` and ``media`` are what each server answers, or the error it gives."""

    def __init__(self, catalogue: SharedLibrary | KnownError = LIBRARY, media: KnownError | None = None) -> None:
        self.catalogue, self.media = catalogue, media
        self.asked: list[tuple[Profile, str]] = []

    def identify(self, profile: Profile, password: str) -> SharedLibrary:
        self.asked.append((profile, password))
        if isinstance(self.catalogue, KnownError):
            raise self.catalogue
        return self.catalogue

    def ping_media(self, _profile: Profile, _password: str) -> None:
        if self.media is not None:
            raise self.media
