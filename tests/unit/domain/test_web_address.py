"""Addresses of servers on the web, as people type them."""

from __future__ import annotations

import pytest

from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.web_address import WebAddress, parse_web_address


@pytest.mark.parametrize(
    ("text", "base", "server", "loopback"),
    [
        ("https://lrclib.net", "https://lrclib.net", "lrclib.net", False),
        (" lrclib.net/ ", "https://lrclib.net", "lrclib.net", False),
        ("HTTPS://Words.Example.org:8443/lyrics/", "https://words.example.org:8443/lyrics", "words.example.org:8443",
         False),
        ("https://పాటలు.example", "https://xn--9ocvz0cr.example", "xn--9ocvz0cr.example", False),
        ("https://h/ప", "https://h/%E0%B0%AA", "h", False),
        ("http://localhost:3300", "http://localhost:3300", "localhost:3300", True),
        ("http://127.0.0.1", "http://127.0.0.1", "127.0.0.1", True),
        ("http://[::1]:80", "http://[::1]:80", "[::1]:80", True),
    ],
)  # fmt: skip
def test_what_can_be_used(text: str, base: str, server: str, loopback: bool) -> None:
    assert parse_web_address(text) == WebAddress(base, server, loopback)


@pytest.mark.parametrize(
    "text",
    [
        "", "https://", "ftp://h", "file:///etc/passwd", "https://u:p@h", "https://@h", "https://h?q=1", "https://h#x",
        "https://h:99999", "https://h:0", "https://a b", "https://a\nb", "https://-h", "https://h..x", "https://[::",
        "https://[fe80::1%25x]", "https://a_b", "x" * 501, "https://" + "ప" * 100 + ".x",
    ],
)  # fmt: skip
def test_what_cannot(text: str) -> None:
    with pytest.raises(Invalid, match="web_address_unreadable"):
        parse_web_address(text)


@pytest.mark.parametrize("text", ["http://lrclib.net", "http://10.0.0.1:80", "http://localhost.example"])
def test_another_device_is_asked_with_encryption_only(text: str) -> None:
    with pytest.raises(Invalid, match="web_address_open"):
        parse_web_address(text)
