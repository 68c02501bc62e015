"""The log is never a reason to fail, and a bug leaves a report."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from pluto_desktop.adapters.system.logs import start_log, write_crash_report


@pytest.fixture
def quiet_root(monkeypatch: pytest.MonkeyPatch):
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    yield root
    root.setLevel(level)
    for handler in root.handlers[:]:
        if handler not in handlers:
            root.removeHandler(handler)
            handler.close()


def test_records_are_written_and_rotated(tmp_path: Path, quiet_root: logging.Logger):
    start_log(tmp_path / "logs", level=logging.INFO)
    assert not (tmp_path / "logs" / "pluto.log").exists()
    log = logging.getLogger("pluto_desktop.test")
    log.debug("not this")
    for _ in range(5):
        log.info("తెలుగు %s", "x" * 999_000)
    files = sorted(path.name for path in (tmp_path / "logs").iterdir())
    assert files == ["pluto.log", "pluto.log.1", "pluto.log.2", "pluto.log.3"]
    assert "తెలుగు" in (tmp_path / "logs" / "pluto.log").read_text(encoding="utf-8")


def test_where_nothing_can_be_written_the_log_is_silent(tmp_path: Path, quiet_root: logging.Logger):
    (tmp_path / "file").write_text("in the way")
    start_log(tmp_path / "file" / "logs")
    logging.getLogger("pluto_desktop.test").info("goes nowhere")


def test_a_crash_report_tells_the_trace_and_old_ones_go(tmp_path: Path):
    def broken() -> None:
        raise ValueError("bad \udcff")

    for _ in range(23):
        try:
            broken()
        except ValueError as error:
            path = write_crash_report(error, tmp_path)
    assert path is not None
    text = path.read_text(encoding="utf-8")
    assert "in broken" in text
    assert "ValueError: bad \\udcff" in text
    assert len(list(tmp_path.iterdir())) == 20


def test_a_crash_report_finds_another_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "other").mkdir()
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "other"))
    path = write_crash_report(ValueError("x"), tmp_path / "file" / "logs")
    assert path is not None
    assert path.parent == tmp_path / "other"
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "file"))
    assert write_crash_report(ValueError("x"), tmp_path / "file" / "logs") is None
