"""An origin says where an experiment's points come from, in a form short enough for a link."""

from __future__ import annotations

import base64
import binascii
import json
import math
import zlib
from dataclasses import dataclass

import numpy as np

from logreg_core.dataset import DataError, Dataset, checked_names
from logreg_core.generators import GENERATORS, generate
from logreg_core.samples import SAMPLES, load_sample

LARGEST_LINKED = 300  # points that travel inside a link
LARGEST_GENERATED = 100_000
_LONGEST_UNPACKED = 200_000  # characters; a link can't unpack to more (a small text can hide a huge one)


@dataclass(frozen=True)
class Generated:
    """Points made by a generator of GENERATORS.

    m : number of points, 2 to 100,000;  noise : the generator's own unit, 0 or more;
    balance : share of class 1, 0.1 to 0.9;  seed : whole number, 0 or more.
    """

    name: str = "blobs"
    m: int = 200
    noise: float = GENERATORS["blobs"].noise
    balance: float = 0.5
    seed: int = 7

    def __post_init__(self) -> None:
        if self.name not in GENERATORS:
            raise ValueError(f"generator {self.name!r} is not one of {', '.join(GENERATORS)}")
        if not 2 <= self.m <= LARGEST_GENERATED:
            raise ValueError(f"m is {self.m}; it must be a whole number from 2 to {LARGEST_GENERATED:,}")
        low, high = GENERATORS[self.name].noise_range
        if not low <= self.noise <= high:
            raise ValueError(f"noise is {self.noise!r}; for {self.name!r} it must be from {low:g} to {high:g}")
        if not 0.1 <= self.balance <= 0.9:
            raise ValueError(f"balance is {self.balance!r}; it must be from 0.1 to 0.9")
        if not 0 <= self.seed <= 2**53:
            raise ValueError(f"seed is {self.seed}; it must be a whole number, 0 or more")

    def load(self) -> Dataset:
        """The dataset; the same bits for the same settings."""
        return generate(self.name, m=self.m, noise=self.noise, balance=self.balance, seed=self.seed)


@dataclass(frozen=True)
class Sampled:
    """A data set that ships with the app, by its name in SAMPLES."""

    name: str

    def __post_init__(self) -> None:
        if self.name not in SAMPLES:
            raise ValueError(f"sample {self.name!r} is not one of {', '.join(SAMPLES)}")

    def load(self) -> Dataset:
        """The dataset."""
        return load_sample(self.name)


@dataclass(frozen=True)
class Uploaded:
    """A file too large for a link, known by its content; whoever opens the link must bring the file.

    digest : SHA-256 of the file's bytes, in hexadecimal;  the rest is what `tables.to_dataset` needs.
    """

    filename: str
    digest: str
    features: tuple[str, str]
    label: str
    positive: str
    negative: str | None = None
    drop_incomplete: bool = False


@dataclass(frozen=True)
class Points:
    """Up to 300 points that travel in the link themselves.

    rows : one (x1, x2, y) per point;  names as in Dataset;  source : where they come from, in words.
    """

    rows: tuple[tuple[float, float, int], ...]
    feature_names: tuple[str, str] = ("x1", "x2")
    class_names: tuple[str, str] = ("0", "1")
    source: str = ""

    def __post_init__(self) -> None:
        if not 1 <= len(self.rows) <= LARGEST_LINKED:
            raise ValueError(f"a link holds 1 to {LARGEST_LINKED} points, and this has {len(self.rows)}")
        for i, (x1, x2, y) in enumerate(self.rows, 1):
            if not (math.isfinite(x1) and math.isfinite(x2) and y in (0, 1)):
                raise ValueError(f"point {i} is ({x1}, {x2}, {y}); it must be two finite numbers and 0 or 1")
        checked_names(self.feature_names, "feature_names")
        checked_names(self.class_names, "class_names")

    @classmethod
    def of(cls, dataset: Dataset) -> Points:
        """The points of a dataset of at most 300 examples, bit for bit."""
        rows = tuple((x1, x2, int(y)) for (x1, x2), y in zip(dataset.X.tolist(), dataset.y.tolist(), strict=True))
        return cls(rows, dataset.feature_names, dataset.class_names, dataset.source)

    def load(self) -> Dataset:
        """The dataset, bit for bit what went in."""
        X = np.array([row[:2] for row in self.rows])
        y = np.array([row[2] for row in self.rows], dtype=np.float64)
        return Dataset(X, y, self.feature_names, self.class_names, self.source)

    def pack(self) -> str:
        """The points as compressed text of letters, digits, - and _."""
        numbers = " ".join(f"{_short(x1)} {_short(x2)} {y}" for x1, x2, y in self.rows)
        plain = json.dumps([numbers, self.feature_names, self.class_names, self.source], separators=(",", ":"))
        return base64.urlsafe_b64encode(zlib.compress(plain.encode(), 9)).decode().rstrip("=")

    @classmethod
    def unpack(cls, text: str) -> Points:
        """What `pack` made; raises DataError when the text is damaged."""
        try:
            squeezed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
            unpacker = zlib.decompressobj()
            plain = unpacker.decompress(squeezed, _LONGEST_UNPACKED)
            if not unpacker.eof:
                raise ValueError("it is cut short or too long")
            numbers, features, classes, source = json.loads(plain)
            cells = numbers.split(" ")
            rows = tuple(
                (float(x1), float(x2), int(y)) for x1, x2, y in zip(cells[::3], cells[1::3], cells[2::3], strict=True)
            )
            names = [*features, *classes, source]
            if len(features) != 2 or len(classes) != 2 or not all(isinstance(name, str) for name in names):
                raise ValueError("its names are damaged")
            return cls(rows, tuple(features), tuple(classes), source)
        except (binascii.Error, zlib.error, ValueError, TypeError, AttributeError, RecursionError) as error:
            raise DataError(f"the points in the link can't be read ({error}); ask for the link again") from None


Origin = Generated | Sampled | Uploaded | Points


def _short(x: float) -> str:
    return repr(x).removesuffix(".0")
