r"""Writing Advanced SubStation Alpha with karaoke (``\kf``); pysubs2 knows the container."""

from __future__ import annotations

from pysubs2 import SSAEvent, SSAFile, SSAStyle

from pluto_desktop.lyrics.document import Document, Line
from pluto_desktop.lyrics.formats.ass import INFO, STYLE_OF_LANGUAGE
from pluto_desktop.lyrics.formats.choose import closed, language_tag, languages_in_order, timed_words, told, word_end

_LAST_MS = 35_999_990
"""The container has one digit for hours."""


def write_ass(document: Document) -> str:
    """Return a document as ASS: translations and transliterations as AMLL names them, times in hundredths."""
    document = closed(document)
    order, tag = languages_in_order(document), language_tag(document)
    script = SSAFile()
    script.styles["Default"] = SSAStyle()
    said = {**document.metadata, "language": tag}
    script.info.update({name: " ".join(said[key].split()) for key, name in INFO.items() if said.get(key)})
    for line in document.lines:
        main = ""
        for code in sorted(line.texts, key=order.index):
            style = "Default"
            if told(line.texts[code], tag if not main else "") not in {code, ""}:
                style = STYLE_OF_LANGUAGE + code
                script.styles.setdefault(style, SSAStyle())
            start, end = _hundredths(line.start_ms or 0), _hundredths(line.end_ms or 0)
            name = _name(line) + _role(code, main)
            script.append(SSAEvent(start, end, _text(line, code), style=style, name=name))
            main = main or code
    return script.to_string("ass", header_notice="Words in time")


def _name(line: Line) -> str:
    return " ".join(line.agent.replace(",", " ").split()) + ("-bg" if line.background else "")


def _role(code: str, main: str) -> str:
    if not main:
        return ""
    base, _, script = code.partition("-")
    return "-roman" if script == "Latn" and base == main.split("-", maxsplit=1)[0] else "-trans"


def _text(line: Line, language: str) -> str:
    words = timed_words(line, language)
    if not words:
        return _plain(line.texts[language])
    parts, at = [], _hundredths(line.start_ms or 0)
    for index, word in enumerate(words):
        start = _hundredths(word.start_ms or 0)
        end = _hundredths(word_end(words, index, line.end_ms) or start)
        if start > at:
            parts.append(rf"{{\k{(start - at) // 10}}}")
        parts.append(rf"{{\kf{max(0, end - start) // 10}}}{_plain(word.text)}")
        at = max(start, end)
    return "".join(parts)


def _plain(text: str) -> str:
    return text.replace("{", "｛").replace("}", "｝").replace("\\", "＼").replace("\n", r"\N")


def _hundredths(time_ms: int) -> int:
    return min(_LAST_MS, (time_ms + 5) // 10 * 10)
