"""The window in a process of its own, as the system sees it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pluto_desktop import bootstrap
from tests.demo import add_two_songs

ROOT = Path(__file__).resolve().parents[2]
_OPEN = """
import sys
from pathlib import Path
from pluto_desktop.bootstrap.window import open_window

if __name__ == "__main__":
    ready = lambda desktop: print("ready", flush=True)
    sys.exit(open_window(Path(sys.argv[1]), [], when_ready=ready))
"""

_CLAIM = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from pluto_desktop.desktop.single_instance import SingleInstance

app = QCoreApplication([])
instance = SingleInstance(Path(sys.argv[1]))
print("here", flush=True)
sys.stdin.readline()
if instance.claim([Path(sys.argv[2])]):
    instance.called.connect(lambda files: (print("was given", files[0].name, flush=True), app.quit()))
    QTimer.singleShot(20_000, app.quit)
    time.sleep(1.2)  # the window is being made
    app.exec()
    instance.close()
else:
    print("handed over", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_window_asked_to_end_closes_in_order(number: signal.Signals, library_folder: Path, tmp_path: Path) -> None:
    with bootstrap.open_services(library_folder) as services:
        add_two_songs(services)
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
        window.send_signal(number)
        _, errors = window.communicate(timeout=30)
    finally:
        window.kill()
    assert window.returncode == 0
    assert "Traceback" not in errors


def test_of_two_started_at_once_one_is_the_window_and_has_the_files_of_both(
    library_folder: Path, tmp_path: Path
) -> None:
    program = tmp_path / "claim.py"
    program.write_text(_CLAIM, encoding="utf-8")
    started = [
        subprocess.Popen(
            [sys.executable, str(program), str(library_folder), str(tmp_path / f"{name}.mp3")],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("a", "b")
    ]
    try:
        for process in started:
            assert process.stdout is not None
            assert process.stdout.readline() == "here\n"
        for process in started:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        said = sorted(process.communicate(timeout=40)[0].strip() for process in started)
    finally:
        for process in started:
            process.kill()
    assert said[0] == "handed over"
    assert said[1] in {"was given a.mp3", "was given b.mp3"}
