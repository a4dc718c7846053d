"""Real data sets that ship with the app, each with its source, its units and a question it raises."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from logreg_core.points.dataset import DataError, Dataset

_FOLDER = Path(__file__).with_name("samples")


@dataclass(frozen=True)
class Sample:
    """One data set that ships with the app.

    name : its key in SAMPLES and in links.   title : what the screen calls it.
    what, source, units, question : one plain line each.
    file : its CSV in logreg_core/points/samples.   features, label : columns of that file.
    negative, positive : the label's entries that become y = 0 and y = 1; rows with any other are left out.
    class_names : what the screen calls the two classes.
    """

    name: str
    title: str
    what: str
    source: str
    units: str
    question: str
    file: str
    features: tuple[str, str]
    label: str
    negative: str
    positive: str
    class_names: tuple[str, str]


SAMPLES: dict[str, Sample] = {
    s.name: s
    for s in (
        Sample(
            name="vaso",
            title="Vaso-constriction",
            what="39 trials: does a breath of this volume and rate narrow the vessels of the skin?",
            source="Finney (1947), vaso-constriction of the skin; row 32 has rate 0.03",
            units="volume of air breathed in, in litres; rate, in litres per second",
            question="One trial has a rate of 0.03: how hard does that single point pull on the line?",
            file="vaso.csv",
            features=("volume", "rate"),
            label="constriction",
            negative="0",
            positive="1",
            class_names=("no constriction", "constriction"),
        ),
        Sample(
            name="iris",
            title="Iris",
            what="100 flowers: which of two species of iris, by length and width of a petal?",
            source="Fisher (1936), measured by Anderson",
            units="petal length and petal width, both in centimetres",
            question="A few flowers lie among the other species: which ones decide where the line ends?",
            file="iris_versicolor_virginica.csv",
            features=("petal_length_cm", "petal_width_cm"),
            label="species",
            negative="versicolor",
            positive="virginica",
            class_names=("versicolor", "virginica"),
        ),
        Sample(
            name="mtcars",
            title="Motor cars",
            what="32 cars: is the engine straight (vs = 1) or V-shaped (vs = 0), by weight and displacement?",
            source="Henderson & Velleman (1981), from Motor Trend, 1974",
            units="wt, weight in thousands of pounds; disp, displacement in cubic inches",
            question="disp is about 70 times as large as wt: what does that do to descent?",
            file="mtcars.csv",
            features=("wt", "disp"),
            label="vs",
            negative="0",
            positive="1",
            class_names=("V-shaped", "straight"),
        ),
        Sample(
            name="penguins",
            title="Penguins",
            what="219 penguins with both measurements: Adelie or Chinstrap, by length and depth of the bill?",
            source="Gorman, Williams & Fraser (2014), Palmer Station LTER, CC0",
            units="bill length and bill depth, both in millimetres",
            question="One feature almost separates the species: what does the other one add?",
            file="penguins.csv",
            features=("bill_length_mm", "bill_depth_mm"),
            label="species",
            negative="Adelie",
            positive="Chinstrap",
            class_names=("Adelie", "Chinstrap"),
        ),
        Sample(
            name="four_points",
            title="Four points",
            what="Four points with whole coordinates that no line separates, few enough to work by hand.",
            source="made for this app",
            units="no unit",
            question="From w = 0, b = 0 with α = 1: where does one step lead, and why does b not move?",
            file="four_points.csv",
            features=("x1", "x2"),
            label="y",
            negative="0",
            positive="1",
            class_names=("0", "1"),
        ),
        Sample(
            name="six_points",
            title="Six points",
            what="Six points that a line separates: x1 + x2 is 2 for one class, 3.5 or 4 for the other.",
            source="six points of a widely used exercise",
            units="no unit",
            question="The line x1 + x2 = 3 and the line x1 + x2 = 4, both with w = (1, 1): which has the lower J?",
            file="six_points.csv",
            features=("x1", "x2"),
            label="y",
            negative="0",
            positive="1",
            class_names=("0", "1"),
        ),
    )
}


def load_sample(name: str) -> Dataset:
    """Return the sample called `name`, its rows in the file's order: X (m, 2) in the sample's units, y (m,).

    Rows without both measurements are left out (one Adelie penguin). Raises DataError for an unknown name.
    """
    if not isinstance(name, str) or name not in SAMPLES:
        raise DataError(f"there is no sample {name!r:.60}; there are {', '.join(SAMPLES)}.")
    sample = SAMPLES[name]
    X: list[list[float]] = []
    y: list[int] = []
    with (_FOLDER / sample.file).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            cells = [row[feature] for feature in sample.features]
            if row[sample.label] in (sample.negative, sample.positive) and all(cells):
                X.append([float(cell) for cell in cells])
                y.append(int(row[sample.label] == sample.positive))
    source = f"{sample.title}: {sample.source}"
    return Dataset(np.array(X), np.array(y, dtype=np.float64), sample.features, sample.class_names, source)
