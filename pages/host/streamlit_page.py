"""Sets Streamlit's own page: its paddings, its header, its sidebar, and the look of what is chosen of several.

Works around: Streamlit has settings for colours and fonts, and none for the room between its elements. So they are
found in its page by their test ids. No other Python file but lasting_style.py names one: what else has to find an
element takes its selector from here.

In Streamlit 1.67. tests/host/test_streamlit_page.py fails for a test id that its page no longer has.
"""

from __future__ import annotations

from pages.figures.theme import PAGE, PRESSED, either

ROOT = "#root"  # holds all of the page
MAIN = '[data-testid="stMain"]'  # the page beside the sidebar; it is what scrolls
MARKDOWN = '[data-testid="stMarkdownContainer"]'  # what one st.markdown shows
CAPTION = '[data-testid="stCaptionContainer"]'
WRAPPER = '[data-testid="stLayoutWrapper"]'  # around each container

_ROOM = """
html { font-size: max(16px, min(1.667vh, 1.25vw)) !important; }
[data-testid="stMainBlockContainer"] { padding: 0.55rem 1.5rem 2rem 3rem; max-width: none; }
[data-testid="stHeader"] { background: transparent; height: 2.6rem; min-height: 2.6rem; }
[data-testid="stHeader"], [data-testid="stToolbar"] { pointer-events: none; }
[data-testid="stHeader"] button { pointer-events: auto; }
[data-testid="stMain"] [data-testid="stVerticalBlock"] { gap: 0.6rem; }
[data-testid="stSidebarUserContent"] { padding-bottom: 1rem; }
[data-testid="stSidebar"] [data-testid="stVerticalBlock"] { gap: 0.55rem; }
[data-testid="stToastContainer"] { top: auto; bottom: 1rem; }
[data-testid="stApp"]:has([data-testid="stExpandSidebarButton"]) [data-testid="stMain"] h4 { padding-left: 34px; }
@media (max-width: 700px) { [data-testid="stMain"] h4 { font-size: 1.1rem; padding-right: 40px; } }
@media (max-width: 700px) { [data-testid="stMainBlockContainer"] { padding: 0.6rem 0.5rem 1rem; } }
"""

# What is chosen of several looks as on the stage.
_CHOSEN = f"""
[data-testid="stButtonGroup"] [role="radio"][aria-checked="true"],
[data-testid="stButtonGroup"] [role="radio"][aria-checked="true"]:hover {{
  background: {either(PRESSED)}; border-color: {either(PRESSED)}; }}
[data-testid="stButtonGroup"] [role="radio"][aria-checked="true"] p {{ color: {either(PAGE)}; }}
"""

_FOR_A_CLASS = """
[data-testid="stSidebar"], [data-testid="stExpandSidebarButton"], [data-testid="stToolbar"] { display: none; }
.gd-strip[data-ready="false"] .strip.strip { min-height: 53px; }
"""

SIDEBAR_STYLE = """<style>
[data-testid="stSidebarContent"] { padding: 0 1rem; }
[data-testid="stSidebarHeader"] { height: 2.2rem; margin-bottom: 0; }
[data-testid="stSidebarNav"] { padding-top: 0; }
[data-testid="stSidebarNavItems"] { padding-top: 0; }
[data-testid="stSidebarNavSeparator"] { margin: 0.3rem 0; }
[data-testid="stSidebarUserContent"] { padding-top: 0.4rem; }
[data-testid="stSidebarUserContent"] [data-testid="stPageLink-NavLink"] {
  padding: 0; text-decoration: underline; opacity: 0.8; }
[data-testid="stSidebarUserContent"] h1 { font-size: 1.2rem; line-height: 1.3; font-weight: 700; padding: 0; }
[data-testid="stSidebarUserContent"] h2 { font-size: 0.78rem; font-weight: 600; letter-spacing: 0.06em;
  text-transform: uppercase; padding: 0.5rem 0 0; opacity: 0.75; }
[data-testid="stSidebarUserContent"] [data-testid="stHeading"] [data-testid="stMarkdownContainer"] { margin: 0; }
[data-testid="stSidebarUserContent"] p { line-height: 1.4; font-size: 0.9rem; }
[data-testid="stSidebarUserContent"] [data-testid="stCaptionContainer"] p { font-size: 0.82rem; }
[data-testid="stSidebarUserContent"] [data-testid="stAlertContainer"] { padding: 0.5rem 0.7rem; }
[data-testid="stSidebarUserContent"] [data-testid="stTextInput"] input { padding: 0.4rem; }
[data-testid="stSidebarUserContent"] [data-testid="stSlider"] { margin-bottom: -0.35rem; }
[data-testid="stSidebarUserContent"] [data-testid^="stBaseButton"] { min-height: 2rem; padding: 0.1rem 0.7rem; }
[data-testid="stSidebarUserContent"] [role="radio"] { padding: 0.1rem 0.3rem; }
</style>"""

NO_PAGE_LIST = '<style>[data-testid="stSidebarNav"] { display: none; }</style>'


def page_style(*, presents: bool) -> str:
    """Return the style of every page. presents : whether it is one for a class, with nothing but the picture."""
    return _ROOM + _CHOSEN + (_FOR_A_CLASS if presents else "")
