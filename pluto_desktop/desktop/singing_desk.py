"""What is done with the words beside reading them: Stage, a floating strip, repeating, an output's time."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from pluto_desktop.desktop.loop_desk import LoopDesk, Reach
from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.offset_desk import OffsetDesk
from pluto_desktop.desktop.parts import Parts
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.share_desk import ShareDesk
from pluto_desktop.desktop.stage_desk import StageDesk
from pluto_desktop.desktop.strip_desk import StripDesk
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.desktop.words_desk import WordsDesk


class SingingDesk(QObject):
    """Owns it and registers it. GUI thread."""

    def __init__(
        self,
        window: MainWindow,
        parts: Parts,
        words: WordsDesk,
        playback: PlaybackModel,
        runner: TaskRunner,
        notifier: Notifier,
        preferences: Preferences,
    ) -> None:
        super().__init__(window)
        self.stage = StageDesk(window, words.pane, playback, parts.keep_awake, runner, window.theme, preferences)
        self.loop = LoopDesk(words.pane, playback, notifier, preferences)
        words.pane.menu_opening.connect(self.loop.fill_menu)
        self.offset = OffsetDesk(window, words.pane, playback, parts.listening_test, runner, window.theme, notifier)
        self.strip = StripDesk(words.pane, playback, window.theme, preferences)
        self.share = ShareDesk(window, words.pane, playback, runner, window.theme, notifier)
        words.pane.menu_opening.connect(self.share.fill_menu)
        group, add = self.tr("Words"), window.actions_.add
        add("stage", group, self.tr("Stage"), ["F5"], self.stage.open, icon="maximize")
        line, verse = self.tr("Repeat the line that is sung"), self.tr("Repeat its verse")
        add("loop_line", group, line, ["L"], partial(self.loop.toggle, Reach.LINE), icon="repeat")
        add("strip", group, self.tr("Floating words"), ["Ctrl+Shift+F"], self.strip.toggle, icon="external-link")
        picture = self.tr("Share the line as a picture…")
        add("share_line", group, picture, ["Ctrl+Shift+I"], self.share.share_line_in_front)
        add("find_offset", group, self.tr("Words in time with what you hear…"), [], self.offset.open, icon="headphones")
        add("loop_verse", group, verse, ["Shift+L"], partial(self.loop.toggle, Reach.VERSE))

    def close(self) -> None:
        """Close what stands outside the window."""
        self.stage.close()
        self.strip.close()
        self.offset.close()
