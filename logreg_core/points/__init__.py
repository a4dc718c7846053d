"""Examples and where they come from: generated, a sample, drawn by hand, or a file; edited or not.

Read `dataset` first: m labelled points, checked once. `generators` makes them, `samples` ships some real ones,
`drawn` holds those that a link carries whole. `origins` says where points come from, `read_as` how a file is read,
`edits` changes them point by point and `reshaping` all at once, `origin_query` writes an origin into a link and reads
it back, and `link_text` packs rows into short text; `link_numbers` reads a link's numbers.
`holdout` and `scaling` prepare points for descent. `seeds`, `short_text` and `plain_numbers` are what others share:
the range of seeds, how a text is cut, how a sentence of the core writes a number, and how one that is typed is read.
"""

from logreg_core.points.dataset import NO_FEATURE, DataError, Dataset, Floats, NoPointsError
from logreg_core.points.drawn import LARGEST_COORDINATE, LARGEST_LINKED, Points, rows_of
from logreg_core.points.edits import (
    LONGEST_LINK,
    Add,
    Edit,
    Erase,
    Flip,
    Move,
    Put,
    ReplaceRows,
    base_of,
    edited,
    fits_link,
    snap,
)
from logreg_core.points.generators import GENERATORS, generate
from logreg_core.points.holdout import LARGEST_SHARE, Split, split
from logreg_core.points.origin_query import origin_query
from logreg_core.points.origins import Base, Edited, Generated, Origin, Sampled, Uploaded
from logreg_core.points.plain_numbers import NotANumberError, typed_number
from logreg_core.points.read_as import AS_IT_IS, ReadAs
from logreg_core.points.reshaping import AS_MADE, Reshaping
from logreg_core.points.samples import SAMPLES, load_sample
from logreg_core.points.scaling import Scaling, with_weight
from logreg_core.points.seeds import LARGEST_SEED
from logreg_core.points.short_text import cut, quoted, short_name

__all__ = [
    "AS_IT_IS",
    "AS_MADE",
    "GENERATORS",
    "LARGEST_COORDINATE",
    "LARGEST_LINKED",
    "LARGEST_SEED",
    "LARGEST_SHARE",
    "LONGEST_LINK",
    "NO_FEATURE",
    "SAMPLES",
    "Add",
    "Base",
    "DataError",
    "Dataset",
    "Edit",
    "Edited",
    "Erase",
    "Flip",
    "Floats",
    "Generated",
    "Move",
    "NoPointsError",
    "NotANumberError",
    "Origin",
    "Points",
    "Put",
    "ReadAs",
    "ReplaceRows",
    "Reshaping",
    "Sampled",
    "Scaling",
    "Split",
    "Uploaded",
    "base_of",
    "cut",
    "edited",
    "fits_link",
    "generate",
    "load_sample",
    "origin_query",
    "quoted",
    "reshaping",
    "rows_of",
    "short_name",
    "snap",
    "split",
    "typed_number",
    "with_weight",
]
