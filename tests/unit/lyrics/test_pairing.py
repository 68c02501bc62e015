"""Two files of one song become one document."""

from __future__ import annotations

from pluto_desktop.lyrics.formats import Parsed, read
from pluto_desktop.lyrics.formats.pairing import pair


def _texts(parsed: Parsed) -> list[dict[str, str]]:
    return [dict(line.texts) for line in parsed.document.lines]


def test_lines_that_start_together_are_one():
    telugu = read("[00:10.00]నువ్వు\n[00:20.00]నేను", name="x.te.lrc")
    english = read("[00:10.20]You\n[00:19.80]I\n[00:30.00]Both", name="x.en.lrc")
    roman = read("[00:10.00]nuvvu", name="x.te-Latn.lrc")
    both = pair([telugu, english, roman])
    assert _texts(both) == [
        {"te": "నువ్వు", "en": "You", "te-Latn": "nuvvu"},
        {"te": "నేను", "en": "I"},
        {"en": "Both"},
    ]
    assert [line.id for line in both.document.lines] == ["L1", "L2", "L3"]


def test_the_nearer_line_is_taken():
    both = pair([read("[00:10.00]ఒకటి\n[00:10.40]రెండు"), read("[00:10.35]two\n[00:10.01]one")])
    assert _texts(both) == [{"te": "ఒకటి", "en": "one"}, {"te": "రెండు", "en": "two"}]


def test_the_better_timed_file_leads():
    both = pair([read("You", name="x.en.txt"), read("[00:10.00]<00:10.00>నువ్వు<00:11.00>", name="x.te.lrc")])
    assert _texts(both) == [{"te": "నువ్వు", "en": "You"}]
    assert both.format == "elrc"
    assert len(both.document.lines[0].words) == 1


def test_words_without_times_pair_where_both_have_as_many_lines():
    assert _texts(pair([read("ఒకటి\n\nరెండు"), read("one\ntwo")])) == [
        {"te": "ఒకటి", "en": "one"},
        {},
        {"te": "రెండు", "en": "two"},
    ]
    assert _texts(pair([read("ఒకటి"), read("one\ntwo")])) == [{"te": "ఒకటి"}, {"en": "one"}, {"en": "two"}]


def test_two_files_in_one_language_stay_beside_each_other():
    assert _texts(pair([read("[00:10.00]a"), read("[00:10.00]b")])) == [{"en": "a"}, {"en": "b"}]
