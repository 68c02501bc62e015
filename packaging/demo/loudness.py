"""The loudness of a file after EBU R 128 (ITU-R BS.1770), as ffmpeg measures it."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Loudness:
    """Loudness of the whole in LUFS, and the highest peak between the samples in dBTP."""

    integrated_lufs: float
    true_peak_dbtp: float


def measure(path: Path) -> Loudness:
    """Measure a file."""
    command = ["ffmpeg", "-hide_banner", "-nostats", "-i", str(path), "-af", "ebur128=peak=true", "-f", "null", "-"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stderr  # noqa: S603 - our own
    summary = said[said.rindex("Summary:") :]
    return Loudness(_number(r"I:\s+(\S+) LUFS", summary), _number(r"Peak:\s+(\S+) dBFS", summary))


def _number(pattern: str, text: str) -> float:
    found = re.search(pattern, text)
    assert found is not None, pattern
    return float(found[1])
