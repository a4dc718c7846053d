"""The computational graph of one example, as a drawing whose numbers the stage fills in.

It is SVG and not a Plotly figure: a screen reader can read its words and a keyboard reach its edges, at each frame only
text changes, and it is laid out twice, across for a wide screen and down for a phone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from logreg_core.descent.run import Run
from pages.words.learning.blank_places import NOTHING, Places

FORWARD, BACKWARD = 3, 6  # how many things each pass reveals
FACTORS = ("loss", "sigma", "w1", "w2", "b")  # the edges, by what is clicked


@dataclass(frozen=True)
class Words:
    """What is written in the graph, as text that is safe in HTML.

    letters : how those of w1, w2, b, x1, x2 that there are are written (pages.words.strip.letters).
    features : x1 and x2 as numbers.
    y : the example's label;  others : how many other examples are in the mean J.
    places : which numbers are to be filled in; they are typed beside the graph.
    """

    letters: Mapping[str, str]
    features: tuple[str, str]
    y: int
    others: int
    places: Places = NOTHING


@dataclass(frozen=True)
class _Box:
    """A node: its corner and size, in the drawing's own units."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class _Layout:
    """Where everything stands: nodes by name; edges by name, from one point to another, either across or down."""

    name: str
    width: float
    height: float
    nodes: Mapping[str, _Box]
    edges: Mapping[str, tuple[float, float, float, float]]


_ABOVE = 12  # room for the first row of derivatives
_PARAMETERS = ("w1", "w2", "b")
_MIDDLES = {  # of the parameters' nodes, by how many there are: across, and down
    3: ((82.0, 212.0, 342.0), (62.0, 190.0, 318.0)),
    2: ((132.0, 302.0), (110.0, 270.0)),
    1: ((222.0,), (190.0,)),
}


def _across(parameters: tuple[str, ...]) -> _Layout:
    rows = dict(zip(parameters, _MIDDLES[len(parameters)][0], strict=True))
    return _Layout(
        "across",
        1192,
        420,
        {
            **{name: _Box(4, y - 42, 128, 84 if name != "b" else 62) for name, y in rows.items()},
            "z": _Box(330, 40, 136, 352),
            "y_hat": _Box(620, 181, 118, 62),
            "L": _Box(930, 181, 106, 62),
            "y": _Box(943, 322, 80, 56),
            "J": _Box(1076, 181, 112, 62),
        },
        {
            **{
                name: (132, y - (10 if name != "b" else 11), 330, y - (10 if name != "b" else 11))
                for name, y in rows.items()
            },
            "sigma": (466, 212, 620, 212),
            "loss": (738, 212, 930, 212),
            "y": (983, 322, 983, 243),
            "J": (1036, 212, 1076, 212),
        },
    )


def _down(parameters: tuple[str, ...]) -> _Layout:
    columns = dict(zip(parameters, _MIDDLES[len(parameters)][1], strict=True))
    return _Layout(
        "down",
        380,
        872,
        {
            **{name: _Box(x - 58, 30, 116, 84 if name != "b" else 62) for name, x in columns.items()},
            "z": _Box(4, 236, 372, 62),
            "y_hat": _Box(131, 430, 118, 62),
            "L": _Box(131, 624, 118, 62),
            "y": _Box(300, 627, 76, 56),
            "J": _Box(131, 760, 118, 62),
        },
        {
            **{name: (x, 114 if name != "b" else 92, x, 236) for name, x in columns.items()},
            "sigma": (190, 298, 190, 430),
            "loss": (190, 492, 190, 624),
            "y": (300, 655, 249, 655),
            "J": (190, 686, 190, 760),
        },
    )


def factor_of(run: Run, chosen: str) -> str:
    """Return the factor that is explained: the chosen one; the first where none is, or the run has no such weight."""
    return chosen if chosen in (*FACTORS[:2], *run.parameters) else FACTORS[0]


def graph(words: Words) -> str:
    """Draw both layouts, one below the other; the page's styles show the one that fits."""
    parameters = tuple(name for name in _PARAMETERS if name in words.letters)
    return "".join(_drawing(layout(parameters), words) for layout in (_across, _down))


def _drawing(layout: _Layout, words: Words) -> str:
    say, y, places = words.letters, words.y, words.places
    loss = "−log ŷ" if y == 1 else "−log(1 − ŷ)"
    weights = [name for name in _PARAMETERS if name in say and name != "b"]
    features = {name: (say[f"x{name[1]}"], words.features[int(name[1]) - 1]) for name in weights}
    last = 7 + len(weights)  # of what is revealed: b's
    nodes = (
        *(
            _node(layout, name, say[name], name, _slope(words, f"dL_d{name}"), say, 0, at, f"× {x} = {number}")
            for at, (name, (x, number)) in enumerate(features.items(), 7)
        ),
        _node(layout, "b", say["b"], "b", _slope(words, "dL_db", "dL_dz"), say, 0, last),
        _node(layout, "z", "z", "z", _slope(words, "dL_dz"), say, 1, 6),
        _node(layout, "y_hat", "ŷ", "y_hat", _slope(words, "dL_dyhat", how="factor"), say, 2, 4),
        _node(layout, "L", "L", "L", "", say, 3, 0),
        _given(layout, str(y)),
        _mean(layout, words.others),
    )
    edges = (
        *(
            _edge(
                layout,
                name,
                (f"{say[name]}·{x} =", _col(f"product_{name}")),
                (f"∂z/∂{say[name]}{'' if f'dz_d{name}' in places else f' = {x}'}", places.drawn(f"dz_d{name}", number)),
                1,
                at,
            )
            for at, (name, (x, number)) in enumerate(features.items(), 7)
        ),
        _edge(layout, "b", (f"+ {say['b']}", ""), (f"∂z/∂{say['b']}", places.drawn("dz_db", "1")), 1, last),
        _edge(layout, "sigma", ("σ(z)", ""), ("∂ŷ/∂z", _slope(words, "dyhat_dz", how="factor")), 2, 5),
        _edge(
            layout,
            "loss",
            (loss, f"since y = {y}"),
            ("∂L/∂ŷ", _slope(words, "dL_dyhat", how="factor")),
            3,
            4,
        ),
        _line(layout, "y", "given", 0),
        _line(layout, "J", "apart", 3),
    )
    head = (
        '<marker id="gd-{0}-{1}" class="{1}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" '
        'markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M0,0.6L10,5L0,9.4Z"/></marker>'
    )
    heads = "".join(head.format(layout.name, kind) for kind in ("ahead", "backward"))
    return (
        f'<svg class="graph {layout.name}" role="group" '
        f'viewBox="0 {-_ABOVE} {layout.width:g} {layout.height + _ABOVE:g}" '
        f'aria-label="Computational graph: {_makes(weights)} z, z makes ŷ, ŷ and y make L">'
        f"<defs>{heads}</defs>{''.join(edges)}{''.join(nodes)}</svg>"
    )


def _makes(weights: list[str]) -> str:
    """What z is made of."""
    terms = ", ".join(f"w{'₁₂'[int(name[1]) - 1]}·x{'₁₂'[int(name[1]) - 1]}" for name in weights)
    return f"{terms} and b make" if terms else "b makes"


def _col(name: str, how: str = "number") -> str:
    as_ = "" if how == "number" else f' data-as="{how}"'
    return f'<tspan data-col="{name}"{as_}></tspan>'


def _slope(words: Words, name: str, column: str = "", how: str = "number") -> str:
    """A derivative's number, or what stands for it. column : its own, where that has another name."""
    return words.places.drawn(name, _col(column or name, how))


def _reveal(number: int) -> str:
    return f' data-reveal="{number}"' if number else ""


def _text(x: float, y: float, kind: str, inside: str, anchor: str = "middle", more: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}" class="{kind}" text-anchor="{anchor}"{more}>{inside}</text>'


def _node(
    layout: _Layout,
    name: str,
    letter: str,
    column: str,
    derivative: str,
    say: Mapping[str, str],
    forward: int,
    backward: int,
    under: str = "",
) -> str:
    box = layout.nodes[name]
    aside = name == "z" and layout.name == "down"  # its derivative stands in the box beside it
    middle, size = box.x + (80 if aside else box.width / 2), 62
    top = box.y if name != "z" else box.y + (box.height - size) / 2
    parts = [_rect(box, "node")]
    across = name == "z" and layout.name == "across"
    if across:  # a tall node has room to say what it adds up
        terms = [f"{say[w]}·{say[f'x{w[1]}']}" for w in _PARAMETERS[:2] if w in say]
        parts.append(_text(middle, top - 42, "small", " + ".join(terms)))
        parts.append(_text(middle, top - 22, "small", f"+ {say['b']}"))
    parts.append(_text(middle, top + 23, "letter", letter))
    kind = "value loss" if name == "L" else "value"
    parts.append(_text(middle, top + 50, kind, _col(column), more=_reveal(forward)))
    if under:
        parts.append(f'<path class="rule" d="M{box.x:g},{box.y + 60:g}h{box.width:g}"/>')
        parts.append(_text(middle, box.y + 77, "small", under))
    if derivative:
        by = say[name] if name in say else {"z": "z", "y_hat": "ŷ"}[name]
        inside = f"∂L/∂{by} = {derivative}"
        # Down a phone the derivative stands beside its node, else above it.
        if layout.name == "down" and name == "y_hat":
            words = (f"∂L/∂{by} =", derivative)
            at = box.x + box.width + 10
            drawn = "".join(_text(at, box.y + 26 + 20 * i, "by", word, "start") for i, word in enumerate(words))
            parts.append(f"<g{_reveal(backward)}>{drawn}</g>")
        elif aside:
            parts.append(_text(box.x + box.width - 10, box.y + 38, "by", inside, "end", _reveal(backward)))
        elif layout.name == "down":
            words = (f"∂L/∂{by} =", derivative)
            drawn = "".join(_text(middle, box.y - 24 + 17 * i, "by tight", word) for i, word in enumerate(words))
            parts.append(f"<g{_reveal(backward)}>{drawn}</g>")
        else:
            at = max(middle, 78) if name in _PARAMETERS else middle
            parts.append(_text(at, box.y - 10, "by", inside, more=_reveal(backward)))
    return f'<g class="of-{name}">{"".join(parts)}</g>'


def _rect(box: _Box, kind: str) -> str:
    return f'<rect class="{kind}" x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="9"/>'


def _given(layout: _Layout, y: str) -> str:
    box = layout.nodes["y"]
    middle = box.x + box.width / 2
    return (
        f"<g>{_rect(box, 'node given')}{_text(middle, box.y + 22, 'letter', 'y')}"
        f"{_text(middle, box.y + 46, 'value', y)}</g>"
    )


def _mean(layout: _Layout, others: int) -> str:
    box = layout.nodes["J"]
    middle = box.x + box.width / 2
    with_ = f"with {others:,} more" if others else "of this one alone"
    under = _text(middle, box.y + box.height + 20, "small", "the mean") + _text(
        middle, box.y + box.height + 38, "small", with_
    )
    return (
        f"<g{_reveal(3)}>{_rect(box, 'node apart')}{_text(middle, box.y + 23, 'letter', 'J')}"
        f"{_text(middle, box.y + 50, 'value loss', _col('J'))}{under}</g>"
    )


def _line(layout: _Layout, name: str, kind: str, number: int) -> str:
    x0, y0, x1, y1 = layout.edges[name]
    return (
        f'<path class="ahead {kind}" d="M{x0:g},{y0:g}L{x1:g},{y1:g}" '
        f'marker-end="url(#gd-{layout.name}-ahead)"{_reveal(number)}/>'
    )


def _edge(
    layout: _Layout,
    name: str,
    forward: tuple[str, str],
    local: tuple[str, str],
    forward_number: int,
    backward_number: int,
) -> str:
    """Draw two arrows that are clicked as one: beside one what is computed, beside the other the local derivative."""
    x0, y0, x1, y1 = layout.edges[name]
    gap = 6
    if layout.name == "across":
        middle = (x0 + x1) / 2
        ahead, back = f"M{x0 + 3:g},{y0 - gap:g}H{x1 - 4:g}", f"M{x1 - 3:g},{y0 + gap:g}H{x0 + 4:g}"
        computed = _text(middle, y0 - gap - 10, "does", " ".join(filter(None, forward)))
        slope = _text(middle, y0 + gap + 21, "local", local[0]) + _text(
            middle, y0 + gap + 43, "local number", f"= {local[1]}"
        )
        hit = _Box(x0 + 4, y0 - 34, x1 - x0 - 8, 92)
    else:
        ahead, back = f"M{x0 - gap:g},{y0 + 3:g}V{y1 - 4:g}", f"M{x0 + gap:g},{y1 - 3:g}V{y0 + 4:g}"
        middle = (y0 + y1) / 2
        if name in _PARAMETERS:  # there is no room beside: both stand one above the other, in a gap of the arrows
            computed = "".join(
                _text(x0, middle - 29 + 16 * i, "does tight", word) for i, word in enumerate(forward) if word
            )
            slope = _text(x0, middle + 12, "local tight", local[0]) + _text(
                x0, middle + 30, "local number tight", f"= {local[1]}"
            )
            cut, tail = middle - 44, middle + 40
            ahead, back = f"M{x0 - gap:g},{tail:g}V{y1 - 4:g}", f"M{x0 + gap:g},{cut:g}V{y0 + 4:g}"
            hit = _Box(x0 - 58, y0 + 4, 116, y1 - y0 - 8)
        else:
            computed = "".join(
                _text(x0 - 18, middle - 4 + 20 * i, "does", word, "end") for i, word in enumerate(forward) if word
            )
            slope = _text(x0 + 18, middle - 4, "local", local[0], "start") + _text(
                x0 + 18, middle + 18, "local number", f"= {local[1]}", "start"
            )
            hit = _Box(x0 - 150, y0 + 6, 300, y1 - y0 - 12)
    arrow = f'marker-end="url(#gd-{layout.name}-{{}})"'
    return (
        f'<g class="edge" role="button" tabindex="0" data-factor="{name}" aria-pressed="false">'
        f"<title>Explain this factor</title>{_rect(hit, 'hit')}"
        f'<g{_reveal(forward_number)}><path class="ahead" d="{ahead}" {arrow.format("ahead")}/>{computed}</g>'
        f'<g{_reveal(backward_number)}><path class="backward" d="{back}" {arrow.format("backward")}/>{slope}</g></g>'
    )
