"""Runs the product: it knows every other package, and none of them knows it."""
