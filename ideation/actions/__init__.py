"""The verbs, one file per noun: one transaction, one fact, refusals in words."""
