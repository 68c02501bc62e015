"""The lines of a song's words as a person reads them where two edits of them clash."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.lyrics.merging import METADATA, ORDER, LineClash

translate = QCoreApplication.translate


def moment(ms: int) -> str:
    """Return a time within a song as ``1:06.480``."""
    minutes, rest = divmod(ms, 60_000)
    return f"{minutes}:{rest // 1000:02d}.{rest % 1000:03d}"


def clash_label(clash: LineClash, documents: tuple[Mapping[str, Any] | None, ...]) -> str:
    """Return what is to be chosen: a line by its number in the first document that has it, or the order of all."""
    if clash.key == ORDER:
        return translate("ConflictBox", "Order of the lines")
    if clash.key.startswith(METADATA):
        return translate("ConflictBox", "Words: %1").replace("%1", one_line(clash.key.removeprefix(METADATA)))
    for document in documents:
        ids = [str(line.get("id")) for line in (document or {}).get("lines", ())]
        if clash.key in ids:
            return translate("ConflictBox", "Line %1").replace("%1", str(ids.index(clash.key) + 1))
    return translate("ConflictBox", "A line")


def side_text(clash: LineClash, side: Any, *, mine: bool) -> str:
    """Return what one side made of it; ``mine`` is whether it is this person's side."""
    if clash.key == ORDER:
        return translate("ConflictBox", "Your order") if mine else translate("ConflictBox", "The library's order")
    if side is None:
        if clash.base is None:
            return translate("ConflictBox", "Leave this line out")
        return translate("ConflictBox", "Taken out")
    return base_text(clash, side)


def base_text(clash: LineClash, side: Any) -> str:
    """Return what both began from, "" where it was not there."""
    if side is None or clash.key == ORDER:
        return ""
    return line_text(side) if isinstance(side, Mapping) else one_line(str(side))


def _times(start_ms: int | None, end_ms: int | None) -> str:
    if start_ms is None and end_ms is None:
        return translate("ConflictBox", "not timed")
    if end_ms is None:
        return translate("ConflictBox", "from %1").replace("%1", moment(start_ms or 0))
    if start_ms is None:
        return translate("ConflictBox", "until %1").replace("%1", moment(end_ms))
    return f"{moment(start_ms)} – {moment(end_ms)}"


def line_text(line: Mapping[str, Any]) -> str:
    """Return a line in its stored form: its texts, its times, and the times of its words where it has them."""
    rows = [one_line(str(text)) for text in line.get("texts", {}).values()]
    rows.append(_times(line.get("start_ms"), line.get("end_ms")))
    words = [word for word in line.get("words", ()) if word.get("start_ms") is not None]
    if words:
        begins = " ".join(moment(word["start_ms"]) for word in words)
        rows.append(translate("ConflictBox", "words at %1").replace("%1", begins))
    if line.get("agent"):
        rows.append(translate("ConflictBox", "sung by %1").replace("%1", one_line(str(line["agent"]))))
    return "\n".join(rows)
