"""Brings PySide in without what is seldom needed of it: a fifth of the time to the first paint."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, Any, SupportsIndex, cast

if TYPE_CHECKING:
    from importlib.abc import Loader  # it brings a dozen modules with it

_SUPPORT = "shibokensupport.signature."
_SELDOM = frozenset(
    _SUPPORT + name for name in ("errorhandler", "layout", "lib.enum_sig", "lib.pyi_generator", "lib.tool", "parser")
)
"""What PySide tells of its functions' signatures with: in a help text, an error, a file of types.

``mapping`` belongs to them too, but PySide's C++ reads its dictionary, which asks nobody.
"""


def import_pyside() -> None:
    """Import PySide, for whoever imports from it later. To be called before anything else of it is imported.

    Where a later PySide is made in another way, it is imported as it is.
    """
    with _put_off(_SELDOM):
        import PySide6  # noqa: F401, PLC0415 - the finder is in place now
    _stop_reading_sources()


def _stop_reading_sources() -> None:
    """Import modules without searching their source for a use of PySide.

    PySide's import hook does so in order to offer its other spellings (``from __feature__ import snake_case``) to
    those that use it. Pluto knows one spelling, so all modules may be taken for such that do not.
    """
    with contextlib.suppress(ImportError, AttributeError):
        from shibokensupport import feature  # type: ignore[import-not-found]  # noqa: PLC0415 - it may not be there

        feature._mod_uses_pyside = _uses_none  # noqa: SLF001 - there is no public way


def _uses_none(_module: object) -> bool:
    return False


@contextlib.contextmanager
def _put_off(names: frozenset[str]) -> Iterator[None]:
    """Let the modules of these names be imported without running them until something in them is asked for."""
    before = sys.meta_path
    finders = sys.meta_path = _Finders(before, _PutOff(names))
    try:
        yield
    finally:
        before[:] = finders.rest()
        sys.meta_path = before


class _Finders(list[Any]):
    """``sys.meta_path`` with one finder before all others; PySide puts its own in front, which reads an archive."""

    def __init__(self, finders: Sequence[Any], first: _PutOff) -> None:
        super().__init__([first, *finders])
        self._first = first

    def insert(self, index: SupportsIndex, finder: Any) -> None:
        super().insert(max(1, int(index)), finder)

    def rest(self) -> list[Any]:
        """Return the finders without the first."""
        return [finder for finder in self if finder is not self._first]


class _PutOff:
    """Finds what the others find, and puts off running it."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in self._names:
            return None
        found = (finder.find_spec(fullname, path, target) for finder in sys.meta_path if finder is not self)
        spec = next((one for one in found if one is not None), None)
        if spec is not None and spec.loader is not None:
            spec.loader = cast("Loader", _LaterLoader(fullname, spec.loader))
        return spec


class _LaterLoader:
    """Runs a module when the first of its names is looked up. Any thread."""

    def __init__(self, name: str, loader: Loader) -> None:
        self._name, self._loader = name, loader
        self._one = threading.RLock()

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        def look_up(name: str) -> Any:
            with self._one:
                if module.__dict__.pop("__getattr__", None) is not None:
                    self._run(module)
            return getattr(module, name)

        module.__dict__["__getattr__"] = look_up

    def _run(self, module: ModuleType) -> None:
        """Run it under the name that its loader knows: PySide has shown it under another one since."""
        spec = module.__spec__
        assert spec is not None
        shown, spec.name = spec.name, self._name
        try:
            self._loader.exec_module(module)
        finally:
            spec.name = shown
