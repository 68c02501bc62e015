"""Every warning of a reader has a sentence, and every sentence a reader that says it."""

from __future__ import annotations

import ast
from pathlib import Path

from pluto_desktop.lyrics import formats
from pluto_desktop.lyrics.formats.parsed import WARNINGS, ReadWarning

_FROM_DECODING = {"lyrics_too_large", "lyrics_not_text"}


def said_in(source: str) -> set[str]:
    """Return the keys of the warnings that a source notes."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and len(node.args) > 1]
    noted = [node.args[1] for node in calls if ast.unparse(node.func).rpartition(".")[2] in {"warn", "ReadWarning"}]
    return {key.value for key in noted if isinstance(key, ast.Constant)}


def test_warnings_and_their_sentences_match() -> None:
    sources = Path(formats.__file__).parent.glob("*.py")
    said = set().union(*(said_in(source.read_text(encoding="utf-8")) for source in sources))
    assert said | _FROM_DECODING == set(WARNINGS)


def test_a_warning_names_what_it_is_about_whatever_that_is() -> None:
    assert ReadWarning(3, "unknown_tag", "{x}").message == "the tag “{x}” is not known; it was left out"
    assert all(ReadWarning(0, what, "x").message for what in WARNINGS)
