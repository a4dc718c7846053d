"""A session's files: whose turn it is to have a large one read, and what is remembered of one that is refused."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from threading import Event, Lock, Thread

import pytest

from logreg_core import DataError
from logreg_core import files as core_files
from logreg_core.points.read_as import AS_IT_IS
from pages.session import files, reading
from tests.app import ROOT

LARGE = ("large.csv", b"x,y,l\n" + b"1.5,2.5,a\n3.5,4.5,b\n" * 25_000)


class Stopped(BaseException):
    """What ends a reading, as Streamlit ends a script."""


def test_two_large_files_are_read_at_a_time_and_others_are_told_that_they_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    lock, waits, may_end = Lock(), Event(), Event()
    running, most = 0, 0

    def read(*args: object, **kwargs: object) -> str:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        assert may_end.wait(60)
        with lock:
            running -= 1
        return "a table"

    monkeypatch.setattr(core_files, "read_table_apart", read)
    found: list[str] = []

    def progress(part: float | None) -> None:
        if part is None:
            waits.set()

    threads = [Thread(target=lambda: found.append(reading.read(*LARGE, AS_IT_IS, progress))) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert waits.wait(60)
    may_end.set()
    for thread in threads:
        thread.join(60)
    assert found == ["a table"] * 3
    assert most == reading.AT_ONCE == 2


def test_whoever_gives_up_or_fails_leaves_the_turn_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(part: float | None) -> None:
        raise Stopped

    def fail(*args: object, **kwargs: object) -> None:
        raise DataError("no table")

    for _ in range(5):
        with pytest.raises(Stopped):
            reading.read(*LARGE, AS_IT_IS, give_up)
    monkeypatch.setattr(core_files, "read_table_apart", fail)
    for _ in range(5):
        with pytest.raises(DataError, match="no table"):
            reading.read(*LARGE, AS_IT_IS, give_up)
    taken = [reading._turns().acquire(blocking=False) for _ in range(3)]
    assert taken == [True, True, False]
    reading._turns().release(2)


def test_whoever_gives_up_while_waiting_takes_no_turn() -> None:
    def give_up(part: float | None) -> None:
        assert part is None
        raise Stopped

    assert reading._turns().acquire(blocking=False)
    assert reading._turns().acquire(blocking=False)
    with pytest.raises(Stopped):
        reading.read(*LARGE, AS_IT_IS, give_up)
    reading._turns().release(2)
    assert len(reading.read(*LARGE, AS_IT_IS, lambda part: None)) == 50_000


class Cells:
    """Something large that a reader holds."""


def test_a_refusal_is_words_and_keeps_nothing_of_what_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    known: dict[object, object] = {}
    monkeypatch.setattr(files, "_known_of_file", lambda digest: known)
    held: list[weakref.ref[Cells]] = []

    def make() -> None:
        cells = Cells()
        held.append(weakref.ref(cells))
        raise DataError("Row 3 is wrong.")

    for _ in range(3):
        with pytest.raises(DataError, match="Row 3 is wrong"):
            files.of_file("digest", "table", make)
    gc.collect()
    assert known == {"table": files.Refusal("Row 3 is wrong.")}
    assert [ref() for ref in held] == [None]


MEMORY = """
import gc
from pathlib import Path
from tests.app import App
from tests.pages.files import opened

def megabytes():
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6

raw = b"x,y,label\\n" + b"-0.123456789,1.23456789,yes\\n" * 1_680_000 + b"1,2\\n"
assert 46e6 < len(raw) < 48e6
app = opened(App("data=blobs&m=20"), "small.csv", b"x,y,l\\n1,2,a\\n3,4,b\\n")
app.upload("small.csv", b"x,y,l\\n1,2\\n")
before = megabytes()
app.upload("large.csv", raw)
assert "Row 1680002 has 2 entries" in app.errors, app.errors
refused = megabytes()
for _ in range(100):
    app.run()
print(refused - before, megabytes() - before)
"""


def test_a_refused_file_of_47_megabytes_and_a_hundred_reruns_leave_no_memory_behind() -> None:
    done = subprocess.run([sys.executable, "-c", MEMORY], cwd=ROOT, capture_output=True, text=True, timeout=600)
    refused, later = map(float, done.stdout.split()) if done.stdout else pytest.fail(done.stderr)
    assert refused < 30
    assert later < 30
