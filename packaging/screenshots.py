"""Take the pictures of the documentation: ``screenshots.py FOLDER [SCENE…]``, each in a process of its own.

Beside each picture of 1440 x 900 one of 1024 x 700 is taken, into ``screenshots/``, for looking at the narrow window.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import conflict_scene
import curate_scenes
import form_scene
import missing_scene
import online_scene
import smart_scene
from curating_scenes import MANY
from mirror_scene import fill_mirror, show_offline, show_on_device
from singing_scenes import SINGING, add_long_words
from timing_scenes import TIMING, begin_timing
from virtual_screen import virtual_screen

if TYPE_CHECKING:
    from stage import Script, Stage

    from pluto_desktop.domain.songs import NewSong

SCENES = (
    "listen-dark", "listen-light", "albums", "first-run", "offline", "on-device", "stage", "form-dark", "timing",
    "conflict", "conflict-words", *missing_scene.SCENES, *curate_scenes.SCENES, "smart-page",
)  # fmt: skip
SUNG_MS = 8_600
SONGS = 420
NARROW = Path("screenshots")


def main() -> int:
    """Take every picture asked for; return the exit code."""
    if sys.argv[1] == "--scene":
        return _act(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]))
    folder, wanted = Path(sys.argv[1]), sys.argv[2:] or SCENES
    failed = 0
    for scene in wanted:
        for target, width, height in ((folder, 1440, 900), (NARROW, 1024, 700)):
            command = [
                sys.executable,
                __file__,
                "--scene",
                scene,
                str(target / f"{scene}.png"),
                str(width),
                str(height),
            ]
            failed += subprocess.run(command, check=False).returncode != 0  # noqa: S603 - this file
    return 1 if failed else 0


def _act(scene: str, picture: Path, width: int, height: int) -> int:
    with virtual_screen(width, height):
        from stage import own_home, play, still

        def script(stage: Stage) -> Script:
            yield stage.set_up(width, height)
            yield still(1.0)
            yield from _play_scene(stage, scene)
            yield still(0.6)
            stage.take(picture.absolute())

        with own_home() as home:
            _choose_theme(scene)
            sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
            if scene in {"offline", "on-device"}:
                return play(script, fill_mirror())
            if scene in conflict_scene.SCENES:
                return play(script, conflict_scene.fill_clashing())
            if scene in missing_scene.SCENES:
                with missing_scene.open_family(home) as folder:
                    return play(script, folder)
            if scene != "first-run":
                _fill(home / "library")
                _prepare(home / "library", scene)
            if scene in online_scene.SCENES:
                with online_scene.words_known_elsewhere(home / "library"):
                    return play(script, home / "library")
            return play(script, home / "library")


def _prepare(library: Path, scene: str) -> None:
    """Put what a scene shows into the library."""
    if scene in TIMING:
        begin_timing(library, scene)
    elif scene in curate_scenes.SCENES:
        curate_scenes.prepare(library)
    elif scene in smart_scene.SCENES:
        smart_scene.prepare(library)
    elif scene == "stage-long":
        add_long_words(library)


def _play_scene(stage: Stage, scene: str) -> Script:
    acts = {"albums": _albums, "offline": show_offline, "on-device": show_on_device, **SINGING, **MANY, **TIMING}
    if scene.startswith("listen"):
        yield from _listen(stage)
    elif scene in curate_scenes.SCENES:
        yield from curate_scenes.show(stage, scene)
    elif scene in missing_scene.SCENES:
        yield from missing_scene.show_missing(stage, scene)
    elif scene in conflict_scene.SCENES:
        yield from conflict_scene.show_clash(stage, scene)
    elif scene in form_scene.SCENES:
        yield from form_scene.show_form(stage, scene)
    elif scene in online_scene.SCENES:
        yield from online_scene.show_online(stage, scene)
    elif scene in smart_scene.SCENES:
        yield from smart_scene.show_smart(stage, scene)
    elif scene in acts:
        yield from acts[scene](stage)


def _listen(stage: Stage) -> Script:
    from PySide6.QtCore import Qt
    from stage import still

    from pluto_desktop.desktop.views.search.palette import Palette

    stage.type("uppu kap")
    yield lambda: stage.shown(Palette)
    yield still(0.4)
    stage.press(Qt.Key.Key_Return)
    yield lambda: stage.playback.snapshot.playing
    yield lambda: stage.playback.position_ms() >= SUNG_MS - 1_500
    stage.type("chanda")
    yield lambda: stage.playback.position_ms() >= SUNG_MS


def _albums(stage: Stage) -> Script:
    from stage import still

    from pluto_desktop.desktop.furniture import Furniture

    furniture = stage.window.findChild(Furniture)
    assert furniture is not None
    furniture.pages.open("albums", focus=True)
    yield still(1.5)


def _choose_theme(scene: str) -> None:
    folder = Path(os.environ["XDG_CONFIG_HOME"], "pluto-desktop")
    folder.mkdir(parents=True, exist_ok=True)
    theme = "light" if scene.endswith("light") else "dark"
    (folder / "settings.json").write_text(json.dumps({"appearance.theme": theme}), encoding="utf-8")


def _fill(library: Path) -> None:
    from pluto_desktop import bootstrap
    from pluto_desktop.adapters.sql.library import open_library
    from tests.corpus import MUSIC, songs

    def there(song: NewSong) -> NewSong:
        """Give a song's file a place where there is one, or the window finds it gone."""
        location = song.song_location
        assert location is not None
        path = library.parent / "music" / location.path.relative_to(MUSIC)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        return replace(song, song_location=replace(location, path=path))

    opened = open_library(library)
    opened.catalogue.add_songs([there(song) for song in songs(SONGS, numbered=False)])
    opened.close()
    with bootstrap.open_services(library) as services:
        services.demo.add()


if __name__ == "__main__":
    sys.exit(main())
