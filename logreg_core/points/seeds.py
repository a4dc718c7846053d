"""The range of seeds: those that a control offers, and those that a link may hold."""

LARGEST_SEED = 2**53 - 1  # up to here JavaScript, and so every control of a page, tells whole numbers apart
LARGEST_LINKED_SEED = LARGEST_SEED + 1  # links hold one more, as some were made with it
