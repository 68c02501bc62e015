"""Writing a text file for a person: it is there whole, or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from pluto_desktop.domain.errors import Denied


@contextmanager
def whole_file(path: Path, code: str, newline: str = "\n") -> Iterator[TextIO]:
    """Open a UTF-8 file beside ``path`` that takes its place once everything is in it and on the disk.

    Raises Denied("disk_full") or Denied with ``code``, with ``path``; then what was there is as it was.
    """
    try:
        handle, temporary = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline=newline) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Denied("disk_full" if error.errno == errno.ENOSPC else code, path=str(path)) from error
