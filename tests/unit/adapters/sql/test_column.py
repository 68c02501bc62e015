"""A long column is read in one step and comes out as it stands."""

import sqlite3

import pytest

from pluto_desktop.adapters.sql import column
from pluto_desktop.adapters.sql.column import read_column


@pytest.fixture
def connection():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE words (word TEXT, place INTEGER)")
    yield connection
    connection.close()


@pytest.mark.parametrize("slice_length", [1, 2, 5, 64 * 1024])
def test_every_text_comes_in_its_order(connection, monkeypatch, slice_length):
    monkeypatch.setattr(column, "_SLICE", slice_length)
    words = ["నువ్వు", "a", "", "bb", "", "long enough", "z", ""]
    connection.executemany("INSERT INTO words VALUES (?, ?)", [(word, at) for at, word in enumerate(words)])
    assert read_column(connection, "SELECT word FROM words ORDER BY place", {}) == words
    assert read_column(connection, "SELECT word FROM words ORDER BY place DESC", {}) == words[::-1]
    found = read_column(connection, "SELECT word FROM words WHERE place < :most ORDER BY place LIMIT 2", {"most": 5})
    assert found == words[:2]


def test_nothing_is_an_empty_list(connection):
    assert read_column(connection, "SELECT word FROM words", {}) == []
