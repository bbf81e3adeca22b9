"""Documents in, topics out: knows no database, no web and no other package of ours."""
