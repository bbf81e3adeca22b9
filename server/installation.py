"""One installation as its commands find it: its settings and its database."""

from collections.abc import Iterator
from contextlib import contextmanager

from server.postgres import embedded
from server.settings import Settings


@contextmanager
def database_url(settings: Settings) -> Iterator[str]:
    """The operator's own PostgreSQL, or the one in the data folder for as long as this lasts."""
    if settings.database_url is not None:
        yield settings.database_url
    else:
        with embedded(settings.data, settings.pg_bindir) as address:
            yield address.url
