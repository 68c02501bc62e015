"""Words as JSON: everything a document holds, as the command line prints it."""

from __future__ import annotations

import json
from typing import Any

from pluto_desktop.lyrics.document import Document, Line, Word
from pluto_desktop.lyrics.formats.parsed import Parsed
from pluto_desktop.lyrics.formats.rows import Notes
from pluto_desktop.lyrics.formats.stamps import DAY_MS

_MAX_PARTS = 64
_MAX_WORDS = 2000


def as_json(parsed: Parsed) -> dict[str, Any]:
    """Return what was read as plain values: times are int milliseconds or None, no agent is None."""
    document = parsed.document
    return {
        "format": parsed.format,
        "offset_ms": parsed.offset_ms,
        "metadata": dict(document.metadata),
        "timing": document.timing.value,
        "lines": [
            {
                "start_ms": line.start_ms,
                "end_ms": line.end_ms,
                "texts": dict(line.texts),
                "words": [
                    {"start_ms": w.start_ms, "end_ms": w.end_ms, "text": w.text, "lang": w.lang} for w in line.words
                ],
                "agent": line.agent or None,
                "background": line.background,
            }
            for line in document.lines
        ],
        "warnings": [{"line": warning.line, "message": warning.message} for warning in parsed.warnings],
    }


def write_json(document: Document) -> str:
    """Return a document as JSON; what is read of it again is the same."""
    return json.dumps(as_json(Parsed(document, "json")), ensure_ascii=False, indent=1) + "\n"


def read_json(text: str, duration_ms: int | None = None, named: tuple[str, ...] = ()) -> Parsed:  # noqa: ARG001 - as every reader
    """Read what :func:`write_json` wrote, or somebody changed; what is not as it should be is left out."""
    notes = Notes()
    try:
        data = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        notes.warn(getattr(error, "lineno", 1), "no_json")
        return Parsed(Document(), "json", 0, tuple(notes.warnings))
    said = _mapping(data)
    lines: list[Line] = []
    for value in _list(said.get("lines")):
        if notes.full(0, len(lines)):
            break
        lines.append(_line(f"L{len(lines) + 1}", _mapping(value)))
    metadata = {str(key): text for key, text in list(_mapping(said.get("metadata")).items())[:_MAX_PARTS]
                if isinstance(text, str)}  # fmt: skip
    lines.sort(key=lambda line: (line.start_ms is None, line.start_ms or 0))
    return Parsed(Document(tuple(lines), metadata), "json", 0, tuple(notes.warnings))


def _line(line_id: str, said: dict[str, Any]) -> Line:
    texts = {str(language): text for language, text in list(_mapping(said.get("texts")).items())[:_MAX_PARTS]
             if isinstance(text, str)}  # fmt: skip
    words = tuple(
        Word(_time(word.get("start_ms")), _time(word.get("end_ms")), str(word.get("text", "")), str(word.get("lang")))
        for word in map(_mapping, _list(said.get("words"))[:_MAX_WORDS])
    )
    agent = said.get("agent")
    return Line(
        line_id,
        _time(said.get("start_ms")),
        _time(said.get("end_ms")),
        texts,
        tuple(word for word in words if word.lang in texts),
        agent[:200] if isinstance(agent, str) else "",
        said.get("background") is True,
    )


def _time(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < DAY_MS else None


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
