"""The style sheet of the whole window, generated from the tokens and ``resources/style/pluto.qss``."""

from __future__ import annotations

from functools import lru_cache
from string import Template

from pluto_desktop.desktop.tokens import TOKENS
from pluto_desktop.resource_files import resource_path


@lru_cache(maxsize=4)
def build_sheet(mode: str) -> str:
    """Return the style sheet for ``"dark"`` or ``"light"``; KeyError where the template names an unknown token."""
    values = {token.replace("-", "_"): colour for token, colour in TOKENS[mode].items()}
    template = Template(resource_path("style/pluto.qss").read_text(encoding="utf-8"))
    return template.substitute(values, mode=mode, pictures=resource_path("style").as_posix())
