"""The stage: the live figure. Python computes every coordinate and number; the browser only shows them."""
