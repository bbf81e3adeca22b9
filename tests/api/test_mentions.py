"""Naming people, over GraphQL."""

from uuid import uuid4

from ideation.actions import comments, posts, votes
from ideation.models import Comment, Delivery, Mention, Notification
from ideation.reactions.handling import handle_events
from ideation.vocabulary import Kind

ADD = """
mutation Add($post: UUID!, $body: String!, $isPrivate: Boolean! = false) {
  addComment(postId: $post, body: $body, isPrivate: $isPrivate) {
    __typename ... on CommentAdded { comment { id body mentions { name } } } ... on InvalidInput { field message }
  }
}
"""
EDIT = """
mutation Edit($comment: UUID!, $body: String!) {
  editComment(commentId: $comment, body: $body) { ... on CommentEdited { comment { body mentions { name } } } }
}
"""
MENTIONABLE = """
query Mentionable($slug: String!, $text: String!) { post(slug: $slug) { mentionable(text: $text) { name } } }
"""
NOTIFICATIONS = "{ viewer { unreadCount notifications { totalCount edges { node { kind title body } } } } }"


def name(person, called=None):
    return f"@[{called or person.name}]({person.id})"


async def told(person):
    await handle_events()
    return [(row.kind, row.title) for row in await Notification.filter(person=person).order_by("created_at")]


async def test_who_is_named_in_a_comment_hears_of_it_once(ask, dark_mode, noor, tom, mia):
    """Tom wrote the post and is named as well: one notification, not two."""
    answer = await ask(ADD, post=dark_mode.id, body=f"{name(tom)}, {name(tom)} and {name(mia)}: look.", by=noor)
    named = answer["comment"]["mentions"]

    assert [person["name"] for person in named] == ["Mia", "Tom"]
    for person in (tom, mia):
        assert await told(person) == [("mentioned", "Noor mentioned you on “Dark mode”")]
    assert await told(noor) == []
    assert await Delivery.filter(notification_id__not_isnull=True).count() == 0


async def test_a_mention_shows_the_name_that_somebody_has_and_not_one_they_were_given(ask, dark_mode, noor, tom):
    answer = await ask(ADD, post=dark_mode.id, body=f"Thanks, {name(tom, 'The boss')}, @tom.", by=noor)

    assert answer["comment"]["body"] == f"Thanks, {name(tom)}, @tom."


async def test_who_may_not_read_it_is_not_named_and_hears_nothing(ask, leak, noor, mia, ada):
    answer = await ask(ADD, post=leak.id, body=f"{name(noor)} and {name(ada)} and @[Ghost]({uuid4()}).", by=mia)

    assert answer["comment"]["body"] == f"@Noor and {name(ada)} and @Ghost."
    assert answer["comment"]["mentions"] == [{"name": "Ada"}]
    assert await told(noor) == []
    assert await Mention.filter(person=noor).count() == 0


async def test_in_a_note_only_the_team_is_named_and_told(ask, dark_mode, noor, tom, mia, ada):
    body = f"{name(tom)} again, {name(ada)}."
    answer = await ask(ADD, post=dark_mode.id, body=body, is_private=True, by=mia)

    assert answer["comment"]["mentions"] == [{"name": "Ada"}]
    assert await told(ada) == [("noted", "Mia mentioned you in a note of the team on “Dark mode”")]
    assert await told(tom) == await told(noor) == []


async def test_who_left_the_team_does_not_read_what_its_notes_told_them(ask, dark_mode, mia, ada):
    await ask(ADD, post=dark_mode.id, body=f"He pays a lot, {name(ada)}.", is_private=True, by=mia)
    await handle_events()
    before = await ask(NOTIFICATIONS, by=ada)

    await ada.update_from_dict({"role": "customer"}).save()
    after = await ask(NOTIFICATIONS, by=ada)

    assert before["unreadCount"] == 1
    assert after == {"unreadCount": 0, "notifications": {"totalCount": 0, "edges": []}}


async def test_an_edit_tells_those_whom_it_names_first(ask, dark_mode, noor, tom, mia, ada):
    answer = await ask(ADD, post=dark_mode.id, body=f"{name(mia)}?", by=noor)
    await handle_events()

    edited = await ask(EDIT, comment=answer["comment"]["id"], body=f"{name(mia)}? {name(ada)}?", by=noor)
    first, second = await told(mia), await told(ada)
    left_out = await ask(EDIT, comment=answer["comment"]["id"], body="Anybody?", by=noor)

    assert [person["name"] for person in edited["comment"]["mentions"]] == ["Ada", "Mia"]
    assert len(first) == len(second) == 1
    assert left_out["comment"]["mentions"] == []


async def test_a_post_names_people_too(app, noor, tom):
    post = await posts.submit_post(app, kind=Kind.IDEA, title="For two", body=f"With {name(tom)}.", by=noor)

    assert await told(tom) == [("mentioned", "Noor mentioned you on “For two”")]
    assert await Mention.filter(post=post).count() == 1


async def test_too_many_names_are_refused(ask, dark_mode, noor, recorded):
    body = " ".join(f"@[Somebody]({uuid4()})" for _ in range(21))
    answer = await ask(ADD, post=dark_mode.id, body=body, by=noor)

    assert (answer["__typename"], answer["field"]) == ("InvalidInput", "body")
    assert await Comment.all().count() == await Mention.all().count() == 0
    assert await recorded() == []


async def test_customers_find_whom_they_see_taking_part_and_staff_find_all_readers(
    ask, dark_mode, leak, noor, tom, mia, ada, grace
):
    await comments.add_comment(dark_mode, body="Noted.", is_private=True, by=mia)
    await votes.cast_vote(dark_mode, by=grace)

    async def found(by, text="", post=dark_mode):
        return [person["name"] for person in (await ask(MENTIONABLE, slug=post.slug, text=text, by=by))["mentionable"]]

    assert await found(None) == []
    assert await found(noor) == ["Grace", "Tom"]  # who voted and who wrote, and not who wrote a note
    assert await found(noor, "t") == ["Tom"]
    assert await found(ada) == ["Grace", "Mia", "Noor", "Tom"]
    assert await found(ada, "NÓ") == ["Noor"]
    assert await found(ada, post=leak) == ["Grace", "Mia"]
    assert await found(ada, "%") == await found(ada, "\\") == []
