"""A profile is one line, and the line is the profile; no password is in either."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluto_desktop.domain.errors import Invalid, KnownError
from pluto_desktop.domain.profiles import Address, Profile, Profiles, Tls, format_hosts, parse_hosts, parse_line

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), min_size=1)
HOSTS = st.one_of(
    st.from_regex(r"[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?(\.[a-z]{2,5}){0,2}", fullmatch=True),
    st.ip_addresses().map(str),
)
ADDRESSES = st.builds(Address, HOSTS, st.integers(1, 65535))
SEVERAL = st.lists(ADDRESSES, min_size=1, max_size=3).map(tuple)
WAYS = st.one_of(st.just((Tls.VERIFIED, "")), NAMES.map(lambda name: (Tls.OWN_CA, f"/{name}")))
PROFILES = st.builds(
    lambda hosts, database, user, media, media_database, way, kinds: Profile(
        hosts, database, user, media, media_database, tls=way[0], ca_file=way[1], **kinds
    ),
    SEVERAL, NAMES, NAMES, SEVERAL, NAMES, WAYS,
    st.one_of(st.just({}), st.fixed_dictionaries({"catalogue": NAMES, "media": NAMES})),
)  # fmt: skip
LINE = "pluto://asha@db1:5433,db2/songs?mongo=files/media"


@given(PROFILES)
def test_a_printed_line_gives_the_profile_back(profile: Profile) -> None:
    again, password = parse_line(profile.line)
    assert replace(again, id=profile.id) == profile
    assert password is None
    assert again.line == profile.line


@given(PROFILES, NAMES)
def test_a_password_in_a_line_is_taken_out_of_it(profile: Profile, password: str) -> None:
    user, rest = profile.line.removeprefix("pluto://").split("@", 1)
    escaped = "".join(f"%{byte:02X}" for byte in password.encode())
    again, found = parse_line(f"pluto://{user}:{escaped}@{rest}")
    assert found == password
    assert again.line == profile.line


def told(line: str) -> str:
    """Return all that is kept or said of a line."""
    try:
        return parse_line(line)[0].line
    except Invalid as error:
        return str(error)


@given(st.text(), st.sampled_from(["pluto://", "pluto://a:secret-word@", "pluto://a:secret-word", ""]))
def test_whatever_is_pasted_is_a_profile_or_a_known_error_without_the_password(text: str, start: str) -> None:
    assert "secret-word" not in told(start + text)


def test_a_line_is_read_as_people_write_it() -> None:
    profile, password = parse_line(f"  {LINE}&tls=%2Fetc%2Fca.pem \n")
    assert profile.hosts == (Address("db1", 5433), Address("db2", 5432))
    assert (profile.database, profile.user, profile.media_database) == ("songs", "asha", "media")
    assert profile.media_hosts == (Address("files", 27017),)
    assert (profile.tls, profile.ca_file, password) == (Tls.OWN_CA, "/etc/ca.pem", None)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("", "line_unreadable"),
        ("postgresql://asha@db/songs", "line_unreadable"),
        ("pluto://asha@db", "line_unreadable"),
        ("pluto://db/songs?mongo=files/media", "line_unreadable"),
        (f"{LINE}&mongo=twice/media", "line_unreadable"),
        (f"{LINE}&colour=blue", "line_unreadable"),
        ("pluto://asha@db/songs", "address_incomplete"),
        ("pluto://@db/songs?mongo=files/media", "address_incomplete"),
        ("pluto://asha@db/?mongo=files/media", "address_incomplete"),
        ("pluto://asha@db/songs?mongo=files", "address_incomplete"),
        ("pluto://asha@db:0/songs?mongo=files/media", "host_unreadable"),
        ("pluto://asha@db:65536/songs?mongo=files/media", "host_unreadable"),
        (f"pluto://asha@db:{'9' * 9999}/songs?mongo=files/media", "host_unreadable"),
        ("pluto://asha@[::1/songs?mongo=files/media", "host_unreadable"),
        ("pluto://asha@two words/songs?mongo=files/media", "host_unreadable"),
        (f"{LINE}&tls=off", "tls_needed"),
        ("pluto://asha@localhost/songs?mongo=files/media&tls=off", "tls_needed"),
    ],
)
def test_what_is_wrong_with_a_line_is_said(line: str, code: str) -> None:
    with pytest.raises(KnownError) as caught:
        parse_line(line)
    assert caught.value.code == code


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.9.9.9", "[::1]"])
def test_tls_may_be_off_on_this_device_only(host: str) -> None:
    profile, _ = parse_line(f"pluto://asha@{host}:5433/songs?mongo={host}/media&tls=off")
    assert profile.tls is Tls.OFF


def test_a_list_of_servers_may_have_spaces_and_gaps() -> None:
    servers = (Address("db1", 5432), Address("::1", 5433))
    assert parse_hosts(" db1 , [::1]:5433,, ", 5432) == servers
    assert format_hosts(servers, 5432) == "db1,[::1]:5433"


def test_profiles_are_found_by_what_a_person_calls_them() -> None:
    one, other = (replace(parse_line(LINE)[0], id=name, name=name) for name in ("పాటలు", "Family"))
    profiles = Profiles((one,), "Family").with_profile(other)
    assert profiles.find_named("family") == other
    assert profiles.find_named("nobody") is None
    assert profiles.with_profile(replace(other, name="Home")).known[1].label == "Home"
    assert profiles.without("Family") == Profiles((one,))
    assert profiles.without("పాటలు").chosen == "Family"
    assert replace(one, name="").label == "songs @ db1"
