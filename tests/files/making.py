"""Files of every kind, made in memory: workbooks, archives, Parquet; and how a small one is read."""

import functools
import gzip
import io
import re
import struct
import zipfile
import zlib

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from logreg_core.files import read_table, to_dataset

NAMESPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEAD, ONE, TWO = ("x", "y", "l"), (1, 2, "a"), (3, 4, "b")
INLINE = '<c r="{0}" t="inlineStr"><is><t>{1}</t></is></c>'
HEAD_XML = '<row r="1">' + "".join(INLINE.format(p, t) for p, t in (("A1", "x"), ("B1", "y"), ("C1", "l"))) + "</row>"


def workbook(*rows, **sheets):
    """An .xlsx file with one sheet of these rows, or with the sheets named."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, cells in ({"Sheet": rows} if rows or not sheets else sheets).items():
        sheet = book.create_sheet(name)
        for row in cells:
            sheet.append(row)
    return saved(book)


def book(change):
    made = openpyxl.Workbook()
    for row in (HEAD, ONE, TWO):
        made.active.append(row)
    change(made, made.active)
    return saved(made)


def hidden(made, sheet):
    made.create_sheet("Shown")
    sheet.sheet_state = "hidden"


def error_cell(made, sheet):
    sheet["A4"], sheet["B4"], sheet["C4"] = "#DIV/0!", 5, "a"
    sheet["A4"].data_type = "e"


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(raw, change, **more):
    """The archive with `change(name, content)` for each of its members, and more members."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in more.items():
            new.writestr(name, content)
    return file.getvalue()


def with_sheet(xml, prefix=b"", texts=()):
    """A workbook whose one sheet holds this XML as its rows, and whose cells of type "s" share these texts."""
    sheet = prefix + b"<worksheet %b><sheetData>%b</sheetData></worksheet>" % (NAMESPACE, xml)
    shared = b"<sst %b>%b</sst>" % (NAMESPACE, b"".join(b"<si><t>%b</t></si>" % text for text in texts))
    more = {"xl/sharedStrings.xml": shared} if texts else {}
    return repacked(workbook([1]), lambda name, old: sheet if name.endswith("sheet1.xml") else old, **more)


def records(*values):
    return ("[" + ", ".join(values) + "]").encode()


def record(x, y="2", l='"a"'):  # noqa: E741
    return f'{{"x": {x}, "y": {y}, "l": {l}}}'


def xml(rows):
    return with_sheet(rows.encode())


def cell(place, value, more=""):
    return f'<c r="{place}"{more}><v>{value}</v></c>'


def archive(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return file.getvalue()


def lying(raw, member, size):
    """The archive with another unpacked size claimed for one member, in both places where it stands."""
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        info = packed.getinfo(member)
    true, said = info.file_size.to_bytes(4, "little"), size.to_bytes(4, "little")
    raw = bytearray(raw)
    crc = info.CRC.to_bytes(4, "little") + info.compress_size.to_bytes(4, "little")
    for found in re.finditer(re.escape(crc + true), bytes(raw)):
        raw[found.end() - 4 : found.end()] = said
    return bytes(raw)


def parquet(table=None, use_dictionary=True, column_encoding=None, **columns):
    file, table = pa.BufferOutputStream(), pa.table(columns) if table is None else table
    pq.write_table(table, file, use_dictionary=use_dictionary, column_encoding=column_encoding)
    return file.getvalue().to_pybytes()


def ole(**streams):
    """An OLE file of streams of 4,096 bytes and more each: a table of sectors, the directory, the streams."""
    entries, table, content = [], [0xFFFFFFFD, 0xFFFFFFFE], b""
    for name, stream in streams.items():
        entries.append(ole_entry(name, 2, len(table), len(stream)))
        count = -(-len(stream) // 512)
        table += [*range(len(table) + 1, len(table) + count), 0xFFFFFFFE]
        content += stream.ljust(512 * count, b"\0")
    directory = ole_entry("Root Entry", 5, 0xFFFFFFFE, 0) + b"".join(entries)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 62, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<9I", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0) + b"\xff" * 432
    table = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    return head + table + directory.ljust(512, b"\0") + content


def ole_entry(name, kind, start, size):
    letters = name.encode("utf-16-le")
    entry = letters.ljust(64, b"\0") + struct.pack("<HBB3I", len(letters) + 2, kind, 1, *[0xFFFFFFFF] * 3)
    return entry + bytes(36) + struct.pack("<III", start, size, 0)


def squeezed(*parts):
    """The deflate stream of pieces, each so many times: packed once, for after a full flush all begins anew."""
    packer = zlib.compressobj(9, wbits=-15)
    packed = [(packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)) * times for piece, times in parts]
    return b"".join(packed) + packer.flush()


def checksum(method, start, *parts):
    """What zlib's method makes of the same pieces."""
    return functools.reduce(lambda check, piece: method(piece, check), (p for p, n in parts for _ in range(n)), start)


def bomb(times):
    """A small gzip file of a header and so many times 100,000 rows."""
    parts = (b"x,y,l\n", 1), (b"1,2,a\n" * 100_000, times)
    size = sum(len(piece) * times for piece, times in parts)
    end = struct.pack("<II", checksum(zlib.crc32, 0, *parts), size)
    return b"\x1f\x8b\x08" + bytes(6) + b"\xff" + squeezed(*parts) + end


def dataset(raw, name="file", **choice):
    """The first two columns against the third."""
    frame = read_table(raw, name)
    x1, x2, label = [*frame.columns, *frame.columns][:3]
    return to_dataset(frame, **{"features": (x1, x2), "label": label, **choice})


CSV = b"x,y,l\n1,2,a\n3,4,b\n"
PLAIN = workbook(HEAD, ONE, TWO)
TABLE = parquet(x=[1, 3], y=[2.0, 4.0], l=["a", "b"])
RECORDS = b'[{"x": 1, "y": 2, "l": "a"}, {"x": 3, "y": 4, "l": "b"}]'
GZ = gzip.compress(CSV, mtime=0)
