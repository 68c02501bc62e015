"""Shared libraries are added, tried, chosen and forgotten, each server answering for itself."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from pluto_desktop.domain.errors import Conflict, Denied, Invalid, KnownError, NotFound, Offline, Timeout
from pluto_desktop.domain.profiles import parse_line
from pluto_desktop.services.shared.profiles import SharedLibraries
from tests.fakes.profiles import LIBRARY, FakeConnector, FakeProfileStore, FakeSecrets

PROFILE = replace(parse_line("pluto://asha@db/songs?mongo=files/media")[0], name="Family")
OTHER = replace(parse_line("pluto://asha@elsewhere/songs?mongo=files/media")[0], name="Choir")


@dataclass
class Device:
    store: FakeProfileStore = field(default_factory=FakeProfileStore)
    secrets: FakeSecrets = field(default_factory=FakeSecrets)
    connector: FakeConnector = field(default_factory=FakeConnector)
    given: dict[str, str] = field(default_factory=dict)

    @property
    def libraries(self) -> SharedLibraries:
        return SharedLibraries(self.store, self.secrets, self.connector, Path("libraries"), self.given)


def test_both_servers_well_is_a_good_answer() -> None:
    answer = Device().libraries.connect(PROFILE, "word")
    assert answer.ok
    assert answer.library == LIBRARY
    assert answer.error is None


@pytest.mark.parametrize(
    "error",
    [
        Offline("server_unknown", server="db"),
        Offline("server_refused", server="db"),
        Timeout("server_timeout", server="db"),
        Denied("wrong_password", server="db"),
        Denied("no_tls", server="db"),
        Denied("rights_missing", server="db"),
        Denied("schema_too_old", server="db"),
        NotFound("no_shared_library", server="db"),
    ],
    ids=lambda error: error.code,
)
def test_each_server_answers_on_its_own(error: KnownError) -> None:
    catalogue = Device(connector=FakeConnector(catalogue=error)).libraries.connect(PROFILE, "word")
    assert (catalogue.catalogue_error, catalogue.media_error, catalogue.ok) == (error, None, False)
    media = Device(connector=FakeConnector(media=error)).libraries.connect(PROFILE, "word")
    assert (media.catalogue_error, media.media_error, media.ok) == (None, error, False)
    assert media.library == LIBRARY


def test_a_library_that_is_too_new_or_another_one_is_said() -> None:
    new = Device(connector=FakeConnector(replace(LIBRARY, readable=False))).libraries.connect(PROFILE, "word")
    assert new.error is not None
    assert new.error.code == "schema_too_new"
    known = replace(PROFILE, library_id="00000000-0000-4000-8000-000000000000")
    other = Device().libraries.connect(known, "word")
    assert other.error is not None
    assert other.error.code == "another_library"


def test_a_bug_is_not_an_answer() -> None:
    device = Device()
    device.connector.identify = lambda *_: 1 / 0  # type: ignore[assignment,method-assign,return-value]
    with pytest.raises(ZeroDivisionError):
        device.libraries.connect(PROFILE, "word")


def test_what_is_saved_is_listed_with_its_password_in_the_keyring_only() -> None:
    device = Device()
    kept = device.libraries.save(PROFILE, "word", LIBRARY)
    assert kept.library_id == LIBRARY.id
    assert device.libraries.list_all().known == (kept,)
    assert device.libraries.find_password(kept) == "word"
    assert "word" not in repr(device.store.profiles)
    changed = device.libraries.save(replace(kept, user="ravi"), None)
    assert device.libraries.get("family") == changed
    assert device.libraries.find_password(changed) == "word"


def test_two_libraries_do_not_share_a_name() -> None:
    device = Device()
    device.libraries.save(PROFILE, None)
    with pytest.raises(Conflict, match="profile_exists"):
        device.libraries.save(replace(OTHER, name="FAMILY"), None)
    assert device.libraries.list_all().known == (PROFILE,)


def test_without_a_keyring_the_profile_is_kept_all_the_same() -> None:
    device = Device(secrets=FakeSecrets(missing=True))
    with pytest.raises(Denied, match="no_keyring"):
        device.libraries.save(PROFILE, "word")
    assert device.libraries.get("Family") == PROFILE
    assert device.libraries.find_password(PROFILE) == "word"  # until the program ends
    assert not device.secrets.kept
    device.libraries.remove(PROFILE)
    assert not device.libraries.list_all().known


def test_the_folder_goes_by_the_librarys_own_id_and_never_by_address() -> None:
    libraries = Device().libraries
    kept = libraries.save(PROFILE, None, LIBRARY)
    moved = libraries.save(replace(OTHER, id=kept.id), None, LIBRARY)
    assert libraries.folder_of(moved) == Path("libraries", LIBRARY.id) == libraries.folder_of(kept)
    with pytest.raises(NotFound, match="profile_unreached"):
        libraries.folder_of(OTHER)


@pytest.mark.parametrize("name", ["../../etc", "", "a/b", "C:\\x"])
def test_a_server_cannot_choose_the_folder(name: str) -> None:
    libraries = Device(connector=FakeConnector(replace(LIBRARY, id=name))).libraries
    answer = libraries.connect(PROFILE, "word")
    assert answer.error is not None
    assert answer.error.code == "library_id_unusable"
    with pytest.raises(Invalid):
        libraries.save(PROFILE, None, replace(LIBRARY, id=name))


def test_choosing_is_remembered_and_removing_goes_back_to_this_device() -> None:
    libraries = Device().libraries
    kept = libraries.save(PROFILE, "word", LIBRARY)
    libraries.save(OTHER, None)
    assert libraries.choose(kept) == Path("libraries", LIBRARY.id)
    assert libraries.list_all().chosen == kept.id
    with pytest.raises(NotFound):
        libraries.choose(OTHER)
    assert libraries.list_all().chosen == kept.id
    libraries.remove(kept)
    assert not libraries.list_all().chosen
    assert libraries.find_password(kept) is None
    assert libraries.choose(None) is None
    with pytest.raises(NotFound, match="profile_not_found"):
        libraries.get("Family")


def test_another_library_takes_the_place_of_one_or_becomes_one_of_its_own(tmp_path: Path) -> None:
    device = Device()
    libraries = SharedLibraries(device.store, device.secrets, device.connector, tmp_path, {})
    kept = libraries.save(PROFILE, "word", LIBRARY)
    before, other = libraries.folder_of(kept), "00000000-0000-4000-8000-000000000009"
    before.mkdir()
    apart = libraries.separate(kept, other)
    assert (apart.name, apart.library_id, apart.hosts) == ("Family (2)", other, kept.hosts)
    assert libraries.find_password(apart) == "word"
    assert libraries.get("Family") == kept

    libraries.folder_of(apart).mkdir()
    with pytest.raises(Conflict, match="library_here"):
        libraries.accept(kept, other, Path.rename)
    libraries.folder_of(apart).rmdir()
    accepted = libraries.accept(kept, other, lambda old, new: old.rename(new) and None)
    assert (accepted.id, accepted.library_id) == (kept.id, other)
    assert libraries.folder_of(accepted).exists()
    assert not before.exists()
