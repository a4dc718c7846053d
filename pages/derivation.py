"""The Derivation: the gradient's formula line by line, with the numbers on screen in every line."""

from pages.shell import derivation_page, opening

opening.open_page("Derivation")
derivation_page.derivation_page()
