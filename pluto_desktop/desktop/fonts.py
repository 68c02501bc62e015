"""The bundled typefaces and the sizes of type by role.

Both families are variable fonts: weight is set on their ``wght`` axis. Qt's own weight, and ``font-weight`` in a style
sheet, would smear the regular weight instead, so fonts are always made here and given with ``setFont``.
"""

from __future__ import annotations

import struct
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

import fontpkg_noto_sans
import fontpkg_noto_sans_telugu
from PySide6.QtGui import QFont, QFontDatabase

FAMILIES: Final = ("Noto Sans Telugu", "Noto Sans")
"""Telugu first: a family list that starts with the Latin one lets the system choose the Telugu face."""

_TELUGU_FILE = fontpkg_noto_sans_telugu.ROOT / "files" / "NotoSansTelugu[wdth,wght].ttf"
_LATIN_FILE = fontpkg_noto_sans.ROOT / "files" / "NotoSans[wdth,wght].ttf"
_ASCENT_EM, _DESCENT_EM = 1.12, 0.48
"""The line the Telugu face is given: deep enough for its subscripts, and as much higher above Latin letters."""
_HEAD_UNITS_AT, _HHEA_LINE_AT, _OS2_TYPO_AT, _OS2_WIN_AT = 18, 4, 68, 74
_WEIGHT_AXIS = QFont.Tag.fromString("wght")


class Face(NamedTuple):
    """Size in pixels and weight (400 regular, 600 semi-bold, 700 bold) of a role."""

    size: float
    weight: int = 400


ROLES: Final[dict[str, Face]] = {
    "body": Face(13),
    "title": Face(13.5, 600),
    "secondary": Face(12),
    "section": Face(11, 600),
    "hint": Face(11),
    "strong": Face(13, 600),
    "heading": Face(20, 700),
    "card": Face(17, 600),
    "lead": Face(16),
    "display": Face(34, 700),
    "logo": Face(16, 700),
    "lyrics": Face(20, 600),
    "lyrics-second": Face(14),
    "lyrics-active": Face(25, 700),
    "lyrics-active-second": Face(15.5),
    "stage": Face(46, 700),
    "stage-second": Face(25),
}


def load_families() -> list[str]:
    """Load the bundled fonts into Qt and return their families; needs a QGuiApplication. Repeating it is cheap."""
    return list(_load())


@lru_cache(maxsize=1)
def _load() -> tuple[str, ...]:
    numbers = (
        QFontDatabase.addApplicationFontFromData(_with_even_line(_TELUGU_FILE)),
        QFontDatabase.addApplicationFont(str(_LATIN_FILE)),
    )
    return tuple(
        family for number in numbers if number >= 0 for family in QFontDatabase.applicationFontFamilies(number)
    )


def _with_even_line(path: Path) -> bytes:
    """Return a font file with another ascent and descent; b"" where there is no such file.

    Qt centres the line of the first family. Telugu's own hangs low, and Latin letters in the middle of a button, a
    menu or a field would stand two pixels high.
    """
    try:
        data = bytearray(path.read_bytes())
    except OSError:
        return b""
    tables = {
        bytes(data[at : at + 4]): struct.unpack_from(">I", data, at + 8)[0]
        for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16)
    }
    units = struct.unpack_from(">H", data, tables[b"head"] + _HEAD_UNITS_AT)[0]
    ascent, descent = round(_ASCENT_EM * units), round(_DESCENT_EM * units)
    struct.pack_into(">hhh", data, tables[b"hhea"] + _HHEA_LINE_AT, ascent, -descent, 0)
    struct.pack_into(">hhh", data, tables[b"OS/2"] + _OS2_TYPO_AT, ascent, -descent, 0)
    struct.pack_into(">HH", data, tables[b"OS/2"] + _OS2_WIN_AT, ascent, descent)
    return bytes(data)


def make_font(role: str, scale: float = 1.0) -> QFont:
    """Return the font of a role; ``scale`` is the person's text size (1.0 is normal). KeyError for an unknown role."""
    face = ROLES[role]
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(max(1, round(face.size * scale)))
    font.setVariableAxis(_WEIGHT_AXIS, face.weight)
    font.setFeature(QFont.Tag.fromString("tnum"), 1)
    if role == "section":
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 106)
    return font
