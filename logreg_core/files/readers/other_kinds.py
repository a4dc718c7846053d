"""What a file is that holds no table which can be read: told by its first bytes."""

from __future__ import annotations

import re

_KINDS = (
    (rb"\x89PNG", "a PNG picture"),
    (rb"\xff\xd8\xff", "a JPEG picture"),
    (rb"GIF8[79]a", "a GIF picture"),
    (rb"RIFF....WEBP", "a WebP picture"),
    (rb"....ftyp(hei[cxms]|hev[cxms]|mif1|msf1)", "a HEIC picture"),
    (rb"....ftypavi[fs]", "an AVIF picture"),
    (rb"....ftyp", "an MP4 video or sound"),
    (rb"BM....\0\0\0\0", "a BMP picture"),
    (rb"II\*\0|MM\0\*", "a TIFF picture"),
    (rb"%PDF", "a PDF document"),
    (rb"\{\\rtf", "a rich-text document"),
    (rb"PK\x05\x06", "an empty zip archive"),
    (rb".{257}ustar", "a tar archive"),
    (rb"BZh[1-9]1AY&SY", "compressed with bzip2"),
    (rb"\xfd7zXZ", "compressed with xz"),
    (rb"7z\xbc\xaf", "a 7z archive"),
    (rb"Rar!\x1a", "a RAR archive"),
    (rb"\x28\xb5\x2f\xfd", "compressed with zstd"),
    (rb"PARE\x15", "an encrypted Parquet file"),
    (rb"SQLite format 3", "an SQLite database"),
    (rb"\x93NUMPY", "a NumPy array (.npy)"),
    (rb"ARROW1\0\0|FEA1.*\0.*FEA1\Z", "an Arrow or Feather file"),
    (rb"\xff\xff\xff\xff..\0\0\x10\0", "an Arrow stream"),
    (rb"ORC.*ORC.\Z", "an ORC file"),
    (rb"Obj\x01", "an Avro file"),
    (rb"\$FL[23]@", "an SPSS file (.sav)"),
    (rb"<stata_dta>|[\x69\x6c-\x73][\x01\x02]\x01\0", "a Stata file (.dta)"),
    (rb"\0{12}\xc2\xea\x81\x60", "a SAS file (.sas7bdat)"),
    (rb"MATLAB [57]\.", "a MATLAB file (.mat)"),
    (rb"\x89HDF\r\n\x1a\n", "an HDF5 file"),
    (rb"\x80[\x02-\x05].*\.\Z", "a Python pickle"),
    (rb"RD[ABX][1-9]\n[ABX]\n", "an R workspace (.RData)"),
    (rb"X\n\0\0\0[\x02\x03]|B\n[\x02\x03]\0\0\0", "an R object (.rds)"),
    (rb"[\x02\x03\x30\x31\x83\x8b\xf5].[\x01-\x0c][\x01-\x1f].{8}\0\0", "a dBASE table (.dbf)"),
    (rb"(?i:\s*(%[^\n]*\n\s*)*@relation\s)", "an ARFF file (Weka's)"),
)


def other_kind(raw: bytes) -> str | None:
    """Return what the file is, if its first bytes say that it is none of those that are read."""
    return next((kind for opening, kind in _KINDS if re.match(opening, raw, re.DOTALL)), None)
