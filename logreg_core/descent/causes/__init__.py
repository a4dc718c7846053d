"""What may be the cause that a run ended as it did; `logreg_core.descent.outcome` looks for one after the other.

Read `ending` first: the end of a run, and what is said of it. Then the causes: `too_high` a learning rate, now or
before; `bad_scales` of the features, by way of `conditioning`, how they bend J; `data_limits`, what the data do not
allow, with `combinations`, which of the parameters they determine.
"""
