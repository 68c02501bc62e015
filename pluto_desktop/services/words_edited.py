"""The words of a song changed as every other field is: as an edit that can be taken back, and in shared mode waits."""

from __future__ import annotations

from collections.abc import Callable

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes, Edited
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import SongFields
from pluto_desktop.lyrics.document import Document
from pluto_desktop.services.edit_songs import EditSongs, NewFiles


class EditedWords:
    """Fulfils LyricsEditor with edits of songs. Any worker thread.

    Without ``sent_later`` an edit is done at once. With it the edit is kept on this device, lies over the mirror from
    here on, and ``sent_later`` is called: whoever follows the servers sends what waits, so that nobody waits for them.
    """

    def __init__(self, edit: Callable[[], EditSongs], sent_later: Callable[[], None] | None = None) -> None:
        self._edit, self._sent_later = edit, sent_later

    def edit_lyrics(self, song_id: SongId, document: Document | None) -> Edited:
        """Give a song words, or take them away. Raises what :class:`EditSongs` raises; then nothing was changed."""
        edit = self._edit()
        said = SongFields(lyrics=None if document is None else document.to_json(), given=frozenset({"lyrics"}))
        kept = edit.update_song(song_id, said, NewFiles())
        if self._sent_later is None:
            edit.send(kept, CancelToken(), once=True)
        else:
            self._sent_later()
        return Edited(kept.command.op_id, Changes(songs=frozenset({song_id}), lyrics=True))
