"""Release dates that may be known to the year, the month or the day."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from pluto_desktop.domain.errors import Invalid

_TYPED = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?", re.ASCII)
_ISO = re.compile(r"\s*(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")


class DatePrecision(StrEnum):
    """How much of a release date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True, order=True)
class ReleaseDate:
    """A date with its precision: ``month`` and ``day`` are None where they are not known."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def precision(self) -> DatePrecision:
        """The finest part that is known."""
        if self.day is not None:
            return DatePrecision.DAY
        return DatePrecision.YEAR if self.month is None else DatePrecision.MONTH

    @property
    def first_day(self) -> dt.date:
        """The first day the date can mean; what is stored and sorted by, beside the precision."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def of(cls, first_day: dt.date, precision: DatePrecision) -> ReleaseDate:
        """Build a release date from what is stored."""
        if precision is DatePrecision.DAY:
            return cls(first_day.year, first_day.month, first_day.day)
        return cls(first_day.year, first_day.month if precision is DatePrecision.MONTH else None)

    @classmethod
    def parse(cls, text: str) -> ReleaseDate | None:
        """Read ``1498``, ``1976-05``, ``1976-05-01`` or an ISO date and time; None for anything else.

        A month or day that cannot be is dropped, the year kept: tags in the wild hold ``1999-00-00``.
        """
        match = _ISO.match(text)
        if match is None or int(match[1]) == 0:
            return None
        year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
        if not 1 <= month <= 12:
            return cls(year)
        try:
            dt.date(year, month, day)
        except ValueError:
            return cls(year, month)
        return cls(year, month, day)

    @classmethod
    def read(cls, text: str) -> ReleaseDate:
        """Read what a person typed: a year, a month or a day, nothing else and nothing dropped.

        Raises Invalid(``date_form``, ``date_no_month``, ``date_no_day``).
        """
        match = _TYPED.fullmatch(text.strip())
        if match is None or int(match[1]) == 0:
            raise Invalid("date_form", text=text.strip())
        year, month, day = int(match[1]), match[2], match[3]
        if month is None:
            return cls(year)
        if not 1 <= int(month) <= 12:
            raise Invalid("date_no_month", month=int(month))
        if day is None:
            return cls(year, int(month))
        try:
            dt.date(year, int(month), int(day))
        except ValueError as error:
            raise Invalid("date_no_day", month=f"{year:04d}-{int(month):02d}", day=int(day)) from error
        return cls(year, int(month), int(day))

    def __str__(self) -> str:
        if self.month is None:
            return f"{self.year:04d}"
        if self.day is None:
            return f"{self.year:04d}-{self.month:02d}"
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
