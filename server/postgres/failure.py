"""The one way the built-in PostgreSQL fails."""


class EmbeddedPostgresError(Exception):
    """Says what stopped the built-in PostgreSQL, and what to do about it."""

    def __init__(self, happened: str, advice: str) -> None:
        super().__init__(f"{happened}\n{advice}")
