"""What a screen reader says of a line on the wave form."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.texts import QT_TRANSLATE_NOOP
from pluto_desktop.desktop.views.timing.wave.blocks import Block, Grip

_GRIPS = {
    Grip.WHOLE: QT_TRANSLATE_NOOP("WaveView", "The arrow keys move the line."),
    Grip.START: QT_TRANSLATE_NOOP("WaveView", "The arrow keys move its start."),
    Grip.END: QT_TRANSLATE_NOOP("WaveView", "The arrow keys move its end."),
}


def exact(at_ms: int) -> str:
    """Return a moment to the millisecond, as ``1:02.120``."""
    minutes, rest = divmod(at_ms, 60_000)
    return f"{minutes}:{rest // 1000:02d}.{rest % 1000:03d}"


def block_text(blocks: Sequence[Block], block: Block | None, grip: Grip) -> str:
    """Return which line is chosen, from when to when it is sung, and what the arrow keys do."""
    translate = QCoreApplication.translate
    if block is None:
        return translate("WaveView", "%1 lines. Tab goes from line to line.").replace("%1", str(len(blocks)))
    where = (
        translate("WaveView", "Line %1 of %2, “%3”, from %4, its end is open.")
        if block.end_ms is None
        else translate("WaveView", "Line %1 of %2, “%3”, from %4 to %5.")
    )
    number = next(at for at, other in enumerate(blocks, 1) if other.id == block.id)
    end = "" if block.end_ms is None else exact(block.end_ms)
    for mark, text in (("%1", str(number)), ("%2", str(len(blocks))), ("%4", exact(block.start_ms)), ("%5", end)):
        where = where.replace(mark, text)
    return where.replace("%3", one_line(block.text)) + " " + translate("WaveView", _GRIPS[grip])
