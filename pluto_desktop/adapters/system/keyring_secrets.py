"""Passwords in the keyring of the system.

The library looks for keyrings while it loads, so it is loaded when a password is first asked for, not at the start.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pluto_desktop.domain.errors import Denied

_SERVICE = "pluto-desktop"


class KeyringSecrets:
    """Fulfils Secrets: Secret Service or KWallet, Keychain, the Windows vault; whichever keyring finds."""

    def find(self, profile_id: str) -> str | None:
        """Return the password of a profile, None where none is kept."""
        import keyring

        with _known_errors():
            return keyring.get_password(_SERVICE, profile_id)

    def keep(self, profile_id: str, password: str) -> None:
        """Keep a password, in place of the one before."""
        import keyring

        with _known_errors():
            keyring.set_password(_SERVICE, profile_id, password)

    def forget(self, profile_id: str) -> None:
        """Forget a password; nothing happens where there is none."""
        import keyring
        from keyring.errors import PasswordDeleteError

        with _known_errors():
            if keyring.get_password(_SERVICE, profile_id) is None:
                return
            try:
                keyring.delete_password(_SERVICE, profile_id)
            except PasswordDeleteError:  # gone between the two
                return


@contextmanager
def _known_errors() -> Iterator[None]:
    from keyring.errors import InitError, KeyringError, NoKeyringError

    # Not chained: nothing says what the words of a keyring's own error repeat.
    try:
        yield
    except (NoKeyringError, InitError):
        raise Denied("no_keyring") from None
    except KeyringError:
        raise Denied("keyring_refused") from None
