"""Which entries of search a viewer may find, in statements of ours."""

from dataclasses import dataclass

from ideation import sql
from ideation.models import Person
from ideation.queries.posts import PostFilter, readable_posts, wanted_posts
from ideation.sql import Conditions

ALL = "search_entry"


@dataclass(frozen=True)
class Entries:
    """The entries whose text one viewer may read, and that posts show which are wanted."""

    conditions: Conditions
    _readable: str
    _comment: str

    def holding(self, query: str, *, most: int, among: str = ALL) -> str:
        """A statement for at most so many of the entries that hold a query; `among` which to look."""
        return self.meeting(f"entry.words @@ {query}", most=most, among=among)

    def meeting(self, condition: str, *, most: int, among: str = ALL) -> str:
        """A statement for at most so many of the entries that meet a condition."""
        return sql.statement(
            "search_candidates",
            entries=among,
            condition=condition,
            where=self.conditions.sql,
            readable=self._readable,
            comment=self._comment,
            most=str(most),
        )


async def readable_entries(viewer: Person | None, wanted: PostFilter, *, comments: bool = True) -> Entries:
    """The entries of posts, and of comments unless they do not matter, that this viewer may find."""
    # The parameters of what is readable are the first ones of what is wanted, so both may stand in one statement.
    readable, conditions = readable_posts(viewer), await wanted_posts(viewer, wanted)
    return Entries(conditions, readable.sql, _comment(viewer) if comments else "comment.id is null")


def _comment(viewer: Person | None) -> str:
    if viewer is not None and viewer.is_staff:
        return "true"
    # $1 is the viewer.
    published = "not comment.is_private and (comment.standing = 'published' or comment.author_id = $1::uuid)"
    return f"(comment.id is null or {published})"
