"""What comes onto paper: one part of the page alone, black on white."""

from __future__ import annotations


def on_paper(kept: str, page: str) -> str:
    """Return the style with which a page prints one part of itself. All that leads to it loses its box.

    kept : the part's selector, of which there is one on the page. Where a page has two such parts the one whose
    selector weighs more wins, as one that says a class several times does;  page : what @page says.
    """
    way = f"body *:has({kept})"
    return f"""@media print {{
  @page {{ {page} }}
  html, body, {way} {{ display: block !important; position: static !important; overflow: visible !important;
    width: auto !important; height: auto !important; min-height: 0 !important; max-height: none !important;
    max-width: none !important; margin: 0 !important; padding: 0 !important; border: 0 !important;
    background: #fff !important; transform: none !important; box-shadow: none !important; }}
  body:has({kept}) > *:not(:has({kept})), {way} > *:not(:has({kept})):not({kept}) {{ display: none !important; }}
  {kept} {{ border: 0 !important; padding: 0 !important; background: #fff !important; }}
  {kept} * {{ color: #000 !important; background: transparent !important; }}
}}"""
