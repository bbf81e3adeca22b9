"""Who may do what: pure functions that answer, never refuse."""

from collections.abc import Collection
from typing import Protocol

from ideation.models import Board, Comment, Person, Post
from ideation.vocabulary import Access, Kind, Role, Standing


class Rights(Protocol):
    """Whom a board lets in, to read and to act."""

    @property
    def access(self) -> Access: ...

    @property
    def post_access(self) -> Access: ...

    @property
    def vote_access(self) -> Access: ...

    @property
    def comment_access(self) -> Access: ...

    @property
    def segments(self) -> Collection[str]: ...


def readable_access(viewer: Person | None) -> list[Access]:
    """The circles whose boards this viewer may read whatever their segment; `may_read` tells of one board."""
    if viewer is None:
        return [Access.PUBLIC]
    if viewer.is_staff:
        return list(Access)
    return [Access.PUBLIC, Access.MEMBERS]


def may_read(viewer: Person | None, board: Rights) -> bool:
    """Read a board. What it takes to read one post of it stands in `queries.posts`."""
    return _lets_in(board.access, board.segments, viewer)


def may_read_post(viewer: Person | None, post: Post) -> bool:
    """Read one post, whose board is at hand, as `queries.posts` says it to the database."""
    if not may_read(viewer, post.board):
        return False
    if viewer is not None and (viewer.is_staff or viewer.id == post.author_id):
        return True
    return post.standing is Standing.PUBLISHED and not post.is_private


def may_post(person: Person | None, board: Rights) -> bool:
    """Put a post on a board: whoever reads it and is in the circle for that."""
    return _may_act(person, board, board.post_access)


def may_post_as_guest(board: Rights) -> bool:
    """Put a post on a board without signing in; it waits until an address is confirmed."""
    return board.access is Access.PUBLIC and board.post_access is Access.PUBLIC


def may_post_for_others(person: Person | None) -> bool:
    """Write down what a customer said elsewhere."""
    return person is not None and person.is_staff and person.blocked_at is None


def may_edit(person: Person, post: Post) -> bool:
    """Say it in better words: whoever wrote it, and the team."""
    return person.blocked_at is None and (post.author_id == person.id or may_decide(person))


def may_make_private(person: Person, post: Post) -> bool:
    """Take a post out of the public: whoever wrote it, and the team."""
    return may_edit(person, post)


def may_make_public(person: Person, post: Post) -> bool:
    """What was said in private goes before the public by nobody else's hand."""
    return person.blocked_at is None and post.author_id == person.id


def may_see_segments(viewer: Person | None) -> bool:
    """How we sort customers is no customer's business."""
    return viewer is not None and viewer.is_staff


def may_vote(person: Person | None, board: Rights) -> bool:
    """Support a post of a board."""
    return _may_act(person, board, board.vote_access)


def may_comment(person: Person | None, board: Rights) -> bool:
    """Comment on a post of a board."""
    return _may_act(person, board, board.comment_access)


def may_read_comment(viewer: Person | None, comment: Comment) -> bool:
    """Read a comment on a post that the viewer may read; lists of comments say it in SQL."""
    if viewer is not None and viewer.is_staff:
        return True
    is_own = viewer is not None and comment.author_id == viewer.id
    return not comment.is_private and (is_own or comment.standing is Standing.PUBLISHED)


def may_vote_on_behalf(person: Person | None) -> bool:
    """Enter what customers told the team elsewhere."""
    return person is not None and person.is_staff


def may_see_backing(viewer: Person | None) -> bool:
    """What companies and bursts stand behind votes is nobody's business but the team's."""
    return viewer is not None and viewer.is_staff


def may_judge_bursts(person: Person | None) -> bool:
    """Say whether votes that came in a burst are genuine."""
    return may_see_backing(person)


def may_keep_companies(person: Person | None) -> bool:
    """Say which companies there are, what they are worth, and who works for them."""
    return may_decide(person)


def may_see_themes(viewer: Person | None) -> bool:
    """Themes gather words from every board, so only staff, who read every board, may see them."""
    return viewer is not None and viewer.is_staff


def may_decide(person: Person | None) -> bool:
    """Change a status, name a theme, start a themes run, report back."""
    return person is not None and person.role in (Role.PRODUCT_MANAGER, Role.ADMIN)


def may_merge(person: Person | None) -> bool:
    """Merge duplicates into their original, take that back, and settle what others propose."""
    return may_decide(person)


def may_see_proposals(viewer: Person | None) -> bool:
    """Which posts people think are the same is for the team to know."""
    return viewer is not None and viewer.is_staff


def may_take_part(person: Person, board: Rights) -> bool:
    """Follow a post of a board, or propose to merge it: whoever reads it and is not blocked."""
    return person.blocked_at is None and may_read(person, board)


def sees_silent_changes(viewer: Person | None) -> bool:
    """That a status was changed without telling anyone is the staff's own knowledge."""
    return viewer is not None and viewer.is_staff


def may_tag(person: Person | None) -> bool:
    """Tags are the staff's own order."""
    return person is not None and person.is_staff


def may_moderate(person: Person | None) -> bool:
    """Hold back, approve or turn down what customers said; lock a discussion; pin; write and read notes of the team."""
    return person is not None and person.is_staff and person.blocked_at is None


def may_block(person: Person | None, other: Person) -> bool:
    """Keep somebody from taking part: staff a customer, an administrator anyone else, nobody themselves."""
    if not may_moderate(person) or person is None or person.id == other.id:
        return False
    return not other.is_staff or may_administer(person)


def may_accept_answers(person: Person, post: Post) -> bool:
    """Say that a comment answers a question: whoever asked it, and staff."""
    return person.blocked_at is None and (person.is_staff or person.id == post.author_id)


def waits_for_approval(person: Person, board: Board, kind: Kind | None = None) -> bool:
    """Whether what this person says on the board, a post of a kind or else a comment, waits for the team."""
    is_moderated = board.moderates_comments if kind is None else kind in board.moderated_kinds
    return is_moderated and not person.is_staff


def may_administer(person: Person | None) -> bool:
    """Create boards, change what they are and ask, name statuses and give roles."""
    return person is not None and person.role is Role.ADMIN


def speaks_officially(person: Person, board: Board) -> bool:
    """What staff say where customers read is said for the organisation."""
    return person.is_staff and board.access is not Access.STAFF


def _may_act(person: Person | None, board: Rights, access: Access) -> bool:
    if person is None or person.blocked_at is not None:
        return False
    return may_read(person, board) and _lets_in(access, board.segments, person)


def _lets_in(access: Access, segments: Collection[str], person: Person | None) -> bool:
    if access is Access.SEGMENT and person is not None and person.segment in segments:
        return True
    return access in readable_access(person)
