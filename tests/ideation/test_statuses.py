"""The places where posts can stand, as the organisation names them."""

import asyncio

import pytest

from ideation.actions import posts, statuses, votes
from ideation.errors import InvalidInput, NotAllowed, NotFound, StatusInUse, VotingClosed
from ideation.events import StatusChanged, StatusCreated, StatusDeleted, StatusesReordered, StatusUpdated
from ideation.models import Notification, Post, Status
from ideation.queries.events import status_history
from ideation.queries.statuses import list_statuses
from ideation.reactions.handling import handle_events
from ideation.vocabulary import Kind, StatusColor, StatusIcon, StatusKind

FIRST = ["open", "under_review", "planned", "in_progress", "shipped", "declined"]


async def keys():
    return [status.key for status in await list_statuses()]


async def snapshot():
    return await list_statuses().values()


async def in_beta(by, **given):
    wanted = {"name": "In beta", "kind": StatusKind.ACTIVE}
    return await statuses.create_status("in_beta", **(wanted | given), by=by)


async def test_a_new_installation_has_six(stored):
    assert await keys() == FIRST
    assert [status.name for status in await list_statuses() if status.is_settled] == ["Shipped", "Not planned"]
    assert [status.key for status in await list_statuses() if status.on_roadmap] == [
        "planned",
        "in_progress",
        "shipped",
    ]


async def test_an_administrator_adds_one_after_all_others(grace, recorded):
    status = await statuses.create_status(
        " In_Beta ",
        name=" In\nbeta ",
        kind=StatusKind.ACTIVE,
        color=StatusColor.ACCENT,
        icon=StatusIcon.IDEA,
        on_roadmap=True,
        definition="Some of you\nhave it already.",
        by=grace,
    )

    assert await keys() == [*FIRST, "in_beta"]
    kept = await Status.get(key="in_beta")
    assert (kept.name, kept.kind, kept.color, kept.icon, kept.on_roadmap, kept.definition) == (
        *("In beta", StatusKind.ACTIVE, StatusColor.ACCENT, StatusIcon.IDEA, True, "Some of you have it already."),
    )
    assert status.key == "in_beta"
    assert await recorded() == [StatusCreated(key="in_beta")]


@pytest.mark.parametrize(
    ("field", "key", "given"),
    [
        ("key", "", {}),
        ("key", "In beta", {}),
        ("key", "_beta", {}),
        ("key", "b" * 41, {}),
        ("key", "bêta", {}),
        ("key", "planned", {}),
        ("name", "in_beta", {"name": " \u200b"}),
        ("name", "in_beta", {"name": "n" * 41}),
        ("name", "in_beta", {"name": "PLANNED"}),
        ("definition", "in_beta", {"definition": "d" * 301}),
    ],
)
async def test_what_cannot_be_one_is_refused_by_name(field, key, given, grace, recorded):
    before = await snapshot()

    with pytest.raises(InvalidInput) as refused:
        await statuses.create_status(key, **({"name": "Beta", "kind": StatusKind.ACTIVE} | given), by=grace)

    assert refused.value.field == field
    assert await snapshot() == before
    assert await recorded() == []


async def test_there_is_a_limit(grace, recorded):
    for number in range(statuses.MOST_STATUSES - len(FIRST)):
        await statuses.create_status(f"s{number}", name=f"S {number}", kind=StatusKind.ACTIVE, by=grace)

    with pytest.raises(InvalidInput, match="limit"):
        await in_beta(grace)

    assert await Status.all().count() == statuses.MOST_STATUSES


async def test_only_administrators_touch_them(ada, mia, noor, recorded):
    before = await snapshot()

    for somebody in (ada, mia, noor):
        for verb in (
            in_beta(somebody),
            statuses.update_status("planned", name="Soon", by=somebody),
            statuses.reorder_statuses(FIRST[::-1], by=somebody),
            statuses.delete_status("declined", by=somebody),
        ):
            with pytest.raises(NotAllowed):
                await verb

    assert await snapshot() == before
    assert await recorded() == []


async def test_everything_but_the_key_can_change(grace, dark_mode, ada, recorded):
    await posts.change_status(dark_mode, to="planned", reason="Soon.", by=ada)
    before = await recorded()

    await statuses.update_status(
        "planned",
        name="Decided",
        kind=StatusKind.DONE,
        color=StatusColor.POSITIVE,
        icon=StatusIcon.HEART,
        on_roadmap=False,
        definition="",
        by=grace,
    )

    kept = await Status.get(key="planned")
    assert (kept.name, kept.kind, kept.color, kept.icon, kept.on_roadmap, kept.definition) == (
        *("Decided", StatusKind.DONE, StatusColor.POSITIVE, StatusIcon.HEART, False, ""),
    )
    assert await recorded() == [*before, StatusUpdated(key="planned")]
    assert (await Post.get(id=dark_mode.id)).status_id == "planned"


async def test_a_change_that_changes_nothing_records_nothing(grace, recorded):
    await statuses.update_status("planned", by=grace)
    await statuses.update_status("planned", name=" Planned ", kind=StatusKind.ACTIVE, by=grace)
    await statuses.reorder_statuses(FIRST, by=grace)

    assert await recorded() == []


async def test_the_kind_decides_whether_votes_count(dark_mode, grace, ada, noor):
    await posts.change_status(dark_mode, to="planned", reason="Soon.", by=ada)
    await votes.cast_vote(dark_mode, by=noor)
    await statuses.update_status("planned", kind=StatusKind.DONE, by=grace)

    with pytest.raises(VotingClosed, match="Planned"):
        await votes.withdraw_vote(dark_mode, by=noor)

    assert (await Post.get(id=dark_mode.id)).vote_count == 1


async def test_the_status_of_new_posts_may_be_renamed_but_stays_open_and_stays(grace, recorded):
    await statuses.update_status("open", name="New", by=grace)
    before, facts = await snapshot(), await recorded()

    with pytest.raises(InvalidInput, match="New posts begin as New"):
        await statuses.update_status("open", kind=StatusKind.DONE, by=grace)
    with pytest.raises(InvalidInput, match="New posts begin as New"):
        await statuses.delete_status("open", by=grace)

    assert await snapshot() == before
    assert await recorded() == facts


async def test_they_stand_in_the_order_that_is_given(grace, recorded):
    order = ["shipped", "open", *FIRST[1:4], "declined"]
    await statuses.reorder_statuses(order, by=grace)

    assert await keys() == order
    assert await recorded() == [StatusesReordered()]


@pytest.mark.parametrize("order", [[], FIRST[1:], [*FIRST, "open"], [*FIRST[1:], "nothing"]])
async def test_an_order_names_each_once(order, grace, recorded):
    with pytest.raises(InvalidInput) as refused:
        await statuses.reorder_statuses(order, by=grace)

    assert refused.value.field == "keys"
    assert await keys() == FIRST
    assert await recorded() == []


async def test_one_that_no_post_has_can_go(grace, recorded):
    await statuses.delete_status("under_review", by=grace)

    assert "under_review" not in await keys()
    assert await recorded() == [StatusDeleted(key="under_review")]
    with pytest.raises(NotFound):
        await statuses.delete_status("under_review", by=grace)


async def test_one_that_posts_have_stays_and_says_how_many(dark_mode, grace, ada, recorded):
    await posts.change_status(dark_mode, to="planned", reason="Soon.", by=ada)
    before, facts = await snapshot(), await recorded()

    with pytest.raises(StatusInUse, match="Planned stays, because 1 post has") as refused:
        await statuses.delete_status("planned", by=grace)

    assert refused.value.count == 1
    assert await snapshot() == before
    assert await recorded() == facts


async def test_what_a_post_was_once_stays_in_its_history_when_the_status_goes(dark_mode, grace, ada, tom):
    await in_beta(grace)
    await posts.change_status(dark_mode, to="in_beta", reason="Try it.", by=ada)
    await posts.change_status(dark_mode, to="shipped", reason="It is out.", by=ada)
    await statuses.delete_status("in_beta", by=grace)

    history = (await status_history(None, [dark_mode.id]))[dark_mode.id]
    assert [change.status.name for change in history] == ["In beta", "Shipped"]
    await handle_events()
    assert [row.title.split("now ")[1] for row in await Notification.filter(person=tom).order_by("created_at")] == [
        "In beta",
        "Shipped",
    ]


async def test_a_post_gets_no_status_that_there_is_not(dark_mode, ada, recorded):
    for key in ("", "nonsense", "PLANNED", "\0", "x" * 1000):
        with pytest.raises(InvalidInput, match="Choose one of open, under_review") as refused:
            await posts.change_status(dark_mode, to=key, reason="So.", by=ada)
        assert refused.value.field == "status"

    assert (await Post.get(id=dark_mode.id)).status_id == "open"
    assert await recorded() == []


async def test_a_silent_change_tells_nobody_and_only_staff_see_that_it_was(dark_mode, ada, noor, tom, recorded):
    await votes.cast_vote(dark_mode, by=noor)
    await posts.change_status(dark_mode, to="planned", reason="Soon.", by=ada)
    await handle_events()
    told = await Notification.all().count()

    await posts.change_status(dark_mode, to="in_progress", silent=True, by=ada)
    await handle_events()

    assert await Notification.all().count() == told == 2
    post = await Post.get(id=dark_mode.id)
    assert (post.status_id, post.status_reason) == ("in_progress", None)
    assert (await recorded())[-1] == StatusChanged(
        post_id=post.id, board_id=post.board_id, before="planned", after="in_progress", reason="", silent=True
    )
    for viewer, seen in ((ada, [("planned", False), ("in_progress", True)]), (tom, [("planned", False)])):
        history = (await status_history(viewer, [post.id]))[post.id]
        assert [(change.status.key, change.silent) for change in history] == seen
    assert (await status_history(None, [post.id]))[post.id] == history


async def test_a_silent_change_has_no_reason_that_somebody_could_miss(dark_mode, ada, recorded):
    with pytest.raises(InvalidInput) as refused:
        await posts.change_status(dark_mode, to="planned", reason="Soon.", silent=True, by=ada)

    assert refused.value.field == "reason"
    assert (await Post.get(id=dark_mode.id)).status_id == "open"
    assert await recorded() == []


@pytest.mark.commits
async def test_a_status_is_never_deleted_under_a_post_that_is_given_it(app, grace, ada, noor):
    wishes = [await posts.submit_post(app, kind=Kind.IDEA, title=f"Wish {n}", by=noor) for n in range(4)]
    for _ in range(5):
        await in_beta(grace)
        doing = [posts.change_status(wish, to="in_beta", silent=True, by=ada) for wish in wishes]
        answers = await asyncio.gather(*doing, statuses.delete_status("in_beta", by=grace), return_exceptions=True)

        assert {type(answer) for answer in answers} <= {Post, type(None), InvalidInput, StatusInUse}
        standing = await Post.filter(status_id="in_beta").count()
        assert (standing > 0) == isinstance(answers[-1], StatusInUse)
        for wish in await Post.filter(status_id="in_beta"):
            await posts.change_status(wish, to="open", silent=True, by=ada)
        if isinstance(answers[-1], StatusInUse):
            await statuses.delete_status("in_beta", by=grace)
