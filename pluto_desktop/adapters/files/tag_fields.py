"""From :class:`FileTags` to the tag formats of mutagen: the other way round than :mod:`~.tags`, field by field.

Each function takes a file that mutagen opened, what is to be said, and which fields; it saves nothing. The names of
the frames, comments, atoms, items and attributes are those that :mod:`~.tags` reads first.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pluto_desktop.adapters.files.lyrics_embed import ISO_639_2
from pluto_desktop.ports.audio_files import FileTags

Put = Callable[[Any, FileTags, frozenset[str]], None]

TEXTS = frozenset(
    {"title", "artists", "album", "album_artist", "disc", "track", "date", "genres", "language", "comment"}
)
_FRONT = 3
_UTF8 = 3
_ID3 = {
    "title": ("TIT2",),
    "artists": ("TPE1",),
    "album": ("TALB",),
    "album_artist": ("TPE2",),
    "disc": ("TPOS",),
    "track": ("TRCK",),
    "date": ("TDRC", "TYER", "TDAT", "TDRL", "TDOR", "TORY"),
    "genres": ("TCON",),
    "language": ("TLAN",),
}
_VORBIS = {
    "title": ("title",),
    "artists": ("artist",),
    "album": ("album",),
    "album_artist": ("albumartist", "album artist", "album_artist"),
    "disc": ("discnumber", "disc"),
    "track": ("tracknumber", "track"),
    "date": ("date", "year", "originaldate"),
    "genres": ("genre",),
    "language": ("language",),
    "comment": ("comment", "description"),
}
_MP4 = {
    "title": ("©nam",),
    "artists": ("©ART",),
    "album": ("©alb",),
    "album_artist": ("aART",),
    "date": ("©day",),
    "genres": ("©gen",),
    "comment": ("©cmt",),
}
_MP4_PAIRS = {"disc": "disk", "track": "trkn"}
_MP4_LANGUAGES = ("----:com.apple.iTunes:LANGUAGE", "----:com.apple.iTunes:language")
_APE = {
    "title": ("Title",),
    "artists": ("Artist",),
    "album": ("Album",),
    "album_artist": ("Album Artist", "AlbumArtist"),
    "disc": ("Disc",),
    "track": ("Track",),
    "date": ("Year",),
    "genres": ("Genre",),
    "language": ("Language",),
    "comment": ("Comment",),
}
_ASF = {
    "title": ("Title",),
    "artists": ("Author",),
    "album": ("WM/AlbumTitle",),
    "album_artist": ("WM/AlbumArtist",),
    "disc": ("WM/PartOfSet",),
    "track": ("WM/TrackNumber",),
    "date": ("WM/Year",),
    "genres": ("WM/Genre",),
    "language": ("WM/Language",),
    "comment": ("Description",),
}
_OF_OTHER_MEANING = frozenset({"TDRL", "TDOR", "TORY", "originaldate", "description"})
"""What is read where a field itself is not there, but says something else; it only goes where the field is to go."""


def put_id3(file: Any, said: FileTags, given: frozenset[str]) -> None:
    """Write ID3 frames (mp3, wav, aiff, tta)."""
    from mutagen import id3  # noqa: PLC0415 - costs time to load, and few ever write

    tags = file.tags
    for field in given & _ID3.keys():
        first = _ID3[field][0]
        values = _values(said, field, str(tags.get(first, "")))
        for key in _going(_ID3[field], values):
            tags.delall(key)
        if values:
            tags.setall(first, [getattr(id3, first)(encoding=_UTF8, text=values)])
    if "comment" in given:
        plain = [frame for frame in tags.getall("COMM") if not frame.desc]
        for frame in plain:
            del tags[frame.HashKey]
        if said.comment:
            lang = plain[0].lang if plain else "und"
            tags.add(id3.COMM(encoding=_UTF8, lang=lang, desc="", text=[said.comment]))
    if "cover" in given and said.cover:
        for frame in [frame for frame in tags.getall("APIC") if frame.type == _FRONT]:
            del tags[frame.HashKey]
        tags.add(id3.APIC(encoding=_UTF8, mime=_mime(said.cover), type=_FRONT, desc="", data=said.cover))


def put_vorbis(file: Any, said: FileTags, given: frozenset[str]) -> None:
    """Write Vorbis comments; a picture goes into a FLAC's own block, elsewhere into a comment."""
    _put_lists(file.tags, _VORBIS, said, given)
    if "cover" not in given or not said.cover:
        return
    from mutagen.flac import Picture  # noqa: PLC0415

    front = Picture()
    front.type, front.mime, front.data = _FRONT, _mime(said.cover), said.cover
    if hasattr(file, "pictures"):
        others = [picture for picture in file.pictures if picture.type != _FRONT]
        file.clear_pictures()
        for picture in (front, *others):
            file.add_picture(picture)
        return
    blocks = [block for block in file.tags.get("metadata_block_picture", ()) if not _is_front(block)]
    file.tags["metadata_block_picture"] = [base64.b64encode(front.write()).decode("ascii"), *blocks]


def put_mp4(file: Any, said: FileTags, given: frozenset[str]) -> None:
    """Write atoms; of pictures the first is the cover."""
    from mutagen.mp4 import MP4Cover  # noqa: PLC0415

    tags = file.tags
    _put_lists(tags, _MP4, said, given)
    for field in given & _MP4_PAIRS.keys():
        key = _MP4_PAIRS[field]
        total = (tags.get(key) or [(0, 0)])[0][1]
        tags[key] = [(getattr(said, field) or 0, total)]
    if "language" in given:
        for key in _MP4_LANGUAGES:
            tags.pop(key, None)
        if said.language:
            tags[_MP4_LANGUAGES[0]] = [_values(said, "language")[0].encode()]
    if "cover" in given and said.cover:
        png = said.cover.startswith(b"\x89PNG")
        kind = MP4Cover.FORMAT_PNG if png else MP4Cover.FORMAT_JPEG
        tags["covr"] = [MP4Cover(said.cover, kind), *(tags.get("covr") or ())[1:]]


def put_ape(file: Any, said: FileTags, given: frozenset[str]) -> None:
    """Write the items of an APEv2 tag (wv, ape, mpc)."""
    from mutagen.apev2 import BINARY, APEValue  # noqa: PLC0415

    _put_lists(file.tags, _APE, said, given)
    if "cover" in given and said.cover:
        name = b"cover.png\0" if said.cover.startswith(b"\x89PNG") else b"cover.jpg\0"
        file.tags["Cover Art (Front)"] = APEValue(name + said.cover, BINARY)


def put_asf(file: Any, said: FileTags, given: frozenset[str]) -> None:
    """Write the attributes of wma."""
    _put_lists(file.tags, _ASF, said, given)


def _put_lists(tags: Any, keys: Mapping[str, Sequence[str]], said: FileTags, given: frozenset[str]) -> None:
    """Write fields into tags that hold lists of texts under names; where a field says nothing, no name of it stays."""
    for field in given & keys.keys():
        first = keys[field][0]
        values = _values(said, field, _first(tags, first))
        for key in _going(keys[field], values):
            if key in tags:
                del tags[key]
        if values:
            tags[first] = values


def _going(keys: Sequence[str], values: Sequence[str]) -> list[str]:
    """Return which of the names of a field are to go: all of them, or where it says something its synonyms."""
    return [key for key in keys[1:] if key not in _OF_OTHER_MEANING] if values else list(keys)


def _values(said: FileTags, field: str, before: str = "") -> list[str]:
    """Return a field as texts. Of a number that stood as ``3/12`` the second part stays."""
    value = getattr(said, field)
    if field in {"disc", "track"}:
        total = before.partition("/")[2].strip()
        return [f"{value}/{total}" if total else str(value)] if value else []
    if field == "language":
        return [ISO_639_2.get(value, value)] if value else []
    return [value] if value and isinstance(value, str) else list(value)


def _first(tags: Any, key: str) -> str:
    found = tags.get(key) if hasattr(tags, "get") else None
    if found is None:
        return ""
    return str(found[0]) if isinstance(found, list) and found else str(found)


def _is_front(block: object) -> bool:
    from mutagen.flac import Picture  # noqa: PLC0415

    try:
        return bool(Picture(base64.b64decode(str(block))).type == _FRONT)
    except Exception:  # noqa: BLE001 - mutagen raises whatever broken bytes lead to; what nobody can read may stay
        return False


def _mime(picture: bytes) -> str:
    return f"image/{picture_kind(picture) or 'jpeg'}"


def picture_kind(picture: bytes) -> str:
    """Return ``png``, ``jpeg`` or ``webp``, by how the bytes begin; "" for other pictures."""
    if picture.startswith(b"\x89PNG"):
        return "png"
    if picture.startswith(b"\xff\xd8"):
        return "jpeg"
    return "webp" if picture[8:12] == b"WEBP" else ""


PUTTERS: dict[str, Put] = {
    **dict.fromkeys(("mp3", "wav", "aiff", "tta"), put_id3),
    **dict.fromkeys(("flac", "ogg", "oga", "opus", "spx"), put_vorbis),
    "m4a": put_mp4,
    **dict.fromkeys(("wv", "ape", "mpc"), put_ape),
    "wma": put_asf,
}
"""By format; what is not here has no tags that mutagen writes."""


def list_held(form: str) -> Iterable[str]:
    """Return the names of the fields that tags of a format hold, without words."""
    if form not in PUTTERS:
        return ()
    return TEXTS if form == "wma" else TEXTS | {"cover"}
