"""Every error the program raises has a sentence, and every sentence can be filled in."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

import pluto_desktop
from pluto_desktop.domain import errors
from pluto_desktop.domain.errors import KnownError, NotFound
from pluto_desktop.domain.sentences import TEMPLATES, sentence

PACKAGE = Path(pluto_desktop.__file__).parent
KNOWN = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, KnownError)}


def _raised() -> list[tuple[str, str, frozenset[str] | None]]:
    """Return (where, code, parameters) for every known error that is made with a literal code.

    Parameters are None where they are handed on with ``**``.
    """
    found = []
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            code = node.args[0].value
            if name in KNOWN and isinstance(code, str):
                names = [keyword.arg for keyword in node.keywords]
                parameters = None if None in names else frozenset(name for name in names if name)
                found.append((f"{path.relative_to(PACKAGE)}:{node.lineno}", code, parameters))
    return found


def _wanted(template: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(template) if field}


def test_every_error_that_is_raised_has_a_sentence():
    raised = _raised()
    assert len(raised) > 10
    assert not [(where, code) for where, code, _ in raised if code not in TEMPLATES]


def test_every_sentence_gets_what_it_names():
    lacking = [
        (where, code, sorted(_wanted(TEMPLATES[code]) - parameters))
        for where, code, parameters in _raised()
        if parameters is not None and code in TEMPLATES and _wanted(TEMPLATES[code]) - parameters
    ]
    assert not lacking


@pytest.mark.parametrize("code", TEMPLATES)
def test_a_sentence_is_whole_and_calm(code):
    text = sentence(NotFound(code, **dict.fromkeys(_wanted(TEMPLATES[code]), "x")))
    assert text[0].isupper() or text[0] in "“x"
    assert text.endswith((".", "x"))
    assert "!" not in text
    assert "\n" not in text


def test_a_translation_is_filled_in_the_same_way():
    error = NotFound("song_not_found", name="Jo Achyutananda")
    assert sentence(error, "“{name}” లేదు.") == "“Jo Achyutananda” లేదు."
