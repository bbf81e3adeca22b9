"""What posts carry over GraphQL: category, fields, where they come from, privacy, edits, tags."""

from uuid import UUID, uuid4

import pytest

from ideation.actions import boards, categories, comments, fields, posts, votes
from ideation.actions.segments import Sentence, keep_sentences
from ideation.events import (
    PersonJoined,
    PostEdited,
    PostMadePrivate,
    PostMadePublic,
    PostSubmitted,
    PostTagged,
    PostUntagged,
)
from ideation.models import Person, Post, PostEdit, PostField, Segment, Tag
from ideation.queries.segments import posts_without_sentences
from ideation.vocabulary import Access, FieldKind, Kind

REFUSED = "__typename ... on Refusal { message }"
INVALID = f"{REFUSED} ... on InvalidInput {{ field }}"
ALL = """title body isPrivate channel author { name } category { name } fields { name value } page appVersion
  enteredBy { name } heardAt heardLink tags { name } editedAt
  edits { title body category fields { name value } by { name } }"""
SUBMIT = f"""mutation($input: SubmitPostInput!) {{
  submitPost(input: $input) {{ {INVALID} ... on PostSubmitted {{ post {{ id {ALL} }} }} }} }}"""
ON_BEHALF = f"""mutation($input: SubmitPostOnBehalfInput!) {{
  submitPostOnBehalf(input: $input) {{ {INVALID} ... on PostSubmitted {{ post {{ id {ALL} }} }} }} }}"""
EDIT = f"""mutation($post: UUID!, $input: EditPostInput!) {{
  editPost(postId: $post, input: $input) {{ {INVALID} ... on PostEdited {{ post {{ {ALL} }} }} }} }}"""
MAKE_PRIVATE = f"""mutation($post: UUID!) {{
  makePostPrivate(postId: $post) {{ {INVALID} ... on PostMadePrivate {{ post {{ isPrivate }} }} }} }}"""
MAKE_PUBLIC = f"""mutation($post: UUID!) {{
  makePostPublic(postId: $post) {{ {REFUSED} ... on PostMadePublic {{ post {{ isPrivate }} }} }} }}"""
TAG = f"""mutation($post: UUID!, $tag: String!) {{
  tagPost(postId: $post, tag: $tag) {{ {INVALID} ... on PostTagged {{ post {{ tags {{ name }} }} }} }} }}"""
UNTAG = f"""mutation($post: UUID!, $tag: String!) {{
  untagPost(postId: $post, tag: $tag) {{ {INVALID} ... on PostUntagged {{ post {{ tags {{ name }} }} }} }} }}"""
POST = f"query($id: UUID!) {{ post(id: $id) {{ {ALL} }} }}"
POSTS = "query($text: String) { posts(text: $text) { totalCount edges { node { title } } } }"
WORDS = {"board": "app", "kind": "COMPLAINT", "title": "No map", "body": "Where am I?"}


@pytest.fixture
async def maps(app, grace):
    return await categories.create_category(app, name="Maps", by=grace)


@pytest.fixture
async def asked(app, grace):
    """What the public board asks of posts, by name."""
    given = (
        ("Train", FieldKind.TEXT, {}),
        ("Seats", FieldKind.NUMBER, {}),
        ("Class", FieldKind.CHOICE, {"choices": ["First", "Second"], "is_required": True}),
    )
    return {name: await fields.add_field(app, kind=kind, name=name, **more, by=grace) for name, kind, more in given}


def answers(asked, **values):
    return [{"fieldId": asked[name].id, "value": value} for name, value in values.items()]


async def test_a_post_carries_its_category_its_answers_and_where_its_author_was(ask, maps, asked, noor, mia, tom):
    given = WORDS | {"categoryId": maps.id, "page": "https://app.example/map?x=1", "appVersion": " 2.1\n"}
    given |= {"fields": answers(asked, Class="First", Seats=" 12.50 ", Train="IC 7\x07")}
    post = (await ask(SUBMIT, input=given, by=noor))["post"]

    assert post["category"] == {"name": "Maps"}
    said = [
        {"name": "Train", "value": "IC 7"},
        {"name": "Seats", "value": "12.50"},
        {"name": "Class", "value": "First"},
    ]
    assert post["fields"] == said
    for viewer, sees in ((noor, True), (mia, True), (tom, False), (None, False)):
        seen = await ask(POST, id=post["id"], by=viewer)
        assert (seen["category"], seen["fields"]) == ({"name": "Maps"}, said)
        assert [seen["page"], seen["appVersion"]] == (["https://app.example/map?x=1", "2.1"] if sees else [None, None])


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("Class", "Third", "choose one of First, Second"),
        ("Class", " ", "has to be filled in"),
        *(("Seats", value, "write a number") for value in ("many", "1e400", "NaN", "1_0", "٣", "-Infinity", "9" * 31)),
        ("Train", "x" * 2_001, "the limit is 2,000"),
    ],
)
async def test_an_answer_that_does_not_fit_is_refused_by_its_name(ask, asked, noor, recorded, name, value, words):
    given = answers(asked, **({"Class": "First"} | {name: value}))
    answer = await ask(SUBMIT, input=WORDS | {"fields": given}, by=noor)

    assert (answer["__typename"], answer["field"]) == ("InvalidInput", f"fields.{asked[name].id}")
    assert words in answer["message"]
    assert [await Post.all().count(), await PostField.all().count(), await recorded()] == [0, 0, []]


async def test_what_a_new_post_must_answer_is_asked_for_and_what_nobody_asks_is_refused(
    ask, app, backstage, asked, maps, noor, grace, recorded
):
    elsewhere = await categories.create_category(backstage, name="Zebrafish", by=grace)
    before = await recorded()

    missing = await ask(SUBMIT, input=WORDS, by=noor)
    assert missing["message"] == "“Class”: this has to be filled in."
    unknown = await ask(SUBMIT, input=WORDS | {"fields": [{"fieldId": uuid4(), "value": "x"}]}, by=noor)
    assert unknown["field"].startswith("fields.")
    for category in (elsewhere.id, uuid4()):
        given = WORDS | {"categoryId": category, "fields": answers(asked, Class="First")}
        assert (await ask(SUBMIT, input=given, by=noor))["field"] == "categoryId"
    assert await recorded() == before
    assert await Post.all().count() == 0


async def test_an_archived_field_keeps_its_answers_and_takes_no_more(ask, app, asked, noor, grace):
    given = answers(asked, Class="First", Train="IC 7")
    post = (await ask(SUBMIT, input=WORDS | {"fields": given}, by=noor))["post"]
    await fields.change_field(asked["Train"], is_archived=True, by=grace)

    refused = await ask(SUBMIT, input=WORDS | {"fields": given}, by=noor)
    assert refused["field"] == f"fields.{asked['Train'].id}"
    edited = await ask(EDIT, post=post["id"], input={"fields": answers(asked, Class="Second")}, by=noor)
    assert edited["post"]["fields"] == [{"name": "Train", "value": "IC 7"}, {"name": "Class", "value": "Second"}]


async def test_a_private_complaint_is_between_its_author_and_the_team(ask, app, noor, tom, mia, recorded):
    post = (await ask(SUBMIT, input=WORDS | {"isPrivate": True}, by=noor))["post"]

    for viewer, sees in ((noor, True), (mia, True), (tom, False), (None, False)):
        assert (await ask(POST, id=post["id"], by=viewer) is not None) == sees
        for text in (None, "map"):
            assert (await ask(POSTS, text=text, by=viewer))["totalCount"] == (1 if sees else 0)
    assert [type(fact) for fact in await recorded()] == [PostSubmitted]


@pytest.mark.parametrize("kind", ["IDEA", "PRAISE"])
async def test_ideas_and_praise_are_for_everyone(ask, app, noor, recorded, kind):
    answer = await ask(SUBMIT, input=WORDS | {"kind": kind, "isPrivate": True}, by=noor)

    assert (answer["__typename"], answer["field"]) == ("InvalidInput", "isPrivate")
    assert [await Post.all().count(), await recorded()] == [0, []]


async def test_its_author_takes_a_complaint_out_of_the_public_and_back(ask, app, noor, tom, ada, recorded):
    post = await posts.submit_post(app, kind=Kind.COMPLAINT, title="Fees", by=noor)
    before = await recorded()

    assert (await ask(MAKE_PRIVATE, post=post.id, by=tom))["__typename"] == "NotAllowed"
    assert (await ask(MAKE_PRIVATE, post=post.id))["__typename"] == "NotSignedIn"
    for _ in range(2):
        assert (await ask(MAKE_PRIVATE, post=post.id, by=noor))["post"] == {"isPrivate": True}
    assert (await ask(MAKE_PRIVATE, post=post.id, by=tom))["__typename"] == "NotFound"
    assert (await ask(MAKE_PUBLIC, post=post.id, by=ada))["__typename"] == "NotAllowed"
    assert (await Post.get(id=post.id)).is_private
    for _ in range(2):
        assert (await ask(MAKE_PUBLIC, post=post.id, by=noor))["post"] == {"isPrivate": False}

    place = {"post_id": post.id, "board_id": app.id}
    assert await recorded() == [*before, PostMadePrivate(**place), PostMadePublic(**place)]


async def test_what_others_added_is_not_taken_from_them_but_by_the_team(ask, app, noor, tom, ada, mia, recorded):
    voted = await posts.submit_post(app, kind=Kind.COMPLAINT, title="Fees", by=noor)
    answered = await posts.submit_post(app, kind=Kind.QUESTION, title="When?", by=noor)
    idea = await posts.submit_post(app, kind=Kind.IDEA, title="Map", by=noor)
    await votes.cast_vote(voted, by=tom)
    await comments.add_comment(answered, body="Me too.", by=tom)
    before = await recorded()

    for post in (voted, answered):
        answer = await ask(MAKE_PRIVATE, post=post.id, by=noor)
        assert (answer["__typename"], "Others have" in answer["message"]) == ("NotAllowed", True)
    assert (await ask(MAKE_PRIVATE, post=idea.id, by=ada))["field"] == "isPrivate"
    assert (await ask(MAKE_PRIVATE, post=voted.id, by=mia))["__typename"] == "NotAllowed"
    assert [await recorded(), await Post.filter(is_private=True).count()] == [before, 0]
    assert (await ask(MAKE_PRIVATE, post=voted.id, by=ada))["post"] == {"isPrivate": True}


async def test_an_edit_keeps_what_was_said_before_for_everyone_who_reads_it(
    ask, app, asked, maps, noor, ada, tom, recorded
):
    given = WORDS | {"fields": answers(asked, Class="First", Train="IC 7")}
    post_id = (await ask(SUBMIT, input=given, by=noor))["post"]["id"]
    change = {"title": " No maps ", "categoryId": maps.id, "fields": answers(asked, Class="Second", Train="")}
    await ask(EDIT, post=post_id, input=change, by=noor)
    await ask(EDIT, post=post_id, input={"body": "Nowhere.", "categoryId": None}, by=ada)

    seen = await ask(POST, id=post_id, by=tom)
    assert (seen["title"], seen["body"], seen["category"]) == ("No maps", "Nowhere.", None)
    assert seen["fields"] == [{"name": "Class", "value": "Second"}]
    assert seen["editedAt"] is not None
    first = [{"name": "Train", "value": "IC 7"}, {"name": "Class", "value": "First"}]
    second = [{"name": "Class", "value": "Second"}]
    body = "Where am I?"
    assert seen["edits"] == [
        {"title": "No maps", "body": body, "category": "Maps", "fields": second, "by": {"name": "Ada"}},
        {"title": "No map", "body": body, "category": None, "fields": first, "by": {"name": "Noor"}},
    ]
    assert [type(fact) for fact in await recorded()].count(PostEdited) == 2


async def test_an_edit_that_changes_nothing_or_is_refused_leaves_no_trace(ask, dark_mode, tom, noor, mia, recorded):
    same = {"title": "Dark mode ", "body": "White screens hurt my eyes at night. Please.", "categoryId": None}

    assert (await ask(EDIT, post=dark_mode.id, input=same, by=tom))["__typename"] == "PostEdited"
    for somebody, given, refusal in (
        (tom, {"title": " "}, "InvalidInput"),
        (tom, {"body": "b" * 20_001}, "InvalidInput"),
        (tom, {"title": "Light", "categoryId": uuid4()}, "InvalidInput"),
        (noor, {"title": "Light"}, "NotAllowed"),
        (mia, {"title": "Light"}, "NotAllowed"),
        (None, {"title": "Light"}, "NotSignedIn"),
    ):
        assert (await ask(EDIT, post=dark_mode.id, input=given, by=somebody))["__typename"] == refusal

    post = await Post.get(id=dark_mode.id)
    assert (post.title, post.body, post.edited_at) == (dark_mode.title, dark_mode.body, None)
    assert [await PostEdit.all().count(), await recorded()] == [0, []]


async def test_who_is_blocked_says_nothing_new(ask, app, dark_mode, tom, recorded):
    await tom.update_from_dict({"blocked_at": tom.created_at}).save()

    assert (await ask(EDIT, post=dark_mode.id, input={"title": "Spam"}, by=tom))["__typename"] == "Blocked"
    assert (await ask(SUBMIT, input=WORDS, by=tom))["__typename"] == "Blocked"
    assert await recorded() == []


async def test_themes_read_what_a_post_says_now(ask, dark_mode, tom, ada):
    read = {dark_mode.id: [Sentence("White screens hurt my eyes at night.", "a")]}
    await keep_sentences(read)
    await ask(EDIT, post=dark_mode.id, input={"body": "Black."}, by=tom)

    assert await Segment.all().count() == 0
    assert [post.body for post in await posts_without_sentences(9)] == ["Black."]
    # A run that read the post before it was edited does not bring its old words back.
    await keep_sentences(read, edited_at={dark_mode.id: None})
    assert await Segment.all().count() == 0
    assert len(await posts_without_sentences(9)) == 1


async def test_the_team_writes_down_what_a_customer_said(ask, app, mia, tom, noor, recorded):
    given = {"email": " Sam@Example.com ", "name": "Sam", "channel": "EMAIL", "heardAt": "the fair in May"}
    given |= {"heardLink": "https://crm.example/1", "post": WORDS | {"tags": ["maps"]}}
    post = (await ask(ON_BEHALF, input=given, by=mia))["post"]

    assert (post["author"], post["channel"], post["tags"]) == ({"name": "Sam"}, "EMAIL", [{"name": "maps"}])
    for viewer, link in ((mia, "https://crm.example/1"), (tom, None), (None, None)):
        seen = await ask(POST, id=post["id"], by=viewer)
        assert (seen["enteredBy"], seen["heardAt"]) == ({"name": "Mia"}, "the fair in May")
        assert seen["heardLink"] == link
    sam = await Person.get(email="sam@example.com")
    assert await recorded() == [PersonJoined(person_id=sam.id), PostSubmitted(UUID(post["id"]), app.id)]

    again = {"personId": noor.id, "heardAt": "a call", "post": WORDS}
    assert (await ask(ON_BEHALF, input=again, by=mia))["post"]["author"] == {"name": "Noor"}


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("heardAt", {"heardAt": " "}),
        ("heardAt", {"heardAt": "h" * 201}),
        ("heardLink", {"heardLink": "javascript:alert(1)"}),
        ("heardLink", {"heardLink": f"https://a.example/{'x' * 1_000}"}),
        ("email", {"email": "sam"}),
        ("email", {"email": None}),
        ("email", {"personId": str(uuid4())}),
        ("title", {"post": WORDS | {"title": ""}}),
    ],
)
async def test_what_was_heard_is_refused_where_it_cannot_be_kept(ask, app, mia, recorded, field, wrong):
    given = {"email": "sam@example.com", "heardAt": "a call", "heardLink": "https://a.example", "post": WORDS} | wrong
    answer = await ask(ON_BEHALF, input=given, by=mia)

    assert (answer["__typename"], answer["field"]) == ("InvalidInput", field)
    assert [await Post.all().count(), await recorded()] == [0, []]


async def test_nobody_but_the_team_speaks_for_others(ask, app, noor, mia, recorded):
    given = {"email": "sam@example.com", "heardAt": "a call", "post": WORDS}

    assert (await ask(ON_BEHALF, input=given, by=noor))["__typename"] == "NotAllowed"
    assert (await ask(ON_BEHALF, input=given))["__typename"] == "NotSignedIn"
    unknown = {"personId": uuid4(), "heardAt": "a call", "post": WORDS}
    assert (await ask(ON_BEHALF, input=unknown, by=mia))["__typename"] == "NotFound"
    assert [await Post.all().count(), await recorded()] == [0, []]


async def test_the_team_tags_posts_afterwards(ask, app, dark_mode, tom, mia, recorded):
    for tag in ("UX", " ux "):
        answer = await ask(TAG, post=dark_mode.id, tag=tag, by=mia)
        assert answer["post"]["tags"] == [{"name": "UX"}]
    for _ in range(2):
        assert (await ask(UNTAG, post=dark_mode.id, tag="ux", by=mia))["post"]["tags"] == []

    place = {"post_id": dark_mode.id, "board_id": app.id}
    facts = [PostTagged(**place, tag="UX"), PostUntagged(**place, tag="ux")]
    assert await recorded() == facts
    for document in (TAG, UNTAG):
        assert (await ask(document, post=dark_mode.id, tag="mine", by=tom))["__typename"] == "NotAllowed"
        assert (await ask(document, post=dark_mode.id, tag="t" * 41, by=mia))["field"] == "tags"
    assert await recorded() == facts
    assert await Tag.all().count() == 1


async def test_what_hangs_on_a_hidden_post_cannot_be_changed(ask, leak, noor):
    for document, given in (
        (EDIT, {"input": {"title": "x"}}),
        (TAG, {"tag": "x"}),
        (UNTAG, {"tag": "x"}),
        (MAKE_PRIVATE, {}),
        (MAKE_PUBLIC, {}),
    ):
        hidden = await ask(document, post=leak.id, **given, by=noor)
        assert hidden == await ask(document, post=uuid4(), **given, by=noor)
        assert hidden["__typename"] == "NotFound"


async def test_a_board_of_a_segment_takes_posts_of_its_customers(ask, app, grace, noor, tom):
    await boards.update_board(app, access=Access.SEGMENT, post_access=Access.SEGMENT, segments=["pro"], by=grace)
    await noor.update_from_dict({"segment": "pro"}).save()

    assert (await ask(SUBMIT, input=WORDS, by=noor))["__typename"] == "PostSubmitted"
    assert (await ask(SUBMIT, input=WORDS, by=tom))["__typename"] == "NotFound"
