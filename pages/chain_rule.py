"""The Chain rule: one example's computational graph, forward and backward, factor by factor."""

from pages.frame import open_page
from pages.parts.chain_rule import chain_page

open_page.open_page("Chain rule")
chain_page.chain_page()
