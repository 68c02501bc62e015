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
    "folder_unreadable": "The folder “{path}” may not be looked into. Change its permissions and add it again.",
    "file_changed": "“{path}” was changed while it was being read, so it was left out. Add it again.",
    "media_unwritable": "“{path}” cannot be written to, so nothing could be copied there. The original files are "
    "untouched; allow writing there, or add music without copying.",
    "not_audio": "“{path}” holds no sound that Pluto can play. It was left as it is.",
    "cut_short": "“{path}” ends before it should. What was there has been played; the file may be incomplete.",
    "lyrics_too_large": "“{path}” is larger than 2 MB, so it cannot be lyrics. Nothing was changed.",
    "lyrics_not_text": "“{path}” holds no text, so there are no lyrics to read in it. Nothing was changed.",
    "lyrics_empty": "There are no lines of lyrics in “{path}”. Nothing was changed.",
    "demo_not_copied": "The demo songs could not be copied to “{path}”. Nothing was added; make room there or allow "
    "Pluto to write, and try again.",
    "exchange_format": "“{path}” is neither CSV nor JSON lines. Give it the ending .csv or .jsonl; nothing was "
    "changed.",
    "exchange_no_title": "“{path}” has no column named “title” in its first row, so no songs could be read. "
    "Nothing was changed.",
    "exchange_unwritable": "“{path}” could not be written. Your library is unchanged; choose another place.",
    "row_unreadable": "Line {line} cannot be read. That row was left out.",
    "row_too_long": "Line {line} has more fields than there are columns. That row was left out; put quotes around "
    "fields with commas.",
    "row_without_title": "Line {line} has no title. That row was left out.",
    "row_bad_date": "Line {line} has “{value}” where a date belongs. That row was left out; write 1976, 1976-05 or "
    "1976-05-01.",
    "row_bad_plays": "Line {line} has “{value}” where a number of plays belongs. That row was left out.",
    "no_audio_here": "There is no sound of “{name}” on this device. Add its file, then it plays.",
    "song_not_found": "There is no song “{name}” in this library.",
    "song_ambiguous": "“{name}” is the name of {count} songs. Name the one you mean by its id.",
    "artist_not_found": "There is no artist “{name}” in this library.",
    "album_not_found": "There is no album “{name}” in this library.",
    "playlist_not_found": "That playlist is not there any more. Its songs are still in the library.",
    "playlist_unnamed": "A playlist needs a name. Nothing was changed.",
    "playlist_empty": "“{path}” names no songs, so no playlist was made.",
    "playlist_unreadable": "“{path}” could not be read as a playlist. Nothing was changed.",
    "playlist_unwritable": "“{path}” could not be written. The playlist is unchanged; choose another place.",
    "disk_full": "The disk holding “{path}” is full. Nothing was lost, nothing was added; make room and try again.",
    "disk_error": "The disk holding “{path}” reported an error. What was saved before is kept; check the disk.",
    "library_read_only": "The library in “{path}” can only be read. Nothing was changed.",
    "other_library": "Another shared library answers at this address than the one that is on this device. Nothing was "
    "changed; connect to it as a library of its own, or check the address.",
    "schema_too_new": "The shared library at “{server}” was upgraded, and this Pluto is too old for it. What is on "
    "this device still works; update Pluto to go on.",
    "library_not_found": "There is no library in “{path}” yet. Add music to make one.",
    "library_newer": "A newer Pluto made the library in “{path}”, so it can only be read. Update Pluto to change it.",
    "library_too_new": "A newer Pluto made the library in “{path}”, and this one cannot read it. It was left as it "
    "is; update Pluto to open it.",
    "library_busy": "Another program is using the library in “{path}”. Nothing was changed; try again in a moment.",
    "library_locked": "Another Pluto has the library in “{path}” open. Close it and try again; nothing was changed.",
    "library_unreachable": "The library in “{path}” cannot be reached. If its disk is unplugged, connect it again.",
    "library_forbidden": "The library in “{path}” may not be looked into by you. Change the permissions of its folder, "
    "or name another library; nothing was changed.",
    "library_damaged": "“{path}” is damaged. Nothing was deleted: set it aside, then take the last good backup or "
    "start anew.",
    "library_part_missing": "“{path}” is missing from the library. Take the last good backup or start anew; "
    "nothing else was changed.",
    "backup_not_found": "There is no good backup of “{path}”. Nothing was changed.",
    "backup_damaged": "The backup “{path}” is damaged and was not used. Nothing was changed.",
    "setting_invalid": "“{value}” cannot be used for “{label}”. The setting was left as it was.",
    "settings_unwritable": "The settings in “{path}” could not be saved. They hold until Pluto is closed; "
    "make the folder writable to keep them.",
    "output_unwritable": "The answer could not be written out: its disk is full or it was closed. What the command did "
    "is kept.",
    "file_unwritable": "“{path}” cannot be written there. Nothing was changed; choose another place.",
    "not_an_archive": "“{path}” is not an archive of a Pluto library. Nothing was changed.",
    "archive_damaged": "“{path}” is damaged and was not restored. Your library is as it was; use another archive.",
    "archive_newer": "A newer Pluto made “{path}”, so this one cannot restore it. Nothing was changed; "
    "update Pluto first.",
    "folder_not_empty": "“{path}” is not empty. Nothing was changed; choose a new folder, or allow the library in it "
    "to be set aside.",
}


def sentence(error: KnownError, template: str | None = None) -> str:
    """Return the sentence for an error, from ``template`` (a translation) or else the English one."""
    return (template or TEMPLATES[error.code]).format(**error.params)
