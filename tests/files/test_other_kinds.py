"""Files that hold no table which can be read are called by their names; no name is guessed that is wrong."""

import gzip
import io
import pickle
import struct
import tarfile

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import feather

from logreg_core.files import read_table
from logreg_core.points.dataset import DataError

from .making import archive, ole


def saved(write):
    file = io.BytesIO()
    write(file)
    return file.getvalue()


def tar(file):
    with tarfile.open(fileobj=file, mode="w") as made:
        made.addfile(tarfile.TarInfo("a.csv"))


ODF = "application/vnd.oasis.opendocument."
TABLE = pa.table({"x": [1, 2], "l": ["a", "b"]})
FRAME = pd.DataFrame({"x": [1.0, 2.0], "l": ["a", "b"]})
KINDS = {
    "a NumPy array (.npy)": [saved(lambda file: np.save(file, np.eye(3)))],
    "an archive of NumPy arrays (.npz)": [saved(lambda file: np.savez(file, x=np.eye(3)))],
    "an Arrow or Feather file": [
        saved(lambda file: feather.write_feather(TABLE, file)),
        b"FEA1" + b"\0" * 60 + b"FEA1",
    ],
    "an SPSS file (.sav)": [b"$FL2@(#) SPSS DATA FILE" + b"\0" * 99, b"$FL3@(#) SPSS DATA FILE" + b"\0" * 99],
    "a Stata file (.dta)": [saved(lambda file, of=of: FRAME.to_stata(file, version=of)) for of in (114, 117, 118, 119)],
    "a MATLAB file (.mat)": [b"MATLAB 5.0 MAT-file, Platform" + b"\0" * 99, b"MATLAB 7.3 MAT-file" + b"\0" * 9],
    "an HDF5 file": [b"\x89HDF\r\n\x1a\n" + b"\0" * 99],
    "a Python pickle": [pickle.dumps({"x": [1, 2]}, protocol) for protocol in (2, 3, 4, 5)],
    "an R object (.rds)": [b"X\n\0\0\0\3\0\4\3\1", gzip.compress(b"X\n\0\0\0\2\0\4\3\1")],
    "an R workspace (.RData)": [b"RDX2\nX\n\0\0\0\2", gzip.compress(b"RDX3\nX\n\0\0\0\3")],
    "a tar archive": [saved(tar), gzip.compress(saved(tar))],
    "a dBASE table (.dbf)": [b"\3" + bytes([124, 1, 31]) + struct.pack("<IHH", 2, 65, 12) + b"\0" * 20 + b"x" * 33],
    "a WebP picture": [b"RIFF\x24\0\0\0WEBPVP8 "],
    "a HEIC picture": [b"\0\0\0\x18ftypheic\0\0\0\0", b"\0\0\0\x18ftypmif1\0\0\0\0"],
    "an MP4 video or sound": [b"\0\0\0\x20ftypisom\0\0\2\0"],
    "a BMP picture": [b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0"],
    "a TIFF picture": [b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08"],
    "an ARFF file": [b"% Iris\n%\n@RELATION iris\n@ATTRIBUTE x NUMERIC\n", b"@relation 'a b'\n"],
    "an OpenDocument text (.odt)": [archive(mimetype=f"{ODF}text", content_dot_xml="<x/>")],
    "an OpenDocument presentation (.odp)": [
        archive(mimetype=f"{ODF}presentation", content_dot_xml="<x/>")
    ],
    "a Word document": [archive(word__document_dot_xml="<x/>")],
    "an old Word document (.doc)": [ole(WordDocument=b"x" * 5000)],
    "an old PowerPoint presentation (.ppt)": [ole(**{"PowerPoint Document": b"x" * 5000})],
    "an old Office file without a workbook in it": [ole(Anything=b"x" * 5000)],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "at"), [(kind, at) for kind, files in KINDS.items() for at in range(len(files))])
def test_called_by_its_name(kind, at):
    raw = KINDS[kind][at]
    with pytest.raises(DataError) as refused:
        read_table(raw, "file.csv")
    assert f"is {kind}" in str(refused.value)
    assert str(refused.value).endswith("CSV (UTF-8).")


@pytest.mark.parametrize(
    "first",
    ["BMI,y,l", "ORC,y,l", "FEA1,FEA2,l", "0,\n\n", "RDX2,y,l", "MATLAB 5,y,l", "x@relation ,y,l", "II*,y,l", "A\n2"],
)
def test_text_that_begins_like_another_kind_is_text(first):
    raw = f"{first}\n1,2,a\n3,4,b\n".encode() if "\n" not in first else first.encode()
    if "\n" in first:
        with pytest.raises(DataError, match=r"one (row|column)"):
            read_table(raw, "file")
    else:
        assert read_table(raw, "file").iloc[:, 0].tolist() == [1, 3]


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("shift-jis", "性別,年齢,合格\n男,20,はい\n女,31,いいえ\n"),
        ("shift-jis", "x,y,l\n1,2,男\n3,4,女\n"),
        ("gbk", "x,y,l\n1,2,是\n3,4,否\n"),
        ("koi8-r", "x,y,l\n1,2,да\n3,4,нет\n"),
        ("koi8-r", "x,y,l\n1,2,м\n3,4,ж\n"),
        ("cp1251", "x,y,l\n1,2,м\n3,4,ж\n"),
        ("cp037", "x,y,l\n1,2,a\n3,4,b\n"),
        ("cp500", "x,y,l\n1.5,2,yes\n3,4,no\n"),
    ],
)
def test_text_in_other_encodings_gets_no_wrong_guess(encoding, words):
    with pytest.raises(DataError) as refused:
        read_table(words.encode(encoding), "file.csv")
    assert "Latin" not in str(refused.value)
    assert "UTF-16" not in str(refused.value)


def test_the_guess_of_latin_1_stays_where_it_fits():
    for word in ("schön", "Straße", "café", "Ärger"):
        with pytest.raises(DataError, match="a letter in Latin-1"):
            read_table(f"x,y,l\n1,2,{word}\n3,4,b\n".encode("latin-1"), "file.csv")
