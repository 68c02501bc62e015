"""The words of smart playlists: their orders, and a rule told as a sentence is."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from pluto_desktop.desktop.models.formatting import grouped, one_line
from pluto_desktop.desktop.texts import QT_TRANSLATE_NOOP
from pluto_desktop.desktop.views.search.chips import chip_text
from pluto_desktop.domain.playlists import RULE_ORDERS, Rule
from pluto_desktop.search.query import parse

translate = QCoreApplication.translate

_ORDERS = {
    "newest": QT_TRANSLATE_NOOP("smart", "Newest first"),
    "oldest": QT_TRANSLATE_NOOP("smart", "Oldest first"),
    "name": QT_TRANSLATE_NOOP("smart", "By name"),
    "artist": QT_TRANSLATE_NOOP("smart", "By artist"),
    "album": QT_TRANSLATE_NOOP("smart", "By album"),
    "year": QT_TRANSLATE_NOOP("smart", "Newest year first"),
    "longest": QT_TRANSLATE_NOOP("smart", "Longest first"),
    "shortest": QT_TRANSLATE_NOOP("smart", "Shortest first"),
    "most-played": QT_TRANSLATE_NOOP("smart", "Most played first"),
    "least-played": QT_TRANSLATE_NOOP("smart", "Least played first"),
    "just-played": QT_TRANSLATE_NOOP("smart", "Played last first"),
    "longest-ago": QT_TRANSLATE_NOOP("smart", "Not heard for longest first"),
    "random": QT_TRANSLATE_NOOP("smart", "By chance, always the same"),
}


def order_texts() -> list[tuple[str, str]]:
    """Return the orders a rule may ask for: (text, name in :data:`RULE_ORDERS`)."""
    return [(translate("smart", _ORDERS[name]), name) for name in RULE_ORDERS]


def order_of(rule: Rule) -> str:
    """Return the name of a rule's order; "newest" for one that only a command line could have asked for."""
    names = {order: name for name, order in RULE_ORDERS.items()}
    return names.get((rule.sort, rule.descending), "newest")


def told(rule: Rule) -> str:
    """Return a rule in words, in one line: what it looks for, its order, and how many songs."""
    query = parse(rule.words)
    parts = [f"“{one_line(query.text).strip()}”"] if query.text.strip() else []
    parts += [chip_text(chip) for chip in query.chips]
    parts.append(translate("smart", _ORDERS[order_of(rule)]))
    if rule.limit is not None:
        parts.append(translate("smart", "%1 at most").replace("%1", grouped(rule.limit)))
    return " · ".join(parts)
