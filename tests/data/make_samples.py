"""Write the same small table as a file of each kind: sample.*.

python -m tests.data.make_samples, from the project's folder; the .xls needs xlwt, which nothing else here does.
"""

from __future__ import annotations

import io
import json
import struct
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

ROWS = [("x", "y", "l"), (1.5, -2, "a"), (3, 40.0, "b"), (None, 6, "ä"), (7.25, 8, "b")]
SHEETS = {
    "Notes": [("hello", "world"), ("more", "words")],
    "Data": ROWS,
    "More": [("x", "y", "l"), (1, 2, True), (3, 4, False), ("#DIV/0!", 5, "c")],
}
ODS = "application/vnd.oasis.opendocument.spreadsheet"
HERE = Path(__file__).parent

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def zipped(members: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


# OpenDocument


def ods_cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, bool):
        return f'<table:table-cell office:value-type="boolean" office:boolean-value="{str(value).lower()}"/>'
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
    number = f'office:value-type="float" office:value="{value}"'
    return f"<table:table-cell {number}><text:p>{value:.0f}</text:p></table:table-cell>"


def ods_table(name: str, rows: list[tuple[object, ...]]) -> str:
    written = "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)
    far = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    return f'<table:table table:name="{name}">{written}{far}</table:table>'


def ods(sheets: dict[str, list[tuple[object, ...]]]) -> bytes:
    names = " ".join(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "table", "text"))
    tables = "".join(ods_table(name, rows) for name, rows in sheets.items())
    return zipped(
        {
            "mimetype": ODS,
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0"><manifest:file-entry '
            f'manifest:full-path="/" manifest:media-type="{ODS}"/></manifest:manifest>',
            "content.xml": f"<office:document-content {names}><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


# Excel's binary workbooks in zip archives


def record(kind: int, body: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    size, left = b"", len(body)
    while left > 127:
        size, left = size + bytes([left & 127 | 128]), left >> 7
    return number + size + bytes([left]) + body


def letters(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb_cell(value: object, column: int, texts: list[str]) -> bytes:
    head = struct.pack("<II", column, 0)
    if isinstance(value, bool):
        return record(4, head + bytes([value]))
    if isinstance(value, int):
        return record(2, head + struct.pack("<I", value << 2 & 0xFFFFFFFF | 2))
    if isinstance(value, float):
        return record(5, head + struct.pack("<d", value))
    if value == "#DIV/0!":
        return record(3, head + bytes([7]))
    if not isinstance(value, str):
        return b""
    if value not in texts:
        texts.append(value)
    return record(7, head + struct.pack("<I", texts.index(value)))


def xlsb_sheet(rows: list[tuple[object, ...]], texts: list[str]) -> bytes:
    written = b""
    for at, row in enumerate(rows):
        written += record(0, struct.pack("<IIHBHI", at, 0, 300, 0, 0, 0))
        written += b"".join(xlsb_cell(value, column, texts) for column, value in enumerate(row))
    size = struct.pack("<4I", 0, len(rows) - 1, 0, len(rows[0]) - 1)
    return record(129) + record(148, size) + record(145) + written + record(146) + record(130)


def xlsb(sheets: dict[str, list[tuple[object, ...]]]) -> bytes:
    texts: list[str] = []
    parts = {f"xl/worksheets/sheet{at}.bin": xlsb_sheet(rows, texts) for at, rows in enumerate(sheets.values(), 1)}
    listed = [
        record(156, struct.pack("<II", 0, at) + letters(f"rId{at}") + letters(name))
        for at, name in enumerate(sheets, 1)
    ]
    targets = {f"rId{at}": ("worksheet", f"worksheets/sheet{at}.bin") for at in range(1, len(sheets) + 1)}
    targets["texts"] = ("sharedStrings", "sharedStrings.bin")
    links = "".join(
        f'<Relationship Id="{key}" Type="{_R}/{kind}" Target="{to}"/>' for key, (kind, to) in targets.items()
    )
    shared = b"".join(record(19, b"\0" + letters(text)) for text in texts)
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_P}/content-types"><Default Extension="bin" '
            'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_P}/relationships"><Relationship Id="rId1" '
            f'Type="{_R}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
            "xl/workbook.bin": record(131)
            + record(143)
            + b"".join(listed)
            + record(144)
            + record(157, bytes(26))
            + record(132),
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{_P}/relationships">{links}</Relationships>',
            **parts,
            "xl/sharedStrings.bin": record(159, struct.pack("<II", len(texts), len(texts))) + shared + record(160),
        }
    )


def xls(sheets: dict[str, list[tuple[object, ...]]]) -> bytes:
    import xlwt  # type: ignore[import-not-found]

    book, file = xlwt.Workbook(), io.BytesIO()
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if value == "#DIV/0!":
                    sheet.row(at).set_cell_error(column, "#DIV/0!")
                elif value is not None:
                    sheet.write(at, column, value)
    book.save(file)
    return file.getvalue()


def columns() -> dict[str, list[object]]:
    return {str(name): list(values) for name, *values in zip(*ROWS, strict=True)}


def main() -> None:
    records = [dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]
    by_row = {name: {str(at): value for at, value in enumerate(values)} for name, values in columns().items()}
    delta = pa.BufferOutputStream()
    table = pa.table({**columns(), "y": [float(y) for y in columns()["y"]]})
    pq.write_table(table, delta, use_dictionary=False, column_encoding={"l": "DELTA_BYTE_ARRAY"})
    untyped = pa.BufferOutputStream()
    pq.write_table(table.set_column(2, "l", table["l"].cast(pa.binary())), untyped, store_schema=False)
    samples = {
        "sample.ods": ods(SHEETS),
        "sample.xlsb": xlsb(SHEETS),
        "sample.xls": xls(SHEETS),
        "sample.jsonl": "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records).encode(),
        "sample_pandas.json": json.dumps(by_row, ensure_ascii=False).encode(),
        "sample_columns.json": json.dumps(columns(), ensure_ascii=False).encode(),
        "sample_delta.parquet": delta.getvalue().to_pybytes(),
        "sample_untyped.parquet": untyped.getvalue().to_pybytes(),
    }
    for name, raw in samples.items():
        (HERE / name).write_bytes(raw)


if __name__ == "__main__":
    main()
