"""A profile as the addresses that the drivers of its servers understand, without its password."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from pluto_desktop.domain.profiles import MONGO_PORT, POSTGRES_PORT, Profile, Tls, format_hosts


def postgres_address(profile: Profile) -> str:
    """Return ``postgresql://user@host[:port][,host…]/database?sslmode=…``."""
    options = {"sslmode": "disable" if profile.tls is Tls.OFF else "verify-full"}
    if profile.tls is Tls.OWN_CA:
        options["sslrootcert"] = profile.ca_file
    hosts = format_hosts(profile.hosts, POSTGRES_PORT)
    return f"postgresql://{_part(profile.user)}@{hosts}/{_part(profile.database)}?{urlencode(options, quote_via=quote)}"


def mongo_address(profile: Profile) -> str:
    """Return ``mongodb://user@host[:port][,host…]/database?authSource=…&tls=…``."""
    options = {"authSource": profile.media_database, "tls": "false" if profile.tls is Tls.OFF else "true"}
    if profile.tls is Tls.OWN_CA:
        options["tlsCAFile"] = profile.ca_file
    hosts = format_hosts(profile.media_hosts, MONGO_PORT)
    database = _part(profile.media_database)
    return f"mongodb://{_part(profile.user)}@{hosts}/{database}?{urlencode(options, quote_via=quote)}"


def _part(text: str) -> str:
    return quote(text, safe="")
