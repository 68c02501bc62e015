"""The floor of an import: SHA-256 and mutagen alone, in one process. ``python import_floor.py DIR``."""

from __future__ import annotations

import hashlib
import os
import sys

import mutagen


def main() -> None:
    """Hash and read every file of a folder."""
    count = 0
    for folder, _, names in os.walk(sys.argv[1]):
        for name in names:
            path = os.path.join(folder, name)  # noqa: PTH118 - the floor must not be slowed by nicety
            with open(path, "rb") as file:  # noqa: PTH123
                hashlib.file_digest(file, "sha256").hexdigest()
            if mutagen.File(path) is not None:
                count += 1
    print(count)


main()
