"""Merging, parting and proposing over GraphQL: who may, what shows where, and who hears of it."""

from uuid import uuid4

import pytest

from ideation.actions import comments, follows, merges, posts, votes
from ideation.events import MergeDismissed, MergeProposed, PostsMerged, PostUnmerged
from ideation.models import Delivery, MergeProposal, Notification, Post, Vote
from ideation.reactions.handling import handle_events
from ideation.vocabulary import Contribution, Kind, NotificationKind, ProposalState, Standing

MERGE_POSTS = """
mutation MergePosts($post: UUID!, $into: UUID!) {
  mergePosts(postId: $post, intoId: $into) {
    __typename
    ... on PostsMerged {
      post { title voteCount commentCount }
      duplicate { title mergedAt mergedInto { title } mergedWith { title } }
    }
    ... on Refusal { message }
    ... on InvalidInput { field }
  }
}
"""
UNMERGE_POST = """
mutation UnmergePost($post: UUID!) {
  unmergePost(postId: $post) {
    __typename
    ... on PostUnmerged { post { title voteCount mergedInto { title } } original { title voteCount } }
    ... on Refusal { message }
  }
}
"""
POST = """
query Post($slug: String!) {
  post(slug: $slug) {
    title voteCount viewerHasVoted viewerFollows mergedInto { title slug } mergedWith { title }
    voters { totalCount edges { node { name } } }
    duplicates { totalCount edges { node { title body author { name } } } }
  }
}
"""
LISTED = "{ posts { totalCount edges { node { title } } } }"
PROPOSE_MERGE = """
mutation ProposeMerge($post: UUID!, $into: UUID!, $why: String! = "") {
  proposeMerge(postId: $post, intoId: $into, why: $why) {
    __typename
    ... on MergeProposed { proposal { why state by { name } post { title } into { title } } }
    ... on Refusal { message }
    ... on InvalidInput { field }
    ... on KeptApart { reason }
  }
}
"""
MERGE_PROPOSALS = """
query MergeProposals($board: String, $state: ProposalState! = OPEN) {
  mergeProposals(board: $board, state: $state) {
    totalCount edges { node { id why reason by { name } post { title } into { title } } }
  }
}
"""
ACCEPT = """
mutation Accept($proposal: UUID!) {
  acceptMergeProposal(proposalId: $proposal) {
    __typename
    ... on MergeAccepted { proposal { state post { mergedInto { title } } } }
    ... on Refusal { message }
  }
}
"""
DISMISS = """
mutation Dismiss($proposal: UUID!, $reason: String!) {
  dismissMergeProposal(proposalId: $proposal, reason: $reason) {
    __typename
    ... on MergeDismissed { proposal { state reason } }
    ... on Refusal { message }
  }
}
"""


@pytest.fixture
async def night_mode(app, noor):
    """Noor's idea, which says what Tom's `dark_mode` says."""
    return await posts.submit_post(app, kind=Kind.IDEA, title="Night mode", body="Black, please.", by=noor)


@pytest.fixture
async def between_us(app, noor):
    """What Noor told the team alone."""
    post = await posts.submit_post(app, kind=Kind.COMPLAINT, title="Zebrafish", body="The zebrafish.", by=noor)
    await post.update_from_dict({"is_private": True}).save()
    return post


def titles(connection):
    return [edge["node"]["title"] for edge in connection["edges"]]


async def notifications():
    """Who was told what, by name: kind, own words, and what they did with them."""
    rows = await Notification.all().select_related("person")
    assert len(rows) == len({row.person.name for row in rows})
    return {row.person.name: (row.kind, row.contribution, row.quote) for row in rows}


async def test_the_words_and_voters_of_a_duplicate_show_at_its_original(
    ask, dark_mode, night_mode, noor, tom, mia, ada
):
    await votes.cast_vote(dark_mode, by=mia)
    for person in (tom, mia):
        await votes.cast_vote(night_mode, by=person)
    await comments.add_comment(night_mode, body="Saves power.", by=tom)
    await follows.follow_post(night_mode, by=noor)

    answer = await ask(MERGE_POSTS, post=night_mode.id, into=dark_mode.id, by=ada)

    assert answer["post"] == {"title": "Dark mode", "voteCount": 2, "commentCount": 1}
    assert answer["duplicate"].pop("mergedAt")
    assert answer["duplicate"] == {"title": "Night mode", "mergedInto": {"title": "Dark mode"}, "mergedWith": None}
    original = await ask(POST, slug=dark_mode.slug, by=noor)
    assert original["voteCount"] == original["voters"]["totalCount"] == 2
    assert sorted(edge["node"]["name"] for edge in original["voters"]["edges"]) == ["Mia", "Tom"]
    assert original["duplicates"] == {
        "totalCount": 1,
        "edges": [{"node": {"title": "Night mode", "body": "Black, please.", "author": {"name": "Noor"}}}],
    }
    assert original["viewerFollows"]
    assert (await ask(POST, slug=dark_mode.slug, by=tom))["viewerHasVoted"]
    assert not (await ask(POST, slug=dark_mode.slug, by=noor))["viewerHasVoted"]
    assert titles(await ask(LISTED)) == ["Dark mode"]


async def test_whoever_comes_to_the_address_of_a_duplicate_is_told_where_to_go(ask, dark_mode, night_mode, ada):
    await merges.merge_posts(night_mode, into=dark_mode, by=ada)

    duplicate = await ask(POST, slug=night_mode.slug)

    assert duplicate["mergedInto"] == {"title": "Dark mode", "slug": dark_mode.slug}


async def test_what_came_along_names_what_it_came_with(ask, app, dark_mode, night_mode, mia, ada):
    black = await posts.submit_post(app, kind=Kind.IDEA, title="Black", by=mia)
    await merges.merge_posts(black, into=night_mode, by=ada)
    await merges.merge_posts(night_mode, into=dark_mode, by=ada)

    assert (await ask(POST, slug=black.slug))["mergedWith"] == {"title": "Night mode"}
    assert (await ask(POST, slug=black.slug))["mergedInto"]["title"] == "Dark mode"
    assert titles((await ask(POST, slug=dark_mode.slug))["duplicates"]) == ["Black", "Night mode"]


async def test_parting_gives_each_its_own_again(ask, dark_mode, night_mode, tom, mia, ada, recorded):
    for post, person in ((dark_mode, mia), (night_mode, mia), (night_mode, tom)):
        await votes.cast_vote(post, by=person)
    await merges.merge_posts(night_mode, into=dark_mode, by=ada)
    before = await recorded()

    answer = await ask(UNMERGE_POST, post=night_mode.id, by=ada)

    assert answer == {
        "__typename": "PostUnmerged",
        "post": {"title": "Night mode", "voteCount": 2, "mergedInto": None},
        "original": {"title": "Dark mode", "voteCount": 1},
    }
    pair = {"post_id": dark_mode.id, "board_id": dark_mode.board_id, "duplicate_id": night_mode.id}
    assert (await recorded())[len(before) :] == [PostUnmerged(**pair)]
    assert PostUnmerged(**pair).concerns(night_mode.id)
    assert PostUnmerged(**pair).concerns(dark_mode.id)
    assert not PostUnmerged(**pair).concerns(uuid4())
    assert sorted(titles(await ask(LISTED))) == ["Dark mode", "Night mode"]


async def test_a_vote_for_a_duplicate_answers_with_its_original(ask, dark_mode, night_mode, tom, ada):
    await merges.merge_posts(night_mode, into=dark_mode, by=ada)

    answer = await ask(
        "mutation($post: UUID!) { castVote(postId: $post) { ... on VoteCast { post { title viewerHasVoted } } } }",
        post=night_mode.id,
        by=tom,
    )

    assert answer == {"post": {"title": "Dark mode", "viewerHasVoted": True}}


async def test_only_who_decides_may_merge_and_part(ask, dark_mode, night_mode, noor, mia, ada, recorded):
    refused = ((noor, "NotAllowed"), (mia, "NotAllowed"), (None, "NotSignedIn"))
    before = await recorded()
    for person, kind in refused:
        assert (await ask(MERGE_POSTS, post=night_mode.id, into=dark_mode.id, by=person))["__typename"] == kind
    assert (await Post.get(id=night_mode.id)).merged_into_id is None
    assert await recorded() == before

    await merges.merge_posts(night_mode, into=dark_mode, by=ada)
    before = await recorded()
    for person, kind in refused:
        assert (await ask(UNMERGE_POST, post=night_mode.id, by=person))["__typename"] == kind
    assert (await Post.get(id=night_mode.id)).merged_into_id == dark_mode.id
    assert await recorded() == before


async def test_what_cannot_be_merged_is_refused_in_words(
    ask, beta, dark_mode, night_mode, between_us, noor, ada, recorded
):
    elsewhere = await posts.submit_post(beta, kind=Kind.IDEA, title="Dark mode here too", by=noor)
    await merges.merge_posts(night_mode, into=dark_mode, by=ada)
    before = await recorded()

    for post, into, field in (
        (dark_mode, dark_mode, "intoId"),
        (dark_mode, night_mode, "intoId"),
        (elsewhere, dark_mode, "intoId"),
        (dark_mode, elsewhere, "intoId"),
        (between_us, dark_mode, "postId"),
        (dark_mode, between_us, "intoId"),
    ):
        answer = await ask(MERGE_POSTS, post=post.id, into=into.id, by=ada)
        assert (answer["__typename"], answer["field"]) == ("InvalidInput", field)
    answer = await ask(UNMERGE_POST, post=dark_mode.id, by=ada)
    assert answer["message"] == "This is not merged into another post, so there is nothing to separate."

    assert await Post.filter(merged_into_id__isnull=False).values_list("id", flat=True) == [night_mode.id]
    assert await recorded() == before


async def test_a_duplicate_that_was_turned_down_since_shows_nowhere(ask, dark_mode, night_mode, mia, tom, ada):
    await merges.merge_posts(night_mode, into=dark_mode, by=ada)
    await Post.filter(id=night_mode.id).update(standing=Standing.REJECTED)

    for viewer in (None, tom, mia):
        assert (await ask(POST, slug=dark_mode.slug, by=viewer))["duplicates"] == {"totalCount": 0, "edges": []}
    assert await ask(POST, slug=night_mode.slug, by=tom) is None


async def test_an_original_that_was_hidden_since_is_not_named(ask, dark_mode, night_mode, mia, noor, ada):
    await merges.merge_posts(night_mode, into=dark_mode, by=ada)
    await Post.filter(id=dark_mode.id).update(is_private=True)

    assert (await ask(POST, slug=night_mode.slug, by=noor))["mergedInto"] is None
    await handle_events()
    assert await Notification.all().count() == 0


async def test_everyone_concerned_is_told_once_and_not_who_did_it(
    dark_mode, night_mode, app, noor, tom, mia, ada, grace
):
    black = await posts.submit_post(app, kind=Kind.IDEA, title="Black", by=grace)
    await votes.cast_vote(black, by=mia)
    await merges.merge_posts(black, into=night_mode, by=ada)
    await handle_events()
    await Notification.all().delete()
    await votes.cast_vote(night_mode, by=noor)
    await votes.cast_vote(night_mode, by=ada)
    await follows.follow_post(night_mode, by=mia)

    await merges.merge_posts(night_mode, into=dark_mode, by=ada)
    await handle_events()
    await handle_events()

    assert await notifications() == {
        "Noor": (NotificationKind.MERGED, Contribution.WROTE, "Night mode"),
        "Grace": (NotificationKind.MERGED, Contribution.WROTE, "Black"),
        "Mia": (NotificationKind.MERGED, Contribution.VOTED, "Black"),
        "Tom": (NotificationKind.MERGED, Contribution.WROTE, "Dark mode"),
    }
    told = await Notification.get(person=noor)
    assert told.title == "“Night mode” is now part of “Dark mode”"
    assert await Delivery.filter(notification__person=noor, template="merged").count() == 1

    await Notification.all().delete()
    await merges.unmerge_post(night_mode, by=ada)
    await handle_events()
    assert {name: told[0] for name, told in (await notifications()).items()} == dict.fromkeys(
        ("Noor", "Grace", "Mia", "Tom"), NotificationKind.SEPARATED
    )


async def test_what_becomes_of_the_original_is_told_to_everyone_behind_its_duplicates(
    dark_mode, night_mode, noor, tom, mia, grace, ada
):
    await comments.add_comment(night_mode, body="Saves power.", by=mia)
    await votes.cast_vote(night_mode, by=tom)
    await follows.follow_post(night_mode, by=grace)
    await merges.merge_posts(night_mode, into=dark_mode, by=ada)
    await handle_events()
    await Notification.all().delete()

    await posts.change_status(dark_mode, to="planned", reason="For winter.", by=ada)
    await handle_events()

    assert await notifications() == {
        "Tom": (NotificationKind.STATUS_CHANGED, Contribution.WROTE, "Dark mode"),
        "Noor": (NotificationKind.STATUS_CHANGED, Contribution.WROTE, "Night mode"),
        "Mia": (NotificationKind.STATUS_CHANGED, Contribution.COMMENTED, "Saves power."),
        "Grace": (NotificationKind.STATUS_CHANGED, Contribution.FOLLOWED, "Night mode"),
    }


async def test_a_customer_proposes_and_the_team_accepts(ask, dark_mode, night_mode, noor, tom, mia, ada, recorded):
    answer = await ask(PROPOSE_MERGE, post=night_mode.id, into=dark_mode.id, why="Same wish.", by=tom)
    assert answer["proposal"] == {
        "why": "Same wish.",
        "state": "OPEN",
        "by": {"name": "Tom"},
        "post": {"title": "Night mode"},
        "into": {"title": "Dark mode"},
    }
    listed = await ask(MERGE_PROPOSALS, by=mia)
    assert listed["totalCount"] == 1
    [proposal] = [edge["node"] for edge in listed["edges"]]
    assert await ask(MERGE_PROPOSALS, board="elsewhere", by=mia) == {"totalCount": 0, "edges": []}

    answer = await ask(ACCEPT, proposal=proposal["id"], by=ada)

    assert answer["proposal"] == {"state": "ACCEPTED", "post": {"mergedInto": {"title": "Dark mode"}}}
    assert (await ask(MERGE_PROPOSALS, by=mia))["totalCount"] == 0
    assert titles(await ask(LISTED)) == ["Dark mode"]
    assert [type(fact) for fact in await recorded()] == [MergeProposed, PostsMerged]
    await handle_events()
    # Tom wrote the original and proposed; he hears once.
    assert await notifications() == {
        "Noor": (NotificationKind.MERGED, Contribution.WROTE, "Night mode"),
        "Tom": (NotificationKind.MERGED, Contribution.WROTE, "Dark mode"),
    }
    again = await ask(ACCEPT, proposal=proposal["id"], by=ada)
    assert again == {
        "__typename": "InvalidInput",
        "message": "This was accepted already. The list shows what is still open.",
    }


async def test_a_dismissed_pair_is_not_proposed_again_in_either_order(
    ask, dark_mode, night_mode, noor, mia, ada, recorded
):
    await ask(PROPOSE_MERGE, post=night_mode.id, into=dark_mode.id, why="Same.", by=mia)
    proposal = await MergeProposal.get()
    dismissed = await ask(DISMISS, proposal=proposal.id, reason="One is about printing.", by=ada)
    assert dismissed["proposal"] == {"state": "DISMISSED", "reason": "One is about printing."}
    before = await recorded()
    assert [type(fact) for fact in before] == [MergeProposed, MergeDismissed]

    for post, into in ((night_mode, dark_mode), (dark_mode, night_mode)):
        answer = await ask(PROPOSE_MERGE, post=post.id, into=into.id, by=noor)
        assert answer == {
            "__typename": "KeptApart",
            "message": "The team keeps these two apart, for this reason: One is about printing.",
            "reason": "One is about printing.",
        }

    assert await MergeProposal.all().count() == 1
    assert await recorded() == before
    await handle_events()
    assert await notifications() == {"Mia": (NotificationKind.MERGE_DISMISSED, Contribution.PROPOSED, "Same.")}
    assert (await Notification.get()).body == "One is about printing."


async def test_a_dismissal_does_not_name_what_was_hidden_since(ask, dark_mode, night_mode, mia, noor, ada):
    await ask(PROPOSE_MERGE, post=night_mode.id, into=dark_mode.id, by=noor)
    await ask(DISMISS, proposal=(await MergeProposal.get()).id, reason="No.", by=ada)
    await Post.filter(id=dark_mode.id).update(is_private=True)

    await handle_events()

    assert await Notification.all().count() == 0


async def test_a_dismissed_pair_is_not_proposed_by_way_of_a_duplicate(
    ask, app, dark_mode, night_mode, noor, mia, ada, recorded
):
    black = await posts.submit_post(app, kind=Kind.IDEA, title="Black", by=mia)
    await ask(PROPOSE_MERGE, post=night_mode.id, into=dark_mode.id, by=mia)
    await ask(DISMISS, proposal=(await MergeProposal.get()).id, reason="No.", by=ada)
    await merges.merge_posts(black, into=dark_mode, by=ada)
    before = await recorded()

    assert (await ask(PROPOSE_MERGE, post=night_mode.id, into=black.id, by=noor))["__typename"] == "KeptApart"

    assert await MergeProposal.all().count() == 1
    assert await recorded() == before


async def test_a_pair_has_one_open_proposal(ask, dark_mode, night_mode, noor, tom, recorded):
    await ask(PROPOSE_MERGE, post=night_mode.id, into=dark_mode.id, by=tom)
    before = await recorded()

    for post, into in ((night_mode, dark_mode), (dark_mode, night_mode)):
        assert (await ask(PROPOSE_MERGE, post=post.id, into=into.id, by=noor))["__typename"] == "AlreadyProposed"

    assert await MergeProposal.all().count() == 1
    assert await recorded() == before


async def test_merging_the_pair_otherwise_settles_the_proposal_and_tells_who_made_it(
    ask, dark_mode, night_mode, mia, ada
):
    await ask(PROPOSE_MERGE, post=night_mode.id, into=dark_mode.id, why="Same.", by=mia)

    await ask(MERGE_POSTS, post=dark_mode.id, into=night_mode.id, by=ada)
    await handle_events()

    assert (await MergeProposal.get()).state is ProposalState.ACCEPTED
    assert (await notifications())["Mia"] == (NotificationKind.MERGED, Contribution.PROPOSED, "Same.")


async def test_what_one_may_not_read_cannot_be_proposed_and_sounds_like_what_is_not_there(
    ask, dark_mode, leak, between_us, tom, recorded
):
    before = await recorded()

    for hidden in (leak, between_us):
        for post, into in ((hidden.id, dark_mode.id), (dark_mode.id, hidden.id)):
            missing = {"post": post, "into": into} | {"post" if post == hidden.id else "into": uuid4()}
            for document in (PROPOSE_MERGE, MERGE_POSTS):
                answer = await ask(document, post=post, into=into, by=tom)
                assert answer["__typename"] == "NotFound"
                assert answer == await ask(document, **missing, by=tom)

    assert await MergeProposal.all().count() == 0
    assert await recorded() == before


async def test_proposals_are_for_the_team(ask, dark_mode, night_mode, noor, tom, mia, recorded):
    await ask(PROPOSE_MERGE, post=night_mode.id, into=dark_mode.id, by=tom)
    proposal = await MergeProposal.get()
    before = await recorded()

    for viewer in (None, noor, tom):
        assert await ask(MERGE_PROPOSALS, by=viewer) == {"totalCount": 0, "edges": []}
    for viewer, kind in ((noor, "NotAllowed"), (mia, "NotAllowed"), (None, "NotSignedIn")):
        assert (await ask(ACCEPT, proposal=proposal.id, by=viewer))["__typename"] == kind
        assert (await ask(DISMISS, proposal=proposal.id, reason="No.", by=viewer))["__typename"] == kind
    assert (await ask(PROPOSE_MERGE, post=night_mode.id, into=dark_mode.id))["__typename"] == "NotSignedIn"

    assert (await MergeProposal.get()).state is ProposalState.OPEN
    assert (await Post.get(id=night_mode.id)).merged_into_id is None
    assert await recorded() == before


async def test_whoever_is_blocked_proposes_nothing(ask, dark_mode, night_mode, noor, recorded):
    await noor.update_from_dict({"blocked_at": dark_mode.created_at}).save()
    before = await recorded()

    assert (await ask(PROPOSE_MERGE, post=night_mode.id, into=dark_mode.id, by=noor))["__typename"] == "Blocked"

    assert await MergeProposal.all().count() == 0
    assert await recorded() == before


async def test_a_dismissal_needs_a_reason(ask, dark_mode, night_mode, tom, ada, recorded):
    await ask(PROPOSE_MERGE, post=night_mode.id, into=dark_mode.id, by=tom)
    proposal = await MergeProposal.get()
    before = await recorded()

    assert (await ask(DISMISS, proposal=proposal.id, reason=" \n", by=ada))["__typename"] == "InvalidInput"

    assert (await MergeProposal.get()).state is ProposalState.OPEN
    assert await recorded() == before


async def test_what_is_said_to_a_duplicate_is_said_to_its_original(ask, dark_mode, night_mode, tom, ada):
    await merges.merge_posts(night_mode, into=dark_mode, by=ada)

    answer = await ask(
        """mutation($post: UUID!) {
          addComment(postId: $post, body: "Yes.") { ... on CommentAdded { post { title commentCount } } }
        }""",
        post=night_mode.id,
        by=tom,
    )

    assert answer == {"post": {"title": "Dark mode", "commentCount": 1}}


@pytest.mark.parametrize(
    "decision",
    [
        'changeStatus(postId: $post, status: "planned", reason: "Soon.")',
        'reportBackOnPost(postId: $post, outcome: DONE, title: "Here", body: "It is.")',
    ],
)
async def test_a_duplicate_is_not_decided_about(ask, dark_mode, night_mode, ada, recorded, decision):
    await merges.merge_posts(night_mode, into=dark_mode, by=ada)
    before = await recorded()

    answer = await ask(
        f"mutation($post: UUID!) {{ {decision} {{ __typename ... on Refusal {{ message }} }} }}",
        post=night_mode.id,
        by=ada,
    )

    assert answer == {
        "__typename": "InvalidInput",
        "message": "This is merged into another post. Decide about that one; this one follows.",
    }
    assert (await Post.get(id=night_mode.id)).status_id == "open"
    assert await recorded() == before


async def test_settled_votes_are_united_all_the_same(ask, dark_mode, night_mode, mia, tom, ada):
    await votes.cast_vote(night_mode, by=mia)
    await posts.change_status(dark_mode, to="shipped", reason="Out.", by=ada)

    answer = await ask(MERGE_POSTS, post=night_mode.id, into=dark_mode.id, by=ada)

    assert answer["post"]["voteCount"] == 1
    refused = await ask("mutation($post: UUID!) { castVote(postId: $post) { __typename } }", post=night_mode.id, by=tom)
    assert refused == {"__typename": "VotingClosed"}
    assert await Vote.all().count() == 1
