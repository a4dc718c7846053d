"""The key of worksheets as a table: one row a seed, a column for each number that is to be found."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from logreg_core.learning.worksheets.worksheet import Worksheet


def key_of(sheet: Worksheet) -> dict[str, float | int]:
    """Return what is given and all that is to be found, by column, each number to the four digits that are asked for.

    Columns: seed; x1_p1, x2_p1, y_p1 and so on, alpha, w1_0, w2_0, b_0, what is given; then of each step "z_p1_step1"
    and the like, its means "dJ_dw1_step1", J before it "J_step1", and where it leads, "w1_1"; last J_after.
    """
    columns: dict[str, float | int] = {} if sheet.seed is None else {"seed": sheet.seed}
    for at, (*x, y) in enumerate(sheet.rows, 1):
        columns |= {f"x{axis + 1}_p{at}": x[axis] for axis in sheet.weighted} | {f"y_p{at}": y}
    columns |= {"alpha": sheet.rate} | _parameters(sheet, sheet.steps[0].w, sheet.steps[0].b, 0)
    for t, step in enumerate(sheet.steps, 1):
        for at, point in enumerate(step.points, 1):
            found = {"z": point.z, "yhat": point.y_hat, "yhat_minus_y": point.dL_dz, "L": point.L}
            found |= {f"dL_dw{axis + 1}": point.dL_dw[axis] for axis in sheet.weighted} | {"dL_db": point.dL_db}
            columns |= {f"{name}_p{at}_step{t}": number for name, number in found.items()}
        means = {f"dJ_dw{axis + 1}": step.dJ_dw[axis] for axis in sheet.weighted} | {"dJ_db": step.dJ_db, "J": step.J}
        columns |= {f"{name}_step{t}": number for name, number in means.items()}
        columns |= _parameters(sheet, step.next_w, step.next_b, t)
    columns["J_after"] = sheet.J_after
    return {name: value if isinstance(value, int) else float(f"{value:.4g}") + 0.0 for name, value in columns.items()}


def key_csv(sheets: Iterable[Worksheet]) -> str:
    """Return the keys of worksheets that differ in their seed alone as CSV, one row each below the columns' names."""
    text = io.StringIO()
    writer = None
    for key in map(key_of, sheets):
        if writer is None:
            writer = csv.DictWriter(text, list(key), lineterminator="\n")
            writer.writeheader()
        writer.writerow(key)
    return text.getvalue()


def _parameters(sheet: Worksheet, w: tuple[float, float], b: float, t: int) -> dict[str, float | int]:
    return {f"w{axis + 1}_{t}": w[axis] for axis in sheet.weighted} | {f"b_{t}": b}
