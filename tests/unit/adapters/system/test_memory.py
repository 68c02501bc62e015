"""Giving memory back to the system."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

import pytest

from pluto_desktop.adapters.system.memory import give_back


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def glibc() -> bool:
    return sys.platform == "linux" and hasattr(ctypes.CDLL(None), "malloc_trim")


@pytest.mark.skipif(not glibc(), reason="the C library is another one")
def test_what_was_freed_between_things_in_use_goes_back() -> None:
    libc = ctypes.CDLL(None)
    allocate = libc.malloc
    allocate.restype = ctypes.c_void_p
    blocks = [allocate(60_000) for _ in range(1_000)]
    for block in blocks:
        ctypes.memset(block, 1, 60_000)
    for block in blocks[::2]:
        libc.free(ctypes.c_void_p(block))
    before = resident_bytes()
    give_back()
    assert before - resident_bytes() > 10_000_000
    for block in blocks[1::2]:
        libc.free(ctypes.c_void_p(block))
