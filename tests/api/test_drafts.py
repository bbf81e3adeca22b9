"""Drafts over GraphQL: kept for their owner, ended by posting."""

from uuid import uuid4

import pytest

from ideation.actions import boards, categories
from ideation.actions.drafts import MOST_DRAFTS
from ideation.events import PostSubmitted
from ideation.models import Draft, Post
from ideation.vocabulary import Access

REFUSED = "__typename ... on Refusal { message }"
INVALID = f"{REFUSED} ... on InvalidInput {{ field }}"
SAVE = f"""mutation($input: SaveDraftInput!) {{
  saveDraft(input: $input) {{ {INVALID} ... on DraftSaved {{ draft {{ id title }} }} }} }}"""
DELETE = f"mutation($id: UUID!) {{ deleteDraft(id: $id) {{ {REFUSED} ... on DraftDeleted {{ id }} }} }}"
DRAFTS = """{ viewer { drafts { id kind title body board { slug } category { name } fields { fieldId value } } } }"""
SUBMIT = f"""mutation($input: SubmitPostInput!) {{
  submitPost(input: $input) {{ {INVALID} ... on PostSubmitted {{ post {{ title }} }} }} }}"""
BEGUN = {"board": "app", "kind": "IDEA", "title": "A map", "body": "It shows"}


async def drafts_of(ask, person):
    return (await ask(DRAFTS, by=person))["drafts"]


async def test_a_draft_is_kept_as_it_is_and_again_as_it_became(ask, app, grace, noor, recorded):
    maps = await categories.create_category(app, name="Maps", by=grace)
    before = await recorded()
    field_id = str(uuid4())
    given = BEGUN | {"title": "", "categoryId": maps.id, "fields": [{"fieldId": field_id, "value": "IC 7"}]}
    draft_id = (await ask(SAVE, input=given, by=noor))["draft"]["id"]
    await ask(SAVE, input=BEGUN, by=noor)
    await ask(SAVE, input=given | {"id": draft_id, "title": "Map", "kind": "QUESTION"}, by=noor)

    latest, other = await drafts_of(ask, noor)
    assert latest == {
        "id": draft_id,
        "kind": "QUESTION",
        "title": "Map",
        "body": "It shows",
        "board": {"slug": "app"},
        "category": {"name": "Maps"},
        "fields": [{"fieldId": field_id, "value": "IC 7"}],
    }
    assert (other["title"], other["category"], other["fields"]) == ("A map", None, [])
    assert await recorded() == before


async def test_nobody_but_its_owner_ever_meets_a_draft(ask, app, noor, tom, grace):
    draft_id = (await ask(SAVE, input=BEGUN, by=noor))["draft"]["id"]

    for somebody in (tom, grace):
        assert await drafts_of(ask, somebody) == []
        taken = await ask(SAVE, input=BEGUN | {"id": draft_id, "title": "Mine"}, by=somebody)
        assert taken == await ask(SAVE, input=BEGUN | {"id": uuid4(), "title": "Mine"}, by=somebody)
        assert (await ask(DELETE, id=draft_id, by=somebody))["__typename"] == taken["__typename"] == "NotFound"
        posted = await ask(SUBMIT, input=BEGUN | {"draftId": draft_id}, by=somebody)
        assert (posted["__typename"], posted["field"]) == ("InvalidInput", "draftId")
    assert (await ask(SAVE, input=BEGUN))["__typename"] == "NotSignedIn"
    assert await ask(DRAFTS) is None
    assert [draft.title for draft in await Draft.all()] == ["A map"]
    assert await Post.all().count() == 0


async def test_posting_ends_the_draft_and_a_refusal_keeps_it(ask, app, noor, recorded):
    draft_id = (await ask(SAVE, input=BEGUN, by=noor))["draft"]["id"]

    assert (await ask(SUBMIT, input=BEGUN | {"title": " ", "draftId": draft_id}, by=noor))["field"] == "title"
    assert [await Draft.all().count(), await recorded()] == [1, []]
    assert (await ask(SUBMIT, input=BEGUN | {"draftId": draft_id}, by=noor))["post"] == {"title": "A map"}
    assert await drafts_of(ask, noor) == []
    again = await ask(SUBMIT, input=BEGUN | {"draftId": draft_id}, by=noor)
    assert (again["__typename"], again["field"]) == ("InvalidInput", "draftId")
    assert [await Post.all().count(), [type(fact) for fact in await recorded()]] == [1, [PostSubmitted]]


async def test_a_draft_is_thrown_away(ask, app, noor):
    draft_id = (await ask(SAVE, input=BEGUN, by=noor))["draft"]["id"]

    assert await ask(DELETE, id=draft_id, by=noor) == {"__typename": "DraftDeleted", "id": draft_id}
    assert (await ask(DELETE, id=draft_id, by=noor))["__typename"] == "NotFound"
    assert await Draft.all().count() == 0


async def test_nobody_keeps_more_drafts_than_they_can_look_through(ask, app, noor, tom):
    for _ in range(MOST_DRAFTS):
        draft_id = (await ask(SAVE, input=BEGUN, by=noor))["draft"]["id"]

    refused = await ask(SAVE, input=BEGUN, by=noor)
    assert (refused["__typename"], refused["field"]) == ("InvalidInput", "id")
    assert "50 drafts" in refused["message"]
    assert await Draft.all().count() == MOST_DRAFTS
    assert (await ask(SAVE, input=BEGUN | {"id": draft_id}, by=noor))["__typename"] == "DraftSaved"
    assert (await ask(SAVE, input=BEGUN, by=tom))["__typename"] == "DraftSaved"


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("title", {"title": "t" * 201}),
        ("body", {"body": "b" * 20_001}),
        ("fields", {"fields": [{"fieldId": str(uuid4()), "value": "x"} for _ in range(21)]}),
    ],
)
async def test_a_draft_holds_no_more_than_a_post(ask, app, noor, field, wrong):
    answer = await ask(SAVE, input=BEGUN | wrong, by=noor)

    assert (answer["__typename"], answer["field"]) == ("InvalidInput", field)
    assert await Draft.all().count() == 0


async def test_a_draft_for_a_board_that_its_owner_may_not_read_any_more_is_out_of_sight(
    ask, app, backstage, noor, grace
):
    assert (await ask(SAVE, input=BEGUN | {"board": "backstage"}, by=noor))["__typename"] == "NotFound"
    await ask(SAVE, input=BEGUN, by=noor)
    await boards.update_board(app, access=Access.STAFF, by=grace)

    assert await drafts_of(ask, noor) == []
    await boards.update_board(app, access=Access.PUBLIC, by=grace)
    assert len(await drafts_of(ask, noor)) == 1
