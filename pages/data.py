"""The data: make, choose, bring, draw, edit and prepare the points that descent runs on."""

from pages.frame import open_page
from pages.parts.data import data_page

open_page.open_page("Data")
data_page.data_page()
