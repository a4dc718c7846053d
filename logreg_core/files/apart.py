"""A large file is read in a process of its own, so that whoever else works in this one keeps its interpreter.

What comes back are numbers and text as runs of bytes, which become columns as they are: no string is made on the way.
The process ends with the file, and its memory with it. What it says, each time a letter, a length and so many bytes:

    P   the part that is read, a double
    E   why the file can't be read, and the remedies, as JSON
    T   all about the table but its columns, as JSON; then follow the runs of bytes of its rows and of each column
"""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BufferedReader
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from logreg_core.files.formats import read
from logreg_core.files.grid import Remedy, Table, UnreadableError
from logreg_core.points.dataset import DataError
from logreg_core.points.read_as import ReadAs

MEMORY = 3_000_000_000  # bytes that the process may take

_ROOT = Path(__file__).resolve().parents[2]
_HEAD, _SIZES = struct.Struct("<cQ"), struct.Struct("<QQQ")
_LATER = 10  # how far behind others the process stands when there are too few cores
_PATIENCE = 0.1  # seconds between two calls of `progress`, which may also end the reading

Said = tuple[bytes, Any]


def read_apart(
    raw: bytes, filename: str, read_as: ReadAs, progress: Callable[[float], None], *, memory: int = MEMORY
) -> Table:
    """Return what `formats.read` returns, but for columns of text, which are pyarrow's large strings.

    progress : called with the part that is read, ten times a second; what it raises ends the reading.
    memory : bytes that the process may take.
    Raises DataError, as `formats.read` does, and where the file needs more memory than a process may take.
    """
    asked = json.dumps([filename, read_as.text]).encode()
    with subprocess.Popen(
        [sys.executable, "-m", "logreg_core.files.apart"],
        cwd=_ROOT,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert isinstance(process.stdout, BufferedReader)
        said: SimpleQueue[Said] = SimpleQueue()
        threads = [
            Thread(target=_hand_over, args=(asked, raw, memory, process.stdin), daemon=True),
            Thread(target=_listen, args=(process.stdout, said), daemon=True),
        ]
        try:
            for thread in threads:
                thread.start()
            return _answer(said, process, progress)
        finally:
            process.kill()
            for thread in threads:
                thread.join()


def _answer(said: SimpleQueue[Said], process: subprocess.Popen[bytes], progress: Callable[[float], None]) -> Table:
    part = 0.0
    while True:
        progress(part)
        try:
            what, content = said.get(timeout=_PATIENCE)
        except Empty:
            continue
        if what == b"P":
            (part,) = struct.unpack("<d", content)
        elif what == b"T":
            return _table(content)
        elif what == b"E":
            why, remedies = json.loads(content)
            raise UnreadableError(why, tuple(map(Remedy.of, remedies))) if remedies else DataError(why)
        else:
            raise DataError(_ended(process.wait()))


def _ended(code: int) -> str:
    return (
        f"Reading the file ended before its end (exit code {code}), most likely since it takes more memory than there "
        "is. Delete columns or rows that are not needed."
    )


def _hand_over(asked: bytes, raw: bytes, memory: int, to: BinaryIO) -> None:
    try:
        with to:
            to.write(_SIZES.pack(len(asked), len(raw), memory))
            to.write(asked)
            to.write(raw)
    except OSError:
        return  # it has ended before it read all; what it said of that is heard on the other side


def _listen(source: BufferedReader, said: SimpleQueue[Said]) -> None:
    while head := source.read(_HEAD.size):
        if len(head) < _HEAD.size:
            break
        what, length = _HEAD.unpack(head)
        content = _bytes(source, length)
        if content is None:
            break
        if what != b"T":
            said.put((what, content.tobytes()))
            continue
        about = json.loads(content.tobytes())
        runs = [_bytes(source, size) for size in about["sizes"]]
        if None in [run if run is None else 0 for run in runs]:
            break
        said.put((what, (about, runs)))
        return
    said.put((b"", None))


def _bytes(source: BufferedReader, length: int) -> NDArray[np.uint8] | None:
    """Return so many bytes; None where there are fewer."""
    run = np.empty(length, np.uint8)
    return run if source.readinto(run.data) == length else None


def _table(content: tuple[dict[str, Any], list[NDArray[np.uint8]]]) -> Table:
    import pyarrow as pa

    about, runs = content
    left = iter(runs)
    rows = next(left).view(np.int64)

    def column(is_text: bool) -> Any:
        if not is_text:
            return next(left).view(np.float64)
        there, ends, text = (pa.py_buffer(next(left)) for _ in range(3))
        return pa.LargeStringArray.from_buffers(len(rows), ends, text, there)

    columns = tuple(column(is_text) for is_text in about["is_text"])
    names, notices, doubtful = (tuple(about[key]) for key in ("names", "notices", "doubtful"))
    remedies, decimal, counted = tuple(map(Remedy.of, about["remedies"])), about["decimal"], about["counted"]
    return Table(names, columns, rows, decimal, notices, counted, remedies, doubtful, about["spellings"])


# In the process of its own


def main() -> None:
    """Read the file that comes in, and say what is in it."""
    source, out = sys.stdin.buffer, sys.stdout.buffer
    asked_length, length, memory = _SIZES.unpack(source.read(_SIZES.size))
    _be_modest(memory)
    try:
        (filename, text), raw = json.loads(source.read(asked_length)), source.read(length)
        said = -1.0

        def progress(part: float) -> None:
            nonlocal said
            if part - said > 0.01:
                said = part
                _say(out, b"P", struct.pack("<d", part))

        table = read(raw, filename, ReadAs.of(text), progress)
        del raw
        runs = list(_runs(table))
    except DataError as error:
        _refuse(out, str(error), error.remedies if isinstance(error, UnreadableError) else ())
        return
    except MemoryError:
        _refuse(
            out,
            f"Reading the file takes more than {memory:,} bytes of memory. Delete columns or rows that are not needed.",
        )
        return
    about = {
        "names": table.names,
        "decimal": table.decimal,
        "notices": table.notices,
        "counted": table.counted,
        "remedies": [remedy.texts for remedy in table.remedies],
        "doubtful": table.doubtful,
        "spellings": table.spellings,
        "is_text": [isinstance(column, list) for column in table.columns],
        "sizes": [len(run) for run in runs],
    }
    _say(out, b"T", json.dumps(about).encode())
    for run in runs:
        out.write(run)
    out.flush()


def _be_modest(memory: int) -> None:
    """Let others go first, and take no more memory than is granted; where the system knows of such things."""
    if sys.platform == "win32":
        return
    import resource

    os.nice(_LATER)
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory if most < 0 else min(memory, most), most))


def _runs(table: Table) -> Iterator[memoryview]:
    """Yield the rows' numbers and each column as bytes: numbers, or for text which entries there are, ends and text."""
    yield table.rows.astype(np.int64).data.cast("B")
    for column in table.columns:
        if not isinstance(column, list):
            yield np.ascontiguousarray(column).data.cast("B")
            continue
        encoded = [cell.encode() if cell is not None else b"" for cell in column]
        there = np.array([cell is not None for cell in column], dtype=bool)
        ends = np.zeros(len(column) + 1, np.int64)
        np.cumsum([len(cell) for cell in encoded], out=ends[1:])
        yield np.packbits(there, bitorder="little").data
        yield ends.data.cast("B")
        yield memoryview(b"".join(encoded))


def _refuse(out: BinaryIO, why: str, remedies: tuple[Remedy, ...] = ()) -> None:
    _say(out, b"E", json.dumps([why, [remedy.texts for remedy in remedies]]).encode())


def _say(out: BinaryIO, what: bytes, content: bytes) -> None:
    out.write(_HEAD.pack(what, len(content)))
    out.write(content)
    out.flush()


if __name__ == "__main__":
    main()
