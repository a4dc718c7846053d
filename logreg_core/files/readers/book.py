"""The bytes of a workbook of any kind → its sheets, each with how it is looked through before it is read."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NoReturn
from xml.etree import ElementTree

from logreg_core.files.grid import check_size
from logreg_core.files.readers.binary_sheet import xls_sheets, xlsb_parts, xlsb_sheet, xlsb_words
from logreg_core.files.readers.sheet import MAX_SHEET, Sheet, look_through, ods_sheets, text_lengths
from logreg_core.files.readers.unpacking import unzip, zipped
from logreg_core.points.dataset import DataError
from logreg_core.points.short_text import quoted

AGAIN = "Save or download it again, or save the table as CSV (UTF-8)."

_FRAME = ("[Content_Types].xml", "_rels/.rels")  # what else the reader may look at
_OF_ODS = ("mimetype", "META-INF/manifest.xml", "content.xml")
_ODS = b"application/vnd.oasis.opendocument."
_OTHERS = (
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("content.xml", "an OpenDocument file, but no .ods"),
)
_ENCODING = re.compile(rb"""^[^>]*\bencoding\s*=\s*["']([^"']*)""")
_KNOWN = (b"utf-8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252")


@dataclass(frozen=True)
class Found:
    """A sheet of a workbook.

    name : as the workbook's list has it; None where that list is the reader's alone.
    packed : makes the workbook that the reader is given, with no other sheet that was not looked through.
    look : tells how far it reaches; None for a chart.
    is_alone : whether the reader is given this sheet without the others.
    """

    name: str | None
    packed: Callable[[], bytes]
    look: Callable[[], Sheet | None]
    is_alone: bool = True


def sheets_of(raw: bytes) -> list[Found]:
    """Return the sheets of a workbook. Raises DataError where it is another file, or its list of sheets is damaged."""
    if not raw.startswith(b"PK"):
        return _all_at_once(raw, [(None, sheet) for sheet in xls_sheets(raw)])
    members = unzip(raw)
    book = next((name for name in ("xl/workbook.xml", "xl/workbook.bin") if name in members), None)
    if book is None and members.get("mimetype", b"").strip() == _ODS + b"spreadsheet" and "content.xml" in members:
        if b"encryption-data" in members.get("META-INF/manifest.xml", b""):
            raise DataError("The workbook is protected by a password. Save it without one.")
        packed = zipped({name: _checked(name, members[name]) for name in _OF_ODS if name in members})
        return _all_at_once(packed, list(ods_sheets(members["content.xml"]).items()))
    if book is None:
        _refuse_other(raw, members)
    members = {name: _checked(name, part) for name, part in members.items() if name.startswith("xl/") or name in _FRAME}
    is_binary = book.endswith(".bin")
    sheets = _listed(members, book)
    targets = {member for _, member in sheets}
    others = {name: part for name, part in members.items() if name not in targets and b"sheetData" not in part}
    lengths = _lengths(members, is_binary)

    def found(name: str, member: str) -> Found:
        part = members.get(member, b"")

        def look() -> Sheet | None:
            if is_binary:
                return xlsb_sheet(part, lengths)
            if b"sheetData" not in part:
                return None
            _refuse_large(part, name)
            return look_through(part, lengths)

        return Found(name, lambda: zipped(others | {member: part}), look)

    return [found(name, member) for name, member in sheets]


def _all_at_once(raw: bytes, sheets: Sequence[tuple[str | None, Sheet]]) -> list[Found]:
    """Return the sheets of a workbook whose reader reads all of them as soon as it opens it."""
    check_size(sum(sheet.height * sheet.width for _, sheet in sheets), 1, "The workbook", MAX_SHEET)
    return [Found(name, lambda: raw, partial(_same, sheet), is_alone=False) for name, sheet in sheets]


def _same(sheet: Sheet) -> Sheet:
    return sheet


def _listed(members: dict[str, bytes], book: str) -> list[tuple[str, str]]:
    """Return (name, member) of each sheet, as the workbook lists them."""
    try:
        links = ElementTree.fromstring(members.get(f"xl/_rels/{book[3:]}.rels", b"<none/>"))
        targets = {link.get("Id"): link.get("Target", "").removeprefix("/") for link in links}
        listed = []
        if book.endswith(".bin"):
            for kind, content in xlsb_parts(members[book]):
                if kind == 156:
                    key, end = xlsb_words(content, 8)
                    listed.append((xlsb_words(content, end)[0], key))
        else:
            for element in ElementTree.fromstring(members[book]).iter():
                if element.tag.rpartition("}")[2] == "sheet":
                    key = next((value for name, value in element.items() if name.endswith("}id")), "")
                    listed.append((element.get("name", ""), key))
    except (ElementTree.ParseError, struct.error) as error:
        raise DataError(f"The workbook's list of sheets is damaged ({error}). {AGAIN}") from None
    members_of = [(name, targets.get(key, "")) for name, key in listed]
    return [(name, target if target.startswith("xl/") else f"xl/{target}") for name, target in members_of]


def _lengths(members: dict[str, bytes], is_binary: bool) -> list[int]:
    """Return the lengths of the texts that cells share, in their order."""
    if not is_binary:
        return text_lengths(members["xl/sharedStrings.xml"]) if "xl/sharedStrings.xml" in members else []
    part = members.get("xl/sharedStrings.bin", b"")
    return [int.from_bytes(content[1:5], "little") for kind, content in xlsb_parts(part) if kind == 19]


def _checked(name: str, xml: bytes) -> bytes:
    """Return a part of the workbook. Raises DataError where it is XML in a way that no workbook is."""
    if name.endswith(".bin"):
        return xml
    encoding = _ENCODING.match(xml[:200])
    if b"\0" in xml or (encoding and encoding[1].lower() not in _KNOWN):
        raise DataError(f"The workbook's part {quoted(name)} is not UTF-8 text. {AGAIN}")
    if b"<!DOCTYPE" in xml:
        raise DataError(f"The workbook's part {quoted(name)} declares a DOCTYPE, which no workbook does. {AGAIN}")
    return xml


def _refuse_other(raw: bytes, members: dict[str, bytes]) -> NoReturn:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        is_arrays = any(name.endswith(".npy") for name in archive.namelist())
    kind = "an archive of NumPy arrays (.npz)" if is_arrays else "a zip archive without an Excel workbook in it"
    what = members.get("mimetype", b"").removeprefix(_ODS).decode("latin-1")
    if what in ("text", "presentation"):
        kind = f"an OpenDocument {what} (.od{what[0]})"
    else:
        kind = next((kind for name, kind in _OTHERS if name in members), kind)
    raise DataError(f"The file is {kind}. Open it and save the table as .xlsx or CSV (UTF-8).")


def _refuse_large(xml: bytes, name: str) -> None:
    """Raise DataError where a sheet surely has too many cells; that is known long before it is looked through."""
    cells = xml.count(b"<c ") + xml.count(b"<c>")
    if cells > MAX_SHEET:
        raise DataError(
            f"The sheet {quoted(name)} has {cells:,} cells; at most {MAX_SHEET:,} are read. Delete columns that are "
            "not needed, or some rows, or save the table as CSV (UTF-8)."
        )
