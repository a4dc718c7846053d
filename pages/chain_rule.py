"""The Chain rule: one example's computational graph, forward and backward, factor by factor."""

from pages.shell import chain_page, opening

opening.open_page("Chain rule")
chain_page.chain_page()
