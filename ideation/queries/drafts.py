"""What people have begun to write; nobody reads anybody else's."""

from ideation.models import Draft, Person
from ideation.policy import may_read


async def drafts_of(viewer: Person) -> list[Draft]:
    """The viewer's own drafts, the latest first, without those for boards that they may not read any more."""
    drafts = await Draft.filter(person_id=viewer.id).order_by("-updated_at", "-id").select_related("board", "category")
    return [draft for draft in drafts if may_read(viewer, draft.board)]
