"""Sentences for the errors the program knows: what happened, what it means for the data, what to do.

The templates are English; the window passes them through Qt's translation (context ``errors``) before filling them
in. A code without a template is a bug that the tests catch.
"""

from __future__ import annotations

from pluto_desktop.domain.errors import KnownError

TEMPLATES: dict[str, str] = {
    "file_missing": "“{path}” is not there. Nothing was changed; if its disk is unplugged, connect it again.",
    "file_empty": "“{path}” is empty, so there is nothing to play in it. It was left out.",
    "file_damaged": "“{path}” is damaged or cut short and could not be read. It was left as it is.",
    "file_unreadable": "“{path}” may not be read by you. Change its permissions and try again.",
    "not_audio": "“{path}” holds no sound that Pluto can play. It was left as it is.",
    "cut_short": "“{path}” ends before it should. What was there has been played; the file may be incomplete.",
    "lyrics_too_large": "“{path}” is larger than 2 MB, so it cannot be lyrics. Nothing was changed.",
    "lyrics_not_text": "“{path}” holds no text, so there are no lyrics to read in it. Nothing was changed.",
    "lyrics_empty": "There are no lines of lyrics in “{path}”. Nothing was changed.",
    "song_not_found": "There is no song “{name}” in this library.",
    "song_ambiguous": "“{name}” is the name of {count} songs. Name the one you mean by its id.",
}


def sentence(error: KnownError, template: str | None = None) -> str:
    """Return the sentence for an error, from ``template`` (a translation) or else the English one."""
    return (template or TEMPLATES[error.code]).format(**error.params)
