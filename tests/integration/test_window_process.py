"""The window in a process of its own, as the system sees it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pluto_desktop import bootstrap

ROOT = Path(__file__).resolve().parents[2]
_OPEN = """
import sys
from pathlib import Path
from pluto_desktop import bootstrap

if __name__ == "__main__":
    ready = lambda desktop: print("ready", flush=True)
    sys.exit(bootstrap.open_window(Path(sys.argv[1]), [], when_ready=ready))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_window_asked_to_end_closes_in_order(number: signal.Signals, library_folder: Path, tmp_path: Path) -> None:
    with bootstrap.open_services(library_folder) as services:
        services.demo.add()
    program = tmp_path / "open_window.py"
    program.write_text(_OPEN, encoding="utf-8")
    window = subprocess.Popen(
        [sys.executable, str(program), str(library_folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert window.stdout is not None
        assert window.stdout.readline() == "ready\n"
        started = time.monotonic()
        window.send_signal(number)
        _, errors = window.communicate(timeout=30)
    finally:
        window.kill()
    assert window.returncode == 0
    assert "Traceback" not in errors
    assert time.monotonic() - started < 20
