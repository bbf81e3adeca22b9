"""The changelog over GraphQL: drafts, publishing, who may read what, and who hears of it."""

from uuid import uuid4

import pytest

from ideation.actions import boards, changelog, comments, people, posts, votes
from ideation.actions.attachments import keep_attachment
from ideation.models import ChangelogEntry, Delivery, Notification
from ideation.pictures import Picture
from ideation.queries.attachments import read_attachment
from ideation.reactions.handling import handle_events
from ideation.vocabulary import Access, Kind, NotificationKind, Role, Template

FIELDS = """
slug title body bodyHtml image { alt } version publishedAt
board { slug } author { name } posts { title } themes { name }
"""
INPUT = """$title: String!, $body: String!, $version: String! = "", $board: String, $posts: [UUID!]! = [],
$themes: [UUID!]! = [], $image: UUID"""
GIVEN = "{title: $title, body: $body, version: $version, board: $board, posts: $posts, themes: $themes, image: $image}"
REFUSED = "... on Refusal { message } ... on InvalidInput { field }"
WRITE = f"""
mutation Write({INPUT}) {{
  writeChangelogEntry(input: {GIVEN}) {{ __typename ... on ChangelogEntryKept {{ entry {{ id {FIELDS} }} }} {REFUSED} }}
}}
"""
EDIT = f"""
mutation Edit($id: UUID!, {INPUT}) {{
  editChangelogEntry(id: $id, input: {GIVEN}) {{
    __typename ... on ChangelogEntryKept {{ entry {{ id {FIELDS} }} }} {REFUSED}
  }}
}}
"""
PUBLISH = f"""
mutation Publish($id: UUID!) {{
  publishChangelogEntry(id: $id) {{
    __typename ... on ChangelogEntryPublished {{ entry {{ publishedAt }} }} {REFUSED}
  }}
}}
"""
DELETE = """
mutation Delete($id: UUID!) {
  deleteChangelogEntry(id: $id) { __typename ... on ChangelogEntryDeleted { id } ... on Refusal { message } }
}
"""
CHANGELOG = f"""
query Changelog($board: String, $drafts: Boolean! = false, $first: Int! = 20, $after: String) {{
  changelog(board: $board, drafts: $drafts, first: $first, after: $after) {{
    totalCount pageInfo {{ hasNextPage endCursor }} edges {{ node {{ {FIELDS} }} }}
  }}
}}
"""
ENTRY = "query Entry($slug: String!) { changelogEntry(slug: $slug) { title posts { title } themes { name } } }"
ON_POST = "query OnPost($id: UUID!) { post(id: $id) { changelog { title } } }"


async def publish(title, *, by, **given):
    entry = await changelog.write_entry(title=title, body="At last.", by=by, **given)
    return await changelog.publish_entry(entry, by=by)


async def titles(ask, *, by=None, **given):
    page = await ask(CHANGELOG, by=by, **given)
    found = [edge["node"]["title"] for edge in page["edges"]]
    assert page["totalCount"] == len(found)
    return found


async def snapshot():
    return await ChangelogEntry.all().order_by("id").values()


async def told():
    return {row.person.name: row for row in await Notification.all().select_related("person")}


async def test_a_draft_is_written_edited_published_and_deleted(ask, app, dark_mode, night, ada, recorded):
    written = await ask(
        WRITE,
        title=" It is\ndark ",
        body="**At last.**",
        version=" 2.1 ",
        board="APP",
        posts=[dark_mode.id, dark_mode.id],
        themes=[night.id],
        by=ada,
    )
    entry = written["entry"]
    assert entry | {"id": None, "slug": None} == {
        "id": None,
        "slug": None,
        "title": "It is dark",
        "body": "**At last.**",
        "bodyHtml": "<p><strong>At last.</strong></p>\n",
        "image": None,
        "version": "2.1",
        "publishedAt": None,
        "board": {"slug": "app"},
        "author": {"name": "Ada"},
        "posts": [{"title": "Dark mode"}],
        "themes": [{"name": "Eyes, night"}],
    }
    edited = await ask(EDIT, id=entry["id"], title="Dark", body="Now.", by=ada)
    assert edited["entry"] | {"id": None} == entry | {
        "id": None,
        "title": "Dark",
        "body": "Now.",
        "bodyHtml": "<p>Now.</p>\n",
        "image": None,
        "version": "",
        "board": None,
        "posts": [],
        "themes": [],
    }
    published = await ask(PUBLISH, id=entry["id"], by=ada)
    assert published["entry"]["publishedAt"] is not None
    assert await titles(ask) == ["Dark"]
    assert await ask(DELETE, id=entry["id"], by=ada) == {"__typename": "ChangelogEntryDeleted", "id": entry["id"]}
    assert await titles(ask) == []
    assert [type(fact).__name__ for fact in await recorded()] == [
        "EntryWritten",
        "EntryEdited",
        "EntryPublished",
        "EntryDeleted",
    ]


async def test_an_entry_shows_a_picture_to_those_who_may_read_it(ask, beta, ada, noor, mia):
    picture = await keep_attachment(Picture(b"night", 3, 2), alt="The app at night", by=ada)
    entry = (await ask(WRITE, title="Night", body="At last.", board="beta", image=picture.id, by=ada))["entry"]
    assert entry["image"] == {"alt": "The app at night"}
    assert await read_attachment(noor, picture.id) is None

    await ask(PUBLISH, id=entry["id"], by=ada)
    assert (await read_attachment(noor, picture.id)).content == b"night"
    assert await read_attachment(None, picture.id) is None

    stolen = await ask(WRITE, title="Mine", body="Look.", image=picture.id, by=ada)
    assert (stolen["__typename"], stolen["field"]) == ("InvalidInput", "attachments")
    edited = (await ask(EDIT, id=entry["id"], title="Night", body="At last.", board="beta", by=ada))["entry"]
    assert edited["image"] is None
    assert await read_attachment(noor, picture.id) is None


async def test_only_managers_write_edit_publish_and_delete(ask, app, ada, mia, noor, recorded):
    await publish("Out", by=ada)
    entry = await ChangelogEntry.get()
    before, facts = await snapshot(), await recorded()

    for by, refusal in ((None, "NotSignedIn"), (noor, "NotAllowed"), (mia, "NotAllowed")):
        answers = [
            await ask(WRITE, title="Mine", body="So.", by=by),
            await ask(EDIT, id=entry.id, title="Mine", body="So.", by=by),
            await ask(PUBLISH, id=entry.id, by=by),
            await ask(DELETE, id=entry.id, by=by),
        ]
        assert [answer["__typename"] for answer in answers] == [refusal] * 4

    assert await snapshot() == before
    assert await recorded() == facts


async def test_what_makes_no_entry_is_refused_at_its_field(ask, app, dark_mode, ada, recorded):
    good = {"title": "Out", "body": "So.", "by": ada}
    answers = [
        await ask(WRITE, **(good | given))
        for given in (
            {"title": "\u200b\0"},
            {"title": "t" * 201},
            {"body": " "},
            {"body": "b" * 20_001},
            {"version": "v" * 41},
            {"posts": [str(uuid4()) for _ in range(101)]},
        )
    ]
    unknown = [
        await ask(WRITE, **(good | given))
        for given in ({"board": "nowhere"}, {"posts": [uuid4()]}, {"themes": [uuid4()]})
    ]

    assert [answer["field"] for answer in answers] == ["title", "title", "body", "body", "version", "posts"]
    assert [answer["__typename"] for answer in unknown] == ["NotFound"] * 3
    assert await ChangelogEntry.all().count() == 0
    assert await recorded() == []


async def test_an_entry_is_published_once(ask, ada, recorded):
    entry = await publish("Out", by=ada)
    before, facts = await snapshot(), await recorded()

    answer = await ask(PUBLISH, id=entry.id, by=ada)

    assert (answer["__typename"], answer["field"]) == ("InvalidInput", "id")
    assert await snapshot() == before
    assert await recorded() == facts


async def test_drafts_are_for_staff_and_like_nothing_for_others(ask, ada, mia, noor, recorded):
    draft = await changelog.write_entry(title="Zebrafish", body="So.", by=ada)
    facts = await recorded()

    assert await titles(ask, drafts=True, by=mia) == ["Zebrafish"]
    assert await titles(ask, by=mia) == []
    for by in (None, noor):
        assert await titles(ask, drafts=True, by=by) == await titles(ask, by=by) == []
        assert await ask(ENTRY, slug=draft.slug, by=by) is None
    for document in (PUBLISH, DELETE):
        assert await ask(document, id=draft.id, by=noor) == await ask(document, id=uuid4(), by=noor)
    assert await ask(EDIT, id=draft.id, title="A", body="B", by=noor) == await ask(
        EDIT, id=uuid4(), title="A", body="B", by=noor
    )
    assert await recorded() == facts


async def test_an_entry_is_read_by_whoever_reads_its_board(ask, app, beta, backstage, grace, ada, mia, noor, tom):
    inner = await boards.create_board("inner", name="Inner", access=Access.SEGMENT, segments=["enterprise"], by=grace)
    await tom.update_from_dict({"segment": "enterprise"}).save()
    for title, board in (("All", None), ("App", app), ("Beta", beta), ("Staff", backstage), ("Inner", inner)):
        await publish(title, board=board, by=ada)

    assert await titles(ask) == ["App", "All"]
    assert await titles(ask, by=noor) == ["Beta", "App", "All"]
    assert await titles(ask, by=tom) == ["Inner", "Beta", "App", "All"]
    assert await titles(ask, by=mia) == ["Inner", "Staff", "Beta", "App", "All"]
    assert await titles(ask, board="Beta", by=noor) == ["Beta"]
    assert await titles(ask, board="backstage", by=noor) == await titles(ask, board="nowhere", by=noor) == []
    slug = (await ChangelogEntry.get(title="Staff")).slug
    for missing in (slug, "nothing\0", "x" * 1_000):
        assert await ask(ENTRY, slug=missing, by=noor) is None
        assert await titles(ask, board=missing, by=noor) == []


async def test_links_show_only_to_those_who_may_read_what_they_lead_to(ask, dark_mode, leak, night, ada, mia, noor):
    entry = await publish("Out", posts=[leak.id, dark_mode.id], themes=[night.id], by=ada)

    for by in (None, noor):
        assert await ask(ENTRY, slug=entry.slug, by=by) == {
            "title": "Out",
            "posts": [{"title": "Dark mode"}],
            "themes": [],
        }
    seen = await ask(ENTRY, slug=entry.slug, by=mia)
    assert [post["title"] for post in seen["posts"]] == ["Dark mode", "Zebrafish leak"]
    assert seen["themes"] == [{"name": "Eyes, night"}]


async def test_a_post_says_which_entries_answer_it(ask, dark_mode, backstage, ada, mia, noor):
    await publish("Out", posts=[dark_mode.id], by=ada)
    await publish("For us", posts=[dark_mode.id], board=backstage, by=ada)
    await changelog.write_entry(title="Soon", body="So.", posts=[dark_mode.id], by=ada)

    assert await ask(ON_POST, id=dark_mode.id, by=noor) == {"changelog": [{"title": "Out"}]}
    assert await ask(ON_POST, id=dark_mode.id, by=mia) == {"changelog": [{"title": "For us"}, {"title": "Out"}]}


async def test_everyone_behind_what_it_answers_hears_once(ask, app, dark_mode, night, ada, noor, tom, mia):
    """Tom wrote the post and stands behind the theme, Noor voted and stands behind the theme, Mia commented."""
    await votes.cast_vote(dark_mode, by=noor)
    await comments.add_comment(dark_mode, body="I know.", by=mia)
    await handle_events()
    await Notification.all().delete()
    await Delivery.all().delete()
    written = await ask(WRITE, title="Dark", body="Now.", posts=[dark_mode.id], themes=[night.id], by=ada)
    await handle_events()
    assert await told() == {}

    await ask(PUBLISH, id=written["entry"]["id"], by=ada)
    await handle_events()
    await handle_events()

    heard = await told()
    assert heard.keys() == {"Noor", "Tom", "Mia"}
    assert await Notification.all().count() == 3
    assert {(row.kind, row.title, row.body) for row in heard.values()} == {(NotificationKind.ANNOUNCED, "Dark", "Now.")}
    assert heard["Tom"].quote == "White screens hurt my eyes at night."
    assert [mail.template for mail in await Delivery.all()] == [Template.ANNOUNCED] * 3
    await ask(EDIT, id=written["entry"]["id"], title="Darker", body="Now.", posts=[dark_mode.id], by=ada)
    await handle_events()
    assert await Notification.all().count() == 3


async def test_nobody_hears_of_what_they_may_not_read(
    ask, app, dark_mode, leak, backstage, beta, grace, ada, mia, noor, tom
):
    """An entry for the team about a public post, one for all about a post of the team, one about a private post."""
    former = await people.join("kim@example.com", name="Kim", role=Role.AGENT)
    await votes.cast_vote(leak, by=former)
    await former.update_from_dict({"role": Role.CUSTOMER}).save()
    private = await posts.submit_post(app, kind=Kind.COMPLAINT, title="Private", by=tom)
    await votes.cast_vote(private, by=noor)
    await private.update_from_dict({"is_private": True}).save()
    await handle_events()

    await publish("For the team", board=backstage, posts=[dark_mode.id], by=ada)
    await handle_events()
    assert await told() == {}

    await publish("About a leak", posts=[leak.id], by=ada)
    await handle_events()
    assert (await told()).keys() == {"Mia"}

    await Notification.all().delete()
    await publish("About what is private", posts=[private.id], by=ada)
    await handle_events()
    assert (await told()).keys() == {"Tom"}


async def test_what_is_deleted_before_it_is_told_is_not_told(dark_mode, ada):
    entry = await publish("Out", posts=[dark_mode.id], by=ada)
    await changelog.delete_entry(entry, by=ada)
    await handle_events()

    assert await told() == {}


async def test_pages_show_every_entry_once(ask, ada):
    for number in range(5):
        await publish(f"Entry {number}", by=ada)

    seen, after = [], None
    while True:
        page = await ask(CHANGELOG, first=2, after=after)
        seen += [edge["node"]["title"] for edge in page["edges"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]

    assert seen == [f"Entry {number}" for number in range(4, -1, -1)]


@pytest.mark.parametrize("who", ["customer", "staff"])
async def test_a_list_takes_the_same_few_statements_for_one_entry_as_for_many(
    who, ask, app, dark_mode, night, ada, noor, statements
):
    by = {"customer": noor, "staff": ada}[who]

    async def count():
        return len(await statements.during(ask(CHANGELOG, by=by)))

    await publish("First", posts=[dark_mode.id], themes=[night.id], board=app, by=ada)
    await count()  # the driver asks once what a type looks like
    few = await count()
    for number in range(8):
        await publish(f"Entry {number}", posts=[dark_mode.id], themes=[night.id], by=ada)

    assert await count() == few <= 8
