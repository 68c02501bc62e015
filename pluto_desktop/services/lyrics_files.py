"""Files of lyrics: reading one, or two of one song in two languages, and writing one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pluto_desktop.domain.errors import Denied, NotFound
from pluto_desktop.lyrics.decode import MAX_BYTES, decode
from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.formats import KINDS, Parsed, read
from pluto_desktop.lyrics.formats.pairing import pair
from pluto_desktop.services.whole_file import whole_file


def read_lyrics(paths: Sequence[Path], duration_ms: int | None = None, kind: str = "") -> Parsed:
    """Read files of lyrics of one song, of any format or of the one named; several are joined by time.

    Whatever is in them is read as well as it can be; what was not understood is a warning. Raises
    Invalid(``lyrics_too_large``, ``lyrics_not_text``), NotFound(``file_missing``), Denied(``file_unreadable``), each
    with ``path``. Any worker thread.
    """
    found = [read(decode(_bytes_of(path), str(path)), duration_ms, path.name, kind) for path in paths]
    return found[0] if len(found) == 1 else pair(found)


def write_lyrics(document: Document, kind: str, path: Path) -> None:
    """Write words to a file in the format of that name, whole or not at all.

    What the format does not hold is lost: ask :func:`pluto_desktop.lyrics.formats.losses.losses` before. Raises
    Denied(``lyrics_unwritable``, ``disk_full``) with ``path``.
    """
    with whole_file(path, "lyrics_unwritable") as file:
        file.write(KINDS[kind].write(document))


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise NotFound("file_missing", path=str(path)) from error
    except OSError as error:
        raise Denied("file_unreadable", path=str(path)) from error
