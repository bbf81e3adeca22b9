"""Which entries of search a viewer may find, in statements of ours."""

from dataclasses import dataclass

from ideation import sql
from ideation.models import Person
from ideation.queries.posts import PostFilter, conditions_of, readable_posts
from ideation.sql import Conditions


@dataclass(frozen=True)
class Entries:
    """The entries whose text one viewer may read, and that posts show which are wanted."""

    conditions: Conditions
    _readable: str
    _comment: str

    def of(self, entries: str, *, most: int) -> str:
        """A statement for at most so many of `entries`, which is one of the lists below."""
        return sql.statement(
            "search_candidates",
            entries=entries,
            where=self.conditions.sql,
            readable=self._readable,
            comment=self._comment,
            most=str(most),
        )


# Lists of entries. `offset 0`, and a query of which PostgreSQL cannot know how much it finds: otherwise it would take a
# list of which few rows are wanted for one that is quickly found by reading the whole table.
HOLDING = "(select * from search_entry where words @@ (select {}::text::tsquery) offset 0)"
"""Those that hold a query."""
LATEST_HOLDING = """(
    select entry.* from (
        select id from search_entry where words @@ (select {}::text::tsquery) order by id desc offset 0) as latest
    cross join lateral (select * from search_entry where id = latest.id offset 0) as entry)"""
"""Those that hold a query, the latest first: for as many as can be looked up and sorted."""
LATEST_OF_VERY_MANY = """(
    select * from (select * from search_entry order by id desc offset 0) as latest where words @@ {}::text::tsquery)"""
"""The same, for a query that so many hold that a walk backwards soon finds enough of them."""
POSTS_HOLDING = """(
    select entry.* from unnest({}::text[]) as given (query)
    cross join lateral (
        select * from search_entry where comment_id is null and words @@ query::tsquery offset 0) as entry)"""
"""Those of posts that hold one of some queries; once for each that they hold."""
POSTS = "(select * from search_entry where comment_id is null and post_id = any ({}::uuid[]) offset 0)"
"""Those of some posts."""


def readable_entries(viewer: Person | None, wanted: PostFilter, *, comments: bool = True) -> Entries:
    """The entries of posts, and of comments unless they do not matter, that this viewer may find."""
    # The parameters of what is readable are the first ones of what is wanted, so both may stand in one statement.
    readable, conditions = readable_posts(viewer), conditions_of(viewer, wanted)
    return Entries(conditions, readable.sql, _comment(viewer) if comments else "comment.id is null")


def _comment(viewer: Person | None) -> str:
    if viewer is not None and viewer.is_staff:
        return "true"
    # $1 is the viewer.
    published = "not comment.is_private and (comment.standing = 'published' or comment.author_id = $1::uuid)"
    return f"(comment.id is null or {published})"
