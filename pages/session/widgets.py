"""The keys of all widgets, and what the widgets hold: the only string keys there are in session state but one.

A container's key, which is a class for a style, is no widget's.
"""

from __future__ import annotations

from typing import Any

from pages.session import store

# ------------------------------------------------------------------------------------------------- on several pages

STAGE = "stage"  # the stage, of whatever kind
MISSING_FILE = "needed file"  # the uploader for the file that a link speaks of

# --------------------------------------------------------------------------------------------------- in the sidebar

DATA = "data"  # the choice of points: a generator, a sample, a file
GENERATED = "m", "noise", "balance"  # a generator's sliders
START = "start mode"  # zeros, random or typed
START_SEED = "start seed"  # of a random start
STANDARDISE = "standardise"
RULE, MORE_RULES = "rule", "more rules"  # of the step: the menu, and the list of all that it has not
WITHOUT_MOMENTUM = "without momentum"  # the button for plain descent beside a velocity
COMPARE_ORDERS = "compare the orders of batches"  # the button
BATCH, BATCH_ORDER, BATCH_SEED = "batch size", "batch order", "batch seed"
L2 = "l2"  # how strongly long weights are charged
SCIKIT = "scikit-learn"  # the button that says why its weights are others
STEPS = "steps"  # how long the run is
COPY, SAVE, GLOSSARY, PRESENT = "copy link", "save", "glossary", "present"  # at its foot


def file_button(what: str) -> str:
    """Return the key of the button that saves a file of `what`."""
    return f"file of {what}"


def start_box(name: str) -> str:
    """Return the key of the box for the initial "w1", "w2" or "b"."""
    return f"start {name}"


def rule_setting(name: str) -> str:
    """Return the key of the box for a setting of the rule."""
    return f"rule {name}"


# ---------------------------------------------------------------------------------------------------------- the Lab

TABLE_SHOWN = "tables"  # which of the two tables
EXAMPLES, LOG = "examples", "log"  # the tables


def save_button(table: str) -> str:
    """Return the key of the button that saves a table."""
    return f"save-{table}"


# ----------------------------------------------------------------------------------------------------- the Data page

DRAWING = "drawing"  # the drawing plane
GRID = "grid"  # the table to type in
WAYS = "ways to points"  # the tabs
KIND = "kind of points"  # which generator
# Its sliders. By the names of the sidebar's they would be taken for those, and show nothing when the page opens.
MADE = "m made", "noise made", "balance made"
FILE = "file"  # the uploader
EARLIER_FILE = "earlier file"  # the button back to the file before one that was refused
PASTED = "pasted"  # the box for cells of a spreadsheet
STOP_READING = "stop reading"  # the button
USE = "use this data"  # the button
HOLDOUT, HOLDOUT_SEED = "holdout", "holdout seed"


def sample_button(name: str) -> str:
    """Return the key of the button that shows a sample."""
    return f"sample {name}"


def column_choice(what: str, file: str) -> str:
    """Return the key of the choice of a column as "x1", "x2" or "label", of the file with this digest."""
    return f"{what} {file}"


def class_one(file: str, label: int) -> str:
    """Return the key of the choice of what counts as class 1. label : the label's place among the columns."""
    return f"one {file} {label}"


def class_zero(file: str, label: int, one: int) -> str:
    """Return the key of the choice of what counts as class 0. one : the place of class 1 among the label's values."""
    return f"zero {file} {label} {one}"


def leave_out(choice: str) -> str:
    """Return the key of the box that leaves out rows. choice : digest of the choice that can't use them."""
    return f"leave out {choice}"


def read_anew(digest: str, text: str) -> str:
    """Return the key of the button that has a file read in another way."""
    return f"read {digest} {text}"


# ---------------------------------------------------------------------------------------------- the Chain rule page

FACTOR_PANEL, TANGENT_PANEL, CHECK_PANEL = "factors", "tangent", "check"
LOSSES_PANEL, SATURATION_PANEL = "losses", "saturation"
EPSILON = "epsilon of the check"
CODE_OF_FACTOR, CODE_OF_SATURATION = "code of a factor", "code of saturation"  # whether they are open
THOUGHT_LABEL = "label of the thought experiment"  # y = 0 or 1 in the saturation panel

# ------------------------------------------------------------------------------------------------ the Examples page

ROWS = "rows"  # the table
PULLS_PANEL, RANKED_PANEL, LIFE_PANEL = "pulls", "ranked", "life"
PART_SHOWN = "ways to look at examples"
BATCH_SPREAD = "spread of batches"  # whether it is shown
WHAT_IF_PANEL, WHAT_IF, WHAT_IF_APPLY = "whatif", "what if way", "what if apply"
VERDICTS_PANEL, THRESHOLD, JUDGED = "verdicts", "threshold", "judged"


def move_box(axis: int, dataset: str, row: int) -> str:
    """Return the key of the box for where an example is moved to; another example, or other data, is another box."""
    return f"move to {axis} {dataset} {row}"


# ---------------------------------------------------------------------------------------------- the Derivation page

NUMBERS, WHOSE, WEIGHT = "derivation numbers", "derivation whose", "derivation weight"
SECTION, SMALL_STEPS = "derivation section", "derivation steps"
AT_REST, AT_REST_PLACE = "at rest", "at_rest"  # what tells the stage more of a step, and where it is, for styles
LAST_LINE = "the last line"  # what brings it into view
PRINT_CARD = "print the card"
EXERCISE = "exercise"  # which one
ANSWER_FORM = "exercise answer form"


def answer(exercise: str, *about: object) -> str:
    """Return the key of the answer to an exercise. about : what else makes it another exercise."""
    return " ".join(("exercise answer", exercise, *map(str, about)))


# --------------------------------------------------------------------------------------------------- worksheets

SHEET_STEPS, SHEET_SEED, SHEET_PAPER, SHEET_SHOWN = "sheet steps", "sheet seed", "sheet paper", "sheet shown"
SHEET_SEEDS, PRINT_SHEET, KEYS_OF_SEEDS = "sheet seeds", "print the sheet", "keys of seeds"
OPEN_SHEET, SHEET_MOMENT = "open the worksheet", "sheet moment"  # the button that leads to it; whose points


def sheet_points(dataset: str) -> str:
    """Return the key of the box for which examples are on the sheet; other data is another box."""
    return f"sheet points {dataset}"


# --------------------------------------------------------------------------------------------------- the Learn page

LEARN = "learn"  # the list, or the column beside the stage
LESSON_FILE = "lesson file"  # the uploader

# ------------------------------------------------------------------------------------------ checking one's own numbers

CHECK_YOURSELF = "check yourself"  # the button that opens the dialog
OWN_PASTED = "own pasted"  # the box for several


def own_number(name: str) -> str:
    """Return the key of the box for one number of a person's own, by its quantity."""
    return f"own {name}"


# ------------------------------------------------------------------------------------------------------- challenges

END_CHALLENGE = "end challenge"  # the button beside its line
CHALLENGE_GOAL, CHALLENGE_COPY, CHALLENGE_TRY = "challenge goal", "challenge link", "challenge try"
CHALLENGE_STEPS, CHALLENGE_RATES, CHALLENGE_FLIPS = "challenge steps", "challenge rates", "challenge flips"


def challenge_number(goal: str) -> str:
    """Return the key of the box for the number of a goal."""
    return f"challenge number {goal}"


# ------------------------------------------------------------------------------------------------ what widgets hold


def revision(name: str, identity: str, number: int) -> str:
    """Return the key of the widget called `name`, one of those above that `showing.py` is for, in its revision."""
    return f"{name} {identity} {number}"


def value_of(key: str, default: Any = None) -> Any:
    """Return what the widget of this key holds."""
    return store.read(key, default)
