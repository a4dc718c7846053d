"""What the names of columns and classes say: which column is an ID or a label, and which value is class 1."""

from __future__ import annotations

import re
from collections.abc import Sequence

from logreg_core.files.cells import is_number

# Names of labels, the likeliest first. Of the first two kinds one word in the name is enough: "Loan default".
LABELS = (
    {"target", "label", "labels", "outcome", "y", "ziel", "zielvariable"},
    {
        *("survived", "survive", "survival", "survivor", "died", "dead", "death", "deceased", "mortality", "diagnosis"),
        *("purchased", "purchase", "bought", "buy", "buys", "churn", "churned", "exited", "left", "attrition", "spam"),
        *("default", "defaulted", "fraud", "malignant", "passed", "pass", "failed", "failure", "fail", "admitted"),
        *("admission", "admit", "accepted", "acceptance", "accept", "approved", "approval", "approve", "hired"),
        *("clicked", "click", "subscribed", "converted", "conversion", "responded", "response", "deny", "denied"),
        *("promoted", "arrest", "arrested", "released", "participation", "participated", "participates"),
        *("volunteer", "vote", "voted", "won", "win", "winner", "result", "decision", "diagnose", "ergebnis"),
        *("bestanden", "gekauft", "gestorben", "verstorben", "überlebt", "krank"),
    },
    {
        *("class", "classes", "classification", "category", "species", "type", "kind", "quality", "grade"),
        *("group", "status", "klasse", "art", "gruppe"),
    },
    {"case", "event", "sick", "ill", "infected"},
)
# Names of columns that name a row; "id" and the like also as one word among others.
IDS = {
    *("id", "ids", "uid", "guid", "uuid", "identifier", "rowid", "userid", "customerid", "clientid", "patientid"),
    *("passengerid", "studentid", "productid", "orderid", "subjectid", "sampleid", "employeeid", "personid"),
    *("matrikelnummer", "kundennummer", "patientennummer", "personalnummer", "kennung", "stratum", "strata"),
}
# Whole names of columns whose numbers name something, and of those that number the rows where they are all different.
CODES = {"index", "idx", "rownames", "rowname", "subject", "zip", "zipcode", "postcode", "plz"}
ROW_NUMBERS = {
    *("", "row", "rows", "rownumber", "rownum", "nr", "no", "num", "number", "n", "i", "obs", "observation", "record"),
    *("serial", "serialno", "sno", "slno", "lfd", "lfdnr", "nummer", "zeile", "patient", "person", "participant"),
}
# Names of columns that say something about a row, but are seldom what is to be predicted.
TRAITS = {"sex", "gender", "male", "female", "married", "foreign", "geschlecht", "train", "test", "split"}

# Words in names of columns that say when a row came about: a feature, but seldom one of the first two.
WHEN = {"year", "month", "week", "weekday", "day", "date", "jahr", "monat", "woche", "wochentag", "tag", "datum"}

POSITIVE = {
    *("+", "1", "yes", "y", "true", "t", "ja", "j", "wahr", "oui", "vrai", "sí", "si", "sì", "sim", "positive", "pos"),
    *("positiv", "present", "malignant", "maligne", "abnormal", "case", "fraud", "spam", "sick", "ill", "disease"),
    *("diseased", "krank", "infected", "defect", "defective", "survived", "accepted", "admitted", "approved", "hired"),
    *("bought", "purchased", "success", "pass", "passed", "bestanden", "won", "win", "churn", "churned", "default"),
    *("high", "on", "up", "event", "hit"),
}
NEGATIVE = {
    *("-", "−", "0", "no", "not", "non", "never", "false", "nein", "nicht", "kein", "keine", "falsch", "faux"),
    *("não", "negative", "neg", "negativ", "absent", "benign", "benigne", "normal", "healthy", "gesund", "control"),
    *("ham", "ok", "none", "rejected", "denied", "refused", "failure", "fail", "failed", "lost", "loss", "low", "off"),
    *("down", "legit", "legitimate", "genuine"),
}


def words_in(name: str) -> list[str]:
    """Return the words of a name in small letters: "PassengerId" and "passenger_id" have two, "width" has one."""
    return re.findall(r"[^\W_]+", re.sub(r"([a-zß-öø-ÿ])([A-ZÀ-ÖØ-Þ])", r"\1 \2", name).casefold())


def is_id(name: str) -> bool:
    """Tell whether a column's name says that it holds names: "User ID" and "index" do, "acid" does not."""
    words = words_in(name)
    return "".join(words) in CODES or not IDS.isdisjoint(words)


def is_row_number(name: str) -> bool:
    """Tell whether a column's name is one for numbers of rows, or none: "", "column 1", "Unnamed: 0", "Nr."."""
    nameless = re.fullmatch(r"(?:column|unnamed:) \d+", name.strip(), re.IGNORECASE)
    return nameless is not None or "".join(words_in(name)) in ROW_NUMBERS


def label_rank(name: str) -> int | None:
    """Return how likely a column's name is that of a label, 0 for the likeliest; None for a name that tells nothing."""
    words = words_in(name)
    for kind, known in enumerate(LABELS):
        if "".join(words) in known:
            return 2 * kind
        if kind < 2 and not (known - {"y"}).isdisjoint(words):
            return 2 * kind + 1
    return None


def likely_positive(values: Sequence[str]) -> str:
    """Return the value that is likeliest to be class 1, of a label's values in sorted order.

    It is the first one that says yes ("+", "yes", "true", "positive"). Of two values it is else the one whose
    opposite says no ("healthy"), or that the other one only negates ("member" and "nonmember"). Else, and among
    numbers always, it is the last: 1 against 0.
    """
    if all(map(is_number, values)):
        return values[-1]
    said = [value.strip().casefold() for value in values]
    sure = [value for value, text in zip(values, said, strict=True) if text in POSITIVE]
    if sure or len(values) != 2:
        return sure[0] if sure else values[-1]
    first, last = said
    denied = [text in NEGATIVE or not NEGATIVE.isdisjoint(words_in(text)) for text in said]
    if denied[0] != denied[1]:
        return values[denied.index(False)]
    return values[0] if re.fullmatch(r"(?:no|non|not|un|in|dis)\W*" + re.escape(first), last) else values[1]
