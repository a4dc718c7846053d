"""What a person reads: sentences, numbers and formulas. Nothing here draws, and nothing here knows Streamlit.

Read `numbers` first: how every number is written (`typed_numbers` reads what a person types). `escape` makes names from
files and links harmless, `glossary` says what each symbol means. For the Lab and the Chain rule page: `strip` (the
chain in numbers), `why` (what the step just made did to J, and why a rate is safe), `at_the_end` (what ended a run, and
what helps), `rule` (what a step is, in words and in LaTeX), `choosing` (what each rule is, for whoever chooses one),
`next_step` (a step's lines with live numbers, and where it surprises), `chain_rule` (each link in LaTeX), `graph` (the
computational graph), and `difference` (what a former run had otherwise). For the Examples page: `examples`. For the
Derivation page: `formulas` writes any formula in LaTeX, `derivation` says why each line follows and how it agrees,
`lines` puts both together, `disagreement` shows how far lines are off as z grows, `exercises` asks and answers. What a
student is asked, and told of it, is in `learning`; what is said of an L2 penalty alone, in `with_penalty`, and of
batches in `batch`. `comparing` is about several runs side by side.

What the room offers is its modules, so that a page imports the words that it says and no others; those at the end of a
run are the stage's alone.
"""

__all__ = [
    "batch",
    "chain_rule",
    "choosing",
    "comparing",
    "derivation",
    "difference",
    "disagreement",
    "escape",
    "examples",
    "exercises",
    "formulas",
    "glossary",
    "graph",
    "learning",
    "lines",
    "next_step",
    "numbers",
    "rule",
    "strip",
    "typed_numbers",
    "why",
    "with_penalty",
]
