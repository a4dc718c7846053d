"""An origin says where an experiment's points come from, in a form short enough for a link."""

from __future__ import annotations

import binascii
from dataclasses import dataclass

import numpy as np

from logreg_core.points import link_text
from logreg_core.points.dataset import DataError, Dataset, NoPointsError
from logreg_core.points.drawn import LARGEST_LINKED, Points, check_point
from logreg_core.points.generators import GENERATORS, generate
from logreg_core.points.link_text import Row
from logreg_core.points.read_as import AS_IT_IS, ReadAs
from logreg_core.points.reshaping import AS_MADE, Reshaping
from logreg_core.points.samples import SAMPLES, load_sample
from logreg_core.points.seeds import LARGEST_LINKED_SEED

__all__ = ["LARGEST_LINKED", "Base", "Edited", "Generated", "Origin", "Points", "Sampled", "Uploaded"]

LARGEST_GENERATED = 100_000
MOST_EDITS = 5_000  # points flipped, changed or added that an Edited can hold; a link holds LARGEST_LINKED
MOST_ERASED = 100_000


@dataclass(frozen=True)
class Generated:
    """Points made by a generator of GENERATORS.

    m : number of points, 2 to 100,000;  noise : the generator's own unit, 0 or more;
    balance : share of class 1, 0.1 to 0.9;  seed : whole number, 0 or more;  shape : what is then done to all of them.
    """

    name: str = "blobs"
    m: int = 200
    noise: float = GENERATORS["blobs"].noise
    balance: float = 0.5
    seed: int = 7
    shape: Reshaping = AS_MADE

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
        if not 0 <= self.seed <= LARGEST_LINKED_SEED:
            raise ValueError(f"seed is {self.seed}; it must be a whole number, 0 or more")

    def load(self) -> Dataset:
        """Return the dataset; the same bits for the same settings."""
        made = generate(self.name, m=self.m, noise=self.noise, balance=self.balance, seed=self.seed)
        return self.shape.applied(made)


@dataclass(frozen=True)
class Sampled:
    """A data set that ships with the app, by its name in SAMPLES. shape : what is done to all its points."""

    name: str
    shape: Reshaping = AS_MADE

    def __post_init__(self) -> None:
        if self.name not in SAMPLES:
            raise ValueError(f"sample {self.name!r} is not one of {', '.join(SAMPLES)}")

    def load(self) -> Dataset:
        """Return the dataset."""
        return self.shape.applied(load_sample(self.name))


@dataclass(frozen=True)
class Uploaded:
    """A file, which is too large for a link and is known by its content; one who opens the link uploads it again.

    digest : SHA-256 of the file's bytes, in hexadecimal;  the other fields are what `files.to_dataset` needs, and
    read_as : how `files.read_table` reads it.   shape : what is done to all its points.
    """

    filename: str
    digest: str
    features: tuple[str, ...]
    label: str
    positive: str
    negative: str | None = None
    drop_incomplete: bool = False
    read_as: ReadAs = AS_IT_IS
    shape: Reshaping = AS_MADE


Base = Generated | Sampled | Uploaded


@dataclass(frozen=True)
class Edited:
    """A generator's, a sample's or a file's points with some of them changed by hand.

    base : what was edited.  Numbers i count the base's points from 0; each i stands in one of the three at most:
    flipped : those now in the other class;  changed : (i, x1, x2, y) of those moved, with their label or another;
    removed : those erased.  All three ascend.
    added : (x1, x2, y), in the order in which they were drawn.

    `edits.edited` always makes the shortest form, so that equal points compare equal.
    Raises DataError naming the point where a value can't be used.
    """

    base: Base
    flipped: tuple[int, ...] = ()
    changed: tuple[tuple[int, float, float, int], ...] = ()
    removed: tuple[int, ...] = ()
    added: tuple[Row, ...] = ()

    def __post_init__(self) -> None:
        moved = tuple(entry[0] for entry in self.changed)
        for numbers in (self.flipped, moved, self.removed):
            if list(numbers) != sorted(set(numbers)) or (numbers and numbers[0] < 0):
                raise DataError("edited points must be numbered from 0 on, ascending, and none twice")
        touched = {*self.flipped, *moved, *self.removed}
        if len(touched) < len(self.flipped) + len(moved) + len(self.removed):
            raise DataError("a point can be flipped, moved or erased, but stand in one of these lists only")
        if not touched and not self.added:
            raise DataError("there is no edit; use the data themselves")
        if self.count > MOST_EDITS or len(self.removed) > MOST_ERASED:
            raise DataError(
                f"{self.count:,} points are changed or added and {len(self.removed):,} erased; {MOST_EDITS:,} and "
                f"{MOST_ERASED:,} are the most. Upload the edited table as a file instead"
            )
        for i, x1, x2, y in self.changed:
            check_point((x1, x2, y), f"point {i + 1}")
        for i, row in enumerate(self.added, 1):
            check_point(row, f"added point {i}")

    @property
    def count(self) -> int:
        """How many points are flipped, changed or added."""
        return len(self.flipped) + len(self.changed) + len(self.added)

    def check(self, base: Dataset) -> None:
        """Raise DataError where an edit names a point that the base's own dataset does not have."""
        last = max((*self.flipped, *(entry[0] for entry in self.changed), *self.removed), default=-1)
        if last >= base.m:
            raise DataError(f"An edit speaks of point {last + 1:,}, and the data have {base.m:,}. Leave the edits out.")

    def load(self, base: Dataset | None = None) -> Dataset:
        """Return the edited dataset: the base's points that are left, in their order, then those added.

        base : the base's own dataset, which an uploaded file needs. Raises DataError where an edit names a
        point that the base does not have, NoPointsError where no point is left.
        """
        if base is None:
            if isinstance(self.base, Uploaded):
                raise DataError(f"The file {self.base.filename!r} is not here. Upload it first.")
            base = self.base.load()
        self.check(base)
        X, y = base.X.copy(), base.y.copy()
        y[list(self.flipped)] = 1 - y[list(self.flipped)]
        for i, x1, x2, label in self.changed:
            X[i], y[i] = (x1, x2), label
        X, y = np.delete(X, self.removed, axis=0), np.delete(y, self.removed)
        if self.added:
            X = np.concatenate([X, [row[:2] for row in self.added]])
            y = np.append(y, [row[2] for row in self.added])
        if not len(y):
            raise NoPointsError("No points are left. Draw at least one.")
        return Dataset(X, y, base.feature_names, base.class_names, f"{base.source}, edited".removeprefix(", "))

    def pack(self) -> str:
        """Return the edits, without their base, as short text of letters, digits, - and _."""
        parts = [link_text.indexes(self.flipped), link_text.indexes(self.removed)]
        parts.append(link_text.indexes([i for i, *_ in self.changed]))
        parts.append(link_text.rows([*((x1, x2, y) for _, x1, x2, y in self.changed), *self.added]))
        return link_text.seal("d", b"".join(parts))

    @classmethod
    def unpack(cls, text: str, base: Base) -> Edited:
        """Return the base with the edits that `pack` wrote. Raises DataError where the text is damaged."""
        try:
            reader = link_text.unseal("d", text)
            flipped, removed = reader.indexes(MOST_EDITS), reader.indexes(MOST_ERASED)
            moved, rows = reader.indexes(MOST_EDITS), reader.rows(MOST_EDITS)
            reader.done()
            if len(moved) > len(rows):
                raise ValueError("it lacks points")
            changed = tuple((i, *row) for i, row in zip(moved, rows, strict=False))
            return cls(base, flipped, changed, removed, rows[len(moved) :])
        except (binascii.Error, ValueError) as error:
            raise DataError(f"the edits in the link can't be read ({error}); ask for the link again") from None


Origin = Base | Points | Edited
