"""How a shared library is reached: its servers' addresses, the person's name there, and how safe the way is.

A profile never holds a password. It is written as one line that people send each other::

    pluto://user@host1:5432,host2/database?mongo=host:27017/database&tls=off

A line may carry a password (``user:password@``), as one that is pasted often does; reading takes it out, and it is
never printed.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import quote, unquote

from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.ids import new_id

POSTGRES_PORT = 5432
MONGO_PORT = 27017
_SCHEME = "pluto://"
_HIGHEST_PORT = 65535
_PORT = re.compile(r"[0-9]{1,5}")
_HOST = re.compile(r"[\w.-]+")
_OPTIONS = {"mongo", "tls", "catalogue", "media"}
_CATALOGUE, _MEDIA = "postgresql", "gridfs"
CACHES = ("device", "memory")
"""Where the sound of what is played may be kept: on this device, or nowhere but in memory for a while."""


class Tls(StrEnum):
    """How the way to both servers is protected."""

    VERIFIED = "verify"
    """By certificates that the system trusts."""
    OWN_CA = "own"
    """By certificates that the profile's CA file vouches for."""
    OFF = "off"
    """Not at all; only for servers on this device."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where one server listens. A host is a name or an IP address, without brackets."""

    host: str
    port: int

    @property
    def loopback(self) -> bool:
        """Whether the server is on this device."""
        if self.host.casefold() == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


@dataclass(frozen=True, slots=True)
class Profile:
    """One shared library as this device knows it. Raises Invalid where the parts do not make an address.

    ``library_id`` is the library's own id, "" until it was reached once. ``catalogue`` and ``media`` are the kinds of
    its two servers; ``cache`` is where the sound of what is played is kept here, one of :data:`CACHES`.
    """

    hosts: tuple[Address, ...]
    database: str
    user: str
    media_hosts: tuple[Address, ...]
    media_database: str
    tls: Tls = Tls.VERIFIED
    ca_file: str = ""
    name: str = ""
    id: str = field(default_factory=new_id)
    library_id: str = ""
    catalogue: str = _CATALOGUE
    media: str = _MEDIA
    cache: str = CACHES[0]

    def __post_init__(self) -> None:
        """Refuse what cannot be an address, and a way without protection to another device."""
        for part, value in (
            ("server", self.hosts),
            ("database", self.database),
            ("user", self.user),
            ("media server", self.media_hosts),
            ("media database", self.media_database),
        ):
            if not value:
                raise Invalid("address_incomplete", part=part)
        # A file of one of these names could not be told from the option.
        if self.tls is Tls.OWN_CA and self.ca_file in {"", Tls.VERIFIED, Tls.OFF}:
            raise Invalid("address_incomplete", part="CA file")
        for address in (*self.hosts, *self.media_hosts):
            if self.tls is Tls.OFF and not address.loopback:
                raise Invalid("tls_needed", server=address.host)

    @property
    def label(self) -> str:
        """What a person calls it: its name, or else its database and first server."""
        return self.name or f"{self.database} @ {self.hosts[0].host}"

    @property
    def line(self) -> str:
        """The profile as one line; its name, ids and cache are this device's own matter and not in it."""
        media = f"{_escape(format_hosts(self.media_hosts, MONGO_PORT), ':,[]')}/{_escape(self.media_database)}"
        options = [f"mongo={media}"]
        if self.tls is Tls.OFF:
            options.append("tls=off")
        elif self.tls is Tls.OWN_CA:
            options.append(f"tls={_escape(self.ca_file, '/:')}")
        for name, kind, usual in (("catalogue", self.catalogue, _CATALOGUE), ("media", self.media, _MEDIA)):
            if kind != usual:
                options.append(f"{name}={_escape(kind)}")
        place = f"{_escape(format_hosts(self.hosts, POSTGRES_PORT), ':,[]')}/{_escape(self.database)}"
        return f"{_SCHEME}{_escape(self.user)}@{place}?{'&'.join(options)}"


@dataclass(frozen=True, slots=True)
class Profiles:
    """The shared libraries this device knows; ``chosen`` is the id of the one that opens, "" this device's own."""

    known: tuple[Profile, ...] = ()
    chosen: str = ""

    def find(self, profile_id: str) -> Profile | None:
        """Return the profile of an id."""
        return next((profile for profile in self.known if profile.id == profile_id), None)

    def find_named(self, name: str) -> Profile | None:
        """Return the profile a person means by its name, in any case of letters, or by its id."""
        wanted = name.casefold()
        named = (profile for profile in self.known if profile.label.casefold() == wanted)
        return next(named, None) or self.find(name)

    def with_profile(self, profile: Profile) -> Profiles:
        """Return these with a profile added, or in the place of the one with its id."""
        if self.find(profile.id) is None:
            return replace(self, known=(*self.known, profile))
        return replace(self, known=tuple(profile if old.id == profile.id else old for old in self.known))

    def without(self, profile_id: str) -> Profiles:
        """Return these without a profile; where it was chosen, this device's own library is."""
        known = tuple(profile for profile in self.known if profile.id != profile_id)
        return Profiles(known, "" if self.chosen == profile_id else self.chosen)


def parse_line(text: str) -> tuple[Profile, str | None]:
    """Return the profile that a line describes, under a fresh id, and the password if there was one in it.

    Raises Invalid("line_unreadable") and what :class:`Profile` raises; no error repeats the line.
    """
    line = text.strip()
    if not line.casefold().startswith(_SCHEME):
        raise Invalid("line_unreadable")
    body, _, query = line[len(_SCHEME) :].partition("?")
    person, at, place = body.rpartition("@")
    user, colon, password = person.partition(":")
    servers, slash, database = place.partition("/")
    if not at or not slash or "/" in database:
        raise Invalid("line_unreadable")
    options = _options(query)
    media_servers, _, media_database = options.get("mongo", "").partition("/")
    way = options.get("tls", Tls.VERIFIED.value)
    tls = Tls(way) if way in {Tls.VERIFIED, Tls.OFF} else Tls.OWN_CA
    profile = Profile(
        hosts=parse_hosts(unquote(servers), POSTGRES_PORT),
        database=unquote(database),
        user=unquote(user),
        media_hosts=parse_hosts(unquote(media_servers), MONGO_PORT),
        media_database=unquote(media_database),
        tls=tls,
        ca_file=way if tls is Tls.OWN_CA else "",
        catalogue=options.get("catalogue", _CATALOGUE),
        media=options.get("media", _MEDIA),
    )
    return profile, unquote(password) if colon else None


def parse_hosts(text: str, port: int) -> tuple[Address, ...]:
    """Return the servers of a list like ``host1:5432, [::1]:5433, host2``; ``port`` where none is said.

    () for an empty text. Raises Invalid("host_unreadable").
    """
    return tuple(_address(part.strip(), port) for part in text.split(",") if part.strip())


def format_hosts(addresses: tuple[Address, ...], port: int) -> str:
    """Return servers as :func:`parse_hosts` reads them; ``port`` goes without saying."""
    return ",".join(_host(one.host) + ("" if one.port == port else f":{one.port}") for one in addresses)


def _options(query: str) -> dict[str, str]:
    # Split before unescaping, as the database's name in mongo= is escaped on its own.
    options: dict[str, str] = {}
    for part in query.split("&") if query else ():
        name, _, value = part.partition("=")
        if name not in _OPTIONS or name in options or not value:
            raise Invalid("line_unreadable")
        options[name] = value if name == "mongo" else unquote(value)
    return options


def _address(text: str, port: int) -> Address:
    host, said = text, ""
    if text.startswith("["):
        host, closed, rest = text[1:].partition("]")
        if not closed or (rest and not rest.startswith(":")) or not _is_ip(host):
            raise Invalid("host_unreadable", host=text)
        said = rest
    elif text.count(":") == 1:
        host, _, number = text.partition(":")
        said = f":{number}"
    if not _is_ip(host) and not _HOST.fullmatch(host):
        raise Invalid("host_unreadable", host=text)
    if not said:
        return Address(host, port)
    digits = said[1:]
    if not _PORT.fullmatch(digits) or not 0 < int(digits) <= _HIGHEST_PORT:
        raise Invalid("host_unreadable", host=text)
    return Address(host, int(digits))


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _host(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _escape(text: str, safe: str = "") -> str:
    return quote(text, safe=safe)
