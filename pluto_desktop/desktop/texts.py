"""Marking texts that stand in tables, so that they are found for translation (``packaging/texts.py``).

A text is a literal in ``tr()`` or ``translate()``, or carries this mark where it is written and goes through
``translate()`` with the same context where it is shown.
"""

from __future__ import annotations


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Return the text as it is; Qt's own function of this name gives a type checker no string."""
    return text
