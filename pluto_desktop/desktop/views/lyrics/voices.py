"""Where the voices of a duet stand."""

from __future__ import annotations

import re

from pluto_desktop.desktop.views.lyrics.look import Side
from pluto_desktop.lyrics.document import Document

_TOGETHER = frozenset({"group", "all", "both", "d", "v1000"})
"""All at once: ``D`` in LRC, ``v1000`` in Apple's TTML."""
_NUMBERED = re.compile(r"v(\d{1,3})")


def sides_of_voices(document: Document) -> dict[str, Side]:
    """Return the side of each voice: one at the left, the next at the right, all together in the middle.

    Numbered voices take their sides by number, named ones as they come in. {} where only one voice sings.
    """
    voices = list(dict.fromkeys(line.agent for line in document.lines if line.agent))
    if len(voices) < 2:
        return {}
    alone = [voice for voice in voices if voice.casefold() not in _TOGETHER]
    if all(_NUMBERED.fullmatch(voice) for voice in alone):
        alone.sort(key=lambda voice: int(voice[1:]))
    sides = dict.fromkeys(voices, Side.CENTRE)
    return sides | {voice: (Side.LEFT, Side.RIGHT)[place % 2] for place, voice in enumerate(alone)}
