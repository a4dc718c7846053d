"""The words for choosing a rule of the step: `rule_help`, what each one does, where it comes from, its settings;
`pale_curve`, plain descent beside a velocity; `swept`, what comes of 25 rates; `handle_help`, what handles on the
boundary are for.
"""
