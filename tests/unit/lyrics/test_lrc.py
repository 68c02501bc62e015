"""LRC as files in the wild hold it."""

from __future__ import annotations

import pytest

from pluto_desktop.lyrics.document import Document, Line, Timing, Word
from pluto_desktop.lyrics.formats import Parsed, read, write_lrc
from pluto_desktop.lyrics.formats.stamps import format_stamp


def times(parsed: Parsed) -> list[tuple[int | None, int | None]]:
    return [(line.start_ms, line.end_ms) for line in parsed.document.lines]


def texts(parsed: Parsed) -> list[dict[str, str]]:
    return [dict(line.texts) for line in parsed.document.lines]


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("12.5", 12_500),
        ("1:05", 65_000),
        ("01:05.1", 65_100),
        ("01:05.12", 65_120),
        ("01:05.123", 65_123),
        ("01:05.1236", 65_124),
        ("01:05.9996", 66_000),
        ("01:05,50", 65_500),
        ("61:21", 3_681_000),
        (" 1 : 10 . 10 ", 70_100),
        ("00:01:10.5", 70_500),
        ("01:00:00.000", 3_600_000),
    ],
)
def test_a_stamp_is_read_in_every_spelling(stamp: str, expected: int) -> None:
    assert times(read(f"[{stamp}]la")) == [(expected, None)]


@pytest.mark.parametrize("inside", ["12", "abc", "00:aa", "1:2:3:4", "99999:00", "-0:01", ""])
def test_what_is_no_time_is_no_stamp(inside: str) -> None:
    assert all(line.start_ms is None for line in read(f"[{inside}]la").document.lines)


def test_three_fields_are_hours_where_they_can_be() -> None:
    assert times(read("[00:01:10]a\n[00:01:20]b")) == [(70_000, 80_000), (80_000, None)]


def test_three_fields_are_hundredths_where_hours_would_pass_the_end() -> None:
    assert times(read("[01:10:10]a", duration_ms=200_000)) == [(70_100, None)]


def test_three_fields_are_hundredths_in_the_whole_file_if_one_has_more_than_59_seconds() -> None:
    assert times(read("[00:10:10]a\n[00:12:75]b")) == [(10_100, 12_750), (12_750, None)]


def test_the_offset_shifts_earlier_and_is_kept_raw() -> None:
    parsed = read("[offset:+500]\n[00:10.00]a\n[00:00.20]b")
    assert parsed.offset_ms == 500
    assert times(parsed) == [(0, 9_500), (9_500, None)]


def test_a_negative_offset_shifts_later() -> None:
    assert times(read("[00:10.00]a\n[offset: -250 ]")) == [(10_250, None)]


def test_an_offset_that_is_no_number_is_a_warning() -> None:
    parsed = read("[offset:soon]\n[00:10.00]a")
    assert (parsed.offset_ms, times(parsed)) == (0, [(10_000, None)])
    assert parsed.warnings[0].line == 1


def test_several_stamps_repeat_the_line_in_order_of_time() -> None:
    parsed = read("[00:30.00][00:10.00]chorus\n[00:20.00]verse")
    assert [line.texts["en"] for line in parsed.document.lines] == ["chorus", "verse", "chorus"]
    assert times(parsed) == [(10_000, 20_000), (20_000, 30_000), (30_000, None)]


def test_an_empty_stamped_line_ends_the_line_before_and_is_none() -> None:
    assert times(read("[00:10.00]a\n[00:12.00]\n[00:20.00]b")) == [(10_000, 12_000), (20_000, None)]


def test_two_scripts_at_one_stamp_are_one_line() -> None:
    parsed = read("[00:10.00]నువ్వు\n[00:10.004]You\n[00:20.00]నేను\n[00:20.00]I")
    assert texts(parsed) == [{"te": "నువ్వు", "en": "You"}, {"te": "నేను", "en": "I"}]
    assert times(parsed) == [(10_000, 20_000), (20_000, None)]


def test_six_milliseconds_apart_are_two_lines() -> None:
    assert len(read("[00:10.000]నువ్వు\n[00:10.006]You").document.lines) == 2


def test_one_script_twice_at_one_stamp_stays_two_lines_with_one_end() -> None:
    parsed = read("[00:10.00]one\n[00:10.00]two\n[00:20.00]x")
    assert texts(parsed)[:2] == [{"en": "one"}, {"en": "two"}]
    assert times(parsed)[:2] == [(10_000, 20_000), (10_000, 20_000)]


@pytest.mark.parametrize(
    ("tag", "text", "language"),
    [
        ("", "Hello", "en"),
        ("", "నువ్వు", "te"),
        ("", "नमस्ते", "und"),
        ("[la:te]", "nuvvu nenu", "te-Latn"),
        ("[la:Telugu]", "nuvvu nenu", "te-Latn"),
        ("[la:te,en]", "You and I", "en"),
        ("[la:en]", "నువ్వు", "te"),
        ("[LA: de ]", "Hallo", "de"),
        ("[la:hi]", "tum", "hi-Latn"),
    ],
)
def test_a_line_is_in_the_language_of_its_script_and_its_file(tag: str, text: str, language: str) -> None:
    assert texts(read(f"{tag}\n[00:01.00]{text}")) == [{language: text}]


def test_a_line_without_letters_is_in_the_language_of_the_others() -> None:
    assert texts(read("[00:01.00]నువ్వు\n[00:02.00]♪ ... ♪"))[1] == {"te": "♪ ... ♪"}


def test_words_of_a2_have_their_times_and_join_to_the_line() -> None:
    line = read("[00:10.00] <00:10.00> When <00:11.00> the <00:12.50>sun<00:13.00>").document.lines[0]
    assert [(w.start_ms, w.end_ms, w.text) for w in line.words] == [
        (10_000, 11_000, "When "),
        (11_000, 12_500, "the "),
        (12_500, 13_000, "sun"),
    ]
    assert line.texts["en"] == "When the sun" == "".join(word.text for word in line.words)
    assert line.end_ms == 13_000


def test_a_last_word_without_an_end_has_none() -> None:
    line = read("[00:10.00]<00:10.00>a <00:11.00>b\n[00:20.00]c").document.lines[0]
    assert (line.words[-1].end_ms, line.end_ms) == (None, 20_000)


def test_syllables_are_words_without_spaces_between() -> None:
    line = read("[00:10.00]<00:10.00>చం<00:10.50>ద<00:11.00>మామ<00:12.00>").document.lines[0]
    assert line.texts["te"] == "చందమామ"
    assert [word.text for word in line.words] == ["చం", "ద", "మామ"]


def test_a_repeated_line_shifts_its_words() -> None:
    lines = read("[00:10.00][01:10.00]<00:10.00>a <00:11.00>b<00:12.00>").document.lines
    assert [word.start_ms for word in lines[1].words] == [70_000, 71_000]
    assert lines[1].end_ms == 72_000


def test_the_bracket_style_ends_with_an_empty_mark() -> None:
    line = read("[00:10.00]Hello [00:11.00]world[00:12.00]").document.lines[0]
    assert line.texts["en"] == "Hello world"
    assert [(word.start_ms, word.end_ms) for word in line.words] == [(10_000, 11_000), (11_000, 12_000)]


@pytest.mark.parametrize("text", ["This is [00:00:00] be", "a <00:01a50>b", "x < 2 > 0", "[x] y", "so] [what", "so]"])
def test_what_only_looks_like_a_mark_is_text(text: str) -> None:
    line = read(f"[00:10.00]{text}").document.lines[0]
    assert (line.texts["en"], line.words) == (text, ())


def test_tags_become_metadata_and_unknown_ones_warnings() -> None:
    parsed = read("[ti: A song ]\n[AR:Somebody]\n[al:]\n[zz:what]\n# comment\n[#:x]\n[00:01.00]a")
    assert dict(parsed.document.metadata) == {"title": "A song", "artist": "Somebody"}
    assert [warning.line for warning in parsed.warnings] == [4]
    assert texts(parsed) == [{"en": "a"}]


def test_headings_and_lines_without_a_place_are_warnings() -> None:
    parsed = read("lost\n[00:01.00]a\n[Chorus]\n[00:02.00]b")
    assert texts(parsed) == [{"en": "a"}, {"en": "b"}]
    assert [warning.line for warning in parsed.warnings] == [2, 3]


def test_an_unstamped_line_goes_on_or_translates() -> None:
    parsed = read("[00:01.00]నువ్వు\nYou\n[00:02.00]one\ntwo")
    assert texts(parsed) == [{"te": "నువ్వు", "en": "You"}, {"en": "one two"}]


def test_background_voices_are_lines_of_their_own() -> None:
    parsed = read("[00:10.00]<00:10.00>Love<00:15.00>\n[bg:<00:11.00>(ooh)<00:12.00>]\n[00:16.00](echo)")
    assert [(line.start_ms, line.end_ms, line.background) for line in parsed.document.lines] == [
        (10_000, 15_000, False),
        (11_000, 12_000, True),
        (16_000, None, True),
    ]


def test_voices_become_agents() -> None:
    lines = read("[00:01.00]F: hers\n[00:02.00]v2: his\n[00:03.00]Note: text").document.lines
    assert [(line.agent, line.texts["en"]) for line in lines] == [("F", "hers"), ("v2", "his"), ("", "Note: text")]


def test_text_without_stamps_is_plain() -> None:
    parsed = read("One\nTwo\n")
    assert (parsed.format, parsed.document.timing) == ("txt", Timing.NONE)
    assert texts(parsed) == [{"en": "One"}, {"en": "Two"}]


def test_verses_of_plain_text_stay_apart() -> None:
    parsed = read("\n\n[ti:x]\nOne\n \n\nTwo\nThree\n\n")
    assert texts(parsed) == [{"en": "One"}, {}, {"en": "Two"}, {"en": "Three"}]
    assert parsed.document.text("en") == "One\nTwo\nThree"
    assert texts(read(write_lrc(parsed.document))) == texts(parsed)
    assert Document.from_json(parsed.document.to_json()) == parsed.document
    stamped = read("Before\n\nit\n[00:01.00]One\n\n[00:02.00]Two")
    assert texts(stamped) == [{"en": "One"}, {"en": "Two"}]
    assert stamped.warnings[0].message.startswith("2 lines")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\n\r"])
def test_every_kind_of_newline_ends_a_line_and_no_other_character_does(newline: str) -> None:
    assert texts(read(f"[00:01.00]a\u2028b{newline}[00:02.00]c\x85d")) == [{"en": "a\u2028b"}, {"en": "c\x85d"}]


@pytest.mark.parametrize(
    ("time_ms", "expected"),
    [(0, "00:00.00"), (5_994, "00:05.99"), (5_995, "00:06.00"), (59_999, "01:00.00"), (3_661_000, "61:01.00")],
)
def test_a_written_stamp_is_rounded_half_up_with_carry(time_ms: int, expected: str) -> None:
    assert format_stamp(time_ms) == expected


def test_what_is_written_is_read_back() -> None:
    document = Document(
        (
            Line("L1", 1_000, 2_500, {"te": "నువ్వు నేను", "en": "You and I"},
                 (Word(1_000, 1_700, "నువ్వు ", "te"), Word(1_700, 2_500, "నేను", "te"))),
            Line("L2", 4_000, 6_000, {"te": "ఒకటి"}),
            Line("L3", 6_000, None, {"en": "end"}, agent="F"),
        ),
        {"title": "Song", "artist": "Somebody", "language": "te,en"},
    )  # fmt: skip
    assert read(write_lrc(document)).document == document


def test_a_file_that_is_no_text_gives_nothing_and_a_warning() -> None:
    parsed = read(bytes(range(256)) * 20)
    assert (parsed.format, parsed.document.lines, parsed.warnings[0].line) == ("", (), 0)
    assert read(b"[00:01.00]a\n" * 200_000).warnings[0].message.startswith("larger")
