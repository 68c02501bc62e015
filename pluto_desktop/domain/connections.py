"""What came of trying the servers of a shared library, and how this device stands with them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.shared import SharedLibrary


@dataclass(frozen=True, slots=True)
class ConnectionAnswer:
    """Each server's answer on its own: None where it answered well, else what is wrong with it.

    ``library`` is what the catalogue's server said of itself, None where it said nothing usable.
    """

    library: SharedLibrary | None
    catalogue_error: KnownError | None = None
    media_error: KnownError | None = None

    @property
    def ok(self) -> bool:
        """Whether both servers can be used."""
        return self.library is not None and self.catalogue_error is None and self.media_error is None

    @property
    def error(self) -> KnownError | None:
        """What is wrong, the catalogue's server first."""
        return self.catalogue_error or self.media_error


class Standing(StrEnum):
    """How this device stands with the servers of the library it shows."""

    IN_SYNC = "in_sync"
    SYNCING = "syncing"
    OFFLINE = "offline"
    READ_ONLY = "read_only"
    """Everything is here, but this person or this program may change nothing."""


@dataclass(frozen=True, slots=True)
class PillState:
    """What the status pill tells.

    ``left`` is how many changes are still to come while syncing (None: not known), ``waiting`` how many edits made
    here have not gone out, ``stuck`` how many of those clash or failed, ``held`` how many are held for another history.
    ``since_ms`` is when the servers were last reached (ms since 1970; None: never), ``reason`` what is wrong, or what
    happened, where something is or did. ``may_write`` is whether this person may change the library, as its servers
    said last, perhaps to an earlier window; False until they did.
    """

    standing: Standing
    library: str
    left: int | None = None
    waiting: int = 0
    since_ms: int | None = None
    reason: KnownError | None = None
    stuck: int = 0
    held: int = 0
    may_write: bool = False
