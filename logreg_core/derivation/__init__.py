"""The derivation of ∂J/∂w and ∂J/∂b as formulas that are values, which can be written and worked out.

expression   formulas as small trees
lines        the derivation, line by line
values       what each line comes to in numbers
exercises    numbers to find, and what the usual mistakes lead to
"""
