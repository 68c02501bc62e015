"""Errors of the environment that the program knows how to explain.

Each carries a stable ``code`` and named parameters, never a finished sentence: the window and the command line turn
``(code, params)`` into a sentence in the person's language (see :mod:`pluto_desktop.domain.sentences`).
Any other exception is a bug of ours.
"""

from __future__ import annotations

from collections.abc import Callable


class KnownError(Exception):
    """An error that is not our bug: it has a code with a sentence of its own."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params: dict[str, object] = params

    def __reduce__(self) -> tuple[Callable[..., KnownError], tuple[type[KnownError], str, dict[str, object]]]:
        # Workers of an import send their errors to another process; Exception's own way loses named parameters.
        return _rebuilt, (type(self), self.code, self.params)

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({details})"


def _rebuilt(kind: type[KnownError], code: str, params: dict[str, object]) -> KnownError:
    return kind(code, **params)


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
