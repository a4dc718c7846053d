"""The data: make, choose, bring, draw, edit and prepare the points that descent runs on."""

from pages.shell import data_page, opening

opening.open_page("Data")
data_page.data_page()
