"""Remembers what a person chose about lists of songs: the columns of each kind of list, and its order."""

from __future__ import annotations

import json
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.domain.settings import Value
from pluto_desktop.domain.views import Sort, Source

_COLUMNS, _SORT, _TITLE_SORT = "songs.columns", "songs.sort", "songs.title_sort"
_OWN_ORDER = {Source.ALBUM, Source.PLAYLIST, Source.SMART}
"""Lists that begin in their own order each time they are opened."""


class Columns(QObject):
    """Keeps the choices for the lists of a page, its own and those inside it. Lists of the same columns share them."""

    def __init__(self, page: QWidget, preferences: Preferences) -> None:
        super().__init__(page)
        self._preferences = preferences
        lists = [page] if isinstance(page, SongsView) else page.findChildren(SongsView)
        orders = _orders(preferences)
        for songs in lists:
            kind = songs.kind
            songs.restore_columns(_choices(preferences).get(kind))
            songs.orders = dict(orders)
            songs.columns_changed.connect(partial(self._remember_columns, kind))
            songs.sort_changed.connect(partial(self._remember_order, songs))
        preferences.changed.connect(self._setting_changed)

    def _remember_columns(self, kind: str, choice: object) -> None:
        choices = {**_choices(self._preferences), kind: choice}
        self._preferences.set(
            _COLUMNS, tuple(json.dumps({"list": name, **_dict(held)}) for name, held in choices.items())
        )

    def _remember_order(self, songs: SongsView, sort: Sort, descending: bool) -> None:
        query = songs.model.query
        if query is not None and query.source not in _OWN_ORDER:
            songs.orders[query.source] = (sort, descending)
            kept = {**_orders(self._preferences), query.source: (sort, descending)}
            self._preferences.set(_SORT, json.dumps({source: [by, down] for source, (by, down) in kept.items()}))

    def _setting_changed(self, key: str, _value: Value) -> None:
        """Let the order of titles that was just chosen in the settings hold for all songs."""
        kept = _orders(self._preferences)
        if key == _TITLE_SORT and kept.pop(Source.ALL, None) is not None:
            self._preferences.set(_SORT, json.dumps({source: [by, down] for source, (by, down) in kept.items()}))


def _choices(preferences: Preferences) -> dict[str, object]:
    """Return the remembered columns by kind of list."""
    stored = preferences.get(_COLUMNS)
    found = [_dict(_parsed(str(text))) for text in stored] if isinstance(stored, tuple) else []
    return {str(choice.pop("list", "")): choice for choice in found if choice}


def _orders(preferences: Preferences) -> dict[Source, tuple[Sort, bool]]:
    """Return the remembered orders; what makes no sense is passed over."""
    orders = {}
    for source, order in _dict(_parsed(preferences.text(_SORT))).items():
        try:
            by, down = order if isinstance(order, list) else []
            orders[Source(source)] = (Sort(by), down is True)
        except ValueError:
            continue
    return orders


def _dict(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None
