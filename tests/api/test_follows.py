"""Following over GraphQL: who may, who is shown, and what followers hear."""

from uuid import uuid4

import pytest

from ideation.actions import comments, follows, merges, posts, reports, votes
from ideation.events import PostFollowed, PostUnfollowed
from ideation.models import Delivery, Follow, Notification
from ideation.reactions.handling import handle_events
from ideation.vocabulary import Contribution, Kind, NotificationKind, Outcome, Role

FOLLOW = """
mutation FollowPost($post: UUID!) {
  followPost(postId: $post) {
    __typename ... on PostFollowed { post { title viewerFollows } } ... on Refusal { message }
  }
}
"""
FOLLOWERS = "query($slug: String!) { post(slug: $slug) { followers { totalCount edges { node { name } } } } }"
UNFOLLOW = """
mutation UnfollowPost($post: UUID!) {
  unfollowPost(postId: $post) {
    __typename ... on PostUnfollowed { post { title viewerFollows } } ... on Refusal { message }
  }
}
"""


@pytest.fixture
async def night_mode(app, noor):
    """Noor's idea, which says what Tom's `dark_mode` says."""
    return await posts.submit_post(app, kind=Kind.IDEA, title="Night mode", body="Black, please.", by=noor)


async def told():
    """Who was told what, by name: kind and what they did."""
    rows = await Notification.all().select_related("person")
    assert len(rows) == len({row.person.name for row in rows})
    return {row.person.name: (row.kind, row.contribution) for row in rows}


async def test_a_post_is_followed_once_and_no_more(ask, dark_mode, noor, recorded):
    answer = await ask(FOLLOW, post=dark_mode.id, by=noor)
    assert answer == {"__typename": "PostFollowed", "post": {"title": "Dark mode", "viewerFollows": True}}
    assert await ask(FOLLOW, post=dark_mode.id, by=noor) == answer
    assert await Follow.all().count() == 1

    answer = await ask(UNFOLLOW, post=dark_mode.id, by=noor)
    assert answer == {"__typename": "PostUnfollowed", "post": {"title": "Dark mode", "viewerFollows": False}}
    assert await ask(UNFOLLOW, post=dark_mode.id, by=noor) == answer
    assert await Follow.all().count() == 0
    assert await recorded() == [PostFollowed(post_id=dark_mode.id), PostUnfollowed(post_id=dark_mode.id)]


async def test_following_is_for_who_may_read_it_and_is_not_blocked(ask, dark_mode, leak, noor, tom, recorded):
    await tom.update_from_dict({"blocked_at": dark_mode.created_at}).save()
    before = await recorded()

    for document in (FOLLOW, UNFOLLOW):
        hidden = await ask(document, post=leak.id, by=noor)
        assert hidden["__typename"] == "NotFound"
        assert hidden == await ask(document, post=uuid4(), by=noor)
        assert (await ask(document, post=dark_mode.id))["__typename"] == "NotSignedIn"
    assert (await ask(FOLLOW, post=dark_mode.id, by=tom))["__typename"] == "Blocked"

    assert await Follow.all().count() == 0
    assert await recorded() == before


async def test_followers_of_a_post_and_its_duplicates_are_shown_to_staff_each_once(
    ask, dark_mode, night_mode, noor, tom, mia, ada
):
    for post, person in ((dark_mode, noor), (night_mode, noor), (night_mode, tom)):
        await follows.follow_post(post, by=person)
    await merges.merge_posts(night_mode, into=dark_mode, by=ada)

    shown = (await ask(FOLLOWERS, slug=dark_mode.slug, by=mia))["followers"]
    assert shown["totalCount"] == 2
    assert sorted(edge["node"]["name"] for edge in shown["edges"]) == ["Noor", "Tom"]
    for viewer in (None, noor):
        hidden = await ask(FOLLOWERS, slug=dark_mode.slug, by=viewer)
        assert hidden == {"followers": {"totalCount": 0, "edges": []}}

    await follows.unfollow_post(dark_mode, by=noor)
    assert await Follow.filter(person=noor).count() == 0


async def test_followers_hear_a_new_status_and_a_report(dark_mode, noor, mia, ada):
    await follows.follow_post(dark_mode, by=noor)
    await votes.cast_vote(dark_mode, by=mia)
    await follows.follow_post(dark_mode, by=mia)
    await posts.change_status(dark_mode, to="planned", reason="Soon.", by=ada)
    await handle_events()
    kind = NotificationKind.STATUS_CHANGED
    assert await told() == {
        "Tom": (kind, Contribution.WROTE),
        "Mia": (kind, Contribution.VOTED),
        "Noor": (kind, Contribution.FOLLOWED),
    }
    assert await Delivery.filter(notification__person=noor).count() == 1

    await follows.unfollow_post(dark_mode, by=noor)
    report = await reports.report_back_on_post(dark_mode, outcome=Outcome.DONE, title="Here", body="It is.", by=ada)
    await handle_events()
    assert await Notification.filter(report_id=report.id, person=noor).count() == 0


async def test_followers_and_authors_of_duplicates_hear_comments_in_the_app(dark_mode, night_mode, noor, tom, mia, ada):
    await follows.follow_post(night_mode, by=mia)
    await merges.merge_posts(night_mode, into=dark_mode, by=ada)
    await votes.cast_vote(dark_mode, by=ada)
    await handle_events()
    await Notification.all().delete()

    await comments.add_comment(dark_mode, body="Yes.", by=tom)
    await handle_events()

    kind = NotificationKind.COMMENTED
    assert await told() == {"Noor": (kind, Contribution.WROTE), "Mia": (kind, Contribution.FOLLOWED)}
    assert await Delivery.filter(notification__kind=kind).count() == 0


async def test_an_official_answer_is_heard_by_everyone_behind_the_post(dark_mode, noor, tom, mia, grace, ada):
    await votes.cast_vote(dark_mode, by=noor)
    await follows.follow_post(dark_mode, by=grace)

    await comments.add_comment(dark_mode, body="We hear you.", by=mia)
    await handle_events()

    kind = NotificationKind.COMMENTED
    assert await told() == {
        "Tom": (kind, Contribution.WROTE),
        "Noor": (kind, Contribution.VOTED),
        "Grace": (kind, Contribution.FOLLOWED),
    }


async def test_notes_of_the_team_reach_no_customer_who_follows(dark_mode, noor, tom, mia, ada, grace):
    for person in (noor, grace):
        await follows.follow_post(dark_mode, by=person)
    await comments.add_comment(dark_mode, body="The zebrafish.", is_private=True, by=mia)

    await handle_events()

    assert await told() == {}  # the team hears of notes that name them, and of no others


async def test_who_follows_what_they_may_no_longer_read_hears_nothing_of_it(leak, mia, grace, ada):
    await follows.follow_post(leak, by=grace)
    await grace.update_from_dict({"role": Role.CUSTOMER}).save()

    await posts.change_status(leak, to="planned", reason="Zebrafish.", by=ada)
    await comments.add_comment(leak, body="Zebrafish.", by=ada)
    await handle_events()

    assert await Notification.filter(person=grace).count() == await Delivery.filter(address=grace.email).count() == 0
