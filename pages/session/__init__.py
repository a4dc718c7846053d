"""What one visitor's session remembers, and all that changes it.

moment         what is on screen, as one value
link           the moment as the query of a URL, and back
session        all that is remembered, as one frozen value, replaced whole
changes, history, selection   what changes it: the run; the data, with undo; the selected examples
inbox          what the browser reports, each of its requests once
requests       what these requests make of the session
cache, work    datasets, runs and payloads, worked out once a session; long runs a chunk at a time
fitting_rate   a learning rate that fits the data
files          uploads
widgets        every widget's key
store          the only module that touches session state and the address
"""
