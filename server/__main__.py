"""`python -m server` is `hearback`."""

from server.cli import main

main()
