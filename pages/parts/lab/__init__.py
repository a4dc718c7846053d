"""The Lab: the tables under the stage."""
