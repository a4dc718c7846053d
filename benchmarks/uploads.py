"""Students who step while others upload large files: how long a step takes, and how much memory the tables take."""

from __future__ import annotations

import asyncio
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass

import numpy as np

from benchmarks.student import Student, memory, p95
from benchmarks.uploader import Uploader

QUERY = "data=blobs&m=200&steps=300"
STEPPING, EVERY = 10, 1.0  # students, and seconds between the steps of each
P95, LONGEST = 100.0, 500.0  # milliseconds, at most
OF_TABLES = 1.5  # the memory that may be taken, times what the tables need
ROWS = 1_150_000  # of a CSV of 49 MB: two numbers and a word
BEFORE, AFTER = 5.0, 2.0  # seconds


@dataclass(frozen=True)
class Uploads:
    """What happened while so many uploaded a file of so many MB: steps in seconds, memory in MB.

    needed : for the files, their tables and points.
    """

    uploads: int
    megabytes: float
    quiet: tuple[float, ...]
    during: tuple[float, ...]
    took: tuple[float, ...]
    before: float
    most: float
    after: float
    needed: float

    def text(self) -> str:
        """Return the figures as Markdown, with the targets met or missed."""
        steps, longest = p95(self.during), 1000 * max(self.during)
        grown = (self.after - self.before) / self.needed
        rows = [
            ("step, nobody uploading: p95, ms", f"{p95(self.quiet):.0f}", ""),
            ("step, uploads going on: p95, ms", f"{steps:.0f}", _verdict(steps, P95)),
            ("the longest of them, ms", f"{longest:.0f}", _verdict(longest, LONGEST)),
            ("until each file is read, s", ", ".join(f"{seconds:.1f}" for seconds in self.took), ""),
            ("memory before, at most, after, MB", f"{self.before:.0f}, {self.most:.0f}, {self.after:.0f}", ""),
            ("grown, times what the tables need", f"{grown:.2f}", _verdict(grown, OF_TABLES)),
        ]
        head = (
            f"| {STEPPING} students step each second, {self.uploads} upload {self.megabytes:.0f} MB each | | at most |"
        )
        return "\n".join([head, "|---|---:|---|", *(f"| {' | '.join(row)} |" for row in rows)])


def _verdict(figure: float, target: float) -> str:
    return f"{target:g} met" if figure <= target else f"{target:g} **MISSED** by {100 * (figure / target - 1):.0f} %"


def file(rows: int = ROWS) -> bytes:
    """Return a CSV of two numbers and a word."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(rows, 2))
    lines = (f"{x1!r},{x2!r},{'yes' if x1 + x2 > 0 else 'no'}" for x1, x2 in X.tolist())
    return "\n".join(["x1,x2,label", *lines, ""]).encode()


async def measure_uploads(port: int, process: int, uploads: int) -> Uploads:
    """Have ten students step once a second while `uploads` others upload a file each, at once."""
    raw = file()
    async with AsyncExitStack() as stack:
        students = [await stack.enter_async_context(Student(port, QUERY)) for _ in range(STEPPING)]
        uploaders = [await stack.enter_async_context(Uploader(port, QUERY)) for _ in range(uploads)]
        before = memory(process)
        steps: list[tuple[float, float]] = []  # when it began, and how long it took
        taken, ended = [before], asyncio.Event()

        async def stepping(student: Student, wait: float) -> None:
            await asyncio.sleep(wait)
            while not ended.is_set():
                began = time.monotonic()
                steps.append((began, await student.step()))
                taken.append(memory(process))
                await asyncio.sleep(max(0.0, EVERY - (time.monotonic() - began)))

        tasks = [asyncio.create_task(stepping(student, EVERY * i / STEPPING)) for i, student in enumerate(students)]
        await asyncio.sleep(BEFORE)
        begin = time.monotonic()
        took = await asyncio.gather(*(one.upload(f"file {i}.csv", raw) for i, one in enumerate(uploaders)))
        end = time.monotonic()
        await asyncio.sleep(AFTER)
        after = memory(process)
        ended.set()
        await asyncio.gather(*tasks)
    quiet = tuple(took_step for began, took_step in steps if began + took_step < begin)
    during = tuple(took_step for began, took_step in steps if begin <= began + took_step and began <= end)
    table = ROWS * (2 * 8 + 8 + 3) / 1e6  # two numbers, and where a word begins and its letters
    points = ROWS * 3 * 8 / 1e6
    needed = uploads * (len(raw) / 1e6 + table + points)
    return Uploads(uploads, len(raw) / 1e6, quiet, during, tuple(took), before, max(taken), after, needed)
