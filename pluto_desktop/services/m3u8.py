"""Playlist files: extended M3U in UTF-8, read tolerantly and written plainly. Pure text; no file is touched."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Entry:
    """One song of a playlist file: its path as an absolute path, and what is said of it."""

    path: Path
    title: str = ""
    duration_ms: int | None = None


def parse(data: bytes, folder: Path) -> tuple[str, list[Entry]]:
    """Return the name a playlist file gives itself ("" if none) and its entries; relative paths start at ``folder``.

    UTF-8 with or without a mark; bytes that are not UTF-8 stay what they are in the paths. Streams (``http://…``) and
    lines that cannot be paths are left out.
    """
    name, title, duration = "", "", None
    entries: list[Entry] = []
    for raw in data.removeprefix(b"\xef\xbb\xbf").splitlines():
        line = raw.strip()
        if line.startswith(b"#PLAYLIST:"):
            name = line[10:].decode("utf-8", "replace").strip()
        elif line.startswith(b"#EXTINF:"):
            seconds, _, title = line[8:].decode("utf-8", "replace").partition(",")
            duration = _milliseconds(seconds)
        elif line and not line.startswith(b"#"):
            path = _path(line, folder)
            if path is not None:
                entries.append(Entry(path, title.strip(), duration))
            title, duration = "", None
    return name, entries


def render(name: str, entries: Iterable[Entry], folder: Path) -> bytes:
    """Return a playlist file to lie in ``folder``: paths beneath it are relative, so that both can move together."""
    lines = [b"#EXTM3U", b"#PLAYLIST:" + _line(name)]
    for entry in entries:
        seconds = -1 if entry.duration_ms is None else round(entry.duration_ms / 1000)
        lines += [b"#EXTINF:%d,%s" % (seconds, _line(entry.title)), _written(entry.path, folder)]
    return b"\n".join(lines) + b"\n"


def _milliseconds(text: str) -> int | None:
    try:
        seconds = float(text.split(maxsplit=1)[0])
    except (ValueError, IndexError):
        return None
    return int(seconds * 1000) if 0 <= seconds < 1e9 else None


def _path(line: bytes, folder: Path) -> Path | None:
    text = os.fsdecode(line)
    if "\0" in text:
        return None
    if "://" in text[:16]:
        try:
            parts = urlsplit(text)
        except ValueError:
            return None
        if parts.scheme.lower() != "file":
            return None
        text = _of_address(parts.path)
        if "\0" in text:
            return None
    if os.name != "nt" and "\\" in text and "/" not in text and not (folder / text).exists():
        text = text.replace("\\", "/")
    return Path(os.path.normpath(folder / text))


def _of_address(path: str) -> str:
    if os.name == "nt":
        from urllib.request import url2pathname  # noqa: PLC0415 - loads half of the library of HTTP

        return url2pathname(path)
    return unquote(path, errors="surrogateescape")


def _line(text: str) -> bytes:
    return " ".join(text.split()).encode("utf-8", "replace")


def _written(path: Path, folder: Path) -> bytes:
    try:
        path = path.relative_to(folder)
    except ValueError:
        return os.fsencode(path)
    written = os.fsencode(path)
    # A name that begins like a comment would be lost.
    return b"./" + written if written.startswith(b"#") else written
