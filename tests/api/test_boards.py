"""Boards over GraphQL: opening and changing them, whom they let in, their categories and fields."""

from uuid import uuid4

import pytest

from ideation.actions import boards, categories, fields, posts, votes
from ideation.events import (
    BoardChanged,
    BoardCreated,
    BoardsReordered,
    CategoriesReordered,
    CategoryCreated,
    CategoryDeleted,
    CategoryRenamed,
    FieldAdded,
    FieldChanged,
    FieldsReordered,
)
from ideation.models import Board, BoardField, Category, Comment, Post, Vote
from ideation.vocabulary import Access, FieldKind, Kind

REFUSED = "__typename ... on Refusal { message }"
INVALID = f"{REFUSED} ... on InvalidInput {{ field }}"
BOARD = "slug name purpose access postAccess voteAccess commentAccess segments"
CREATE = f"""mutation($input: CreateBoardInput!) {{
  createBoard(input: $input) {{ {INVALID} ... on BoardCreated {{ board {{ {BOARD} }} }} }} }}"""
UPDATE = f"""mutation($board: String!, $input: UpdateBoardInput!) {{
  updateBoard(board: $board, input: $input) {{ {INVALID} ... on BoardChanged {{ board {{ {BOARD} }} }} }} }}"""
REORDER = f"""mutation($boards: [String!]!) {{
  reorderBoards(boards: $boards) {{ {REFUSED} ... on BoardsReordered {{ boards {{ slug }} }} }} }}"""
CREATE_CATEGORY = f"""mutation($board: String!, $name: String!) {{
  createCategory(board: $board, name: $name) {{
    {INVALID} ... on CategoryCreated {{ category {{ id name }} board {{ categories {{ name }} }} }} }} }}"""
RENAME_CATEGORY = f"""mutation($id: UUID!, $name: String!) {{
  renameCategory(id: $id, name: $name) {{ {INVALID} ... on CategoryRenamed {{ category {{ name }} }} }} }}"""
REORDER_CATEGORIES = f"""mutation($board: String!, $ids: [UUID!]!) {{
  reorderCategories(board: $board, ids: $ids) {{
    {REFUSED} ... on CategoriesReordered {{ board {{ categories {{ name }} }} }} }} }}"""
DELETE_CATEGORY = f"mutation($id: UUID!) {{ deleteCategory(id: $id) {{ {REFUSED} ... on CategoryDeleted {{ id }} }} }}"
FIELD = "id kind name choices isRequired"
ADD_FIELD = f"""mutation($board: String!, $input: AddFieldInput!) {{
  addField(board: $board, input: $input) {{
    {INVALID} ... on FieldAdded {{ boardField {{ {FIELD} }} board {{ fields {{ name }} }} }} }} }}"""
CHANGE_FIELD = f"""mutation($id: UUID!, $input: ChangeFieldInput!) {{
  changeField(id: $id, input: $input) {{ {INVALID} ... on FieldChanged {{ boardField {{ {FIELD} }} }} }} }}"""
REORDER_FIELDS = f"""mutation($board: String!, $ids: [UUID!]!) {{
  reorderFields(board: $board, ids: $ids) {{
    {REFUSED} ... on FieldsReordered {{ board {{ fields {{ name }} }} }} }} }}"""
SEEN = "query($slug: String!) { board(slug: $slug) { segments categories { name } tags { name } fields { name } } }"
RIGHTS = "query($slug: String!) { board(slug: $slug) { mayPost mayVote mayComment takesGuestPosts } }"
SUBMIT = f"""mutation($input: SubmitPostInput!) {{
  submitPost(input: $input) {{ {INVALID} ... on PostSubmitted {{ post {{ title }} }} }} }}"""
VOTE = f"mutation($post: UUID!) {{ castVote(postId: $post) {{ {REFUSED} }} }}"
COMMENT = f'mutation($post: UUID!) {{ addComment(postId: $post, body: "Yes.") {{ {REFUSED} }} }}'
POSTS_IN = (
    "query($category: UUID!) { posts(category: $category) { totalCount edges { node { title category { name } } } } }"
)


async def test_an_administrator_opens_a_board_with_a_circle_for_each_action(ask, grace, recorded):
    given = {"slug": "pro", "name": "Pro", "purpose": "For large ones.", "access": "PUBLIC", "postAccess": "SEGMENT"}
    given |= {"voteAccess": "STAFF", "commentAccess": "MEMBERS", "segments": ["pro", " enterprise ", "pro"]}
    answer = await ask(CREATE, input=given, by=grace)

    assert answer == {"__typename": "BoardCreated", "board": given | {"segments": ["enterprise", "pro"]}}
    assert await recorded() == [BoardCreated(board_id=(await Board.get(slug="pro")).id)]


async def test_a_board_changes_what_is_named_and_a_change_of_rights_is_a_fact(ask, app, grace, recorded):
    answer = await ask(UPDATE, board="app", input={"voteAccess": "SEGMENT", "segments": ["pro"]}, by=grace)

    assert (answer["board"]["name"], answer["board"]["voteAccess"]) == ("The app", "SEGMENT")
    now = {"access": Access.PUBLIC, "post_access": Access.MEMBERS, "comment_access": Access.MEMBERS}
    changed = BoardChanged(board_id=app.id, vote_access=Access.SEGMENT, segments=("pro",), **now)
    assert await recorded() == [changed]

    await ask(UPDATE, board="app", input={"voteAccess": "SEGMENT", "name": "The app"}, by=grace)
    assert await recorded() == [changed]


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("name", {"name": " "}),
        ("purpose", {"purpose": "p" * 301}),
        ("segments", {"access": "SEGMENT"}),
        ("segments", {"segments": ["s" * 61]}),
        ("segments", {"segments": [str(number) for number in range(51)]}),
    ],
)
async def test_a_board_is_not_changed_into_what_it_cannot_be(ask, app, grace, recorded, field, change):
    before = dict(await Board.get(id=app.id))
    answer = await ask(UPDATE, board="app", input=change, by=grace)

    assert (answer["__typename"], answer["field"]) == ("InvalidInput", field)
    assert dict(await Board.get(id=app.id)) == before
    assert await recorded() == []


async def test_boards_stand_in_the_order_that_an_administrator_gives_them(ask, app, beta, backstage, grace, recorded):
    answer = await ask(REORDER, boards=["backstage", "app"], by=grace)
    assert [board["slug"] for board in answer["boards"]] == ["backstage", "app", "beta"]

    await ask(REORDER, boards=["backstage"], by=grace)
    assert await recorded() == [BoardsReordered()]
    assert await ask("{ boards { slug } }") == [{"slug": "app"}]


async def test_nobody_else_changes_boards_categories_or_fields(ask, app, noor, mia, ada, grace, recorded):
    category = await categories.create_category(app, name="Maps", by=grace)
    field = await fields.add_field(app, kind=FieldKind.TEXT, name="Train", by=grace)
    before = await recorded()

    for document, given in (
        (CREATE, {"input": {"slug": "mine", "name": "Mine"}}),
        (UPDATE, {"board": "app", "input": {"access": "STAFF"}}),
        (REORDER, {"boards": ["app"]}),
        (CREATE_CATEGORY, {"board": "app", "name": "Mine"}),
        (RENAME_CATEGORY, {"id": category.id, "name": "Mine"}),
        (REORDER_CATEGORIES, {"board": "app", "ids": [category.id]}),
        (DELETE_CATEGORY, {"id": category.id}),
        (ADD_FIELD, {"board": "app", "input": {"kind": "TEXT", "name": "Mine"}}),
        (CHANGE_FIELD, {"id": field.id, "input": {"isArchived": True}}),
        (REORDER_FIELDS, {"board": "app", "ids": [field.id]}),
    ):
        for somebody, refusal in (
            (None, "NotSignedIn"),
            (noor, "NotAllowed"),
            (mia, "NotAllowed"),
            (ada, "NotAllowed"),
        ):
            assert (await ask(document, **given, by=somebody))["__typename"] == refusal

    assert await recorded() == before
    assert await Board.all().count() == 1
    assert [(await Category.get()).name, (await BoardField.get()).archived_at] == ["Maps", None]


async def test_categories_and_fields_of_a_hidden_board_are_like_missing_ones(ask, backstage, noor, grace):
    category = await categories.create_category(backstage, name="Zebrafish", by=grace)
    field = await fields.add_field(backstage, kind=FieldKind.TEXT, name="Zebrafish", by=grace)

    for document, given in ((RENAME_CATEGORY, {"name": "Mine"}), (DELETE_CATEGORY, {}), (CHANGE_FIELD, {"input": {}})):
        found = field.id if document is CHANGE_FIELD else category.id
        hidden = await ask(document, id=found, **given, by=noor)
        assert hidden == await ask(document, id=uuid4(), **given, by=noor)
        assert hidden["__typename"] == "NotFound"


async def test_only_staff_learn_how_customers_are_sorted(ask, app, grace, mia, noor):
    await boards.update_board(app, segments=["churning"], by=grace)

    assert (await ask(SEEN, slug="app", by=mia))["segments"] == ["churning"]
    assert (await ask(SEEN, slug="app", by=noor))["segments"] == (await ask(SEEN, slug="app"))["segments"] == []


async def test_each_action_of_a_board_has_a_circle_of_its_own(ask, app, dark_mode, grace, mia, noor, tom, recorded):
    await noor.update_from_dict({"segment": "pro"}).save()
    circles = {"post_access": Access.SEGMENT, "vote_access": Access.STAFF, "comment_access": Access.SEGMENT}
    await boards.update_board(app, **circles, segments=["pro"], by=grace)
    before = await recorded()

    async def may(person):
        rights = await ask(RIGHTS, slug="app", by=person)
        return [rights["mayPost"], rights["mayVote"], rights["mayComment"], rights["takesGuestPosts"]]

    assert await may(mia) == [True, True, True, False]
    assert await may(noor) == [True, False, True, False]
    assert await may(tom) == await may(None) == [False, False, False, False]

    for document, given in (
        (SUBMIT, {"input": {"board": "app", "kind": "IDEA", "title": "Hello"}}),
        (VOTE, {"post": dark_mode.id}),
        (COMMENT, {"post": dark_mode.id}),
    ):
        assert (await ask(document, **given, by=tom))["__typename"] == "NotAllowed"
    assert (await ask(VOTE, post=dark_mode.id, by=noor))["__typename"] == "NotAllowed"
    assert await recorded() == before
    assert [await Post.all().count(), await Vote.all().count(), await Comment.all().count()] == [1, 0, 0]

    assert (await ask(COMMENT, post=dark_mode.id, by=noor))["__typename"] == "CommentAdded"
    assert (await ask(VOTE, post=dark_mode.id, by=mia))["__typename"] == "VoteCast"


async def test_a_narrower_circle_takes_effect_at_once(ask, app, dark_mode, grace, noor):
    await votes.cast_vote(dark_mode, by=noor)
    await ask(UPDATE, board="app", input={"access": "STAFF"}, by=grace)

    assert await ask("{ boards { slug } }", by=noor) == []
    assert (await ask(VOTE, post=dark_mode.id, by=noor))["__typename"] == "NotFound"


async def test_categories_are_made_renamed_put_in_order_and_deleted_under_their_posts(ask, app, grace, noor, recorded):
    maps = await ask(CREATE_CATEGORY, board="app", name=" The  maps ", by=grace)
    times = await ask(CREATE_CATEGORY, board="app", name="Times", by=grace)
    assert times["board"]["categories"] == [{"name": "The maps"}, {"name": "Times"}]
    maps_id, times_id = maps["category"]["id"], times["category"]["id"]
    post = await posts.submit_post(app, kind=Kind.IDEA, title="Zoom", category_id=maps_id, by=noor)

    await ask(RENAME_CATEGORY, id=maps_id, name="Maps", by=grace)
    await ask(RENAME_CATEGORY, id=maps_id, name="Maps", by=grace)
    await ask(REORDER_CATEGORIES, board="app", ids=[times_id], by=grace)
    listed = await ask(POSTS_IN, category=maps_id)
    assert listed == {"totalCount": 1, "edges": [{"node": {"title": "Zoom", "category": {"name": "Maps"}}}]}
    assert (await ask(POSTS_IN, category=times_id))["totalCount"] == 0

    await ask(DELETE_CATEGORY, id=maps_id, by=grace)
    assert (await ask(SEEN, slug="app"))["categories"] == [{"name": "Times"}]
    assert (await Post.get(id=post.id)).category_id is None
    assert [type(fact) for fact in await recorded() if type(fact).__name__.startswith("Categor")] == [
        *[CategoryCreated] * 2,
        CategoryRenamed,
        CategoriesReordered,
        CategoryDeleted,
    ]


async def test_a_name_is_given_once_on_a_board(ask, app, backstage, grace, recorded):
    await ask(CREATE_CATEGORY, board="app", name="Maps", by=grace)
    other = await ask(CREATE_CATEGORY, board="app", name="Times", by=grace)
    await ask(ADD_FIELD, board="app", input={"kind": "TEXT", "name": "Train"}, by=grace)
    before = await recorded()

    for answer in (
        await ask(CREATE_CATEGORY, board="app", name="MAPS", by=grace),
        await ask(RENAME_CATEGORY, id=other["category"]["id"], name="maps", by=grace),
        await ask(CREATE_CATEGORY, board="app", name="", by=grace),
        await ask(CREATE_CATEGORY, board="app", name="n" * 61, by=grace),
        await ask(ADD_FIELD, board="app", input={"kind": "NUMBER", "name": "train"}, by=grace),
        await ask(ADD_FIELD, board="app", input={"kind": "NUMBER", "name": "\u200b"}, by=grace),
    ):
        assert (answer["__typename"], answer["field"]) == ("InvalidInput", "name")
    assert await recorded() == before
    assert (await ask(CREATE_CATEGORY, board="backstage", name="Maps", by=grace))["__typename"] == "CategoryCreated"


async def test_fields_are_added_changed_ordered_and_archived(ask, app, grace, mia, recorded):
    train = await ask(ADD_FIELD, board="app", input={"kind": "TEXT", "name": "Train"}, by=grace)
    seat = {"kind": "CHOICE", "name": "Class", "choices": ["First", "Second"], "isRequired": True}
    seat = (await ask(ADD_FIELD, board="app", input=seat, by=grace))["boardField"]
    assert seat["choices"] == ["First", "Second"]

    await ask(
        CHANGE_FIELD, id=seat["id"], input={"choices": ["First", "Second", "Bike"], "isRequired": False}, by=grace
    )
    answer = await ask(REORDER_FIELDS, board="app", ids=[seat["id"]], by=grace)
    assert answer["board"]["fields"] == [{"name": "Class"}, {"name": "Train"}]

    await ask(CHANGE_FIELD, id=train["boardField"]["id"], input={"isArchived": True}, by=grace)
    await ask(CHANGE_FIELD, id=train["boardField"]["id"], input={"isArchived": True}, by=grace)
    assert (await ask(SEEN, slug="app"))["fields"] == [{"name": "Class"}]
    archived = '{ board(slug: "app") { archivedFields { name } } }'
    assert await ask(archived, by=mia) == {"archivedFields": [{"name": "Train"}]}
    assert await ask(archived) == {"archivedFields": []}
    assert [type(fact) for fact in await recorded()] == [
        *[FieldAdded] * 2,
        FieldChanged,
        FieldsReordered,
        FieldChanged,
    ]


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "CHOICE", "name": "Class"},
        {"kind": "CHOICE", "name": "Class", "choices": ["Only", "Only"]},
        {"kind": "CHOICE", "name": "Class", "choices": ["First", " "]},
        {"kind": "CHOICE", "name": "Class", "choices": [str(number) for number in range(51)]},
        {"kind": "TEXT", "name": "Class", "choices": ["First", "Second"]},
    ],
)
async def test_a_choice_needs_choices_and_nothing_else_does(ask, app, grace, recorded, given):
    answer = await ask(ADD_FIELD, board="app", input=given, by=grace)

    assert (answer["__typename"], answer["field"]) == ("InvalidInput", "choices")
    assert await BoardField.all().count() == 0
    assert await recorded() == []


async def test_a_board_names_only_the_tags_of_posts_that_its_reader_sees(ask, app, mia, noor):
    await posts.submit_post(app, kind=Kind.COMPLAINT, title="Fees", tags=["zebrafish"], is_private=True, by=mia)
    await posts.submit_post(app, kind=Kind.IDEA, title="Zoom", tags=["maps"], by=mia)

    for viewer, seen in ((None, ["maps"]), (noor, ["maps"]), (mia, ["maps", "zebrafish"])):
        assert [tag["name"] for tag in (await ask(SEEN, slug="app", by=viewer))["tags"]] == seen
