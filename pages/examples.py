"""The Examples: all of them at one step, who pulls where and how hard."""

from pages.frame import open_page
from pages.parts.examples import examples_page

open_page.open_page("Examples")
examples_page.examples_page()
