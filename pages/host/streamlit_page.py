"""Sets Streamlit's own page: its paddings, its header, its sidebar, and the look of what is chosen of several.

Works around: Streamlit has settings for colours and fonts, and none for the room between its elements. So they are
found in its page by their test ids. No other Python file but lasting_style.py names one: what else has to find an
element takes its selector from here.

In Streamlit 1.67. tests/host/test_streamlit_page.py fails for a test id that its page no longer has.
"""

from __future__ import annotations

from pages.figures.theme import INK, LINE, SOFT, either

ROOT = "#root"  # holds all of the page
MAIN = '[data-testid="stMain"]'  # the page beside the sidebar; it is what scrolls
MARKDOWN = '[data-testid="stMarkdownContainer"]'  # what one st.markdown shows
CAPTION = '[data-testid="stCaptionContainer"]'
# The keys of the sidebar's containers, by which the styles below find them.
NAME, BRIEF, FOLDED, SETTINGS, FOOT = "name", "settings_brief", "settings_folded", "settings", "foot"
ONE_SETTING = "one_setting"  # whose title stands before its box
BESIDE_STAGE = "beside_the_stage"  # the key of the columns of a lesson and its stage
FOR_A_CLASS = "pages_for_a_class"  # the key of the ways to other pages in Present
CHALLENGE, CHALLENGE_LONG = "challenge", "challenge_long"  # of the line above the stage, and around a long one
WRAPPER = '[data-testid="stLayoutWrapper"]'  # around each container

_ROOM = """
html { font-size: max(16px, min(1.667vh, 1.25vw)) !important; }
[data-testid="stMainBlockContainer"] { padding: 0.55rem 1.5rem 2rem 3rem; max-width: none; }
[data-testid="stSidebar"][aria-expanded="true"] { min-width: 16.375rem; }
[data-testid="stHeader"] { background: transparent; height: 2.6rem; min-height: 2.6rem; }
[data-testid="stHeader"], [data-testid="stToolbar"] { pointer-events: none; }
[data-testid="stHeader"] button { pointer-events: auto; }
[data-testid="stMain"] [data-testid="stVerticalBlock"] { gap: 0.6rem; }
[data-testid="stLayoutWrapper"]:has(> .st-key-at_rest) { display: none; }
/* how high the line of a challenge is, and by how much the stage is lower: stage/lab.css */
html { --line: 1.4rem; }
html:has(.st-key-challenge) { --lines: 1; --challenge: calc(var(--lines) * var(--line) + 0.8rem); }
html:has(.st-key-challenge_long) { --lines: 2; }
.st-key-challenge {
  min-height: calc(var(--lines) * var(--line)); padding-right: 2.75rem; gap: 1rem; flex-wrap: nowrap;
  align-items: start; }
.st-key-challenge :is(p, button) { line-height: var(--line); height: auto; min-height: 0; margin: 0; padding: 0; }
.st-key-challenge [data-testid="stMarkdownContainer"] { margin: 0; }
.st-key-challenge button p { text-decoration: underline; text-underline-offset: 3px; white-space: nowrap; }
[data-testid="stApp"]:has([data-testid="stExpandSidebarButton"]) .st-key-challenge { padding-left: 2.125rem; }
@media (max-width: 700px) {
  html { --line: 1.25rem; }
  html:has(.st-key-challenge) { --lines: 3; }
  html:has(.st-key-challenge_long) { --lines: 5; }
  .st-key-challenge { gap: 0.5rem; }
  .st-key-challenge p { font-size: 0.875rem; }
}
[data-testid="stSkeleton"] { visibility: hidden; }
.st-key-stage:not(:has(.gd-stage)) { min-height: 18.7rem; }
@media (max-width: 1380px) { .st-key-stage:not(:has(.gd-stage)) { min-height: 24.7rem; } }
@media (max-width: 700px) { .st-key-stage:not(:has(.gd-stage)) { min-height: 48rem; } }
[data-testid="stToastContainer"] { top: auto; bottom: 1rem; }
[data-testid="stApp"]:has([data-testid="stExpandSidebarButton"]) [data-testid="stMain"] h4 { padding-left: 34px; }
@media (max-width: 700px) { [data-testid="stMain"] h4 { font-size: 1.1rem; padding-right: 40px; } }
@media (max-width: 700px) { [data-testid="stMainBlockContainer"] { padding: 0.6rem 0.5rem 1rem; } }
"""

# What is chosen of several looks as on the stage.
_CHOSEN = f"""
[data-testid="stButtonGroup"] [role="radio"][aria-checked="true"],
[data-testid="stButtonGroup"] [role="radio"][aria-checked="true"]:hover {{
  background: {either(LINE)}; border-color: transparent; box-shadow: inset 0 -2px {either(INK)}; }}
[data-testid="stButtonGroup"] [role="radio"][aria-checked="true"] p {{ color: {either(INK)}; font-weight: 650; }}
"""

_FOR_A_CLASS = """
[data-testid="stSidebar"], [data-testid="stExpandSidebarButton"], [data-testid="stToolbar"] { display: none; }
.gd-strip[data-ready="false"] .strip.strip { min-height: 53px; }
html { --line: 1.7rem; }
.st-key-challenge { padding-left: 1.1875rem; }
.st-key-challenge p { font-size: 1.1875rem; }
"""

# A lesson has a narrow column of its own beside the stage; for a class the question has the larger part of the width.
_LESSON = """
[data-testid="stSidebar"], [data-testid="stExpandSidebarButton"] { display: none; }
[data-testid="stMainBlockContainer"] { padding-left: 2.5rem; }
.st-key-beside_the_stage [data-testid="stHorizontalBlock"] { gap: 0 1.25rem; flex-wrap: nowrap; }
.st-key-beside_the_stage [data-testid="stColumn"]:first-child { flex: 0 0 21.25rem; min-width: 0; width: 21.25rem; }
.st-key-beside_the_stage [data-testid="stColumn"]:last-child { flex: 1 1 0; min-width: 0; padding-left: 2.5rem; }
@media (max-width: 1100px) {
  .st-key-beside_the_stage [data-testid="stColumn"]:first-child { flex-basis: 18rem; width: 18rem; } }
@media (max-width: 860px) {
  [data-testid="stMainBlockContainer"] { padding-left: 1rem; padding-right: 1rem; }
  .st-key-beside_the_stage [data-testid="stHorizontalBlock"] { flex-direction: column; gap: 1rem; }
  .st-key-beside_the_stage [data-testid="stColumn"]:is(:first-child, :last-child) {
    flex: none; width: 100%; padding-left: 0; } }
"""
_LESSON_FOR_A_CLASS = """
.st-key-beside_the_stage [data-testid="stColumn"]:first-child { flex: 1.2 1 0; width: auto; }
.st-key-beside_the_stage [data-testid="stColumn"]:last-child { flex: 1 1 0; }
"""

_IN_SIDEBAR = """
[data-testid="stSidebarContent"] { padding: 0 0.625rem; display: flex; flex-direction: column; scrollbar-width: thin; }
[data-testid="stSidebarHeader"] { position: absolute; z-index: 1; top: 4px; right: 4px; height: auto;
  padding: 0; margin: 0; }
.st-key-name { position: absolute; top: 0.75rem; left: 0.625rem; width: 12.5rem; }
.st-key-name h1 { max-width: 9.375rem; }
.st-key-name [data-testid="stCaptionContainer"] { opacity: 1; }
.st-key-name h1 { font-size: 1rem; line-height: 1.25rem; font-weight: 650; padding: 0; letter-spacing: 0; }
.st-key-name [data-testid="stCaptionContainer"] p { font-size: 0.78125rem; line-height: 1.125rem; }
[data-testid="stSidebarNav"] { padding: 5rem 0 0; }
[data-testid="stSidebarNavItems"] { padding: 0; margin: 0; }
[data-testid="stSidebarNavItems"] li, [data-testid="stSidebarNavLinkContainer"] {
  height: 1.625rem; margin: 0; padding: 0; }
[data-testid="stSidebarNavLink"] { height: 1.625rem; margin: 0 -10px; padding: 0 0.625rem; width: calc(100% + 1.25rem);
  border-radius: 0.375rem; font-size: 0.875rem; }
[data-testid="stSidebarNavLink"][aria-current="page"] { border-radius: 0 0.375rem 0.375rem 0; }
[data-testid="stSidebarNavLink"] p { font-size: 0.875rem; line-height: 1.625rem; }
@media (max-height: 750px) and (min-width: 701px) {
  [data-testid="stSidebarNav"] { padding-top: 4.75rem; }
  [data-testid="stSidebarNavItems"] li, [data-testid="stSidebarNavLinkContainer"],
  [data-testid="stSidebarNavLink"] { height: 1.5rem; }
  [data-testid="stSidebarNavLink"] p { line-height: 1.5rem; }
}
[data-testid="stSidebarNavSeparator"] { display: none; }
[data-testid="stSidebarUserContent"] { padding: 4px 0 0; flex: 1; display: flex; flex-direction: column; }
[data-testid="stSidebarUserContent"] > div,
[data-testid="stSidebarUserContent"] > div > [data-testid="stVerticalBlock"] {
  flex: 1; display: flex; flex-direction: column; }
[data-testid="stSidebarUserContent"] [data-testid="stVerticalBlock"] { gap: 0.375rem; }
@media (max-height: 750px) { [data-testid="stSidebarUserContent"] [data-testid="stVerticalBlock"] { gap: 0.25rem; } }
[data-testid="stSidebarUserContent"] h2 { font-size: 0.78125rem; line-height: 1rem; font-weight: 650;
  padding: 0.3125rem 0 0; letter-spacing: 0; }
[data-testid="stSidebarUserContent"] [data-testid="stHeading"] [data-testid="stMarkdownContainer"] { margin: 0; }
[data-testid="stSidebarUserContent"] p { line-height: 1.125rem; font-size: 0.875rem; }
[data-testid="stSidebarUserContent"] :is([data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p) {
  margin: 0; }
[data-testid="stSidebarUserContent"] [data-testid="stAlertContainer"] { padding: 0.5rem 0.6875rem; }
[data-testid="stSidebarUserContent"] :is([data-testid^="stBaseButton"], [data-testid="stPopoverButton"]) {
  min-height: 1.625rem; height: 1.625rem; padding: 0 0.625rem; }
[data-testid="stSidebarUserContent"] :is(button[kind="tertiary"], [data-testid="stPopoverButton"]) {
  padding: 0; border-radius: 0; }
[data-testid="stSidebarUserContent"] :is(button[kind="tertiary"], [data-testid="stPopoverButton"]) p,
[data-testid="stSidebarUserContent"] [data-testid="stPageLink-NavLink"] p { text-decoration: underline;
  text-underline-offset: 3px; }
[data-testid="stSidebarUserContent"] [data-testid="stPageLink-NavLink"] { padding: 0; }
[data-testid="stSidebarUserContent"] [data-testid="stSelectbox"] [role="group"] {
  min-height: 1.875rem; height: 1.875rem; }
[data-testid="stSidebarUserContent"] [data-testid="stSelectbox"] [role="group"] > * {
  height: 1.75rem; font-size: 0.875rem; }
[data-testid="stSidebarUserContent"] [data-testid="stWidgetLabel"] { min-height: 0; margin: 0; padding: 0;
  white-space: nowrap; }
[data-testid="stSidebarUserContent"] [data-testid="stWidgetLabel"] [data-testid="stTooltipIcon"] { opacity: 0; }
[data-testid="stSidebarUserContent"] :is(:hover, :focus-within) > [data-testid="stWidgetLabel"]
  [data-testid="stTooltipIcon"] { opacity: 1; }
[data-testid="stSidebarUserContent"] [data-testid="stSlider"] { display: grid; grid-template-columns: 5.375rem 1fr;
  align-items: end; height: 2rem; }
[data-testid="stSidebarUserContent"] [data-testid="stSlider"] > [role="group"] { height: 2rem; }
[data-testid="stSidebarUserContent"] [data-testid="stSlider"] > [role="group"] > div { margin-top: 2px; }
[data-testid="stSidebarUserContent"] [data-testid="stSliderTickBar"] { display: none; }
[data-testid="stSidebarUserContent"] [data-testid="stNumberInput"] { display: grid; grid-template-columns: 1fr 5.75rem;
  align-items: center; }
[data-testid="stSidebarUserContent"] [data-testid="stNumberInput"] :is([data-testid="stNumberInputContainer"],
  [data-testid="stNumberInputField"], button, div:has(> button)) { height: 1.75rem; min-height: 0; }
[data-testid="stSidebarUserContent"] [data-testid="stNumberInputField"] { padding: 0 0.5rem; }
[data-testid="stSidebarUserContent"] [data-testid="stNumberInput"] button { width: 1.375rem; }
[class*="st-key-one_setting"] [data-testid="stTextInput"] { display: grid; grid-template-columns: 1fr 5.75rem;
  align-items: center; }
[data-testid="stSidebarUserContent"] [data-testid="stTextInput"] input { padding: 3px 0.4375rem; }
[data-testid="stSidebarUserContent"] [data-testid="stTextInput"] :is(input, div:has(> input)) { height: 1.75rem;
  min-height: 0; }
[data-testid="stSidebarUserContent"] [role="radio"] { padding: 0 4px; min-height: 1.75rem; height: 1.75rem; }
[data-testid="stSidebarUserContent"] [data-testid="stCheckbox"] { min-height: 0; }
[data-testid="stLayoutWrapper"]:has(> .st-key-foot) { margin-top: auto; position: sticky; bottom: 0; z-index: 2;
  padding: 0.375rem 0 0.5rem; }
.st-key-foot [data-testid="stHorizontalBlock"] { gap: 0.25rem; align-items: center; }
[data-testid="stSidebarUserContent"] .st-key-foot p { font-size: 0.78125rem; }
.st-key-foot [data-testid="stElementContainer"] { height: 1.625rem; }
[data-testid="stSidebarUserContent"] [data-testid="stHorizontalBlock"] :is([data-testid="stElementContainer"],
  [data-testid="stCaptionContainer"], [data-testid="stPopover"]) { margin: 0; }

/* Cold, before the first step of a visit that no link began: it is the stage that says when it has gone. */
[data-testid="stLayoutWrapper"]:has(> .st-key-settings_folded) { display: none; }
:root[data-warm] {
  [data-testid="stLayoutWrapper"]:has(> .st-key-settings_folded) { display: flex; }
  [data-testid="stLayoutWrapper"]:has(> .st-key-settings_brief) { display: none; }
}
"""

_SIDEBAR = f"""{_IN_SIDEBAR}
[data-testid="stSidebarUserContent"] h2, .st-key-name [data-testid="stCaptionContainer"] p {{ color: {either(SOFT)}; }}
[data-testid="stSidebarNavLink"][aria-current="page"] {{ background: {either(LINE)};
  box-shadow: inset 2px 0 {either(INK)}; }}
[data-testid="stLayoutWrapper"]:has(> .st-key-foot) {{ background: light-dark(#f6f7f9, #151b24); }}
"""


STYLE = f"{_ROOM}{_CHOSEN}{_SIDEBAR}"
"""The style of every page."""


def page_style(*, presents: bool, lesson: bool) -> str:
    """Return what a page's style has besides.

    presents : whether it is one for a class, with nothing but the picture.  lesson : whether a lesson is beside it.
    """
    style = (_FOR_A_CLASS if presents else "") + (_LESSON if lesson else "")
    return style + (_LESSON_FOR_A_CLASS if presents and lesson else "")


def dialog_style(theme: str | None) -> str:
    """Return the style of a dialog, which lies beside the element that says whether the page is light or dark.

    theme : "light" or "dark", as `st.context.theme.type` has it.
    """
    return f'[data-testid="stDialog"] {{ color-scheme: {"dark" if theme == "dark" else "light"}; }}'
