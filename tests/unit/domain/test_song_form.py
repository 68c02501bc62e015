"""What stands in the boxes of a song's form, what of it cannot be, and what becomes of a draft."""

from __future__ import annotations

import pytest

from pluto_desktop.domain.sentences import sentence
from pluto_desktop.domain.song_form import FIELD_OF, NAME_LENGTH, SongDraft, read_draft, texts_of

PLAIN = {
    "title": "మా తెలుగు తల్లికి", "romanised": "Maa Telugu Talliki", "credits": ["Sankarambadi", "Suryakumari"],
    "album": ["Desabhakti", "Suryakumari"], "place": [1, 4], "release_date": [1942, 11], "genres": ["Patriotic"],
    "tags": ["school", "state song"], "notes": "Sung\nin schools", "language": "te", "song": "a1", "bgm": None,
    "cover": "c1",
}  # fmt: skip
DRAFT = SongDraft(PLAIN, 3)


def changes(**texts: str) -> object:
    return read_draft(DRAFT.typed(texts)).changes


def problem(box: str, text: str) -> str:
    return sentence(read_draft(DRAFT.typed({box: text})).problems[box])


def test_the_boxes_say_what_the_song_is_and_change_nothing() -> None:
    texts = texts_of(PLAIN)
    assert set(texts) == set(FIELD_OF)
    assert (texts["credits"], texts["release_date"]) == ("Sankarambadi\nSuryakumari", "1942-11")
    assert (texts["track"], texts["disc"]) == ("4", "1")
    assert not DRAFT.typed(texts)
    assert not read_draft(DRAFT.typed(texts)).savable


@pytest.mark.parametrize(
    ("box", "text", "field", "value"),
    [
        ("title", "  Maa   Telugu ", "title", "Maa Telugu"),
        ("credits", "Suryakumari\n\n Sankarambadi ", "credits", ["Suryakumari", "Sankarambadi"]),
        ("credits", "", "credits", []),
        ("album", "Geetalu", "album", ["Geetalu", "Suryakumari"]),
        ("album_artist", "", "album", ["Desabhakti", ""]),
        ("album", "", "album", ["", ""]),
        ("track", "12", "place", [1, 12]),
        ("disc", "", "place", [None, 4]),
        ("release_date", "1942", "release_date", [1942]),
        ("release_date", "1942-11-8", "release_date", [1942, 11, 8]),
        ("release_date", "", "release_date", None),
        ("genres", "Folk; Patriotic,folk", "genres", ["Folk", "Patriotic", "folk"]),
        ("tags", "", "tags", []),
        ("notes", " one\n two \n", "notes", "one\n two"),
        ("language", "en", "language", "en"),
    ],
)
def test_what_is_typed_becomes_a_field(box: str, text: str, field: str, value: object) -> None:
    assert changes(**{box: text}) == {field: value}


@pytest.mark.parametrize(
    ("box", "text", "said"),
    [
        ("title", "  ", "A song needs a name."),
        ("title", "x" * (NAME_LENGTH + 7), "That is too long by 7 characters."),
        ("release_date", "1942-13-08", "There is no month 13. Use YYYY, YYYY-MM or YYYY-MM-DD."),
        ("release_date", "1942-02-30", "1942-02 has no day 30. Use YYYY, YYYY-MM or YYYY-MM-DD."),
        ("release_date", "last year", "“last year” is no date. Use YYYY, YYYY-MM or YYYY-MM-DD."),
        ("release_date", "0000", "“0000” is no date. Use YYYY, YYYY-MM or YYYY-MM-DD."),
        ("track", "four", "Use a whole number from 1 to 9999, or nothing."),
        ("track", "0", "Use a whole number from 1 to 9999, or nothing."),
        ("disc", "٣", "Use a whole number from 1 to 9999, or nothing."),
        ("credits", "A\nB\nA", "“A” is there twice."),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(box: str, text: str, said: str) -> None:
    assert problem(box, text) == said


def test_nothing_is_saved_while_a_box_cannot_be_used() -> None:
    reading = read_draft(DRAFT.typed({"title": "Another", "track": "x"}))
    assert reading.changes == {"title": "Another"}
    assert not reading.savable


def test_an_artist_of_no_album_is_said() -> None:
    reading = read_draft(DRAFT.typed({"album": "", "album_artist": "Another"}))
    assert [sentence(error) for error in reading.problems.values()] == ["There is no album whose artist that could be."]
    alone = SongDraft({**PLAIN, "album": ["", ""]}, 1).typed({"album_artist": " "})
    assert not read_draft(alone).savable


def test_spaces_alone_are_no_change() -> None:
    assert not read_draft(DRAFT.typed({"title": f"{PLAIN['title']} "})).savable


def test_a_file_is_another_none_or_the_one_there_is() -> None:
    draft = DRAFT.with_file("bgm", "/music/bgm.flac").with_file("cover", "")
    assert dict(draft.files) == {"bgm": "/music/bgm.flac", "cover": ""}
    assert dict(draft.with_file("bgm", "").with_file("cover", None).files) == {}


def test_a_draft_is_kept_and_read_again() -> None:
    draft = DRAFT.typed({"title": "Another"}).with_file("song", "/music/new.mp3")
    assert SongDraft.from_json({**draft.to_json(), "newer": 1}, 3) == draft


def test_what_was_changed_elsewhere_comes_into_boxes_that_were_left_alone() -> None:
    draft = DRAFT.typed({"album": "Desabhakti Geetalu", "track": "5"})
    now = {**PLAIN, "album": ["Desabhakti 1942", "Suryakumari"], "release_date": [1942, 11, 8], "place": [2, 4]}
    carried = draft.carried(now, 4)
    assert carried.elsewhere == {"album", "release_date", "place"}
    assert (carried.text("album"), carried.text("release_date")) == ("Desabhakti Geetalu", "1942-11-08")
    assert read_draft(carried).changes == {"album": ["Desabhakti Geetalu", "Suryakumari"], "place": [2, 5]}
    assert carried.version == 4


def test_what_was_typed_while_it_was_saved_is_left_and_is_nobody_elses_change() -> None:
    saved = DRAFT.typed({"album": " Geetalu", "notes": "one"}).with_file("bgm", "/bgm.mp3")
    left = saved.typed({"notes": "one two"}).with_file("cover", "/cover.png").after(saved)
    assert (dict(left.texts), dict(left.files)) == ({"album": " Geetalu", "notes": "one two"}, {"cover": "/cover.png"})
    now = {**PLAIN, "album": ["Geetalu", "Suryakumari"], "notes": "one", "bgm": "b2"}
    carried = left.carried(now, 4)
    assert read_draft(carried).changes == {"notes": "one two"}
    assert carried.elsewhere == {"bgm"}
    assert not saved.after(saved)


def test_what_somebody_else_made_of_it_too_is_no_change_any_more() -> None:
    carried = DRAFT.typed({"notes": "new"}).carried({**PLAIN, "notes": "new"}, 4)
    assert not carried
    assert not carried.elsewhere


def test_what_somebody_else_changed_is_still_known_when_the_draft_was_kept_and_carried_again() -> None:
    carried = DRAFT.typed({"title": "Mine"}).carried({**PLAIN, "title": "Theirs"}, 4)
    again = SongDraft.from_json(carried.typed({"title": "Mine!"}).to_json(), 4)
    assert again.elsewhere == {"title"}
    assert again.carried({**PLAIN, "title": "Theirs", "notes": "new"}, 5).elsewhere == {"title", "notes"}


def test_what_was_typed_since_a_draft_was_given_up_is_left() -> None:
    begun = DRAFT.typed({"title": "Mine", "notes": "one"}).with_file("bgm", "/bgm.mp3")
    now = {**PLAIN, "title": "Theirs", "tags": []}
    carried = begun.typed({"notes": "one two"}).with_file("cover", "/cover.png").carried(now, 4)
    left = carried.without(begun)
    assert (dict(left.texts), dict(left.files)) == ({"notes": "one two"}, {"cover": "/cover.png"})
    assert (left.base, left.elsewhere) == (now, {"tags"})
    assert not begun.without(begun)
