"""What one visitor's session remembers, and all that changes it.

Read `moment` (what is on screen, as one value) and `link` (the moment as a URL's query and back), then `session` (all
that is remembered, one frozen value, replaced whole). What changes it is a function from one Session to the next:
`changes` (run, steps), `history` (the data, with undo), `selection` (examples), `requests` (what the browser asks for,
taken in by way of `inbox`). `cache` and `work` turn the moment's experiment into a dataset, a run and payloads;
`fitting_rate` chooses a learning rate; `files` are the uploads. `widgets` holds every widget's key, and `store` is the
one file that touches Streamlit's session state and the address.
"""
