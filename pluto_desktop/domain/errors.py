"""Errors of the environment that the program knows how to explain.

Each carries a stable ``code`` and named parameters, never a finished sentence: the window and the command line turn
``(code, params)`` into a sentence in the person's language (see :mod:`pluto_desktop.domain.sentences`).
Any other exception is a bug of ours.
"""

from __future__ import annotations


class KnownError(Exception):
    """An error that is not our bug: it has a code with a sentence of its own."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params: dict[str, object] = params

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({details})"


class Offline(KnownError):
    """A server or device that is needed cannot be reached."""


class Timeout(KnownError):
    """Something answered too slowly."""


class Conflict(KnownError):
    """Somebody else changed the same thing, or holds what is needed."""


class Denied(KnownError):
    """The rights, or the disk, do not allow it."""


class NotFound(KnownError):
    """What was asked for is not there."""


class Invalid(KnownError):
    """What was given cannot be used."""


class Cancelled(Exception):
    """The work was cancelled by a person or by newer work; never shown as an error."""
