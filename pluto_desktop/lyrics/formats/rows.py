"""What every reader shares: splitting a text into rows, and warnings that say where."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pluto_desktop.lyrics.formats.parsed import ReadWarning

MAX_LINES = 20_000
"""Of a longer file the rest is left out, with a warning."""

_MAX_WARNINGS = 100
_NEWLINE = re.compile(r"\r\n|\n\r|\n|\r")


def rows_of(text: str) -> list[str]:
    """Return the rows of a text without its byte order mark; NEL, LS and PS end no row."""
    return _NEWLINE.split(text.removeprefix("\ufeff"))


@dataclass(slots=True)
class Notes:
    """The warnings of one file; the first hundred are kept."""

    warnings: list[ReadWarning] = field(default_factory=list)

    def warn(self, line: int, what: str, named: str = "") -> None:
        """Note what could not be used in a line, counted from 1 (0: the file), as :class:`ReadWarning` tells it."""
        if len(self.warnings) < _MAX_WARNINGS:
            self.warnings.append(ReadWarning(line, what, named))

    def full(self, line: int, count: int) -> bool:
        """Whether so many lines are all that is read; if so that is noted."""
        if count < MAX_LINES:
            return False
        self.warn(line, "too_many_lines", str(MAX_LINES))
        return True
