"""The Lab: the tables under the stage, of all examples and of all steps."""
