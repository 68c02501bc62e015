"""Where the files are that come with the program: icons, style, demo songs.

In a checkout ``resources/`` lies beside the package; an installed wheel carries it inside.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def resource_folder() -> Path:
    """Return the folder of the program's own files."""
    package = Path(__file__).resolve().parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def resource_path(name: str) -> Path:
    """Return where a file of the program is, by its name with ``/`` between folders; it need not exist."""
    return resource_folder().joinpath(*name.split("/"))
