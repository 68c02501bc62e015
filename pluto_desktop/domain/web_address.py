"""The address of a server on the web, as a person types it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.profiles import Address

_HOST = re.compile(r"(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*", re.IGNORECASE)
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class WebAddress:
    """``base`` is a URL without a slash at its end; ``server`` is the host, with its port if that is unusual."""

    base: str
    server: str
    loopback: bool = False


def parse_web_address(text: str) -> WebAddress:
    """Read an address: ``https://`` may be left out, ``http://`` is for servers on this device only.

    Raises Invalid("web_address_unreadable") with ``address``, Invalid("web_address_open") with ``server``.
    """
    text = text.strip()
    if len(text) > _LONGEST or any(letter.isspace() or not letter.isprintable() for letter in text):
        raise Invalid("web_address_unreadable", address=text)
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except ValueError:
        raise Invalid("web_address_unreadable", address=text) from None
    literal = ":" in host and "%" not in host
    surplus = parts.username is not None or parts.query or parts.fragment or port == 0
    if parts.scheme not in {"https", "http"} or surplus or not (literal or _HOST.fullmatch(host)):
        raise Invalid("web_address_unreadable", address=text)
    server = f"[{host}]" if literal else host
    server = server if port is None else f"{server}:{port}"
    loopback = Address(host, port or 0).loopback
    if parts.scheme == "http" and not loopback:
        raise Invalid("web_address_open", server=server)
    path = quote(parts.path.rstrip("/"), safe="/%")
    return WebAddress(f"{parts.scheme}://{server}{path}", server, loopback)
