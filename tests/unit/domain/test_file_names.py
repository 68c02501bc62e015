"""Names of files made of names of songs."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from pluto_desktop.domain.file_names import MOST_BYTES, file_stem


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Rama", "Rama"),
        ("అన్నమయ్య - జో అచ్యుతానంద", "అన్నమయ్య - జో అచ్యుతానంద"),
        ("AC/DC: “Live” \\ *one*?", "AC_DC_ “Live” _ _one__"),
        ('<"a"|b>', "__a__b_"),
        ("  two\n lines\t", "two lines"),
        ("...hidden. . ", "hidden"),
        ("e\u0301", "é"),
        ("back\u202egnp.exe\u0007\ud800", "backgnp.exe"),
        ("con", "_con"),
        ("NUL.txt", "_NUL.txt"),
        ("LPT¹", "_LPT¹"),
        ("console", "console"),
        ("", "song"),
        (" .. ", "song"),
        ("\u0000", "song"),
    ],
)
def test_what_no_file_system_takes_is_replaced(name: str, stem: str) -> None:
    assert file_stem(name, "song") == stem


@pytest.mark.parametrize("sign", ["a", "స్త్రీం", "క్ష్మీః", "e\u0302\u0301", "🎵"])
def test_a_long_name_is_cut_between_signs(sign: str, tmp_path: Path) -> None:
    stem = file_stem(sign * 500, "song")
    sign = unicodedata.normalize("NFC", sign)
    assert MOST_BYTES - len(sign.encode()) < len(stem.encode()) <= MOST_BYTES
    assert stem == sign * (len(stem) // len(sign))
    (tmp_path / f"{stem} (100).flac").touch()
