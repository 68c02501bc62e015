"""The file of profiles survives damage and other versions, and a device without a keyring is told so."""

from __future__ import annotations

import json
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from pluto_desktop.adapters.system.keyring_secrets import KeyringSecrets
from pluto_desktop.adapters.system.profiles_file import ProfilesFile
from pluto_desktop.domain.errors import Denied
from pluto_desktop.domain.profiles import Profiles, parse_line

GOOD = {"id": "a", "name": "Family", "line": "pluto://asha@db/songs?mongo=db/media", "library_id": ""}


@pytest.mark.parametrize("bad", [7, {}, GOOD | {"line": "nonsense"}, GOOD | {"id": 7}, {"line": GOOD["line"]}])
def test_an_entry_that_cannot_be_read_is_left_out(tmp_path: Path, bad: object) -> None:
    path = tmp_path / "file.json"
    path.write_text(json.dumps({"profiles": [bad, GOOD], "chosen": "gone"}), encoding="utf-8")
    [profile] = ProfilesFile(path).load().known
    assert profile.label == "Family"
    assert not ProfilesFile(path).load().chosen


@pytest.mark.parametrize("content", ["{", '{"profiles": 3}', '{"chosen": []}'])
def test_a_file_that_says_nothing_counts_as_empty(tmp_path: Path, content: str) -> None:
    path = tmp_path / "file.json"
    path.write_text(content, encoding="utf-8")
    assert ProfilesFile(path).load() == Profiles()


def test_a_place_that_cannot_be_written_is_a_known_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Denied, match="profiles_unwritable"):
        ProfilesFile(tmp_path / "file" / "file.json").save(Profiles())


def test_a_password_never_reaches_the_file(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    profile, password = parse_line("pluto://asha:secret-word@db/songs?mongo=db/media")
    ProfilesFile(path).save(Profiles((profile,)))
    assert password == "secret-word"
    assert "secret-word" not in path.read_text(encoding="utf-8")


def test_a_device_without_a_keyring_is_told_so() -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    try:
        for ask in (
            lambda: KeyringSecrets().find("a"),
            lambda: KeyringSecrets().keep("a", "b"),
            lambda: KeyringSecrets().forget("a"),
        ):
            with pytest.raises(Denied, match="no_keyring"):
                ask()
    finally:
        keyring.set_keyring(before)
