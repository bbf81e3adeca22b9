"""What may be reacted to, flagged, approved and turned down: posts and comments alike."""

from uuid import UUID

from ideation.errors import InvalidInput
from ideation.models import Comment, Person, Post
from ideation.queries.comments import find_comment
from ideation.queries.posts import find_post

Content = Post | Comment


async def find_content(post_id: UUID | None, comment_id: UUID | None, *, viewer: Person | None) -> Content:
    """The post or the comment to act on; refuses with NotFound what the viewer may not read."""
    if post_id is not None and comment_id is None:
        return await find_post(post_id, viewer=viewer)
    if comment_id is not None and post_id is None:
        return await find_comment(comment_id, viewer=viewer)
    raise InvalidInput("postId", "Name a post or a comment, one of the two.")
