"""The settings file survives damage, crashes and full disks."""

from __future__ import annotations

from pathlib import Path

import pytest

from pluto_desktop.adapters.system.settings_file import SettingsFile
from pluto_desktop.domain.errors import Denied


@pytest.mark.parametrize("content", [b"", b"{", b"[1, 2]", b"\x00\xff\xfe", b'{"a": ' * 20_000, b"null"])
def test_a_damaged_file_is_set_aside_and_counts_as_empty(tmp_path: Path, content: bytes):
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    store = SettingsFile(path)
    assert store.load_all() == {}
    assert (tmp_path / "settings.json.damaged").read_bytes() == content
    store.save_all({"a": 1})
    assert store.load_all() == {"a": 1}


def test_a_crash_while_saving_leaves_the_old_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    store = SettingsFile(tmp_path / "settings.json")
    store.save_all({"a": 1})

    def full(_fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Denied) as caught:
        store.save_all({"a": 2})
    assert caught.value.code == "settings_unwritable"
    assert store.load_all() == {"a": 1}


def test_a_place_that_cannot_be_written_is_a_known_error(tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    store = SettingsFile(tmp_path / "file" / "settings.json")
    assert store.load_all() == {}
    with pytest.raises(Denied):
        store.save_all({"a": 1})


def test_text_that_is_not_unicode_does_not_stop_the_settings(tmp_path: Path):
    store = SettingsFile(tmp_path / "settings.json")
    store.save_all({"window.page": "folder:\udcff"})
    SettingsFile(tmp_path / "settings.json").load_all()
    store.save_all({"a": 1})
    assert store.load_all() == {"a": 1}
