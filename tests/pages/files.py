"""Small files to upload, and the hands to do it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from logreg_core import generate
from tests.app import App

USE = "Use this data"


def table(rows: Sequence[Sequence[object]], names: Sequence[str] = ("a", "b", "label")) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows(rows)
    return text.getvalue().encode()


ROWS = [(0.5, 1.5, "no"), (1.0, 2.5, "yes"), (2.0, 0.5, "no"), (3.0, 4.5, "yes")]
THREE = [*ROWS, (4.0, 1.0, "maybe"), (5.0, 2.0, "maybe")]
GAPPY = [*ROWS, (None, 1.0, "no"), (2.5, "NA", "yes"), (2.5, 3.5, None)]


def many(m: int) -> bytes:
    data = generate("blobs", m=m, seed=3)
    return table([(x1, x2, int(y)) for (x1, x2), y in zip(data.X.tolist(), data.y.tolist(), strict=True)])


def opened(app: App, name: str, raw: bytes) -> App:
    return app.set("data", "upload").upload(name, raw)


def choice(app: App, label: str) -> Any:
    (found,) = (box for box in app.at.sidebar.selectbox if box.label == label)
    return found


def choose(app: App, label: str, value: object) -> App:
    choice(app, label).set_value(value)
    return app.run()


def words(app: App) -> str:
    sidebar = app.at.sidebar
    kinds = (sidebar.caption, sidebar.markdown, sidebar.error, sidebar.warning, sidebar.info)
    return "\n".join(each.value for kind in kinds for each in kind)
