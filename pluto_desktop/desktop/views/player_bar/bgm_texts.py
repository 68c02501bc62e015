"""What is said of music without voice in more than one place."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def length_text(later_ms: int) -> str:
    """Say that the music without voice ends later than its song, or sooner where that is less than 0."""
    seconds = str(max(1, round(abs(later_ms) / 1000)))
    if later_ms > 0:
        said = translate("BgmTexts", "The music without voice is %1 s longer than the song; it ends with the song.")
    else:
        said = translate(
            "BgmTexts", "The music without voice is %1 s shorter than the song; after it the song is heard."
        )
    return said.replace("%1", seconds)
