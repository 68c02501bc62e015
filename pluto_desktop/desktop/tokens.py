"""The colours of both themes by token: the one place a colour is written down.

Whatever has to be read uses ``text``, ``mute``, ``accent-text``, ``ok``, ``warn`` or ``bad``: those keep a contrast of
4.5 to 1 on ``bg``, ``panel``, ``raised`` and ``clash``. ``accent`` is for marks, rings and large text, ``faint`` for
hints only.
"""

from __future__ import annotations

from typing import Final

DARK: Final[dict[str, str]] = {
    "bg": "#111318",
    "panel": "#171a21",
    "raised": "#1f232c",
    "line": "#2a2f3a",
    "text": "#eceef2",
    "mute": "#98a1b3",
    "faint": "#5f6879",
    "accent": "#f5b454",
    "accent-soft": "#3a2f1c",
    "clash": "#241d13",
    "accent-text": "#f5b454",
    "on-accent": "#1d1405",
    "ok": "#5cc389",
    "warn": "#f5b454",
    "bad": "#f07178",
    "hover": "#232833",
    "shadow": "#000000",
}

LIGHT: Final[dict[str, str]] = {
    "bg": "#fbfaf8",
    "panel": "#f4f2ee",
    "raised": "#ffffff",
    "line": "#e2ded6",
    "text": "#1d1f24",
    "mute": "#5d6470",
    "faint": "#8b909a",
    "accent": "#b86e00",
    "accent-soft": "#fdeccd",
    "clash": "#fff6e4",
    "accent-text": "#8f5500",
    "on-accent": "#ffffff",
    "ok": "#1f7a45",
    "warn": "#8f5500",
    "bad": "#b3323b",
    "hover": "#eae6df",
    "shadow": "#3c3425",
}

TOKENS: Final[dict[str, dict[str, str]]] = {"dark": DARK, "light": LIGHT}
