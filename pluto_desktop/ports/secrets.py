"""Where passwords are kept."""

from __future__ import annotations

from typing import Protocol


class Secrets(Protocol):
    """One password for each profile. Any worker thread: asking may take as long as a person takes to unlock it.

    Every method raises Denied("no_keyring") where there is no keeper of passwords, Denied("keyring_refused") where it
    stays locked.
    """

    def find(self, profile_id: str) -> str | None:
        """Return the password of a profile, None where none is kept."""
        ...

    def keep(self, profile_id: str, password: str) -> None:
        """Keep a password, in place of the one before."""
        ...

    def forget(self, profile_id: str) -> None:
        """Forget a password; nothing happens where there is none."""
        ...
