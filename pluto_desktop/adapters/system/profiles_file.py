"""The profiles of shared libraries as one small JSON file, without secrets."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

from pluto_desktop.adapters.system.json_file import JsonFile
from pluto_desktop.domain.errors import Denied, Invalid
from pluto_desktop.domain.profiles import CACHES, Profile, Profiles, parse_line

_log = logging.getLogger(__name__)


class ProfilesFile:
    """Fulfils ProfileStore. An entry that cannot be read (a newer Pluto's, or a hand's) is left out."""

    def __init__(self, path: Path) -> None:
        self._file = JsonFile(path)

    def load(self) -> Profiles:
        """Return what is stored."""
        values = self._file.load()
        entries = values.get("profiles")
        read = (_profile(entry) for entry in (entries if isinstance(entries, list) else ()))
        profiles = Profiles(tuple(profile for profile in read if profile is not None))
        chosen = values.get("chosen")
        if isinstance(chosen, str) and profiles.find(chosen) is not None:
            return replace(profiles, chosen=chosen)
        return profiles

    def save(self, profiles: Profiles) -> None:
        """Replace what is stored: after a crash either the old file is there or the new one."""
        entries: list[object] = [
            {"id": one.id, "name": one.name, "line": one.line, "library_id": one.library_id, "cache": one.cache}
            for one in profiles.known
        ]
        try:
            self._file.save({"profiles": entries, "chosen": profiles.chosen})
        except OSError as error:
            raise Denied("profiles_unwritable", path=str(self._file.path)) from error


def _profile(entry: object) -> Profile | None:
    texts = entry if isinstance(entry, dict) and all(isinstance(value, str) for value in entry.values()) else {}
    try:
        profile, _password = parse_line(texts["line"])
        known = replace(profile, id=texts["id"], name=texts["name"], library_id=texts["library_id"])
        return replace(known, cache=texts["cache"]) if texts.get("cache") in CACHES else known
    except (KeyError, Invalid) as error:
        _log.info("a stored profile is not used: %s", type(error).__name__)
        return None
