"""How it is said who else edits a song, whatever they are called and however many they are."""

from __future__ import annotations

import pytest

from pluto_desktop.desktop.views.beside.texts import editors_text
from pluto_desktop.domain.editors import Editor, Work

FIELDS, WORDS = Work.FIELDS, Work.WORDS


def by(name: str, work: Work = FIELDS, *, own: bool = False) -> Editor:
    return Editor(name, own, work, None)


@pytest.mark.parametrize(
    ("editors", "said"),
    [
        ([], ""),
        ([by("sita")], "Also being edited by sita"),
        ([by("sita"), by("sita")], "Also being edited by sita"),
        ([by("sita"), by("ravi")], "Also being edited by ravi and sita"),
        ([by("సీత"), by("ravi"), by("anu")], "Also being edited by anu and 2 others"),
        ([by("me", own=True), by("me", own=True)], "Also being edited by you, in another window"),
        ([by("me", own=True), by("sita")], "Also being edited by sita and you, in another window"),
        ([by("sita", WORDS), by("ravi")], "Also being edited by ravi  ·  Words also being timed by sita"),
        ([by("%2"), by("%1 'a' \"b\" <i>")], "Also being edited by %1 'a' \"b\" <i> and %2"),
        ([by("a\nb")], "Also being edited by a b"),
        ([by("అ" * 500, WORDS)], f"Words also being timed by {'అ' * 39}…"),
    ],
)
def test_people_are_named(editors: list[Editor], said: str) -> None:
    assert editors_text(editors, many=False) == said


def test_of_many_songs_it_is_said_that_it_is_some() -> None:
    said = "Some also being edited by ravi  ·  Words of some being timed by sita"
    assert editors_text([by("sita", WORDS), by("ravi")], many=True) == said
