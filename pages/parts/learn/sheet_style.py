"""How a worksheet is laid out: on one side of paper, and as large as there is room on the screen.

All its lengths are millimetres on paper, --mm: on the screen a share of the room's width.
"""

from __future__ import annotations

from pages.figures.theme import BOX, FONT, either
from pages.parts.on_paper import on_paper

# The keys of containers: what is printed, and the line with what prints it.
SHEET, PRINTS = "worksheet-sheet", "worksheet-prints"
PAPERS = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}  # millimetres
_MARGIN = 12.0
_FIXED = 83.0  # of the height, what is there besides the steps and the plane: margins, head, formulas, foot


def space_on(paper: str) -> float:
    """Return how many millimetres of a paper's height are left for steps and plane."""
    return PAPERS[paper][1] - _FIXED


def style(paper: str) -> str:
    """Return the style of the sheet on a paper, one of PAPERS."""
    width, height = PAPERS[paper]
    # Said several times, the class weighs more than that of any other part of the page that can be printed.
    kept = f".st-key-{SHEET}" * 4
    mm = _mm
    return f"""
.st-key-{PRINTS} > * {{ flex: none; width: auto; }}
.st-key-{SHEET} {{ container-type: inline-size; max-width: 760px; border: 1px solid {either(BOX)}; padding: 0; }}
.gd-sheet {{ --mm: calc(100cqw / {width}); width: 100%; height: calc(var(--mm) * {height - 1});
  box-sizing: border-box; padding: {mm(11)} {mm(_MARGIN)} {mm(8)}; background: #fff; color: #000; color-scheme: light;
  display: flex; flex-direction: column; font: {mm(3.5)}/1.3 {FONT}; overflow: hidden; }}
.gd-sheet :is(p, span, b, i, td, th, sup) {{ font-size: inherit; line-height: inherit; }}
.gd-sheet p {{ margin: 0; }}
.gd-sheet i {{ font-style: normal; border-bottom: {mm(0.25)} solid #777; }}
.gd-sheet small {{ font-size: {mm(2.7)}; }}
.gd-sheet sup {{ font-size: 0.72em; line-height: 0; }}
.gd-sheet .head {{ display: flex; justify-content: space-between; align-items: baseline; }}
.gd-sheet .head b {{ font-size: {mm(5.2)}; }}
.gd-sheet .who {{ display: flex; gap: {mm(2)}; align-items: end; height: {mm(9)}; }}
.gd-sheet .who i {{ flex: 1; }}
.gd-sheet .who i.short {{ flex: 0 0 {mm(38)}; }}
.gd-sheet .given {{ display: flex; justify-content: space-between; gap: {mm(4)}; margin: {mm(3.5)} 0 0; }}
.gd-sheet .given p {{ line-height: 1.42; }}
.gd-sheet .given > div:only-child {{ display: grid; grid-template-columns: auto auto; column-gap: {mm(10)}; }}
.gd-sheet .plane {{ flex: 0 0 {mm(48)}; margin: {mm(-3)} {mm(-3)} {mm(-3)} 0; }}
.gd-sheet img {{ display: block; width: 100%; }}
.gd-sheet > * {{ flex: none; }}
.gd-sheet .step {{ flex: 0 1 {mm("var(--step)")}; min-height: 0; display: flex; flex-direction: column; }}
.gd-sheet .step p {{ padding-top: {mm(3)}; }}
.gd-sheet table {{ flex: 1; width: 100%; font-size: inherit; border-collapse: collapse; table-layout: fixed;
  margin: {mm(0.8)} 0 0; font-variant-numeric: tabular-nums; }}
.gd-sheet :is(td, th) {{ border: {mm(0.2)} solid #888; padding: 0 {mm(0.8)}; text-align: center; color: #000; }}
.gd-sheet th {{ height: {mm(5.4)}; font-weight: 600; }}
.gd-sheet th.x {{ width: {mm(15.5)}; }}
.gd-sheet th.y {{ width: {mm(8)}; }}
.gd-sheet th.which {{ width: {mm(11)}; }}
.gd-sheet td.mean {{ text-align: right; border-left: 0; border-bottom: 0; padding-right: {mm(2)}; }}
.gd-sheet td.blank {{ position: relative; }}
.gd-sheet td.blank small {{ position: absolute; left: {mm(0.8)}; top: {mm(0.3)}; font-size: {mm(2.6)}; }}
.gd-sheet td.sum {{ border-top: {mm(0.5)} solid #000; padding-top: {mm(1.8)}; }}
.gd-sheet .leads {{ display: flex; gap: {mm(5)}; align-items: end; height: {mm(8.5)}; }}
.gd-sheet .leads span {{ display: flex; align-items: end; white-space: pre; }}
.gd-sheet .leads i {{ width: {mm(29)}; padding-left: {mm(1.5)}; }}
.gd-sheet .last {{ display: flex; gap: {mm(2)}; align-items: end; min-height: {mm(9)}; margin-top: {mm(2)}; }}
.gd-sheet .last i {{ flex: 1; }}
.gd-sheet .foot {{ margin-top: auto; padding-top: {mm(2)}; font-size: {mm(2.4)}; line-height: 1.2;
  overflow-wrap: anywhere; }}
.gd-sheet .foot span {{ word-break: break-all; }}
{on_paper(kept, f"size: {width:g}mm {height:g}mm; margin: 0;")}
@media print {{
  {kept} {{ container-type: normal; max-width: none; }}
  {kept} .gd-sheet {{ --mm: 1mm; width: {width}mm; }}
}}
"""


def _mm(length: float | str) -> str:
    return f"calc(var(--mm) * {length})"
