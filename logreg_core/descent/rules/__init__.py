"""What a step is, its settings and their labels. Each rule is a value; whoever needs a step, or a word of one, asks it.

θ = (w1, w2, b); g = ∂J/∂θ where the step begins; α is the step's learning rate. A rule may keep numbers from step to
step, one of each kind for each parameter: its state, such as heavy ball's velocity u.

Read `rule` first: what every rule has. `linear_rules` are plain descent, heavy ball and Nesterov's momentum;
`adaptive` are AdaGrad, RMSProp and Adam, which step each parameter by itself; `newton` is Newton's step. `registry`
lists them all.

To add a rule, write its class and list it in `registry`: loops, race, link, sidebar, strip, log, exercises and outcome
take it from there, and `tests/rules/` holds it to what it promises.
"""
