"""The data: make, choose, bring, draw, edit and prepare the points that descent runs on."""

from pages.shell import data_page, notices, opening

opening.open_page("Data")
ready = notices.data_is_here()
data_page.data_page(ready=ready)
