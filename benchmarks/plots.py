"""The pictures of docs/performance.md, drawn from the tables that stand there.

    python benchmarks/plots.py

Plotly draws them in the browser that the tests use, with the plotly.js of the installed package; nothing else is
needed, and nothing is measured. The numbers have one home, the tables that the other commands write.
"""

from __future__ import annotations

import base64
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote_to_bytes

import plotly.graph_objects as go
from playwright.sync_api import sync_playwright
from plotly.offline import get_plotlyjs

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.writing import PAGE, between  # noqa: E402
from pages.figures.theme import GRADIENT, INK, LIGHT, LOSS, SOFT, SURFACE  # noqa: E402
from tests.browser.chromium import FLAGS, find, get  # noqa: E402

WIDTH, HEIGHT = 900, 420
OURS = "this project"
_NUMBER = re.compile(r"-?[0-9][0-9,]*\.?[0-9]*")

Table = list[list[str]]  # rows of cells, the head first


def tables_of(text: str) -> list[tuple[str, Table]]:
    """Each table of a Markdown text, with the last line of words above it."""
    found: list[tuple[str, Table]] = []
    words, rows = "", []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        else:
            if rows:
                found.append((words, [rows[0], *rows[2:]]))
                rows = []
            words = line or words
    return found


def value(cell: str) -> float | None:
    """The first number in a cell; None where there is none."""
    number = _NUMBER.search(cell)
    return float(number.group().replace(",", "")) if number else None


def peers_figures(text: str) -> Iterator[tuple[str, go.Figure]]:
    """For each task how many times as long as the project each peer takes, by the number of examples."""
    names = {"One step": "step", "A whole run": "run", "The components": "components", "A race": "race"}
    for words, (head, *rows) in tables_of(text):
        task = next((name for start, name in names.items() if words.startswith(f"**{start}")), None)
        if task is None:
            continue
        examples = [str(cell).partition("(")[0].strip() for cell in head[1:]]
        ours = next(row for row in rows if row[0] == OURS)[1:]
        figure = go.Figure(
            [
                go.Scatter(
                    x=examples,
                    y=[_times(cell, own) for cell, own in zip(row[1:], ours, strict=True)],
                    name=row[0],
                    mode="lines+markers",
                    line=dict(width=4 if row[0] == OURS else 2, color=LIGHT[GRADIENT] if row[0] == OURS else None),
                )
                for row in rows
            ]
        )
        title = words.strip("*").partition("**")[0].rpartition(",")[0]
        yield f"performance-{task}.png", _dressed(figure, title, "times as long as this project", log=True)


def _times(cell: str, ours: str) -> float | None:
    taken, own = value(cell), value(ours)
    return taken / own if taken is not None and own else None


def stage_figures(text: str) -> Iterator[tuple[str, go.Figure]]:
    """What a viewer waits for, and how often the picture moves: this app beside the bare one, with 200 points."""
    for _, (head, *rows) in tables_of(text):
        if not head[0].startswith("median; times in ms"):
            continue
        bare = next((i for i, cell in enumerate(head) if cell.startswith("bare")), None)
        if bare is None:
            return
        both = {row[0]: (value(row[2]), value(row[bare])) for row in rows if row[bare]}
        waits = {name: pair for name, pair in both.items() if "→" in name}
        moves = {name: pair for name, pair in both.items() if name.startswith("draws/s") and pair[1]}
        yield "performance-waits.png", _beside(waits, "From the event to the painted effect", "ms")
        yield "performance-draws.png", _beside(moves, "How often the picture moves", "draws a second")


def _beside(rows: dict[str, tuple[float | None, float | None]], title: str, unit: str) -> go.Figure:
    figure = go.Figure(
        [
            go.Bar(
                x=list(rows),
                y=[pair[i] for pair in rows.values()],
                name=name,
                text=[f"{pair[i]:g}" if pair[i] is not None else "" for pair in rows.values()],
                marker_color=LIGHT[colour],
            )
            for i, (name, colour) in enumerate(((OURS, GRADIENT), ("two st.plotly_charts", SOFT)))
        ]
    )
    return _dressed(figure, title, unit)


def students_figures(text: str) -> Iterator[tuple[str, go.Figure]]:
    """How long a step takes by how many students step."""
    for _, (head, *rows) in tables_of(text):
        if head[0] != "students":
            continue
        students = [value(row[0]) for row in rows]
        lines = (("p50", 1, LOSS, "solid"), ("p95", 2, GRADIENT, "solid"))
        figure = go.Figure(
            [
                go.Scatter(
                    x=students,
                    y=[value(row[column]) for row in rows],
                    name=name,
                    mode="lines+markers",
                    line=dict(color=LIGHT[colour], dash=dash),
                )
                for name, column, colour, dash in lines
            ]
        )
        figure.add_hline(100, line=dict(color=LIGHT[INK], dash="dash"), annotation_text="target: p95 below 100 ms")
        dressed = _dressed(figure, "One step of each student every two seconds", "report → answered, ms")
        yield "performance-students.png", dressed.update_xaxes(title="students on one process")


def _dressed(figure: go.Figure, title: str, unit: str, *, log: bool = False) -> go.Figure:
    return figure.update_layout(
        template="plotly_white",
        title=title,
        width=WIDTH,
        height=HEIGHT,
        font=dict(color=LIGHT[INK], size=13),
        paper_bgcolor=LIGHT[SURFACE],
        yaxis=dict(title=unit, type="log" if log else "linear", dtick="D2" if log else None),
    )


def draw(figures: dict[str, go.Figure], folder: Path) -> None:
    """Each figure as a PNG in the folder."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find() or get(), args=FLAGS)
        page = browser.new_page()
        page.set_content("<div id=here></div>")
        page.add_script_tag(content=get_plotlyjs())
        for name, figure in figures.items():
            image: str = page.evaluate(
                "([figure, width, height]) => Plotly.toImage(JSON.parse(figure), {format: 'png', width, height})",
                [figure.to_json(), WIDTH, HEIGHT],
            )
            head, _, data = image.partition(",")
            (folder / name).write_bytes(base64.b64decode(data) if "base64" in head else unquote_to_bytes(data))
        browser.close()


def main() -> None:
    """Read the tables, draw the pictures."""
    whole = PAGE.read_text(encoding="utf-8")
    figures = dict(peers_figures(between(whole, "peers")))
    figures |= dict(stage_figures(between(whole, "stage")))
    figures |= dict(students_figures(between(whole, "students")))
    draw(figures, PAGE.parent)
    print(*figures, sep="\n")


if __name__ == "__main__":
    main()
