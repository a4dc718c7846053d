"""Many parameter vectors: what a run is made of, how it is worked out, and how it ended.

experiment   all there is to say about a run, as one value
schedule     the learning rate of each step
loop         run and extend; race: several rates at once
kernels      the fast loops
run          what came out;  outcome: how it ended
along_run    numbers of all examples, or of one, at many steps
optimum, separation    the best there is, and whether a line separates the classes
"""
