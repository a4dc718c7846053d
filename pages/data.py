"""The data: make, choose, bring, draw, edit and prepare the points that descent runs on."""

from pages.shell import data_page, notices, opening

opening.open_page("Data")
ready = notices.data_is_here(says_that_there_are_none=False)
data_page.data_page(ready=ready)
