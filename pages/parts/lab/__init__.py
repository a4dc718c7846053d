"""The Lab: `lab_tables` under the stage, of all examples and of all steps."""
