"""Which shared libraries this device knows, and how their servers are tried."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pluto_desktop.adapters.system.paths import default_paths
from pluto_desktop.bootstrap import kinds
from pluto_desktop.domain.errors import Denied

if TYPE_CHECKING:
    from pluto_desktop.domain.profiles import Profile
    from pluto_desktop.domain.shared import SharedLibrary
    from pluto_desktop.ports.profiles import Connector
    from pluto_desktop.services.shared.profiles import SharedLibraries


_GIVEN: dict[str, str] = {}


def make_shared_libraries(connector: Connector | None = None) -> SharedLibraries:
    """Return what knows the shared libraries of this device; tests name another ``connector``."""
    from pluto_desktop.adapters.system.keyring_secrets import KeyringSecrets
    from pluto_desktop.adapters.system.profiles_file import ProfilesFile
    from pluto_desktop.services.shared.profiles import SharedLibraries

    paths = default_paths()
    return SharedLibraries(
        ProfilesFile(paths.profiles_file), KeyringSecrets(), connector or ServerConnector(), paths.libraries, _GIVEN
    )


def find_profile(folder: Path) -> Profile | None:
    """Return the profile whose library lies in a folder, None where it is a library of this device alone."""
    if folder.parent != default_paths().libraries:  # where each mirror lies: a start without one need load no more
        return None
    libraries = make_shared_libraries()
    reached = [profile for profile in libraries.list_all().known if profile.library_id]
    return next((profile for profile in reached if libraries.folder_of(profile) == folder), None)


def find_chosen() -> Path | None:
    """Return the folder of the shared library that opens, None where this device's own does."""
    libraries = make_shared_libraries()
    profiles = libraries.list_all()
    profile = profiles.find(profiles.chosen)
    return None if profile is None else libraries.folder_of(profile)


def accept_library(profile: Profile, library_id: str) -> Profile:
    """Let another library take the place of the one that a profile led to; both are closed."""
    from pluto_desktop.adapters.sql.move import move_library

    return make_shared_libraries().accept(profile, library_id, move_library)


class ServerConnector:
    """Fulfils Connector with the servers that a profile names."""

    def identify(self, profile: Profile, password: str) -> SharedLibrary:
        """Ask the catalogue's server which library it holds."""
        server = kinds.make_catalogue(profile, password)
        try:
            return server.identify()
        finally:
            server.close()

    def ping_media(self, profile: Profile, password: str) -> None:
        """Ask the media's server whether it may be read."""
        server = kinds.media_kind(profile).open(profile, password)
        try:
            server.ping()
        finally:
            server.close()


def check_own(folder: Path) -> None:
    """Raise Denied("shared_library") where a folder mirrors a shared library, which is changed on its servers only."""
    profile = find_profile(folder)
    if profile is not None:
        raise Denied("shared_library", name=profile.label)
