"""Where the program's files belong on this platform."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_NAME = "pluto-desktop"


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one person on this device. None of them needs to exist yet."""

    library: Path
    """The library of this device alone."""
    libraries: Path
    """Where each shared library has a folder by its own id."""
    settings_file: Path
    profiles_file: Path
    logs: Path


def default_dev_backend() -> Path:
    """Return where ``pluto dev-backend`` keeps its servers: for root in the system's folder, its home is closed.

    PostgreSQL does not run as root, and the user it runs as could not get there.
    """
    dirs = platformdirs.PlatformDirs(_NAME, appauthor=False)
    is_root = sys.platform != "win32" and os.geteuid() == 0
    return (dirs.site_state_path if is_root else dirs.user_data_path) / "dev-backend"


def default_paths() -> Paths:
    """Return the platform's own folders; ``PLUTO_LIBRARY`` names another library."""
    dirs = platformdirs.PlatformDirs(_NAME, appauthor=False)
    chosen = os.environ.get("PLUTO_LIBRARY", "")
    return Paths(
        library=Path(chosen).expanduser() if chosen else dirs.user_data_path / "library",
        libraries=dirs.user_data_path / "libraries",
        settings_file=dirs.user_config_path / "settings.json",
        profiles_file=dirs.user_config_path / "shared-libraries.json",
        logs=dirs.user_log_path,
    )
