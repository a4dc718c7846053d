"""How the Derivation page is set: reasons beside formulas, formulas that scroll in their own box, a card to print."""

from __future__ import annotations

from pages.figures.theme import DARK, LIGHT, LINE, PAGE, SOFT

BAR, LINES, CARD = "derivation-bar", "derivation-lines", "derivation-card"


def style(*, dark: bool) -> str:
    """The page's style, with a word that nobody sees so that it stands in the page (see opening.py)."""
    colours = DARK if dark else LIGHT
    line = f".st-key-{LINES} [data-testid='stMarkdownContainer']:has(.katex-display)"
    return f"""<span hidden class="gd-room">style</span><style>
.st-key-{BAR} {{ position: sticky; top: 0; z-index: 20; background: {colours[PAGE]}; padding: 8px 0;
  border-bottom: 1px solid {colours[LINE]}; }}
{line} {{ display: grid; grid-template-columns: minmax(10rem, 17rem) minmax(0, 1fr); gap: 2px 28px;
  padding: 10px 0 8px; border-top: 1px solid {colours[LINE]}; }}
{line} > * {{ grid-column: 2; margin: 0; min-width: 0; }}
{line} > p:first-child {{ grid-column: 1; grid-row: 1 / span 4; color: {colours[SOFT]}; font-size: 0.95rem; }}
{line} > p:last-child {{ font-size: 0.95rem; color: {colours[SOFT]}; padding-top: 2px; }}
{line} > p strong {{ color: {colours["ink"]}; font-variant-numeric: tabular-nums; }}
.st-key-{LINES} [data-testid="stVerticalBlock"] {{ gap: 0; }}
.st-key-{LINES} .katex-display, .st-key-{CARD} .katex-display {{ margin: 0; padding: 4px 0; text-align: left;
  overflow-x: auto; overflow-y: hidden; }}
.st-key-{LINES} .katex-display > .katex, .st-key-{CARD} .katex-display > .katex {{ text-align: left; }}
@media (max-width: 700px) {{
  .st-key-{BAR} {{ position: static; }}
  {line} {{ grid-template-columns: minmax(0, 1fr); }}
  {line} > *, {line} > p:first-child {{ grid-column: 1; grid-row: auto; }}
}}
{_print()}
</style>"""


def _print() -> str:
    """On paper: the card alone, black on white. All that leads to it loses its box, all beside it is gone."""
    way = f"#root *:has(.st-key-{CARD})"
    return f"""@media print {{
  @page {{ margin: 14mm; }}
  html, body, #root, {way} {{ display: block !important; position: static !important; overflow: visible !important;
    width: auto !important; height: auto !important; min-height: 0 !important; max-height: none !important;
    margin: 0 !important; padding: 0 !important; border: 0 !important; background: #fff !important;
    transform: none !important; }}
  {way} > *:not(:has(.st-key-{CARD})):not(.st-key-{CARD}) {{ display: none !important; }}
  .st-key-{CARD} :has(> .gd-print) {{ display: none !important; }}
  .st-key-{CARD} {{ border: 0 !important; padding: 0 !important; background: #fff !important; }}
  .st-key-{CARD} * {{ color: #000 !important; background: transparent !important; }}
  .st-key-{CARD} .katex-display {{ overflow: visible; }}
}}"""
