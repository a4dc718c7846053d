"""How a file is read where a person knows better than the reader; short text of it travels in links.

ReadAs(header=False, left_out=(2,), decimal=",")  ⇄  "header:no;rows:2;decimal:comma"
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote

from logreg_core.points.dataset import DataError

MOST_LEFT_OUT = 100  # rows

_MARKS = {"point": ".", "comma": ","}


@dataclass(frozen=True)
class ReadAs:
    """What a person said of a file; each default leaves it to the reader.

    header : whether the first row holds the columns' names.   left_out : numbers of rows that are not read.
    decimal : the decimal mark, "." or ","; the other one then groups thousands.   sheet : the workbook's sheet.
    cases_apart : labels that differ by case alone are different classes.
    gaps_are_words : NA, None, null and the like are words where they stand beside words.
    Raises DataError for what no file has.
    """

    header: bool | None = None
    left_out: tuple[int, ...] = ()
    decimal: str = ""
    sheet: str = ""
    cases_apart: bool = False
    gaps_are_words: bool = False

    def __post_init__(self) -> None:
        if list(self.left_out) != sorted(set(self.left_out)) or len(self.left_out) > MOST_LEFT_OUT:
            raise DataError(f"rows to leave out must ascend, none twice, at most {MOST_LEFT_OUT}")
        if any(not 1 <= row <= 10_000_000 for row in self.left_out):
            raise DataError("rows to leave out must be numbered from 1 to 10,000,000")
        if self.decimal not in ("", *_MARKS.values()):
            raise DataError(f"the decimal mark is {self.decimal!r:.20}; it must be a point or a comma")

    @property
    def text(self) -> str:
        """All that was said, as short text; "" for nothing."""
        said = {
            "header": {None: "", True: "yes", False: "no"}[self.header],
            "rows": ",".join(map(str, self.left_out)),
            "decimal": next((word for word, mark in _MARKS.items() if mark == self.decimal), ""),
            "sheet": quote(self.sheet, safe=" "),
            "cases": "apart" if self.cases_apart else "",
            "gaps": "words" if self.gaps_are_words else "",
        }
        return ";".join(f"{key}:{value}" for key, value in said.items() if value)

    @classmethod
    def of(cls, text: str) -> ReadAs:
        """Return what `text` says. Raises DataError where it says what can't be understood."""
        said = dict(part.partition(":")[::2] for part in text.split(";") if part)
        try:
            found = cls(
                header={"": None, "yes": True, "no": False}[said.get("header", "")],
                left_out=tuple(map(int, filter(None, said.get("rows", "").split(",")))),
                decimal={"": "", **_MARKS}[said.get("decimal", "")],
                sheet=unquote(said.get("sheet", "")),
                cases_apart=said.get("cases") == "apart",
                gaps_are_words=said.get("gaps") == "words",
            )
        except (KeyError, ValueError) as error:
            raise DataError(f"how the file is read can't be understood ({error})") from None
        if found.text != text:
            raise DataError(f"how the file is read can't be understood ({text!r:.60})")
        return found


AS_IT_IS = ReadAs()
