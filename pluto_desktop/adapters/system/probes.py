"""Looking at the interpreter, the libraries and the folders of this device."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pluto_desktop import __version__
from pluto_desktop.adapters.system.paths import Paths
from pluto_desktop.domain.health import Finding
from pluto_desktop.ports.probes import Probe

_SECONDS = 20
_ROOM_BYTES = 500_000_000

_INSTALL_VLC = {
    "Linux": "Install VLC for sound: on Debian and Ubuntu “sudo apt install libvlc5 vlc-plugin-base”. "
    "Until then Pluto opens, browses and searches without playing.",
    "Darwin": "Install VLC for sound, into the folder Applications. Until then Pluto opens, browses and searches.",
    "Windows": "Install VLC (64 bit) for sound. Until then Pluto opens, browses and searches.",
}

_TRY_QT = "import PySide6.QtWidgets, PySide6.QtSvg; print(PySide6.__version__)"
_TRY_VLC = """
import vlc
if vlc.Instance("--quiet", "--no-video", "--aout=dummy") is None:
    raise SystemExit("its plugins are missing")
print(vlc.libvlc_get_version().decode())
"""


@dataclass(frozen=True, slots=True)
class Trial:
    """A few lines of Python tried in a process of their own: a library that aborts takes nothing with it."""

    key: str
    label: str
    code: str
    advice: str

    def __call__(self) -> Finding:
        """Run the lines; what they print is what was found."""
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        try:
            done = subprocess.run(  # noqa: S603 - this interpreter, on the lines above
                [sys.executable, "-c", self.code],
                capture_output=True,
                text=True,
                errors="replace",
                timeout=_SECONDS,
                env=environment,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return Finding(self.key, self.label, f"could not be tried ({type(error).__name__})", self.advice)
        if done.returncode == 0:
            return Finding(self.key, self.label, done.stdout.strip())
        last = (done.stderr.strip().splitlines() or [f"it stopped with code {done.returncode}"])[-1]
        return Finding(self.key, self.label, f"not usable: {last}", self.advice)


def probe_python() -> Finding:
    """Look at the interpreter."""
    found = f"{platform.python_version()} ({sys.executable})"
    fits = (3, 11) <= sys.version_info[:2] <= (3, 13)
    return Finding("python", "Python", found, "" if fits else "Use Python 3.11, 3.12 or 3.13.")


def probe_package(key: str, label: str, distribution: str, *, needed_for: str) -> Finding:
    """Look at an installed Python package."""
    try:
        return Finding(key, label, importlib.metadata.version(distribution))
    except importlib.metadata.PackageNotFoundError:
        advice = f"Install the package {distribution} for {needed_for}: “make run” does so."
        return Finding(key, label, "not installed", advice)


def probe_font(key: str, family: str, package: str) -> Finding:
    """Look for the files of a font that comes as a package."""
    spec = importlib.util.find_spec(package)
    folder = Path(spec.origin).parent if spec is not None and spec.origin else None
    files = sorted(folder.rglob("*.ttf")) if folder is not None else []
    if files:
        return Finding(key, family, str(files[0]))
    return Finding(
        key, family, "not installed", f"Install the package {package.replace('_', '-')}: “make run” does so."
    )


def probe_folder(key: str, label: str, folder: Path) -> Finding:
    """Look whether a folder can be written, or could be made, and whether there is room."""
    # os.path answers False, where a Path raises, for what one may not look at.
    nearest = next((place for place in (folder, *folder.parents) if os.path.exists(place)), folder)  # noqa: PTH110
    if not os.path.isdir(nearest) or not os.access(nearest, os.W_OK | os.X_OK):  # noqa: PTH112
        advice = f"Make “{nearest}” a folder you may write to, or name another with --library."
        return Finding(key, label, f"{folder}: cannot be written", advice)
    free = shutil.disk_usage(nearest).free
    found = f"{folder}: {free / 1e9:.1f} GB free"
    return Finding(
        key, label, found, "" if free >= _ROOM_BYTES else "Make room on this disk; below 0.5 GB it gets tight."
    )


def system_probes(library: Path, paths: Paths) -> list[Probe]:
    """Return every look at this device, the quick ones first."""
    packages: list[Callable[[], Finding]] = [
        partial(Finding, "pluto", "Pluto Desktop", __version__),
        probe_python,
        partial(probe_package, "sqlalchemy", "SQLAlchemy", "SQLAlchemy", needed_for="the library"),
        partial(probe_package, "mutagen", "Mutagen", "mutagen", needed_for="reading tags"),
        partial(probe_package, "pyav", "PyAV", "av", needed_for="measuring loudness"),
        partial(probe_font, "font_latin", "Noto Sans", "fontpkg_noto_sans"),
        partial(probe_font, "font_telugu", "Noto Sans Telugu", "fontpkg_noto_sans_telugu"),
        partial(probe_folder, "settings", "Settings", paths.settings_file.parent),
        partial(probe_folder, "logs", "Log and reports", paths.logs),
        partial(probe_folder, "library_folder", "Library folder", library),
    ]
    trials = [
        Trial("qt", "Qt", _TRY_QT, "Qt's libraries are missing; “make run” installs them, or see the README."),
        Trial("vlc", "VLC", _TRY_VLC, _INSTALL_VLC.get(platform.system(), _INSTALL_VLC["Linux"])),
    ]
    return [*packages, *trials]
