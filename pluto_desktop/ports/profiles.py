"""Where the profiles of shared libraries are kept, and how one is tried."""

from __future__ import annotations

from typing import Protocol

from pluto_desktop.domain.profiles import Profile, Profiles
from pluto_desktop.domain.shared import SharedLibrary


class ProfileStore(Protocol):
    """The profiles on this device, without secrets. Safe from any thread; writing is atomic and lasts."""

    def load(self) -> Profiles:
        """Return what is stored; a store that cannot be read is set aside and counts as empty."""
        ...

    def save(self, profiles: Profiles) -> None:
        """Replace what is stored. Raises Denied("profiles_unwritable") where the place cannot be written."""
        ...


class Connector(Protocol):
    """Tries the servers of a profile, each within its own time limit. Any worker thread; the two at the same time.

    Both raise Offline, Timeout, Denied, NotFound with a sentence of their own.
    """

    def identify(self, profile: Profile, password: str) -> SharedLibrary:
        """Connect to the catalogue's server and return which library it holds, leaving no connection open."""
        ...

    def ping_media(self, profile: Profile, password: str) -> None:
        """Connect to the media's server and see that it may be read, leaving no connection open."""
        ...
