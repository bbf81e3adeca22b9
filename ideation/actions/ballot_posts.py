"""The posts that votes are counted for, locked, whatever is merged or parted meanwhile."""

from collections.abc import Set
from dataclasses import dataclass
from uuid import UUID

from ideation import sql
from ideation.errors import NotAllowed, NotFound, Refusal
from ideation.models import Person, Post
from ideation.policy import may_vote


@dataclass(frozen=True)
class LockedPosts:
    """The posts whose counts only this transaction changes, and the original of each post that was asked for."""

    posts: dict[UUID, Post]
    originals: dict[UUID, UUID]

    def outcome(self, post_id: UUID, person: Person, *, casts: bool) -> Post | Refusal | None:
        """The post that a vote counts for, or why it does not; None when posts were merged or parted just now."""
        if post_id not in self.originals:
            return NotFound()
        post = self.posts.get(self.originals[post_id])
        if post is None or post.merged_into_id is not None or not (casts or self._hold_all_of(post)):
            return None
        if not may_vote(person, post.board):
            return NotAllowed()
        try:
            post.ensure_takes_votes()
        except Refusal as refusal:
            return refusal
        return post

    def _hold_all_of(self, post: Post) -> bool:
        return all(key in self.posts for key, original_id in self.originals.items() if original_id == post.id)


async def lock_posts(*, asked: Set[UUID], emptied: Set[UUID]) -> LockedPosts:
    """Lock the originals of the posts `asked`, and of `emptied`, where votes are taken back, the duplicates, too.

    All are locked in the order of their ids, as merging does, so that no two wait in a circle. Whoever merges or parts
    posts locks both of them before, so what is a duplicate of a locked post stays so.
    """
    locked = [row["id"] for row in await sql.fetch("lock_voted_posts", asked, emptied)]
    # Read after the lock and not joined to it: a join would pair what was decided meanwhile with the status of before.
    posts = {post.id: post for post in await Post.filter(id__in=locked).select_related("board", "status")}
    originals = {post.id: post.id for post in posts.values() if post.merged_into_id is None}
    unsure = asked - originals.keys()
    if unsure or emptied:
        # Read anew, because posts may have been merged while we waited for the lock.
        rows = await sql.fetch("originals", unsure, posts.keys() if emptied else ())
        originals |= {row["id"]: row["original_id"] for row in rows}
    return LockedPosts(posts, originals)
