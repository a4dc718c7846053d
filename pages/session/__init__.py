"""The moment on screen and all else that a session remembers.

moment       what is on screen, as one value that a link holds
state        the only module that touches session state and the address
cache, work  datasets and runs, worked out once a session; long runs a chunk at a time
files, history, selection    uploads, undo, and the selected examples
reports      what the browser says
"""
