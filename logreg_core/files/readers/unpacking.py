"""Compressed bytes → what they hold, up to a largest size: a small file can unpack to one that fills a disk."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from logreg_core.files.grid import Progress
from logreg_core.points.dataset import DataError

MAX_UNPACKED = 200_000_000  # bytes; a million rows of ten numbers
GZIP = b"\x1f\x8b"

MAX_MEMBERS = 100_000  # of a gzip file

_CHUNK = 1 << 16  # bytes


def _too_large(what: str, packed: int, size: str) -> DataError:
    return DataError(
        f"{what} has {packed:,} bytes and unpacks to {size} bytes; at most {MAX_UNPACKED:,} are read. "
        "Delete columns or rows that are not needed."
    )


def gunzip(raw: bytes, progress: Progress) -> bytes:
    """Return what is in a gzip file, all its members. Raises DataError where it is too large, damaged or gzip again."""
    whole, packed = bytearray(), memoryview(raw)
    at = members = 0
    while at < len(raw):
        at = _member(packed, at, whole, progress)
        members += 1
        if members > MAX_MEMBERS:
            raise DataError(f"The gzip file has more than {MAX_MEMBERS:,} parts. Compress it in one go.")
        while at < len(raw) and not raw[at]:
            at += 1  # padding, which gzip allows
    if whole.startswith(GZIP):
        raise DataError("The file is compressed twice, gzip in gzip. Unpack it once and bring what is inside.")
    return bytes(whole)


def _member(packed: memoryview, at: int, whole: bytearray, progress: Progress) -> int:
    """Add what the member that begins at `at` holds to `whole`; return where it ends."""
    unpacker = zlib.decompressobj(wbits=31)  # 31: gzip's own header and check
    while not unpacker.eof and at < len(packed):
        try:
            whole += unpacker.decompress(packed[at : at + _CHUNK], MAX_UNPACKED + 1 - len(whole))
        except zlib.error as error:
            raise DataError(f"The gzip file is damaged ({error}). Compress or download it again.") from None
        if len(whole) > MAX_UNPACKED:
            says = int(struct.unpack("<I", packed[-4:])[0])  # its size modulo 2^32, if it is one member
            size = f"{says:,}" if says > MAX_UNPACKED else f"more than {MAX_UNPACKED:,}"
            raise _too_large("The compressed file", len(packed), size)
        at = min(at + _CHUNK, len(packed))
        progress(at / len(packed))
    if not unpacker.eof:
        raise DataError(
            f"The gzip file is cut short: it ends after {len(packed):,} bytes, {len(whole):,} unpacked. "
            "Compress or download it again."
        )
    return at - len(unpacker.unused_data)


def unzip(raw: bytes) -> dict[str, bytes]:
    """Return the members of a zip archive that a workbook has, by name.

    Raises DataError where they are too large, damaged or locked. Their sizes are checked before anything is unpacked,
    and no member yields more than the size it claims.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = {info.filename: info for info in archive.infolist() if _is_part(info.filename)}
            size = sum(info.file_size for info in members.values())
            if size > MAX_UNPACKED:
                raise _too_large("The workbook", len(raw), f"{size:,}")
            return {name: _content(archive, info) for name, info in members.items()}
    except DataError:
        raise
    except (zipfile.BadZipFile, NotImplementedError, zlib.error, EOFError, OSError, struct.error, ValueError) as error:
        raise DataError(f"The workbook is damaged ({error or 'cut short'}). Save or download it again.") from None


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & 1:
        raise DataError("The archive is locked by a password. Save the workbook without one.")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or info.flag_bits & 0x60:
        raise DataError("The archive is packed in a way that workbooks are not. Save it again as .xlsx.")
    with archive.open(info) as member:  # by pieces: read() alone unpacks past the size that the member claims
        return b"".join(iter(lambda: member.read(_CHUNK), b""))


def _is_part(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".bin")) or name == "mimetype"


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a zip archive of these members, not compressed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()
