"""What a session does with the lanes of Compare.

`lane_changes` adds, changes, forks and removes lanes, and shows one in the Lab, each as a function
`Session -> Session`; `lane_requests` is what a stage may ask for of these; `lanes_shown` works lanes out, and makes of
them what the stage is sent.
"""

__all__ = ["lane_changes", "lane_requests", "lanes_shown"]
