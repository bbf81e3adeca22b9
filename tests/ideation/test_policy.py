"""Who may do what."""

from datetime import UTC, datetime
from itertools import product

import pytest
from tortoise.connection import get_connection

from ideation import policy
from ideation.models import Board, Person
from ideation.vocabulary import Access, Role

NOBODY = None
CUSTOMER, AGENT, PRODUCT_MANAGER, ADMIN = (Person(name=role.value, role=role) for role in Role)
PIONEER = Person(name="pioneer", role=Role.CUSTOMER, segment="pioneers")
EVERYBODY = (NOBODY, CUSTOMER, PIONEER, AGENT, PRODUCT_MANAGER, ADMIN)
STAFF = (AGENT, PRODUCT_MANAGER, ADMIN)


def board(access, **rights):
    return Board(access=access, segments=["pioneers"], **rights)


@pytest.mark.parametrize(
    ("answers", "who"),
    [
        (policy.may_see_themes, STAFF),
        (policy.may_tag, STAFF),
        (policy.may_post_for_others, STAFF),
        (policy.may_see_segments, STAFF),
        (policy.may_decide, (PRODUCT_MANAGER, ADMIN)),
        (policy.may_administer, (ADMIN,)),
    ],
)
def test_a_right_belongs_to_some_roles_and_no_others(answers, who):
    assert [person for person in EVERYBODY if answers(person)] == list(who)


@pytest.mark.parametrize(
    ("access", "readers"),
    [
        (Access.PUBLIC, EVERYBODY),
        (Access.MEMBERS, EVERYBODY[1:]),
        (Access.SEGMENT, (PIONEER, *STAFF)),
        (Access.STAFF, STAFF),
    ],
)
def test_a_board_is_read_by_its_circle(access, readers):
    assert [person for person in EVERYBODY if policy.may_read(person, board(access))] == list(readers)


@pytest.mark.parametrize("may", [policy.may_post, policy.may_vote, policy.may_comment])
@pytest.mark.parametrize(("person", "access"), list(product(EVERYBODY, Access)))
def test_whoever_is_signed_in_speaks_where_they_read(may, person, access):
    reads = policy.may_read(person, board(access))

    assert may(person, board(access)) == (person is not None and reads)


@pytest.mark.parametrize("action", ["post", "vote", "comment"])
@pytest.mark.parametrize(
    ("access", "actors"),
    [
        (Access.PUBLIC, EVERYBODY[1:]),
        (Access.MEMBERS, EVERYBODY[1:]),
        (Access.SEGMENT, (PIONEER, *STAFF)),
        (Access.STAFF, STAFF),
    ],
)
def test_each_action_on_a_board_has_a_circle_of_its_own(action, access, actors):
    place = board(Access.PUBLIC, **{f"{action}_access": access})
    may = {name: getattr(policy, f"may_{name}") for name in ("post", "vote", "comment")}

    acts = may.pop(action)
    assert [person for person in EVERYBODY if acts(person, place)] == list(actors)
    assert all(allowed(CUSTOMER, place) for allowed in may.values())


@pytest.mark.parametrize("may", [policy.may_post, policy.may_vote, policy.may_comment])
def test_who_is_blocked_reads_and_does_nothing_else(may):
    blocked = Person(name="Blocked", blocked_at=datetime.now(UTC))

    assert policy.may_read(blocked, board(Access.MEMBERS))
    assert not may(blocked, board(Access.PUBLIC))


async def test_postgresql_reads_boards_by_the_same_rule(stored):
    for person, access in product(EVERYBODY[1:], Access):
        given = [str(person.role), person.segment, str(access), ["pioneers"]]
        [row] = await get_connection("default").execute_query_dict(
            "select coalesce(hearback_reads($1, $2, $3, $4), false) as reads", given
        )
        assert row["reads"] == policy.may_read(person, board(access)), (person.name, access)


@pytest.mark.parametrize(("person", "access"), list(product(EVERYBODY[1:], Access)))
def test_staff_speak_for_the_organisation_where_customers_read(person, access):
    assert policy.speaks_officially(person, Board(access=access)) == (person in STAFF and access is not Access.STAFF)
