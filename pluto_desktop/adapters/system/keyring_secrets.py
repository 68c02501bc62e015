"""Passwords in the keyring of the system."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from pluto_desktop.domain.errors import Denied

_SERVICE = "pluto-desktop"


class KeyringSecrets:
    """Fulfils Secrets: Secret Service or KWallet, Keychain, the Windows vault; whichever keyring finds."""

    def find(self, profile_id: str) -> str | None:
        """Return the password of a profile, None where none is kept."""
        with _keyring() as keyring:
            found: str | None = keyring.get_password(_SERVICE, profile_id)
            return found

    def keep(self, profile_id: str, password: str) -> None:
        """Keep a password, in place of the one before."""
        with _keyring() as keyring:
            keyring.set_password(_SERVICE, profile_id, password)

    def forget(self, profile_id: str) -> None:
        """Forget a password; nothing happens where there is none."""
        with _keyring() as keyring:
            if keyring.get_password(_SERVICE, profile_id) is not None:
                keyring.delete_password(_SERVICE, profile_id)


@contextmanager
def _keyring() -> Iterator[ModuleType]:
    import keyring  # noqa: PLC0415 - it looks for keyrings while it loads: not at the start of the window
    from keyring.errors import InitError, KeyringError, NoKeyringError  # noqa: PLC0415

    # Not chained: nobody knows what the words of a keyring's own error repeat.
    try:
        yield keyring
    except (NoKeyringError, InitError):
        raise Denied("no_keyring") from None
    except KeyringError:
        raise Denied("keyring_refused") from None
