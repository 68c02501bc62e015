"""Rows of songs in and out."""

from __future__ import annotations

import codecs
import errno
import json
import os
from pathlib import Path

import pytest

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Denied, Invalid, KnownError, NotFound
from pluto_desktop.ports.catalogue import CatalogueRow
from pluto_desktop.services import exchange as exchange_module
from pluto_desktop.services.exchange import Exchange, ExchangeReport
from tests.fakes.catalogue import FakeCatalogue
from tests.fakes.files import InlinePool

HEADER = "title,artist,album,release_date,language,plays,lyrics\n"


@pytest.fixture
def catalogue() -> FakeCatalogue:
    return FakeCatalogue()


def bring(catalogue: FakeCatalogue, path: Path) -> ExchangeReport:
    return Exchange(catalogue, InlinePool()).import_file(path, lambda _progress: None, CancelToken())


def take(catalogue: FakeCatalogue, path: Path) -> str:
    Exchange(catalogue, InlinePool()).export_file(path)
    return path.read_text(encoding="utf-8")


def rows(catalogue: FakeCatalogue) -> list[CatalogueRow]:
    return [row for row, _ in catalogue.iterate_rows()]


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_what_goes_out_comes_back_the_same(catalogue: FakeCatalogue, tmp_path: Path, ending: str) -> None:
    source = tmp_path / "in.jsonl"
    told = [
        {"title": "చందమామ రావే", "artist": "Annamayya", "album": "Jola, \"the\" album", "release_date": "1498",
         "language": "te", "plays": 12, "lyrics": "[00:01.00]చందమామ రావే\n[00:04.50]జాబిల్లి రావే\n"},
        {"title": "Plain", "lyrics": "line one\n\nline, \"two\"\n"},
        {"title": "Dates", "release_date": "1976-05-01", "artist": "A; B"},
    ]  # fmt: skip
    source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in told), encoding="utf-8")
    assert bring(catalogue, source).added == 3
    first = take(catalogue, tmp_path / f"one.{ending}")
    other = FakeCatalogue()
    assert bring(other, tmp_path / f"one.{ending}").added == 3
    assert take(other, tmp_path / f"two.{ending}") == first
    assert [row.title for row in rows(other)] == ["చందమామ రావే", "Plain", "Dates"]
    again = bring(other, tmp_path / f"one.{ending}")
    assert (again.added, again.updated, again.unchanged) == (0, 0, 3)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_unicode_encoding_is_read(catalogue: FakeCatalogue, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "in.csv"
    path.write_text(HEADER + 'చందమామ,"A, B",,,te,,"one\ntwo"\n', encoding=encoding)
    assert bring(catalogue, path).added == 1
    (row,) = rows(catalogue)
    assert (row.title, row.language) == ("చందమామ", "te")


def test_columns_may_come_in_any_order_and_unknown_ones_are_passed_over(
    catalogue: FakeCatalogue, tmp_path: Path
) -> None:
    path = tmp_path / "in.csv"
    path.write_text("Mood,Release Date, TITLE \nsad,1999,One\n\n,,Two\n", encoding="utf-8")
    assert bring(catalogue, path).added == 2
    assert [(row.title, row.release_date) for row in rows(catalogue)] == [("One", "1999"), ("Two", "")]


def test_malformed_rows_of_csv_are_told_with_their_lines(catalogue: FakeCatalogue, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(
        HEADER.encode()
        + b'Good,,,,,,"two\nlines"\n'  # lines 2 and 3
        + b",Nobody,,,,,\n"
        + b"Many,,,,,,,,,,\n"
        + b"Plays,,,,,lots,\n"
        + b"Minus,,,,,-4,\n"
        + b"Date,,,soon,,,\n"
        + b"caf\xe9,,,,,,\n"
        + b"Short\n"
    )
    report = bring(catalogue, path)
    assert report.added == 2
    assert [(row.line, row.error.code) for row in report.errors] == [
        (4, "row_without_title"),
        (5, "row_too_long"),
        (6, "row_bad_plays"),
        (7, "row_bad_plays"),
        (8, "row_bad_date"),
        (9, "row_unreadable"),
    ]
    assert "Line 6" in report.errors[2].reason
    assert "lots" in report.errors[2].reason


def test_malformed_rows_of_json_are_told_with_their_lines(catalogue: FakeCatalogue, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    lines = [
        '{"title": "Good", "plays": 3.0}', "", "nonsense", "[1]", '{"title": ["a"]}', '{"title": "\\ud800"}',
        '{"artist": "x"}', "[" * 5000, '{"title": "Also good"}',
    ]  # fmt: skip
    path.write_text("\n".join(lines), encoding="utf-8")
    report = bring(catalogue, path)
    assert report.added == 2
    assert [row.line for row in report.errors] == [3, 4, 5, 6, 7, 8]


def test_files_that_are_no_lists_of_songs_are_refused(catalogue: FakeCatalogue, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("name,artist\nx,y\n", encoding="utf-8")
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    (tmp_path / "in.xlsx").write_bytes(b"PK")
    cases: list[tuple[str, type[KnownError], str]] = [
        ("in.csv", Invalid, "exchange_no_title"),
        ("empty.csv", Invalid, "exchange_no_title"),
        ("in.xlsx", Invalid, "exchange_format"),
        ("gone.csv", NotFound, "file_missing"),
    ]
    for name, kind, code in cases:
        with pytest.raises(kind, match=code):
            bring(catalogue, tmp_path / name)
    with pytest.raises(Invalid, match="exchange_format"):
        take(catalogue, tmp_path / "out.xlsx")


def test_whole_chunks_stay_when_the_library_gives_up(
    catalogue: FakeCatalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "in.csv"
    path.write_text("title\n" + "".join(f"Song {number}\n" for number in range(10)), encoding="utf-8")
    monkeypatch.setattr(exchange_module, "_CHUNK", 4)
    merge, calls = catalogue.merge_rows, []

    def full_at_the_second(chunk: list[tuple[CatalogueRow, None]]) -> tuple[int, int]:
        calls.append(len(chunk))
        if len(calls) == 2:
            raise Denied("disk_full", path="/library")
        return merge(chunk)

    monkeypatch.setattr(catalogue, "merge_rows", full_at_the_second)
    report = bring(catalogue, path)
    assert report.added == 4
    assert report.stopped is not None
    assert len(rows(catalogue)) == 4
    monkeypatch.undo()
    assert bring(catalogue, path).added == 6


def test_an_export_that_fails_leaves_the_old_file(
    catalogue: FakeCatalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.csv"
    path.write_text("precious", encoding="utf-8")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Denied, match="disk_full"):
        take(catalogue, path)
    assert [name.name for name in tmp_path.iterdir()] == ["out.csv"]
    assert path.read_text(encoding="utf-8") == "precious"


def test_a_byte_order_mark_is_no_part_of_the_first_column(catalogue: FakeCatalogue, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(codecs.BOM_UTF8 + b"title\nOne\n")
    assert bring(catalogue, path).added == 1
