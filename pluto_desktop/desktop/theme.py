"""One look for everything: colours, fonts, palette and style sheet, all from the same tokens."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from pluto_desktop.desktop import fonts, icons
from pluto_desktop.desktop.stylesheet import build_sheet
from pluto_desktop.desktop.tokens import TOKENS

CHOICES = ("system", "dark", "light")
SCALES = (0.8, 2.0)


class Theme(QObject):
    """The look the person chose. GUI thread only.

    :attr:`changed` comes after the application was styled anew: whoever paints, or keeps icons or fonts, asks again.
    """

    changed = Signal()

    def __init__(
        self, parent: QObject | None = None, *, choice: str = "system", scale: float = 1.0, less_motion: bool = False
    ) -> None:
        super().__init__(parent)
        self._choice = choice if choice in CHOICES else "system"
        self._scale = scale
        self._less_motion = less_motion
        self._mode = ""
        self._colors: dict[str, QColor] = {}
        self._fonts: dict[str, QFont] = {}
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._app: QApplication | None = None
        self._take_mode()
        hints = QGuiApplication.styleHints()
        if hints is not None:
            hints.colorSchemeChanged.connect(self._follow_system)

    @property
    def mode(self) -> str:
        """``"dark"`` or ``"light"``: what is shown now."""
        return self._mode

    @property
    def dark(self) -> bool:
        """Whether the dark colours are shown."""
        return self._mode == "dark"

    @property
    def choice(self) -> str:
        """``"system"``, ``"dark"`` or ``"light"``: what the person chose."""
        return self._choice

    @property
    def scale(self) -> float:
        """The person's text size; 1.0 is normal."""
        return self._scale

    @property
    def less_motion(self) -> bool:
        """Whether nothing should move for show."""
        return self._less_motion

    def color(self, token: str) -> QColor:
        """Return a copy of a token's colour (see :mod:`pluto_desktop.desktop.tokens`); KeyError for an unknown one."""
        return QColor(self._colors[token])

    def font(self, role: str) -> QFont:
        """Return a copy of the font of a role (see :data:`pluto_desktop.desktop.fonts.ROLES`)."""
        font = self._fonts.get(role)
        if font is None:
            fonts.load_families()
            font = self._fonts[role] = fonts.make_font(role, self._scale)
        return QFont(font)

    def icon(self, name: str, ink: str = "mute") -> QIcon:
        """Return an icon in the colour of a token."""
        made = self._icons.get((name, ink))
        if made is None:
            made = self._icons[name, ink] = icons.icon(name, self.color(ink), self.color("faint"))
        return made

    def pixmap(self, name: str, token: str, size: int, ratio: float = 1.0) -> QPixmap:
        """Return an icon drawn at a size in logical pixels, for a screen of a pixel ratio."""
        drawn = self._pixmaps.get((name, token, size, ratio))
        if drawn is None:
            drawn = self._pixmaps[name, token, size, ratio] = icons.pixmap(name, self.color(token), size, ratio)
        return drawn

    def grown(self, pixels: float) -> int:
        """Return a length that was chosen for normal text, as much longer as larger text is; never shorter."""
        return round(pixels * max(1.0, self._scale))

    def motion_ms(self, milliseconds: int) -> int:
        """Return how long a movement lasts: 0 in less-motion mode."""
        return 0 if self._less_motion else milliseconds

    def set_choice(self, choice: str) -> None:
        """Choose ``"system"``, ``"dark"`` or ``"light"``; anything else is a ValueError."""
        if choice not in CHOICES:
            raise ValueError(choice)
        self._choice = choice
        self._follow_system()

    def set_scale(self, scale: float) -> None:
        """Choose the text size, kept within :data:`SCALES`."""
        scale = min(max(scale, SCALES[0]), SCALES[1])
        if scale != self._scale:
            self._scale = scale
            self._fonts.clear()
            self._restyle()

    def set_less_motion(self, less: bool) -> None:
        """Choose whether things move for show."""
        if less != self._less_motion:
            self._less_motion = less
            self.changed.emit()

    def apply(self, app: QApplication) -> None:
        """Style an application, now and whenever the look changes."""
        self._app = app
        fonts.load_families()
        if app.style().objectName() != "fusion":
            app.setStyle("Fusion")
        self._restyle()

    def palette(self) -> QPalette:
        """Return the theme's colours as Qt's palette, for what the style sheet does not reach."""
        role, color = QPalette.ColorRole, self.color
        palette = QPalette()
        for target, token in (
            (role.Window, "bg"),
            (role.WindowText, "text"),
            (role.Base, "bg"),
            (role.AlternateBase, "panel"),
            (role.ToolTipBase, "raised"),
            (role.ToolTipText, "text"),
            (role.PlaceholderText, "mute"),
            (role.Text, "text"),
            (role.Button, "panel"),
            (role.ButtonText, "text"),
            (role.BrightText, "bad"),
            (role.Link, "accent-text"),
            (role.LinkVisited, "accent-text"),
            (role.Highlight, "accent"),
            (role.HighlightedText, "on-accent"),
            (role.Accent, "accent"),
            (role.Light, "raised"),
            (role.Midlight, "raised"),
            (role.Mid, "line"),
            (role.Dark, "line"),
            (role.Shadow, "shadow"),
        ):
            palette.setColor(target, color(token))
        for target in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, target, color("faint"))
        return palette

    def _follow_system(self, _scheme: object = None) -> None:
        if self._take_mode():
            self._restyle()

    def _take_mode(self) -> bool:
        mode = self._choice
        if mode == "system":
            hints = QGuiApplication.styleHints()
            light = hints is not None and hints.colorScheme() is Qt.ColorScheme.Light
            mode = "light" if light else "dark"
        if mode == self._mode:
            return False
        self._mode = mode
        self._colors = {token: QColor(text) for token, text in TOKENS[mode].items()}
        self._icons.clear()
        self._pixmaps.clear()
        return True

    def _restyle(self) -> None:
        if self._app is not None:
            self._app.setPalette(self.palette())
            self._app.setFont(self.font("body"))
            self._app.setStyleSheet(build_sheet(self._mode))
        self.changed.emit()
