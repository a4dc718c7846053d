"""Where points come from, as the part of a link that says so, and back."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from logreg_core.points.dataset import DataError
from logreg_core.points.generators import GENERATORS
from logreg_core.points.link_numbers import quoted_value, real_number, whole_number
from logreg_core.points.origins import Base, Edited, Generated, Origin, Points, Sampled, Uploaded
from logreg_core.points.read_as import AS_IT_IS, ReadAs
from logreg_core.points.reshaping import ANGLE, Reshaping
from logreg_core.points.samples import SAMPLES


def origin_query(origin: Origin) -> str:
    """Return an origin as the query of a URL."""
    return urlencode(origin_to_pairs(origin), quote_via=quote, safe=",:")


def origin_to_pairs(origin: Origin) -> list[tuple[str, str]]:
    """Return an origin as the keys and values of a query; floats by repr, so that nothing is lost."""
    if isinstance(origin, Generated):
        settings = (
            ("m", origin.m),
            ("noise", origin.noise),
            ("balance", origin.balance),
            ("seed", origin.seed),
        )
        return [("data", origin.name), *((key, repr(value)) for key, value in settings), *_shape(origin.shape)]
    if isinstance(origin, Sampled):
        return [("data", origin.name), *_shape(origin.shape)]
    if isinstance(origin, Points):
        return [("data", "points"), ("points", origin.pack())]
    if isinstance(origin, Edited):
        return [*origin_to_pairs(origin.base), ("edits", origin.pack())]
    pairs = [
        ("data", "upload"),
        ("file", origin.filename),
        ("sha", origin.digest),
        *zip(("x1", "x2"), origin.features, strict=False),
        ("label", origin.label),
        ("one", origin.positive),
    ]
    if origin.negative is not None:
        pairs.append(("zero", origin.negative))
    if origin.drop_incomplete:
        pairs.append(("gaps", "left out"))
    if origin.read_as != AS_IT_IS:
        pairs.append(("read", origin.read_as.text))
    return pairs + _shape(origin.shape)


def _shape(shape: Reshaping) -> list[tuple[str, str]]:
    turned = [("turned", str(shape.degrees))] if shape.turns else []
    return turned + ([("copies", str(shape.copies))] if shape.doubled else [])


def _shape_from(given: dict[str, str]) -> Reshaping:
    """Return what a link says was done to all points. Raises DataError where that can't be."""
    degrees, copies = whole_number(given.get("turned", "0")), whole_number(given.get("copies", "1"))
    if degrees % ANGLE or copies < 1 or copies & (copies - 1):
        raise DataError(f"points can be turned by multiples of {ANGLE}°, and be there 1, 2, 4 or 8 times")
    return Reshaping(degrees // ANGLE, copies.bit_length() - 1)


def edited_from(text: str, base: Origin) -> Edited:
    """Return `base` with the edits that `text` holds. Raises DataError where they can't be read or used."""
    if isinstance(base, Points | Edited):
        raise DataError("points that travel in a link are edited themselves, so edits say nothing about them")
    return Edited.unpack(text, base)


def origin_from(given: dict[str, str]) -> Base | Points:
    """Return the origin that a query's values describe, without edits. Raises ValueError naming what can't be used."""
    kind = given.get("data", "blobs")
    if kind in GENERATORS:
        return Generated(
            kind,
            whole_number(given.get("m", "200")),
            real_number(given["noise"]) if "noise" in given else GENERATORS[kind].noise,
            real_number(given.get("balance", "0.5")),
            whole_number(given.get("seed", "7")),
            _shape_from(given),
        )
    if kind in SAMPLES:
        return Sampled(kind, _shape_from(given))
    if kind == "points":
        return Points.unpack(given.get("points", ""))
    if kind == "upload":
        missing = [key for key in ("file", "sha", "x1", "label", "one") if key not in given]
        if missing:
            raise DataError(f"it names an uploaded file but leaves out {', '.join(missing)}")
        return Uploaded(
            given["file"],
            given["sha"],
            tuple(given[key] for key in ("x1", "x2") if key in given),
            given["label"],
            given["one"],
            given.get("zero"),
            given.get("gaps") == "left out",
            ReadAs.of(given.get("read", "")),
            _shape_from(given),
        )
    raise DataError(f"there is no data called {quoted_value(kind)}")
