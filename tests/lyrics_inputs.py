"""Texts that look like files of lyrics and are not quite: for fuzzing every reader, a few or a million."""

from __future__ import annotations

import random

_TEXTS = ("నువ్వు", "చం", "word", "You and I", "é", "नमस्ते", "😀", "క్ష్మి", "a", "~", "Note: x", "(ooh)", "&amp;", "&", "")
_NOISE = (
    *"[]<>{}():.,-#~&;/\\\"'= \t\n\r\0\ufeff\u2028\x85%*FRG",
    "\r\n",
    "\ud800",
    "9" * 30,
    "-1",
    "\n\n",
    "1e9",
    "<!--",
    "]]>",
)
_SEEDS: dict[str, tuple[str, ...]] = {
    "lrc": (
        "[ti:x]\n",
        "[offset:",
        "+500]\n",
        "[la:te,en]\n",
        "[00:01.00]",
        "[00:02.50]",
        "[1:2:3]",
        "[99:59.999]",
        "F:",
        "v2: ",
        "\n",
        "[bg:",
        "[Chorus]\n",
        "#c\n",
        "[ 1 : 10 . 10 ]",
    ),
    "elrc": ("[00:01.00]", "<00:01.00>", "<00:02.50>", "[00:03.00]", "\n", "[bg:<00:01.00>", "]\n", "<00:01a50>", " "),
    "ttml": (
        '<tt xml:lang="te" ttp:frameRate="25" itunes:timing="Word">',
        "<head><metadata>",
        "</metadata></head>",
        "<body>",
        "<div>",
        '<p begin="1s" end="00:00:03.5" itunes:key="L1" ttm:agent="v1">',
        '<span begin="1.5" end="2">',
        "</span>",
        '<span ttm:role="x-bg">',
        '<span ttm:role="x-translation" xml:lang="en">',
        '<span ttm:role="x-roman">',
        "<br/>",
        "</p>",
        "</div>",
        "</body></tt>",
        '<text for="L1">',
        "</text>",
        '<transliteration xml:lang="te-Latn">',
        '<p begin="10f" dur="45t">',
        '<p begin="wallclock(1)">',
        "<!DOCTYPE x>",
        "&nbsp;",
        '<p end="5m">',
        "<ttm:title>",
    ),
    "srt": (
        "1\n",
        "00:00:01,000 --> 00:00:02,500\n",
        "0:0:3.5 --> 0:0:4\n",
        "\n",
        " \n",
        "<i>",
        "</i>",
        "{\\an8}",
        "xx --> 3\n",
        "00:00:01,000 -> ",
        "2\n",
    ),
    "vtt": (
        "WEBVTT\n",
        "Language: te\n",
        "\n",
        "NOTE x\n",
        "00:01.000 --> 00:03.000 align:start\n",
        "<v Roger>",
        "<00:01.500>",
        "<c.bg>",
        "</c>",
        "<lang en>",
        "</lang>",
        "cue-1\n",
        "STYLE\n::cue{}\n",
    ),
    "ass": (
        "[Script Info]\n",
        "Title: x\n",
        "[Events]\n",
        "Format: Start, End, Name, Text\n",
        "Dialogue: 0:00:01.00,0:00:02.00,v1,",
        "Dialogue: 0,0:00:01.00,0:00:02.00,Default,v1-trans,0,0,0,,",
        "{\\k50}",
        "{\\kf",
        "{\\kt20}",
        "{\\p1}",
        "\\N",
        "\n",
        "Comment: 0,",
        "-bg,",
        "-roman,",
    ),
    "ultrastar": (
        "#TITLE:x\n",
        "#BPM:300,5\n",
        "#GAP:1000\n",
        "#RELATIVE:yes\n",
        ": 0 5 60 ",
        "* 5 5 60 ",
        "F 99999999 5 0 ",
        "- 20\n",
        "- 20 30\n",
        "P1\n",
        "P2\n",
        "E\n",
        "\n",
        "#LANGUAGE:Telugu\n",
        ": -5 5 1 ~",
    ),
    "txt": ("\n", "\n\n", " ", "verse "),
    "json": (
        '{"lines": [',
        '{"start_ms": 1, "end_ms": null, "texts": {"te": "x"}, "words": [',
        "]}",
        '"metadata": {"title": 5}',
        ",",
        "[[[[",
        "}",
        '{"timing": "word"}',
        "1e400",
        '"start_ms": -5',
    ),
}
FORMATS = tuple(_SEEDS)


def text_like(kind: str, dice: random.Random, most: int = 40) -> str:
    """Return a text made of pieces of a format, of words and of noise; the same for the same dice."""
    seeds = _SEEDS[kind]
    parts = [seeds[0]] if dice.random() < 0.7 else []
    for _ in range(dice.randrange(most)):
        at = dice.random()
        parts.append(dice.choice(seeds if at < 0.6 else _TEXTS if at < 0.85 else _NOISE))
    return "".join(parts)


def hostile_texts(size: int) -> dict[str, str]:
    """Return texts of about ``size`` characters that a careless reader takes more than linear time for, by name."""

    def times(piece: str, head: str = "", tail: str = "") -> str:
        return head + piece * (size // len(piece)) + tail

    tt = '<tt xml:lang="te"><body><div>'
    ass = "[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,"
    srt = "1\n00:00:01,000 --> 00:00:02,000\n"
    vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n"
    star = "#TITLE:x\n#BPM:300\n: 0 5 60 x\n"
    return {
        "brackets": times("["),
        "closing brackets": times("]"),
        "angles": times("<"),
        "braces": times("{"),
        "stamps": times("[00:01.00]"),
        "marks": times("<00:01.00>a", "[00:01.00]"),
        "stamps and marks": "[00:01.00]" * (size // 22) + "<00:01.00>a" * (size // 22),
        "joined": times("b\n", "[00:01.00]a\n"),
        "one stamp": times("[00:01.00]అ\n[00:01.00]b\n"),
        "background": times("[bg:<00:01.00>a]\n", "[00:01.00]a\n"),
        "spaces": times(" ", "["),
        "empty rows": times("\n"),
        "ttml opened": times("<a>", tt),
        "ttml spans": times('<span begin="1s">a</span>', tt + "<p>"),
        "ttml nested spans": times('<span begin="1s">', tt + "<p>"),
        "ttml paragraphs": times('<p begin="1s">a</p>', tt),
        "ttml text": times("a ", tt + '<p begin="1s">', "</p>"),
        "ttml attributes": times(' a="', "<tt"),
        "ttml comments": times("<!--", tt),
        "ttml entities": times("&a", tt + "<p>"),
        "ttml backgrounds": times('<span ttm:role="x-bg">a</span>', tt + '<p begin="1s" itunes:key="L1">'),
        "ttml translations": times(
            '<span ttm:role="x-translation" xml:lang="en">a</span>', tt + '<p begin="1s">'
        ),
        "ttml doctype": times('<!ENTITY a "aaaa">', "<!DOCTYPE tt ["),
        "srt cues": times("1\n00:00:01,000 --> 00:00:02,000\nx\n\n"),
        "srt arrows": times("-->", srt),
        "srt empty rows": times("\n", srt, "2"),
        "srt counters": times("1\n", srt),
        "srt tags": times("<a", srt),
        "srt scripts": times("a\nఅ\n", srt),
        "vtt marks": times("<00:01.000>a", vtt),
        "vtt voices": times("<v a>x\n", vtt),
        "vtt languages": times("<lang en>x\n", vtt),
        "vtt entities": times("&lt", vtt),
        "ass lines": times("Dialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,x\n", "[Events]\n"),
        "ass braces": times("{", ass),
        "ass karaoke": times("{\\k1}a", ass),
        "ass overrides": times("\\k1", ass + "{"),
        "ass roles": times("-trans", "[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,D,"),
        "ass translations": times(
            "Dialogue: 0,0:00:01.00,0:00:02.00,D,v1-trans,0,0,0,,x\n", "[Events]\n"
        ),
        "ass commas": times(",", "[Events]\nDialogue: "),
        "ultrastar notes": times(": 0 5 60 x\n", star),
        "ultrastar held": times(": 0 5 60 ~\n", star),
        "ultrastar spaces": times(" ", star + ": "),
        "ultrastar headers": times("#A:b\n", star),
        "json lists": times("[", '{"lines": '),
        "json lines": times('{"texts":{"te":"a"}},', '{"lines": [', "{}]}"),
        "json words": times('{"text":"a"},', '{"lines": [{"texts":{"te":"a"},"words":[', "{}]}]}"),
        "colons": times(":"),
        "digits": times("1"),
        "arrows": times("-->"),
        "crowded rows": times("1:1:1 --> "),
    }  # fmt: skip
