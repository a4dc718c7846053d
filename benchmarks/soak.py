"""Whether the app's memory grows: sessions that come and go, and one that steps for as long as a lesson.

    python benchmarks/soak.py [--write] [--sessions 1000] [--steps 1800]

A session opens the Lab, makes one step and goes. Streamlit keeps those that went for two minutes, at most 128 of
them, in case they come back: so the first sessions cost memory, and growth is what comes after them. 1,800
steps are an hour at one every two seconds, made here as fast as the server answers; the run is as long as that too.
Not a test. It takes some minutes.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.student import Student, memory  # noqa: E402
from benchmarks.writing import circumstances, load, write  # noqa: E402
from tests.browser.serving import Server  # noqa: E402

SESSIONS, STEPS = 1_000, 1_800
KEPT = 128  # sessions that have gone and that Streamlit keeps
LOOKS = 40  # at the memory
QUERY = "data=blobs&m=200&steps={steps}"
BEARABLE = 10.0  # MB in a thousand, of a process of some hundreds; less than its memory wavers

Look = tuple[int, float]  # after so many sessions or steps, MB


async def looks(work: Callable[[], Coroutine[Any, Any, object]], times: int, process: int) -> list[Look]:
    """What the memory is while `work` is done so often, from before the first time on."""
    found = [(0, memory(process))]
    every = max(1, times // LOOKS)
    for i in range(1, times + 1):
        await work()
        if i % every == 0 or i == times:
            found.append((i, memory(process)))
            print(f"  {i:,}: {found[-1][1]:.0f} MB", file=sys.stderr, flush=True)
    return found


def growth(found: Sequence[Look], after: int) -> float:
    """MB that a thousand more cost, once there were `after`; the slope through the middles of both halves.

    Raises ValueError where fewer than four looks came after that.
    """
    late = [look for look in found if look[0] >= after]
    if len(late) < 4:
        raise ValueError(f"{len(late)} looks at the memory after the first {after} are too few to tell growth")
    half = len(late) // 2
    first, second = late[:half], late[-half:]
    more = statistics.mean(i for i, _ in second) - statistics.mean(i for i, _ in first)
    return 1000 * (statistics.median(mb for _, mb in second) - statistics.median(mb for _, mb in first)) / more


async def measure(server: Server, sessions: int, steps: int) -> dict[str, list[Look]]:
    """Both: first the sessions, then the steps."""

    async def comes_and_goes() -> None:
        async with Student(server.port, QUERY.format(steps=300)) as student:
            await student.step()

    await comes_and_goes()  # all is imported
    found = {"sessions": await looks(comes_and_goes, sessions, server.process)}
    async with Student(server.port, QUERY.format(steps=steps)) as student:
        await student.step()
        found["steps"] = await looks(student.step, steps - 1, server.process)
    return found


def tables(found: dict[str, list[Look]], said: str) -> str:
    """The memory at the start, in the middle and at the end, and whether it grows."""
    lines = [said, "", "| | before, MB | in the middle, MB | at the end, MB | growth a thousand, MB | |"]
    lines.append("|---|---:|---:|---:|---:|---|")
    names = {
        "sessions": ("sessions that come, step once and go", min(2 * KEPT, found["sessions"][-1][0] // 4)),
        "steps": ("steps in one session", found["steps"][-1][0] // 4),
    }
    for name, (title, after) in names.items():
        rows = found[name]
        grows = growth(rows, after)
        verdict = "no growth" if grows <= BEARABLE else "**GROWS**"
        middle = rows[len(rows) // 2][1]
        lines.append(
            f"| {rows[-1][0]:,} {title} | {rows[0][1]:.0f} | {middle:.0f} | {rows[-1][1]:.0f} "
            f"| {grows:+.1f} (after the first {after:,}) | {verdict} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Start the app, measure, print, and write where that is asked for."""
    parser = argparse.ArgumentParser(description="Whether memory grows.")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    parser.add_argument("--steps", type=int, default=STEPS)
    asked = parser.parse_args()
    before = load()
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "streamlit.log")
        try:
            server.start()
            found = asyncio.run(measure(server, asked.sessions, asked.steps))
        finally:
            server.stop()
    text = tables(found, circumstances(before, load()))
    print(text)
    if asked.write:
        write("soak", text)


if __name__ == "__main__":
    main()
