"""Who may do what: pure functions that answer, never refuse."""

from ideation.models import Board, Person
from ideation.vocabulary import Access, Role


def readable_access(viewer: Person | None) -> list[Access]:
    """The circles whose boards this viewer may read."""
    if viewer is None:
        return [Access.PUBLIC]
    if viewer.is_staff:
        return [Access.PUBLIC, Access.MEMBERS, Access.STAFF]
    return [Access.PUBLIC, Access.MEMBERS]


def may_post(person: Person | None, access: Access) -> bool:
    """Whoever is signed in and reads a board may also speak there."""
    return person is not None and access in readable_access(person)


def may_see_themes(viewer: Person | None) -> bool:
    """Themes gather words from every board, so only staff, who read every board, may see them."""
    return viewer is not None and viewer.is_staff


def may_decide(person: Person | None) -> bool:
    """Change a status, name a theme, start a themes run, report back."""
    return person is not None and person.role in (Role.PRODUCT_MANAGER, Role.ADMIN)


def sees_silent_changes(viewer: Person | None) -> bool:
    """That a status was changed without telling anyone is the staff's own knowledge."""
    return viewer is not None and viewer.is_staff


def may_tag(person: Person | None) -> bool:
    """Tags are the staff's own order."""
    return person is not None and person.is_staff


def may_administer(person: Person | None) -> bool:
    """Create boards, name statuses and give roles."""
    return person is not None and person.role is Role.ADMIN


def speaks_officially(person: Person, board: Board) -> bool:
    """What staff say where customers read is said for the organisation."""
    return person.is_staff and board.access is not Access.STAFF
