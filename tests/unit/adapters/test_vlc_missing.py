"""Computers without VLC, as python-vlc meets them: in a process of its own, for it looks only once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
_LOAD = """
import ctypes.util
from pluto_desktop.adapters.vlc.library import VlcMissing, load_vlc
if {hidden}:
    ctypes.util.find_library = lambda name: None
try:
    load_vlc([])
except VlcMissing as error:
    print("missing:", error)
"""


@pytest.mark.parametrize(
    ("hidden", "variables"),
    [
        (True, {}),
        (False, {"PYTHON_VLC_LIB_PATH": "/nowhere/libvlc.so.5"}),
        (False, {"PYTHON_VLC_MODULE_PATH": "/nowhere/plugins"}),
    ],
)
def test_a_computer_without_vlc_is_told_from_a_bug(hidden: bool, variables: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOAD.format(hidden=hidden)],
        env={**os.environ, **variables, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("missing: libvlc was not found"), done.stderr
    assert done.returncode == 0
