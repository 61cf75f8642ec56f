"""Kinds of files that are not read: what they are called, and what to save them as."""

from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final, NamedTuple


class _Group(NamedTuple):
    """Files that have the same thing wrong with them."""

    singular: str
    plural: str
    reason: str
    suffixes: str


_OTHER: Final = _Group(
    "other file", "other files", "this kind of file is not read; save it as PDF, DOCX, Markdown or plain text", ""
)
_GROUPS: Final = (
    _Group("picture", "pictures", "it is a picture; write what it says into a text", """
        .png .jpg .jpeg .jpe .gif .webp .svg .heic .heif .bmp .tif .tiff .ico .avif .psd .ai .eps .raw .xcf .drawio"""),
    _Group("recording", "recordings", "it is a recording; add its subtitles (.srt, .vtt) or a transcript", """
        .mp3 .wav .ogg .oga .opus .flac .m4a .aac .wma .mid .mp4 .m4v .mov .avi .mkv .webm .wmv .flv .mpg
        .mpeg .3gp"""),
    _Group("archive", "archives", "it is an archive; unpack it and add the files in it", """
        .zip .tar .gz .tgz .bz2 .tbz .xz .7z .rar .zst .iso .dmg"""),
    _Group("document of an old format", "documents of old formats", "its format is not read; save it as DOCX", """
        .doc .dot .rtf .wps .wpd .docm .dotx .fodt .sxw .abw"""),
    _Group("document of Pages", "documents of Pages", "its format is not read; save it as DOCX or PDF", ".pages .gdoc"),
    _Group("spreadsheet of another format", "spreadsheets of other formats",
           "its format is not read; save it as XLSX or CSV", ".xls .xlsb .numbers .ods .fods .gsheet .dbf"),
    _Group("presentation of another format", "presentations of other formats",
           "its format is not read; save it as PPTX or PDF", ".ppt .pps .key .odp .fodp .gslides"),
    _Group("book of another format", "books of other formats", "its format is not read; save it as EPUB or PDF", """
        .mobi .azw .azw3 .fb2 .djvu .lit"""),
    _Group("saved mail or page", "saved mails and pages", "its format is not read; save it as HTML or PDF", """
        .eml .msg .mbox .mht .mhtml .webarchive .one .xps"""),
    _Group("program file", "program files", "it is a part of a program; save what people should read as Markdown", """
        .py .pyi .js .jsx .ts .tsx .mjs .cjs .vue .svelte .astro .css .scss .sass .less .c .h .cpp .hpp .cs .java .kt
        .go .rs .rb .php .pl .lua .sh .bash .zsh .bat .ps1 .swift .dart .scala .r .sql .exe .dll .so .jar .class .wasm
        .map .toml .ini .cfg .conf .lock .xml .xsd .gradle .properties .db .sqlite .pkl .npy .npz .bin .dat"""),
    _Group("font", "fonts", "it is a font and holds no text", ".ttf .otf .woff .woff2 .eot"),
)  # fmt: skip
_BY_SUFFIX: Final = {suffix: group for group in _GROUPS for suffix in group.suffixes.split()}


def reason_for(name: str) -> str:
    """Why a file of this name is not read, and what to do: a clause."""
    return _group_of(name).reason


def counted(names: Iterable[str]) -> str:
    """ "37 pictures, 2 archives": how many there are of each group, the most first."""
    found = Counter(map(_group_of, names))
    return ", ".join(
        f"{count} {group.singular if count == 1 else group.plural}" for group, count in found.most_common()
    )


def _group_of(name: str) -> _Group:
    return _BY_SUFFIX.get(PurePosixPath(name).suffix.lower(), _OTHER)
