"""What a file means: a text and what is read of it, one case a line in cases/*.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pluto_desktop.lyrics.formats import read
from pluto_desktop.lyrics.formats.json_form import as_json

_CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted((Path(__file__).parent / "cases").glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))
]


def test_there_are_cases_of_every_format():
    assert len(_CASES) >= 150


@pytest.mark.parametrize("case", _CASES)
def test_a_file_is_read_as_it_is_meant(case: dict[str, Any]):
    found = as_json(read(case["input"], case.get("duration_ms"), case.get("file", ""), case.get("from", "")))
    expected = case["expect"]
    assert [_only(line, like) for line, like in zip(found["lines"], expected["lines"], strict=False)] == expected[
        "lines"
    ]
    assert len(found["lines"]) == len(expected["lines"])
    assert _only(found, expected) | {"lines": expected["lines"]} == expected
    if "warned" in case:
        assert [warning["line"] for warning in found["warnings"]] == case["warned"]


def _only(found: dict[str, Any], like: dict[str, Any]) -> dict[str, Any]:
    """Return what a case says something of."""
    return {key: value for key, value in found.items() if key in like}
