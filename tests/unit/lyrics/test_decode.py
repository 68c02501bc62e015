"""Bytes become the text their writer meant."""

from __future__ import annotations

import pytest

from pluto_desktop.domain.errors import Invalid
from pluto_desktop.lyrics.decode import MAX_BYTES, decode

_TELUGU = "[00:01.00]నువ్వు నేను\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_with_and_without_a_mark(encoding: str) -> None:
    text = "[00:01.00]Hello there\n[00:02.00]నువ్వు\n"
    assert decode(text.encode(encoding)) == text


def test_big_endian_with_a_mark() -> None:
    assert decode(b"\xfe\xff" + _TELUGU.encode("utf-16-be")) == _TELUGU


def test_old_western_text_keeps_its_accents() -> None:
    text = "[00:01.00]Déjà vu, l'été à la plage où nous étions\n[00:05.00]Où est la fenêtre fermée\n" * 4
    assert "été" in decode(text.encode("cp1252"))


def test_chinese_in_its_old_encoding() -> None:
    text = "[00:01.00]我爱你中国,我爱你春天蓬勃的秧苗\n[00:05.00]我爱你秋日金黄的硕果\n" * 6
    assert "我爱你" in decode(text.encode("gb18030"))


def test_a_few_broken_bytes_do_not_spoil_the_rest() -> None:
    data = (_TELUGU * 20).encode() + b"\xff" + _TELUGU.encode()
    assert decode(data).count("నువ్వు") == 21


def test_too_much_and_no_text_are_refused_by_name() -> None:
    with pytest.raises(Invalid) as large:
        decode(b"a" * (MAX_BYTES + 1), "big.lrc")
    assert (large.value.code, large.value.params) == ("lyrics_too_large", {"path": "big.lrc"})
    with pytest.raises(Invalid) as binary:
        decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8, "x.lrc")
    assert binary.value.code == "lyrics_not_text"


def test_nothing_is_an_empty_text() -> None:
    assert decode(b"") == ""
