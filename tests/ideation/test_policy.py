"""Who may do what."""

from itertools import product

import pytest

from ideation import policy
from ideation.models import Board, Person
from ideation.vocabulary import Access, Role

NOBODY = None
CUSTOMER, AGENT, PRODUCT_MANAGER, ADMIN = (Person(name=role.value, role=role) for role in Role)
EVERYBODY = (NOBODY, CUSTOMER, AGENT, PRODUCT_MANAGER, ADMIN)
STAFF = (AGENT, PRODUCT_MANAGER, ADMIN)


@pytest.mark.parametrize(
    ("answers", "who"),
    [
        (policy.may_see_themes, STAFF),
        (policy.may_tag, STAFF),
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
        (Access.STAFF, STAFF),
    ],
)
def test_a_board_is_read_by_its_circle(access, readers):
    assert [person for person in EVERYBODY if access in policy.readable_access(person)] == list(readers)


@pytest.mark.parametrize(("person", "access"), list(product(EVERYBODY, Access)))
def test_whoever_is_signed_in_speaks_where_they_read(person, access):
    reads = access in policy.readable_access(person)

    assert policy.may_post(person, access) == (person is not None and reads)


@pytest.mark.parametrize(("person", "access"), list(product(EVERYBODY[1:], Access)))
def test_staff_speak_for_the_organisation_where_customers_read(person, access):
    assert policy.speaks_officially(person, Board(access=access)) == (person in STAFF and access is not Access.STAFF)
