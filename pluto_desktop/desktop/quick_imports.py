"""Keeps PySide from reading the source of every module that is imported, a tenth of the time to the first paint."""

from __future__ import annotations

import contextlib

import PySide6  # noqa: F401 - brings the hook below


def stop_reading_sources() -> None:
    """Import modules without searching their source for a use of PySide.

    PySide's import hook does so in order to offer its other spellings (``from __feature__ import snake_case``) to
    those that use it. Pluto knows one spelling, so all modules may be taken for such that do not. Does nothing where a
    later PySide has no such hook.
    """
    with contextlib.suppress(ImportError, AttributeError):
        from shibokensupport import feature  # type: ignore[import-not-found]  # noqa: PLC0415 - it may not be there

        feature._mod_uses_pyside = _uses_none  # noqa: SLF001 - there is no public way


def _uses_none(_module: object) -> bool:
    return False
