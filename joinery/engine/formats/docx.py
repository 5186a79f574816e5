"""The text of a Word document, opened with care: an archive can be a bomb, and XML too."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import TYPE_CHECKING

from joinery.engine.conversation import CannotRead

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element
    from zipfile import ZipFile

MOST_UNPACKED = 200_000_000
MOST_MEMBERS = 2_000
HIGHEST_RATIO = 100
MOST_XML = 32_000_000  # the words alone; a day of talk is a tenth of it
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OLD_TWIN = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OTHERS = {
    "xl/workbook.xml": "an Excel file",
    "ppt/presentation.xml": "a PowerPoint file",
    "content.xml": "an OpenDocument file",
}
_BREAKS = {_WORD + "tab": "\t", _WORD + "br": "\n", _WORD + "cr": "\n", _WORD + "noBreakHyphen": "-"}


def text_of_docx(content: bytes) -> str:
    """One line for each paragraph and each line break."""
    xml = _document_xml(content)
    try:
        from defusedxml.ElementTree import fromstring

        root: Element = fromstring(xml, forbid_dtd=True)
    except Exception as error:  # expat and defusedxml each have their own family of errors
        raise CannotRead(f"The Word document is damaged: its text is not readable ({type(error).__name__}).") from None
    return "".join(_text(root)).strip("\n")


def _document_xml(content: bytes) -> bytes:
    _refuse_a_crowded_directory(content)
    try:
        from zipfile import ZipFile

        with ZipFile(BytesIO(content)) as archive:
            _refuse_a_bomb(archive)
            names = set(archive.namelist())
            if "word/document.xml" not in names:
                what = next(
                    (what for name, what in _OTHERS.items() if name in names), "an archive without a Word document"
                )
                raise CannotRead(f"This is {what}, not a transcript.")
            with archive.open("word/document.xml") as member:
                xml = member.read(MOST_XML + 1)
    except CannotRead:
        raise
    except Exception as error:  # zipfile raises a dozen kinds on a damaged archive
        raise CannotRead(f"The Word document is damaged and cannot be opened ({type(error).__name__}).") from None
    if len(xml) > MOST_XML:
        raise CannotRead(f"The Word document holds more than {MOST_XML // 1_000_000} MB of text.")
    return xml


def _refuse_a_crowded_directory(content: bytes) -> None:
    """zipfile reads the whole directory before anyone may count it, so the count is taken from its last record."""
    at = content.rfind(b"PK\x05\x06", max(0, len(content) - 65_557))
    if at < 0 or len(content) < at + 22:
        raise CannotRead("The Word document is damaged: its end is missing.")
    members, size = struct.unpack_from("<HI", content, at + 10)
    if members > MOST_MEMBERS or size > MOST_MEMBERS * 300 or content[max(0, at - 20) : at].startswith(b"PK\x06\x07"):
        raise CannotRead(f"The Word document has more than {MOST_MEMBERS:,} parts; it was not opened.")


def _refuse_a_bomb(archive: ZipFile) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MOST_MEMBERS:
        raise CannotRead(f"The Word document has more than {MOST_MEMBERS:,} parts; it was not opened.")
    if unpacked > MOST_UNPACKED:
        raise CannotRead(f"The Word document would unpack to {unpacked // 1_000_000:,} MB; it was not opened.")
    if unpacked > 1_000_000 and unpacked > packed * HIGHEST_RATIO:
        raise CannotRead(f"The Word document unpacks to more than {HIGHEST_RATIO} times its size; it was not opened.")
    if any(member.flag_bits & 1 for member in members):
        raise CannotRead("The Word document is locked with a password.")


def _text(root: Element) -> list[str]:
    """Document order without recursion: a hostile document may be nested ten thousand deep."""
    parts: list[str] = []
    waiting: list[Element | str] = [root]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            parts.append(item)
        elif item.tag == _WORD + "t":
            parts.append((item.text or "").replace("\n", " "))
        elif item.tag in _BREAKS:
            parts.append(_BREAKS[item.tag])
        elif item.tag != _OLD_TWIN:
            if item.tag == _WORD + "p":
                waiting.append("\n")
            waiting.extend(reversed(item))
    return parts
