"""Words into audio files: the fake and the real one do the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import mutagen
import pytest

from pluto_desktop.adapters.files.lyrics_embed import MutagenLyricsTagger
from pluto_desktop.adapters.files.reader import MutagenTagReader
from pluto_desktop.domain.errors import Denied, Invalid, NotFound
from pluto_desktop.lyrics.document import Document, Line, Word
from pluto_desktop.lyrics.formats import read
from pluto_desktop.ports.audio_files import AudioFile, FileTags, LyricsTagger, TagReader
from tests.fakes.files import FakeFiles
from tests.fakes.lyrics_tagger import FakeLyricsTagger
from tests.sound import noise, write

TIMED = Document(
    (
        Line("L1", 1_000, 2_000, {"te": "చందమామ రావే", "en": "Come, moon"},
             (Word(1_000, 1_500, "చందమామ ", "te"), Word(1_500, 2_000, "రావే", "te"))),
        Line("L2", 3_000, 4_000, {"te": "జాబిల్లి"}),
    )
)  # fmt: skip
PLAIN = Document((Line("L1", None, None, {"en": "One"}), Line("L2", None, None, {"en": "Two"})))
World = tuple[LyricsTagger, TagReader, Callable[[str], Path]]


def words_in(file: AudioFile, language: str) -> Document:
    """Return the first embedded words in a language: in ID3 each has a frame of its own."""
    found = (read(text).document for _, text in file.tags.all_lyrics)
    return next(document for document in found if document.text(language))


@pytest.fixture(params=["fake", "mutagen"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> World:
    if request.param == "fake":
        files = FakeFiles()
        return FakeLyricsTagger(files), files, lambda name: files.put(f"/m/{name}", name, FileTags(title="T"))
    return MutagenLyricsTagger(), MutagenTagReader(), lambda name: write(tmp_path / name, noise(0.5))


@pytest.mark.parametrize("document", [TIMED, PLAIN], ids=["timed", "plain"])
@pytest.mark.parametrize("ending", ["mp3", "flac", "m4a"])
def test_what_was_embedded_is_read_and_the_sound_is_the_same(world: World, ending: str, document: Document):
    tagger, tags, make = world
    source = make(f"a.{ending}")
    before = tags.read(source)
    copy = source.with_name(f"b.{ending}")
    after = tagger.embed(source, document, copy)
    assert after == tags.read(copy)
    assert (after.sound_hash, after.tags.title) == (before.sound_hash, before.tags.title)
    assert tags.read(source) == before
    main = "te" if document is TIMED else "en"
    found = words_in(after, main)
    assert found.text(main) == document.text(main)
    assert [line.start_ms for line in found.lines if main in line.texts] == [line.start_ms for line in document.lines]
    assert tagger.embed(source, document, source).sha256 != before.sha256
    assert words_in(tags.read(source), main).text(main) == document.text(main)


def test_a_file_that_is_not_there_is_told(world: World):
    tagger, _, make = world
    with pytest.raises(NotFound):
        tagger.embed(make("a.mp3").with_name("gone.mp3"), PLAIN, Path("/m/b.mp3"))


@pytest.mark.parametrize("ending", ["mp3", "wav", "flac", "ogg", "opus", "m4a"])
def test_every_format_that_holds_words_takes_them(tmp_path: Path, ending: str):
    source = write(tmp_path / f"a.{ending}", noise(0.5))
    after = MutagenLyricsTagger().embed(source, TIMED, source)
    tags = after.tags
    texts = {code: read(text, name=f"x.{code}.lrc" if code else "").document for code, text in tags.all_lyrics}
    if ending in {"mp3", "wav"}:
        assert texts["te"].text("te") == TIMED.text("te")
        assert texts["en"].text("en") == TIMED.text("en")
        timed = words_in(after, "te").lines
        assert [(word.start_ms, word.text) for word in timed[0].words] == [(1_000, "చందమామ "), (1_500, "రావే")]
        assert (timed[0].end_ms, timed[1].start_ms, timed[1].end_ms) == (2_000, 3_000, 4_000)
    else:
        assert read(tags.lyrics).document.lines == TIMED.lines
    file = mutagen.File(source)
    assert sum("lyr" in str(key).casefold() or str(key).startswith(("USLT", "SYLT")) for key in file.tags.keys()) >= 1  # noqa: SIM118


def test_a_format_that_holds_none_and_a_place_that_takes_none_change_nothing(tmp_path: Path):
    source = write(tmp_path / "a.mp3", noise(0.5))
    data = source.read_bytes()
    odd = tmp_path / "a.tta"
    odd.write_bytes(b"TTA1" + bytes(200))
    with pytest.raises(Invalid):
        MutagenLyricsTagger().embed(odd, PLAIN, odd)
    with pytest.raises((NotFound, Denied)):
        MutagenLyricsTagger().embed(source, PLAIN, tmp_path / "nowhere" / "b.mp3")
    assert source.read_bytes() == data
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mp3", "a.tta"]


def test_a_copy_that_does_not_hold_up_takes_no_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from pluto_desktop.adapters.files import lyrics_embed

    source = write(tmp_path / "a.mp3", noise(0.5))
    data = source.read_bytes()

    def cut(path: Path, _document: Document) -> None:
        path.write_bytes(path.read_bytes()[:-500])

    monkeypatch.setitem(lyrics_embed.EMBEDDERS, "mp3", cut)
    with pytest.raises(Invalid) as caught:
        MutagenLyricsTagger().embed(source, TIMED, source)
    assert caught.value.code == "embed_failed"
    assert source.read_bytes() == data
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp3"]
