"""No text of any format makes a reader raise, or take more than linear time."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.formats import KINDS, read
from pluto_desktop.lyrics.formats.losses import losses
from tests.lyrics_inputs import FORMATS, hostile_texts, text_like

_HOSTILE = hostile_texts(60_000)


@pytest.mark.parametrize("kind", FORMATS)
@settings(max_examples=50, deadline=None)
@given(dice=st.randoms(use_true_random=False), named=st.booleans())
def test_no_text_raises_and_every_rule_holds(kind: str, dice: random.Random, named: bool):
    check_rules(text_like(kind, dice), kind if named else "")


def check_rules(text: str, kind: str) -> None:
    parsed = read(text, kind=kind)
    starts = [line.start_ms for line in parsed.document.lines if line.start_ms is not None]
    assert starts == sorted(starts)
    for line in parsed.document.lines:
        assert line.start_ms is None or line.start_ms >= 0
        for language in line.texts:
            words = "".join(word.text for word in line.words if word.lang == language)
            assert words in {"", line.texts[language]} or parsed.format == "json"
    assert Document.from_json(parsed.document.to_json()) == parsed.document


@settings(max_examples=60, deadline=None)
@given(dice=st.randoms(use_true_random=False), source=st.sampled_from(FORMATS), target=st.sampled_from(list(KINDS)))
def test_whatever_was_read_can_be_written(dice: random.Random, source: str, target: str):
    document = read(text_like(source, dice), kind=source).document
    losses(document, target)
    read(KINDS[target].write(document), kind=target)


@pytest.mark.parametrize("name", list(_HOSTILE))
def test_a_hostile_text_is_read_to_its_end(name: str):
    """What grows faster than the text is seen by “make fuzz” and measured at 2 MB by bench_lyrics_read."""
    assert read(_HOSTILE[name]).document is not None
