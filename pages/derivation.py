"""The Derivation: the gradient's formula line by line, with the numbers on screen in every line."""

from pages.frame import open_page
from pages.parts.derivation import derivation_page

open_page.open_page("Derivation")
derivation_page.derivation_page()
