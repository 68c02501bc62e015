"""``pluto connect``: what it says, what it keeps, and its exit codes."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from pluto_desktop.adapters.system.paths import default_paths
from pluto_desktop.bootstrap import libraries
from pluto_desktop.cli import main
from pluto_desktop.domain.errors import Denied, Offline
from pluto_desktop.services.shared.profiles import SharedLibraries
from tests.fakes.profiles import LIBRARY, FakeConnector, FakeProfileStore, FakeSecrets

LINE = "pluto://asha@db/songs?mongo=files/media"


class Device:
    def __init__(self) -> None:
        self.store, self.secrets, self.connector = FakeProfileStore(), FakeSecrets(), FakeConnector()
        self.libraries = SharedLibraries(self.store, self.secrets, self.connector, Path("libraries"), {})


@pytest.fixture
def device(monkeypatch: pytest.MonkeyPatch) -> Device:
    """Return what the command works on."""
    made = Device()
    monkeypatch.setattr(libraries, "make_shared_libraries", lambda: made.libraries)
    monkeypatch.setenv("PLUTO_PASSWORD", "secret-word")
    return made


def test_a_line_is_tested_and_kept(device: Device, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["connect", LINE, "--name", "Family"]) == 0
    out = capsys.readouterr().out
    assert "ok    Catalogue at db" in out
    assert "“Family” is known now" in out
    [profile] = device.store.profiles.known
    assert profile.library_id == LIBRARY.id
    assert device.secrets.kept == {profile.id: "secret-word"}
    assert "secret-word" not in out
    assert main(["connect", LINE, "--name", "Family"]) == 0
    assert len(device.store.profiles.known) == 1


def test_a_test_keeps_nothing(device: Device, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["connect", LINE, "--test", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["kept"], told["catalogue"], told["media"]) == (True, False, None, None)
    assert told["library"] == {"id": LIBRARY.id, "role": "curator"}
    assert not device.store.profiles.known


@pytest.mark.parametrize(
    ("error", "code"), [(Offline("server_refused", server="db"), 3), (Denied("wrong_password", server="db"), 2)]
)
def test_each_failure_has_its_sentence_and_exit_code(
    device: Device, capsys: pytest.CaptureFixture[str], error: Offline | Denied, code: int
) -> None:
    device.connector.catalogue = error
    assert main(["connect", LINE]) == code
    out = capsys.readouterr().out
    assert "fails Catalogue at db: " in out
    assert "ok    Media at files" in out
    assert not device.store.profiles.known
    assert main(["connect", LINE, "--json"]) == code
    assert json.loads(capsys.readouterr().out)["catalogue"]["code"] == error.code


def test_the_media_store_alone_may_fail(device: Device, capsys: pytest.CaptureFixture[str]) -> None:
    device.connector.media = Offline("server_unknown", server="files")
    assert main(["connect", LINE]) == 3
    out = capsys.readouterr().out
    assert "ok    Catalogue" in out
    assert "fails Media" in out


def test_without_a_keyring_it_is_kept_and_said(device: Device, capsys: pytest.CaptureFixture[str]) -> None:
    device.secrets.missing = True
    assert main(["connect", LINE]) == 0
    assert "no keyring" in capsys.readouterr().err
    assert device.store.profiles.known


def test_the_password_comes_from_standard_input_or_is_asked_for(
    device: Device, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("from stdin\n"))
    assert main(["connect", LINE, "--test", "--password-stdin"]) == 0
    monkeypatch.delenv("PLUTO_PASSWORD")
    assert main(["connect", LINE, "--test"]) == 2
    assert "password is needed" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: "typed")
    assert main(["connect", LINE, "--test"]) == 0
    assert [password for _, password in device.connector.asked] == ["from stdin", "typed"]


def test_libraries_are_listed_used_and_forgotten(device: Device, capsys: pytest.CaptureFixture[str]) -> None:
    main(["connect", LINE, "--name", "Family"])
    assert main(["connect", "--use", "family"]) == 0
    capsys.readouterr()
    assert main(["connect", "--list"]) == 0
    assert capsys.readouterr().out == f"  solo  this device's own library\n* Family  {LINE}\n"
    assert main(["connect", "--list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["libraries"][0]["chosen"] is True
    assert main(["connect", "--use", "solo"]) == 0
    assert not device.store.profiles.chosen
    assert main(["connect", "--remove", "Family"]) == 0
    assert not device.store.profiles.known
    assert main(["connect", "--use", "Family"]) == 2
    assert "no shared library named “Family”" in capsys.readouterr().err


def test_where_what_is_played_is_kept_is_said_once_and_stays(
    device: Device, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["connect", LINE, "--name", "Family", "--cache", "memory"]) == 0
    assert main(["connect", LINE, "--name", "Family"]) == 0
    capsys.readouterr()
    assert main(["connect", "--list", "--json"]) == 0
    (listed,) = json.loads(capsys.readouterr().out)["libraries"]
    assert listed["cache"] == "memory"
    assert main(["connect", LINE, "--name", "Family", "--cache", "device"]) == 0
    assert device.store.profiles.known[0].cache == "device"


@pytest.mark.parametrize("wrong", [[], [LINE, "--list"], ["--use", "a", "--remove", "b"], ["http://x"]])
def test_wrong_use_is_one_sentence(device: Device, capsys: pytest.CaptureFixture[str], wrong: list[str]) -> None:
    assert main(["connect", *wrong]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_chosen_library_is_the_one_that_commands_open(own_folders: Path) -> None:
    known = libraries.make_shared_libraries(FakeConnector())
    from pluto_desktop.domain.profiles import parse_line

    kept = known.save(parse_line(LINE)[0], None, LIBRARY)
    assert libraries.find_chosen() is None
    known.choose(kept)
    folder = libraries.find_chosen()
    assert folder == default_paths().libraries / LIBRARY.id
    assert libraries.find_profile(folder) == kept
    assert libraries.find_profile(default_paths().library) is None
