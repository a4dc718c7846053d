"""How the Derivation page is set: reasons beside formulas, formulas that scroll in their own box, a card to print."""

from __future__ import annotations

from pages.figures.theme import INK, LINE, PAGE, SOFT, either
from pages.host.streamlit_page import CAPTION, MAIN, MARKDOWN, WRAPPER
from pages.parts.on_paper import on_paper

# Containers' keys, which Streamlit makes classes of. No rule looks down with :has(): each number that the stage writes
# would have the whole page's style worked out again.
PAGE_KEY, BAR, SECTION, EXERCISES = "derivation-page", "derivation-bar", "derivation-lines-", "derivation-exercises"
OWN_NUMBERS = "derivation-own-numbers"
CARD, CARD_TEXT, NOT_PRINTED = "derivation-card", "derivation-formulas", "derivation-not-printed"


def style(*, large: bool = False) -> str:
    """Return the page's style. large : in large type, for a class."""
    ink, soft, line, page = map(either, (INK, SOFT, LINE, PAGE))
    row, card = f"[class*='st-key-{SECTION}'] {MARKDOWN}", f".st-key-{CARD_TEXT} {MARKDOWN}"
    bar = f".st-key-{PAGE_KEY} > {WRAPPER}:first-child"
    return f"""
{bar} {{ position: sticky; top: 0; z-index: 20; background: {page}; padding: 8px 0;
  border-bottom: 1px solid {line}; }}
.st-key-{BAR} {{ gap: 8px; }}
{row}, {card} {{ display: grid; grid-template-columns: minmax(10rem, 17rem) minmax(0, 1fr); gap: 2px 28px; }}
{row} {{ padding: 9px 0 8px; border-top: 1px solid {line}; content-visibility: auto;
  contain-intrinsic-size: auto 130px; }}
{row} > *, {card} > .katex-display {{ grid-column: 2; margin: 0; min-width: 0; }}
{row} > p:first-child {{ grid-column: 1; grid-row: 1 / span 2; color: {soft}; font-size: 0.95rem; }}
{row} > p:last-child {{ font-size: 0.95rem; color: {soft}; }}
{row} > p strong {{ color: {ink}; font-variant-numeric: tabular-nums; }}
{card} {{ row-gap: 6px; }}
{card} > p {{ grid-column: 1; margin: 0; padding-top: 8px; color: {soft}; }}
{card} > p strong {{ font-weight: 400; }}
{row} .katex-display, {card} .katex-display {{ padding: 4px 0; text-align: left; overflow-x: auto;
  overflow-y: hidden; }}
{row} .katex-display > .katex, {card} .katex-display > .katex {{ text-align: left; }}
[class*='st-key-{SECTION}'] {{ gap: 0; }}
.st-key-{PAGE_KEY} h4 {{ margin-top: 18px; padding-left: 0 !important; }}
.st-key-{CARD} h4 {{ margin-top: 0; }}
.st-key-{PAGE_KEY} {CAPTION} {{ color: {soft}; opacity: 1; }}
.st-key-{NOT_PRINTED} {{ margin-top: 10px; }}
{MAIN} {{ scroll-padding-top: 120px; }}
@media (max-width: 700px) {{
  {bar} {{ position: static; }}
  {row}, {card} {{ grid-template-columns: minmax(0, 1fr); }}
  {row} > *, {row} > p:first-child, {card} > p, {card} > .katex-display {{ grid-column: 1; grid-row: auto; }}
}}
{_large(row) if large else ""}
{_print()}
"""


def _large(row: str) -> str:
    """For the last row of a class."""
    return f"""{row} .katex-display {{ font-size: 1.35em; }}
{row} > p:first-child, {row} > p:last-child, .st-key-{PAGE_KEY} p {{ font-size: 1.3rem; }}
.st-key-{PAGE_KEY} h4 {{ font-size: 1.6rem; }}"""


def _print() -> str:
    """On paper: the card alone, black on white."""
    card = f".st-key-{CARD}"
    return f"""{on_paper(card, "margin: 14mm;")}
@media print {{
  .st-key-{NOT_PRINTED} {{ display: none !important; }}
  {card} {{ max-width: 19cm; }}
  .st-key-{CARD_TEXT} {MARKDOWN} {{ grid-template-columns: 5cm minmax(0, 1fr); }}
  {card} {MARKDOWN} > .katex-display {{ grid-column: 2; overflow: visible; font-size: 0.9em; }}
}}"""
