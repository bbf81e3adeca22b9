"""What the outside sees: the Strawberry schema, one file per noun."""
