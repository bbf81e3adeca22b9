"""Joining, signing in with a mailed code, and what people are to the organisation."""

import asyncio
import re
from datetime import UTC, datetime

import pytest
from tortoise.connection import get_connection

from ideation.actions import people
from ideation.errors import CodeRefused, InvalidInput, NotAllowed, TooManyAttempts
from ideation.events import PersonJoined, RoleGiven, SignInCodeRequested
from ideation.models import Delivery, Person, Session, SignInCode
from ideation.queries.people import signed_in_with, with_email
from ideation.vocabulary import Role, Template


async def mailed_code(address):
    """The code in the latest mail to an address."""
    mails = await Delivery.filter(address=address, template=Template.SIGN_IN_CODE).order_by("due_at")
    return mails[-1].data["code"]


def other_than(code):
    return f"{(int(code) + 1) % 10**8:08}"


async def grow_older(rows, age):
    for row in await rows.all():
        row.created_at -= age
        await row.save(update_fields=["created_at"])


async def test_a_newcomer_signs_in_with_the_mailed_code_and_joins_as_a_customer(stored, recorded):
    address = await people.request_sign_in_code(" Lin@Example.com ")
    person, token = await people.sign_in("LIN@example.com", code=await mailed_code(address), name="Lin")

    assert address == "lin@example.com"
    assert (person.name, person.email, person.role) == ("Lin", "lin@example.com", Role.CUSTOMER)
    assert await signed_in_with(token) == person
    delivery = await Delivery.get(address=address)
    assert await recorded() == [SignInCodeRequested(delivery_id=delivery.id), PersonJoined(person_id=person.id)]


async def test_somebody_known_signs_in_as_who_they_are(ada, recorded):
    await people.request_sign_in_code("ada@example.com")
    person, _ = await people.sign_in("ada@example.com", code=await mailed_code("ada@example.com"), name="Mallory")

    assert person == ada
    assert (person.name, person.role) == ("Ada", Role.PRODUCT_MANAGER)
    assert await Person.filter(email="ada@example.com").count() == 1


async def test_without_a_name_one_is_called_by_the_first_part_of_the_address(stored):
    assert (await people.join("lin.wu@example.com", name=" \u200b ")).name == "lin.wu"


async def test_joining_twice_in_different_case_is_joining_once(stored, recorded):
    person = await people.join("lin@example.com", name="Lin")

    assert await people.join("LIN@Example.com", name="Somebody else") == person
    assert await recorded() == [PersonJoined(person_id=person.id)]


async def test_spaces_in_a_copied_code_do_not_matter(stored):
    await people.request_sign_in_code("lin@example.com")
    code = await mailed_code("lin@example.com")

    assert re.fullmatch("[0-9]{8}", code)
    assert await people.sign_in("lin@example.com", code=f" {code[:4]} {code[4:]}\n")


async def test_a_wrong_code_is_refused_and_nobody_joins(stored, recorded):
    await people.request_sign_in_code("lin@example.com")
    before = await recorded()

    with pytest.raises(CodeRefused):
        await people.sign_in("lin@example.com", code=other_than(await mailed_code("lin@example.com")))

    assert await with_email("lin@example.com") is None
    assert await Session.all().count() == 0
    assert await recorded() == before


async def test_a_code_is_good_for_one_address_only(stored):
    await people.request_sign_in_code("lin@example.com")
    await people.request_sign_in_code("tom@example.com")

    with pytest.raises(CodeRefused):
        await people.sign_in("tom@example.com", code=await mailed_code("lin@example.com"))


@pytest.mark.parametrize("code", ["", " ", "\0", "\ud800", "１２３４５６７８", "123456", "a" * 100_000])
async def test_whatever_is_typed_as_a_code_is_refused_in_words(stored, code):
    await people.request_sign_in_code("lin@example.com")

    with pytest.raises(CodeRefused):
        await people.sign_in("lin@example.com", code=code)


async def test_a_code_that_nobody_asked_for_is_refused(stored):
    with pytest.raises(CodeRefused):
        await people.sign_in("lin@example.com", code="12345678")


async def test_a_code_opens_one_session_only(stored):
    await people.request_sign_in_code("lin@example.com")
    code = await mailed_code("lin@example.com")
    await people.sign_in("lin@example.com", code=code)

    with pytest.raises(CodeRefused):
        await people.sign_in("lin@example.com", code=code)

    assert await Session.all().count() == 1


async def test_only_the_latest_code_is_good_also_once_it_is_used(stored):
    await people.request_sign_in_code("lin@example.com")
    first = await mailed_code("lin@example.com")
    await people.request_sign_in_code("lin@example.com")
    await people.sign_in("lin@example.com", code=await mailed_code("lin@example.com"))

    with pytest.raises(CodeRefused):
        await people.sign_in("lin@example.com", code=first)

    assert await Session.all().count() == 1


async def test_a_code_expires(stored):
    await people.request_sign_in_code("lin@example.com")
    await grow_older(SignInCode, people.CODE_LASTS)

    with pytest.raises(CodeRefused):
        await people.sign_in("lin@example.com", code=await mailed_code("lin@example.com"))

    assert await with_email("lin@example.com") is None


async def test_after_five_wrong_attempts_the_right_code_is_refused_too(stored):
    await people.request_sign_in_code("lin@example.com")
    code = await mailed_code("lin@example.com")
    for _ in range(people.ATTEMPTS_PER_CODE):
        with pytest.raises(CodeRefused):
            await people.sign_in("lin@example.com", code=other_than(code))

    with pytest.raises(CodeRefused):
        await people.sign_in("lin@example.com", code=code)

    assert (await SignInCode.get(email="lin@example.com")).attempts == people.ATTEMPTS_PER_CODE


async def test_a_sixth_code_within_ten_minutes_is_refused_with_the_time_to_wait(stored, recorded):
    for case in (str.lower, str.upper, str.title, str.swapcase, str.lower):
        await people.request_sign_in_code(case("lin@example.com"))
    before = await recorded()

    with pytest.raises(TooManyAttempts) as refused:
        await people.request_sign_in_code("lin@example.com")

    assert 590 <= refused.value.retry_after_seconds <= 600
    assert await SignInCode.all().count() == await Delivery.all().count() == people.CODES_PER_WINDOW
    assert await recorded() == before
    await people.request_sign_in_code("tom@example.com")


async def test_after_ten_minutes_one_may_ask_again(stored):
    for _ in range(people.CODES_PER_WINDOW):
        await people.request_sign_in_code("lin@example.com")
    await grow_older(SignInCode, people.CODE_LASTS)

    assert await people.request_sign_in_code("lin@example.com") == "lin@example.com"


async def test_asking_for_a_code_answers_the_same_whether_or_not_the_address_is_known(ada):
    assert await people.request_sign_in_code("ada@example.com") == "ada@example.com"
    assert await people.request_sign_in_code("lin@example.com") == "lin@example.com"
    assert await with_email("lin@example.com") is None


async def test_what_is_no_address_gets_no_code(stored, recorded):
    with pytest.raises(InvalidInput):
        await people.request_sign_in_code("lin")

    assert await SignInCode.all().count() == 0
    assert await recorded() == []


async def test_neither_the_code_nor_the_token_is_stored_where_it_is_checked(stored):
    await people.request_sign_in_code("lin@example.com")
    code = await mailed_code("lin@example.com")
    _, token = await people.sign_in("lin@example.com", code=code)

    kept = str(await SignInCode.all().values()) + str(await Session.all().values())
    events = str(await get_connection("default").execute_query_dict("select data from event"))
    assert code not in (await SignInCode.get(email="lin@example.com")).digest
    assert token not in kept
    assert code not in events
    assert token not in events


async def test_a_session_expires(noor):
    token = await people.open_session(noor)
    assert await signed_in_with(token) == noor

    await Session.all().update(expires_at=datetime.now(UTC))

    assert await signed_in_with(token) is None


async def test_signing_out_ends_this_session_and_no_other(noor):
    here, there = await people.open_session(noor), await people.open_session(noor)

    await people.sign_out(here)
    await people.sign_out(here)

    assert await signed_in_with(here) is None
    assert await signed_in_with(there) == noor


@pytest.mark.parametrize("token", ["", "\0", "\ud800", "x" * 100_000])
async def test_a_token_that_is_none_of_ours_is_nobody(noor, token):
    await people.open_session(noor)

    assert await signed_in_with(token) is None
    await people.sign_out(token)
    assert await Session.all().count() == 1


async def test_an_administrator_gives_a_role(noor, grace, recorded):
    await people.give_role(noor, role=Role.AGENT, by=grace)

    assert (await Person.get(id=noor.id)).role is Role.AGENT
    assert await recorded() == [RoleGiven(person_id=noor.id, role=Role.AGENT)]


async def test_the_operator_gives_a_role_at_the_command_line(noor, recorded):
    await people.give_role(noor, role=Role.ADMIN, by=None)

    assert (await Person.get(id=noor.id)).role is Role.ADMIN


async def test_the_role_that_somebody_has_already_is_no_fact(noor, grace, recorded):
    await people.give_role(noor, role=Role.CUSTOMER, by=grace)

    assert await recorded() == []


async def test_a_role_follows_what_is_stored_and_not_what_was_read_before(noor, grace, recorded):
    read_before = await Person.get(id=noor.id)
    await people.give_role(noor, role=Role.ADMIN, by=grace)

    await people.give_role(read_before, role=Role.CUSTOMER, by=grace)

    assert (await Person.get(id=noor.id)).role is Role.CUSTOMER


async def test_nobody_but_an_administrator_gives_a_role(noor, mia, ada, recorded):
    for somebody in (noor, mia, ada):
        with pytest.raises(NotAllowed):
            await people.give_role(somebody, role=Role.ADMIN, by=somebody)

    assert await Person.filter(role=Role.ADMIN).count() == 0
    assert await recorded() == []


async def test_people_are_found_by_their_address_without_reading_all_of_them(noor):
    connection = get_connection("default")
    await connection.execute_script("set local enable_seqscan = off")

    async def tables_read_through():
        statement = "select seq_scan from pg_stat_xact_user_tables where relname = 'person'"
        return (await connection.execute_query_dict(statement))[0]["seq_scan"]

    before = await tables_read_through()
    assert await with_email("noor@example.com") == noor

    assert await tables_read_through() == before


@pytest.mark.commits
async def test_joining_at_the_same_time_in_different_case_is_one_person(stored, recorded):
    cases = (str.lower, str.upper, str.title, str.swapcase)
    found = await asyncio.gather(*(people.join(case("lin@example.com"), name="Lin") for case in cases * 5))

    assert await Person.all().count() == 1
    assert {person.id for person in found} == {found[0].id}
    assert await recorded() == [PersonJoined(person_id=found[0].id)]


@pytest.mark.commits
async def test_asking_for_many_codes_at_the_same_time_sends_no_more_than_allowed(stored):
    answers = await asyncio.gather(
        *(people.request_sign_in_code("lin@example.com") for _ in range(20)), return_exceptions=True
    )

    assert sum(isinstance(answer, TooManyAttempts) for answer in answers) == 20 - people.CODES_PER_WINDOW
    assert await Delivery.all().count() == people.CODES_PER_WINDOW


@pytest.mark.commits
async def test_one_code_used_many_times_at_once_opens_one_session(stored):
    await people.request_sign_in_code("lin@example.com")
    code = await mailed_code("lin@example.com")

    answers = await asyncio.gather(
        *(people.sign_in("lin@example.com", code=code) for _ in range(10)), return_exceptions=True
    )

    assert sum(isinstance(answer, CodeRefused) for answer in answers) == 9
    assert await Session.all().count() == await Person.all().count() == 1
