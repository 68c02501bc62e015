"""Errors in the person's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.sentences import TEMPLATES, sentence

_LONGEST = 160


def explain(error: KnownError) -> str:
    """Return what happened, what it means and what to do, translated; parameters too long to read are shortened."""
    template = TEMPLATES.get(error.code)
    if template is None:
        return str(error)
    params = {name: _shorten(value) for name, value in error.params.items()}
    return sentence(KnownError(error.code, **params), QCoreApplication.translate("errors", template))


def _shorten(value: object) -> object:
    if isinstance(value, int | float):
        return value
    text = " ".join(str(value).replace("\0", "�").split())
    text = text.encode("utf-8", "replace").decode("utf-8")
    if len(text) <= _LONGEST:
        return text
    half = _LONGEST // 2
    return f"{text[:half]}…{text[-half:]}"
