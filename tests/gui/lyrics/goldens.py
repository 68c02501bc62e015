"""Renders the golden pictures of the words: ``make goldens`` writes them anew.

Look at what ``git diff`` shows of them before committing. They are Qt's own raster of the bundled fonts, in a process
that sees no other: the same on every machine, whatever fonts, language or home it has.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from pluto_desktop.desktop.theme import Theme
    from pluto_desktop.desktop.views.lyrics.canvas import LyricsCanvas

GOLDEN = Path(__file__).parent / "golden"
NO_FONTS = '<?xml version="1.0"?><fontconfig><cachedir>{cache}</cachedir></fontconfig>'
LEVELS = 15
"""Colours are kept to sixteen levels a channel: finer ones are noise, and the files would be three times as large."""

_CONJUNCTS = """[la:te,en]
[00:01.00]జ్ఞానం ర్య్వ ట్ట్రొ ఆశ్చర్యం
[00:01.00]Åjq, gypsy|
[00:03.00]<00:03.00>క్ష్మ <00:03.40>స్త్రీశ్రీకృష్ణ <00:05.00>ద్ధృౄ <00:05.50>హ్మ్యూ<00:06.00>
[00:03.00]Every letter whole
[00:06.00]జాబిల్లి గుమ్మడిపూలు
[00:06.00]below and above
"""
_WRAPPING = """[la:te,en]
[00:01.00]<00:01.00>నువ్వు <00:01.50>నేను <00:02.00>కలిసి పాడే <00:03.00>ఈ <00:03.50>పాట <00:04.00>ఎప్పటికీ మరువలేని<00:05.00>
[00:01.00]And together we sing this song that we shall never forget
[00:05.00]కొండెక్కి రావే గోగుపూలు తేవే బండెక్కి రావే
[00:05.00]Climb the hill and bring us flowers, ride the cart
"""
_LONG = "[00:01.00]" + "కృష్ణక్ష్మస్త్రీ" * 7 + "\n[00:03.00]" + "Donaudampfschifffahrt" * 4 + "\n"
_VERSE = """[la:te,en]
[00:01.00]వెన్నెలమ్మ వచ్చెనమ్మ
[00:01.00]The moonlight has come
[00:03.00]<00:03.00>చందమామ <00:04.00>రావే <00:05.00>జాబిల్లి<00:06.00>
[00:03.00]Come, O moon
[00:06.00]కొండెక్కి రావే
[00:06.00]Climb the hill
[00:08.00]
[00:16.00]బండెక్కి రావే
[00:16.00]Ride the cart
"""
_DUET = """[00:01.00]v1: చందమామ రావే
[00:03.00]v2: <00:03.00>Come, <00:04.00>O <00:04.20>moon<00:05.00>
[00:05.00]D: జాబిల్లి రావే
[00:07.00]v1: కొండెక్కి రావే గోగుపూలు తేవే
"""
_BACKGROUND = """[00:01.00]<00:01.00>చందమామ <00:02.00>రావే<00:04.00>
[bg: <00:02.00>రావే <00:02.60>రావే<00:04.00>]
[00:04.00]జాబిల్లి రావే
"""
_PLAIN = "చందమామ రావే\nజాబిల్లి రావే\n\nకొండెక్కి రావే\nగోగుపూలు తేవే\n"


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: words at a time of their song, and how they are shown."""

    text: str
    at_ms: int
    languages: str = "te en"
    leading: str = "te"
    columns: bool = False
    width: int = 380
    height: int = 250


SCENES = {
    "conjuncts": Scene(_CONJUNCTS, 4_500),
    "wrapping": Scene(_WRAPPING, 3_300, width=300, height=330),
    "long": Scene(_LONG, 1_500, width=320, height=330),
    "columns": Scene(_VERSE, 4_500, columns=True, width=560, height=200),
    "english-first": Scene(_VERSE, 4_500, leading="en"),
    "romanised": Scene(_VERSE, 4_500, languages="te te-Latn en", height=300),
    "pause": Scene(_VERSE, 13_000),
    "duet": Scene(_DUET, 4_100, height=230),
    "background": Scene(_BACKGROUND, 2_900, height=230),
    "plain": Scene(_PLAIN, 0, height=200),
}
VARIANTS = {1: {"dark": SCENES.keys(), "light": {"conjuncts"}}, 2: {"dark": {"conjuncts"}, "light": SCENES.keys()}}
"""Which pictures there are, by device pixel ratio and theme."""


def names(ratio: int) -> list[str]:
    """Return the file names of the pictures of one device pixel ratio."""
    return [f"{scene}-{theme}-{ratio}x.png" for theme, scenes in VARIANTS[ratio].items() for scene in scenes]


def render(folder: Path, ratio: int) -> None:
    """Render the pictures of one ratio into a folder, in a process of its own. Raises CalledProcessError."""
    with tempfile.TemporaryDirectory() as home:
        fonts = Path(home, "fonts.conf")
        fonts.write_text(NO_FONTS.format(cache=home), encoding="utf-8")
        settings = {
            "FONTCONFIG_FILE": str(fonts), "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(ratio), "HOME": home,
        }  # fmt: skip
        command = [sys.executable, "-m", "tests.gui.lyrics.goldens", "--into", str(folder), "--ratio", str(ratio)]
        root = Path(__file__).parents[3]
        subprocess.run(command, check=True, env=os.environ | settings, cwd=root)


def levels(image: QImage) -> QImage:
    """Return an image in sixteen levels a channel."""
    from PySide6.QtGui import QImage

    flat = image.convertToFormat(QImage.Format.Format_RGB888)
    table = bytes(round(value * LEVELS / 255) * 255 // LEVELS for value in range(256))
    data = bytes(flat.constBits()).translate(table)
    return QImage(data, flat.width(), flat.height(), flat.bytesPerLine(), QImage.Format.Format_RGB888).copy()


def _render_here(folder: Path, ratio: int) -> None:
    from PySide6.QtWidgets import QApplication, QWidget

    from pluto_desktop.desktop.fonts import load_families
    from pluto_desktop.desktop.theme import Theme

    app = QApplication([])
    load_families()
    for name, scenes in VARIANTS[ratio].items():
        theme = Theme(choice=name)
        theme.apply(app)
        for scene in scenes:
            pane = QWidget()
            canvas = _canvas(SCENES[scene], theme, pane)
            pane.show()
            levels(canvas.grab().toImage()).save(str(folder / f"{scene}-{name}-{ratio}x.png"), quality=0)
            pane.close()


def _canvas(scene: Scene, theme: Theme, pane: QWidget) -> LyricsCanvas:
    """Return a canvas at the left of a pane so wide that the warm corner, a fine noise, lies beside it."""
    from pluto_desktop.desktop.views.lyrics.arrangement import Arrangement
    from pluto_desktop.desktop.views.lyrics.canvas import LyricsCanvas
    from pluto_desktop.desktop.views.lyrics.rows import build_rows
    from pluto_desktop.domain.songs import NewSong
    from pluto_desktop.lyrics.formats import read
    from pluto_desktop.lyrics.timeline import Timeline
    from pluto_desktop.services.words import Words
    from tests.fakes.catalogue import FakeCatalogue

    catalogue = FakeCatalogue()
    song = catalogue.add_songs([NewSong(title="x")])[0]
    document = read(scene.text).document
    catalogue.set_lyrics(song, document)
    view = Words(catalogue, catalogue, catalogue.personal).words_of(song)
    timeline = Timeline(document)
    arrangement = Arrangement(frozenset(scene.languages.split()), scene.leading, scene.columns)
    pane.resize(scene.width + 480, scene.height)
    canvas = LyricsCanvas(theme, lambda: float(scene.at_ms), pane)
    canvas.resize(scene.width, scene.height)
    canvas.show_rows(build_rows(view, arrangement, timeline), timeline, 100)
    return canvas


def main() -> None:
    """Render the pictures of one ratio into a folder, or all of them anew into the tests'."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--renew", action="store_true")
    parser.add_argument("--into", type=Path, default=GOLDEN)
    parser.add_argument("--ratio", type=int, choices=sorted(VARIANTS), default=1)
    given = parser.parse_args()
    if not given.renew:
        _render_here(given.into, given.ratio)
        return
    for old in GOLDEN.glob("*.png"):
        old.unlink()
    for ratio in VARIANTS:
        render(GOLDEN, ratio)


if __name__ == "__main__":
    main()
