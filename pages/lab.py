"""The Lab: points, boundary and mean loss, one step of gradient descent at a time."""

from pages.shell import lab_tables, opening, staged_page

opening.open_page("Lab")
staged_page.staged_page("lab", lab_tables.tables)
