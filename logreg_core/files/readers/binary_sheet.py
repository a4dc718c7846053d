"""The records of .xls and .xlsb, looked through before the reader opens them; see `sheet`."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from logreg_core.files.grid import check_size
from logreg_core.files.readers.sheet import MAX_SHEET, Sheet, check_repeated
from logreg_core.points.dataset import DataError
from logreg_core.points.short_text import quoted

_DAMAGED = "The workbook is damaged ({}). Save or download it again."
_OTHERS = {
    "EncryptedPackage": "protected by a password. Save the workbook without one",
    "WordDocument": "an old Word document (.doc). Save its table as CSV (UTF-8)",
    "PowerPoint Document": "an old PowerPoint presentation (.ppt). Save its table as CSV (UTF-8)",
}
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_END = 0xFFFFFFFE  # of a chain of sectors


def xls_sheets(raw: bytes) -> list[Sheet]:
    """Return how far the cells of each sheet of an .xls file reach. Raises DataError where it is none, or damaged."""
    try:
        stream = _stream(raw)
        book = list(_records(stream, 0))
        if any(kind == 0x2F for kind, _ in book):
            raise DataError(f"The file is {_OTHERS['EncryptedPackage']}.")
        texts = next((struct.unpack_from("<4xI", content)[0] for kind, content in book if kind == 0xFC), 0)
        if 3 * texts > len(stream):
            raise DataError(_DAMAGED.format(f"it claims {texts:,} texts"))
        bounds = [content for kind, content in book if kind == 0x85]
        return [_xls_sheet(stream, struct.unpack_from("<I", bound)[0], texts) for bound in bounds]
    except DataError:
        raise
    except (struct.error, IndexError, ValueError) as error:
        raise DataError(_DAMAGED.format(error)) from None


def _stream(raw: bytes) -> bytes:
    """Return the workbook in an OLE file, which is a disk of sectors with chains of them."""
    size = 1 << min(12, struct.unpack_from("<H", raw, 30)[0])
    directory, _, _, mini_fat, _, more, _ = struct.unpack_from("<7I", raw, 48)

    def sectors(numbers: Sequence[int]) -> bytes:
        return b"".join(raw[size * (number + 1) : size * (number + 2)] for number in numbers)

    of_table = [number for number in struct.unpack_from("<109I", raw, 76) if number < _END]
    while more < _END and len(of_table) * size <= len(raw):
        *numbers, more = np.frombuffer(sectors([more]), "<u4").tolist()
        of_table += [number for number in numbers if number < _END]
    fat = np.frombuffer(sectors(of_table), "<u4")
    entries = sectors(_chain(fat, directory))
    found: dict[str, tuple[int, int]] = {}
    for at in range(0, len(entries), 128):
        (length,), (start, long) = (
            struct.unpack_from("<H", entries, at + 64),
            struct.unpack_from("<2I", entries, at + 116),
        )
        name = entries[at : at + max(0, length - 2)].decode("utf-16-le", "replace")
        if kind := _OTHERS.get(name):
            raise DataError(f"The file is {kind}.")
        found.setdefault(name, (start, long))
    start, long = found.get("Workbook") or found.get("Book") or (0, -1)
    if long < 0:
        raise DataError("The file is an old Office file without a workbook in it. Save its table as CSV (UTF-8).")
    if long >= 4096:
        whole = sectors(_chain(fat, start))
    else:
        minis = sectors(_chain(fat, found["Root Entry"][0]))
        table = np.frombuffer(sectors(_chain(fat, mini_fat)), "<u4")
        whole = b"".join(minis[64 * number : 64 * (number + 1)] for number in _chain(table, start))
    if len(whole) < long:
        raise DataError(_DAMAGED.format("cut short"))
    return whole[:long]


def _chain(table: NDArray[np.uint32], number: int) -> list[int]:
    numbers: list[int] = []
    while number != _END:
        numbers.append(number)
        number = int(table[number])
        if len(numbers) > len(table):
            raise DataError(_DAMAGED.format("a chain of sectors without an end"))
    return numbers


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield (kind, content) of each record up to the one that ends the part."""
    kind = 0
    while kind != 0x0A:
        kind, length = struct.unpack_from("<2H", stream, at)
        at += 4 + length
        if at > len(stream):
            raise DataError(_DAMAGED.format("cut short"))
        yield kind, stream[at - length : at]


def _xls_sheet(stream: bytes, at: int, texts: int) -> Sheet:
    sheet = Sheet()
    for kind, content in _records(stream, at):
        if kind == 0x200:  # the reader makes room for as much as this claims, and ends the process if there is none
            top, bottom, left, right = struct.unpack_from("<2I2H", content)
            if bottom < top or right < left:
                raise DataError(_DAMAGED.format("a sheet ends before it begins"))
            check_size(bottom - top, right - left, "A sheet", MAX_SHEET)
        if kind not in (0x06, 0xBD, 0xD6, 0xFD, 0x203, 0x204, 0x205, 0x27E):
            continue
        row, column = struct.unpack_from("<2H", content)
        sheet.add(row, column)
        if kind == 0xBD:  # several numbers
            sheet.add(row, struct.unpack_from("<H", content, len(content) - 2)[0])
        elif kind == 0xFD and struct.unpack_from("<6xI", content)[0] >= texts:  # the reader would leave it empty
            raise DataError(_DAMAGED.format("a text is not there"))
        elif kind == 0x205 and content[7]:
            sheet.text[row, column] = _ERRORS.get(content[6], "#ERROR")
        elif kind == 0x06 and content[12:14] == b"\xff\xff" and content[6] == 2:
            sheet.text[row, column] = _ERRORS.get(content[8], "#ERROR")
    return sheet


def xlsb_parts(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Return (kind, content) of each record of a part of an .xlsb file. Raises DataError where it is cut short."""

    def number(at: int, most: int) -> tuple[int, int]:
        value = 0
        for place in range(most):
            byte = part[at + place]
            value |= (byte & 127) << 7 * place
            if byte < 128:
                break
        return value, at + place + 1

    at = 0
    while at < len(part):
        try:
            kind, at = number(at, 2)
            length, at = number(at, 4)
        except IndexError:
            raise DataError(_DAMAGED.format("cut short")) from None
        if at + length > len(part):
            raise DataError(_DAMAGED.format("cut short"))
        yield kind, part[at : at + length]
        at += length


def xlsb_sheet(part: bytes, lengths: Sequence[int]) -> Sheet:
    """Return how far the cells of a sheet of an .xlsb file reach; `lengths` are those of the shared texts."""
    sheet, row, repeated = Sheet(), 0, 0
    try:
        for kind, content in xlsb_parts(part):
            if kind == 0:
                (row,) = struct.unpack_from("<I", content)
            elif 2 <= kind <= 11:
                (column,) = struct.unpack_from("<I", content)
                sheet.add(row, column)
                if kind in (3, 11):
                    sheet.text[row, column] = _ERRORS.get(content[8], "#ERROR")
                elif kind == 7:
                    repeated += lengths[struct.unpack_from("<I", content, 8)[0]]
    except (struct.error, IndexError) as error:
        raise DataError(_DAMAGED.format(error)) from None
    check_repeated(repeated)
    return sheet


def xlsb_words(content: bytes, at: int) -> tuple[str, int]:
    """Return the text that stands at a place of a record, and where it ends."""
    (length,) = struct.unpack_from("<I", content, at)
    end = at + 4 + 2 * length
    if end > len(content):
        raise DataError(_DAMAGED.format(f"a name of {quoted(length)} letters"))
    return content[at + 4 : end].decode("utf-16-le", "replace"), end
