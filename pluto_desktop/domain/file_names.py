"""Names of files made of names of songs, such that every file system takes them. Pure."""

from __future__ import annotations

import unicodedata

MOST_BYTES = 200
"""How long a name is at most in UTF-8: file systems take 255, and an ending and a number are still to come."""

_FORBIDDEN = frozenset('/\\:*?"<>|')
_JOINERS = "\u200c\u200d"
_VIRAMA = 9
"""The combining class of the sign that joins a letter to the next one."""
# Windows takes these for devices, with any ending.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{number}" for port in ("com", "lpt") for number in "123456789¹²³"}
)


def file_stem(name: str, otherwise: str) -> str:
    """Return a name without its ending for a file that is called as something is; ``otherwise`` where nothing is left.

    Letters of every script stay. What one of the file systems of Windows, macOS and Linux does not take is replaced by
    "_", what cannot be seen is left out, and a long name is cut between signs, never within a Telugu conjunct.
    """
    text = " ".join(unicodedata.normalize("NFC", name).split())
    kept = "".join("_" if letter in _FORBIDDEN else letter for letter in text if _is_seen(letter))
    stem = _cut(kept.strip(". ")).strip(". ")
    if stem.partition(".")[0].strip().casefold() in _DEVICES:
        stem = f"_{stem}"
    return stem or otherwise


def _is_seen(letter: str) -> bool:
    """Return whether a character belongs into a name: neither control characters, marks of direction nor halves do."""
    return letter in _JOINERS or unicodedata.category(letter) not in {"Cc", "Cf", "Cs"}


def _cut(text: str) -> str:
    if len(text.encode()) <= MOST_BYTES:
        return text
    end = len(text.encode()[:MOST_BYTES].decode(errors="ignore"))
    while end and _joined(text[end - 1], text[end]):
        end -= 1
    return text[:end]


def _joined(before: str, after: str) -> bool:
    """Return whether two characters are parts of one sign."""
    if before in _JOINERS or unicodedata.combining(before) == _VIRAMA:
        return True
    return after in _JOINERS or unicodedata.category(after).startswith("M")
