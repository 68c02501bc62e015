"""Where icons, the logo and the style lie: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path


def _root() -> Path:
    package = Path(__file__).resolve().parents[1]
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


ROOT = _root()
ICONS = ROOT / "icons"
STYLE = ROOT / "style"
LOGO = ROOT / "logo"
