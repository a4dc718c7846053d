"""The Examples: all of them at one step, who pulls where and how hard."""

from pages.shell import examples_page, opening

opening.open_page("Examples")
examples_page.examples_page()
