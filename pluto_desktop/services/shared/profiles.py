"""Which shared libraries this device knows, how each is reached, and which one opens."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pluto_desktop.domain.connections import ConnectionAnswer
from pluto_desktop.domain.errors import Conflict, Denied, Invalid, KnownError, NotFound
from pluto_desktop.domain.ids import new_id
from pluto_desktop.domain.profiles import POSTGRES_PORT, Profile, Profiles, format_hosts
from pluto_desktop.domain.shared import SharedLibrary
from pluto_desktop.ports.profiles import Connector, ProfileStore
from pluto_desktop.ports.secrets import Secrets

T = TypeVar("T")


class SharedLibraries:
    """Adds, changes, removes and chooses. Any worker thread; what goes wrong leaves everything as it was.

    ``folders`` is where each library has a folder by its own id, whatever address it is reached by. ``given`` holds,
    until the program ends, the passwords by profile that no keyring would keep.
    """

    def __init__(
        self,
        store: ProfileStore,
        secrets: Secrets,
        connector: Connector,
        folders: Path,
        given: dict[str, str],
    ) -> None:
        self._store, self._secrets, self._connector, self._folders = store, secrets, connector, folders
        self._given = given

    def list_all(self) -> Profiles:
        """Return the libraries that are known, and which one is chosen."""
        return self._store.load()

    def get(self, name: str) -> Profile:
        """Return the profile of a name or an id. Raises NotFound("profile_not_found")."""
        profile = self._store.load().find_named(name)
        if profile is None:
            raise NotFound("profile_not_found", name=name)
        return profile

    def connect(self, profile: Profile, password: str) -> ConnectionAnswer:
        """Try both servers at the same time and return what each of them answered; keeps nothing."""
        with ThreadPoolExecutor(2, "pluto-connect") as pool:
            catalogue = pool.submit(_outcome, lambda: self._identify(profile, password))
            media = pool.submit(_outcome, lambda: self._connector.ping_media(profile, password))
            library, error = catalogue.result()
            return ConnectionAnswer(library, error, media.result()[1])

    def save(self, profile: Profile, password: str | None, library: SharedLibrary | None = None) -> Profile:
        """Add a profile, or change the one with its id, and keep its password unless that is None.

        ``library`` is what its server said of itself, where it was reached. Returns the profile as it is kept.
        Raises Conflict("profile_exists"), Denied("profiles_unwritable"), and Denied("no_keyring") or
        Denied("keyring_refused") once all but the password is kept.
        """
        profiles = self._store.load()
        kept = profile if library is None else replace(profile, library_id=_checked_id(library.id))
        namesake = profiles.find_named(kept.label)
        if namesake is not None and namesake.id != kept.id:
            raise Conflict("profile_exists", name=kept.label)
        self._store.save(profiles.with_profile(kept))
        if password is not None:
            self._given[kept.id] = password
            self._secrets.keep(kept.id, password)
            del self._given[kept.id]
        return kept

    def remove(self, profile: Profile) -> None:
        """Forget a profile and its password. Its folder stays: what a person made offline is in it."""
        self._store.save(self._store.load().without(profile.id))
        self._given.pop(profile.id, None)
        try:
            self._secrets.forget(profile.id)
        except Denied:  # where no keyring can be asked, the password of a forgotten profile opens nothing
            return

    def accept(self, profile: Profile, library_id: str, move: Callable[[Path, Path], None]) -> Profile:
        """Let another library, that answers at a profile's address, take the place of the one it led to.

        What a person has here goes with it: ``move`` renames the folder, or does what a kill left to do. What was
        edited is held until they agree to send it. Raises Conflict("library_here") where that library has a folder of
        its own, and what ``move`` raises.
        """
        kept = replace(profile, library_id=_checked_id(library_id))
        before, after = self.folder_of(profile), self.folder_of(kept)
        if before != after:
            if before.exists() and after.exists():
                raise Conflict("library_here", name=profile.label)
            move(before, after)
        return self.save(kept, None)

    def separate(self, profile: Profile, library_id: str) -> Profile:
        """Know the library that answers at a profile's address as one of its own, with the same password."""
        known, number = self._store.load(), 2
        while known.find_named(f"{profile.label} ({number})") is not None:
            number += 1
        name = f"{profile.label} ({number})"
        made = replace(profile, id=new_id(), name=name, library_id=_checked_id(library_id))
        return self.save(made, self.find_password(profile))

    def choose(self, profile: Profile | None) -> Path | None:
        """Let a library be the one that opens and return its folder; None for this device's own.

        Raises NotFound("profile_unreached") where it was never reached, so that there is nothing to open.
        """
        folder = None if profile is None else self.folder_of(profile)
        profiles = self._store.load()
        self._store.save(replace(profiles, chosen="" if profile is None else profile.id))
        return folder

    def folder_of(self, profile: Profile) -> Path:
        """Return where a library lies on this device. Raises NotFound("profile_unreached")."""
        if not profile.library_id:
            raise NotFound("profile_unreached", name=profile.label)
        return self._folders / _checked_id(profile.library_id)

    def find_password(self, profile: Profile) -> str | None:
        """Return the password that is kept for a profile, None where none is or no keyring can be asked.

        One that could not be kept is known until the program ends.
        """
        if (given := self._given.get(profile.id)) is not None:
            return given
        try:
            return self._secrets.find(profile.id)
        except Denied:
            return None

    def _identify(self, profile: Profile, password: str) -> SharedLibrary:
        library = self._connector.identify(profile, password)
        _checked_id(library.id)
        if not library.readable:
            raise Denied("schema_too_new", server=format_hosts(profile.hosts, POSTGRES_PORT))
        if profile.library_id not in {"", library.id}:
            raise Conflict("another_library", name=profile.label)
        return library


def _outcome(ask: Callable[[], T]) -> tuple[T | None, KnownError | None]:
    try:
        return ask(), None
    except KnownError as error:
        return None, error


def _checked_id(library_id: str) -> str:
    """Return the id as the name of a folder: a UUID and nothing else, whatever a server says."""
    try:
        return str(uuid.UUID(library_id))
    except ValueError:
        raise Invalid("library_id_unusable") from None
