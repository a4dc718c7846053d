"""The points of a worksheet in a small plane, for paper: black, in the shapes of the stage, with their numbers."""

from __future__ import annotations

import math
from base64 import b64encode

from logreg_core.learning import Worksheet
from pages.words.numbers import exactly

SIDE = 100.0  # of the picture, in its own units
_EDGE, _MOST_TICKS = 12.0, 7
_STYLE = """<style>
text { font: 4.6px sans-serif; } .which { font-size: 5.6px; font-weight: 600; } .name { font-size: 5.6px; }
.grid { stroke: #ccc; stroke-width: 0.3; fill: none; } .zero { stroke: #000; stroke-width: 0.5; }
</style>"""


def sheet_plane(sheet: Worksheet, names: tuple[str, str]) -> str:
    """Return the picture as HTML. names : how the axes are called.

    Streamlit takes drawings out of HTML, so it is a picture that holds its own data.
    """
    spans = [_span([row[axis] for row in sheet.rows]) for axis in (0, 1)]
    drawn = [_axis(axis, span, name) for axis, (span, name) in enumerate(zip(spans, names, strict=True))]
    for number, (x1, x2, y) in zip(sheet.numbers, sheet.rows, strict=True):
        across, down = _place(x1, spans[0]), SIDE - _place(x2, spans[1])
        shape = f'<circle cx="{across:.2f}" cy="{down:.2f}" r="2.6" fill="#000"/>'
        if not y:
            shape = (
                f'<path d="M{across:.2f} {down - 3.4:.2f}l3.4 3.4l-3.4 3.4l-3.4 -3.4z" fill="#fff" stroke="#000" '
                'stroke-width="0.9"/>'
            )
        drawn.append(f'{shape}<text x="{across + 4.6:.2f}" y="{down - 2.4:.2f}" class="which">{number}</text>')
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE:g} {SIDE:g}">{_STYLE}{"".join(drawn)}</svg>'
    label = f"The {len(sheet.rows)} points in the plane, each with its number"
    return f'<img alt="{label}" src="data:image/svg+xml;base64,{b64encode(picture.encode()).decode()}">'


def _span(values: list[float]) -> tuple[float, float]:
    """Return from where to where an axis goes: 0 and all points, with room around them."""
    low, high = min(0.0, *values), max(0.0, *values)
    room = 0.14 * (high - low) or 1.0
    return low - room, high + room


def _place(x: float, span: tuple[float, float]) -> float:
    low, high = span
    return _EDGE + (SIDE - 2 * _EDGE) * (x - low) / (high - low)


def _axis(axis: int, span: tuple[float, float], name: str) -> str:
    """Return one axis through 0 with its ticks and its name; the other one is crossed at its own 0."""
    low, high = span
    step = 10.0 ** math.floor(math.log10(high - low))
    step = next(step * k for k in (0.1, 0.2, 0.5, 1, 2, 5, 10) if (high - low) / (step * k) <= _MOST_TICKS)
    ticks = [step * k for k in range(math.ceil(low / step), math.floor(high / step) + 1)]
    parts = []
    for tick in ticks:
        at = _place(tick, span)
        written = exactly(round(tick, 9)).replace("-", "−")
        if axis == 0:
            parts.append(f'<path d="M{at:.2f} {_EDGE}V{SIDE - _EDGE}" class="grid{" zero" * (abs(tick) < step / 2)}"/>')
            parts.append(f'<text x="{at:.2f}" y="{SIDE - 6:g}" class="tick" text-anchor="middle">{written}</text>')
        else:
            at = SIDE - at
            parts.append(f'<path d="M{_EDGE} {at:.2f}H{SIDE - _EDGE}" class="grid{" zero" * (abs(tick) < step / 2)}"/>')
            parts.append(f'<text x="{_EDGE - 2:g}" y="{at + 1.5:.2f}" class="tick" text-anchor="end">{written}</text>')
    place = (
        f'x="{SIDE - _EDGE + 2:g}" y="{SIDE - _EDGE + 1.5:g}"' if axis == 0 else f'x="{_EDGE - 3:g}" y="{_EDGE - 4:g}"'
    )
    return f'{"".join(parts)}<text {place} class="name">{name}</text>'
