"""Companies over GraphQL, and the lists that they rank."""

from decimal import Decimal

import pytest

from ideation.actions import companies, people, posts, votes
from ideation.actions.companies import CompanyDetails
from ideation.models import Company, Person, Post
from ideation.queries import companies as queries
from ideation.vocabulary import Access, Kind

SET_COMPANY = """
mutation SetCompany($input: CompanyInput!) {
  setCompany(input: $input) {
    __typename
    ... on CompanySet { company { externalId name domain segment plan revenue } }
    ... on InvalidInput { field }
    ... on Refusal { message }
  }
}
"""
ASSIGN = """
mutation Assign($person: UUID!, $company: String) {
  assignCompany(personId: $person, company: $company) {
    __typename
    ... on CompanyAssigned { person { name } company { name } }
    ... on Refusal { message }
  }
}
"""
COMPANIES = "{ companies { totalCount edges { node { name revenue } } } }"
RANKED = """
query Ranked($sort: PostSort!, $first: Int!, $after: String) {
  posts(board: "app", sort: $sort, first: $first, after: $after) {
    edges { cursor node {
      title voteCount backing { people companies value concentration valueConcentration }
    } }
    pageInfo { hasNextPage endCursor }
  }
}
"""


async def company(name, *, revenue=None, segment=None):
    details = CompanyDetails.of(external_id=name, name=name, revenue=revenue, segment=segment)
    return await companies.set_company(details, by=None)


async def employee(name, of):
    person = await people.join(f"{name}@example.com")
    return await companies.assign_company(person, to=of, by=None)


@pytest.fixture
async def ranked(app, tom):
    """Three ideas: many people without a company want one, two companies another, one rich company the third."""
    small, middle = await company("Small", revenue=Decimal(100)), await company("Middle", revenue=Decimal(200))
    rich = await company("Rich", revenue=Decimal("9000.50"))
    voters = {
        "Popular": [await people.join(f"customer{number}@example.com") for number in range(4)],
        "Common": [await employee("s1", small), await employee("m1", middle), await employee("m2", middle)],
        "Dear": [await employee("r1", rich)],
    }
    for title, supporters in voters.items():
        post = await posts.submit_post(app, kind=Kind.IDEA, title=title, by=tom)
        for person in supporters:
            await votes.cast_vote(post, by=person)
    return {post.title: post for post in await Post.all()}


async def titles(ask, sort, by):
    return [edge["node"]["title"] for edge in (await ask(RANKED, sort=sort, first=9, by=by))["edges"]]


async def test_a_company_is_set_by_its_id_and_set_again(ask, ada, noor, recorded):
    given = {"externalId": "acme", "name": "Acme", "domain": "Acme.Example.com", "segment": "enterprise"}
    first = await ask(SET_COMPANY, input=given | {"plan": "Gold", "revenue": "1200.5"}, by=ada)
    person = await ask(ASSIGN, person=noor.id, company="acme", by=ada)
    second = await ask(SET_COMPANY, input={"externalId": "acme", "name": "Acme Inc", "segment": "small"}, by=ada)
    await ask(SET_COMPANY, input={"externalId": "acme", "name": "Acme Inc", "segment": "small"}, by=ada)

    assert first["company"] == {
        "externalId": "acme",
        "name": "Acme",
        "domain": "acme.example.com",
        "segment": "enterprise",
        "plan": "Gold",
        "revenue": "1200.50",
    }
    assert person == {"__typename": "CompanyAssigned", "person": {"name": "Noor"}, "company": {"name": "Acme"}}
    assert (second["company"]["name"], second["company"]["revenue"]) == ("Acme Inc", None)
    assert await Company.all().count() == 1
    assert (await Person.get(id=noor.id)).segment == "small"
    assert [type(fact).__name__ for fact in await recorded()] == ["CompanySet", "CompanyAssigned", "CompanySet"]


async def test_a_segment_opens_the_boards_that_are_for_it(ask, beta, grace, noor):
    beta.access, beta.segments = Access.SEGMENT, ["enterprise"]
    await beta.save(update_fields=["access", "segments"])
    await company("Acme", segment="enterprise")
    await ask(ASSIGN, person=noor.id, company="Acme", by=grace)
    inside = await Person.get(id=noor.id)
    assert await ask('{ board(slug: "beta") { name } }', by=inside) == {"name": "Beta"}

    await ask(ASSIGN, person=noor.id, by=grace)

    assert await ask('{ board(slug: "beta") { name } }', by=await Person.get(id=noor.id)) is None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"),
        ({"externalId": ""}, "externalId"),
        ({"domain": "not a domain"}, "domain"),
        ({"revenue": "-1"}, "revenue"),
        ({"revenue": "NaN"}, "revenue"),
        ({"plan": "x" * 61}, "plan"),
    ],
)
async def test_what_is_wrong_with_a_company_is_said_and_nothing_kept(ask, ada, recorded, changed, field):
    answer = await ask(SET_COMPANY, input={"externalId": "acme", "name": "Acme"} | changed, by=ada)

    assert (answer["__typename"], answer["field"]) == ("InvalidInput", field)
    assert await Company.all().count() == 0
    assert await recorded() == []


async def test_only_managers_keep_companies(ask, mia, noor, recorded):
    await company("Acme")
    before = await recorded()
    for person in (mia, noor):
        refused = await ask(SET_COMPANY, input={"externalId": "new", "name": "New"}, by=person)
        assert refused["__typename"] == "NotAllowed"
    assert (await ask(ASSIGN, person=noor.id, company="Acme", by=mia))["__typename"] == "NotAllowed"
    # Whoever may not know of companies cannot tell one that is there from one that is not.
    there = await ask(ASSIGN, person=noor.id, company="Acme", by=noor)
    assert there == await ask(ASSIGN, person=noor.id, company="Nobody", by=noor)

    assert await Company.all().count() == 1
    assert (await Person.get(id=noor.id)).company_id is None
    assert await recorded() == before


async def test_customers_learn_nothing_of_companies(ask, ranked, noor, mia):
    for viewer in (None, noor):
        assert await ask(COMPANIES, by=viewer) == {"totalCount": 0, "edges": []}
        page = await ask(RANKED, sort="MOST_VOTED", first=9, by=viewer)
        assert [edge["node"]["backing"] for edge in page["edges"]] == [None] * 3
        for sort in ("BY_COMPANIES", "BY_VALUE"):
            answer = await ask.whole(RANKED, sort=sort, first=9, by=viewer)
            [error] = answer["errors"]
            assert error["message"].startswith("Only the team sorts posts by companies.")
        ids = [post.id for post in ranked.values()]
        assert await queries.backing_of(viewer, ids) == {}
        assert await queries.read_companies(viewer, await Company.all().values_list("id", flat=True)) == {}

    assert (await ask(COMPANIES, by=mia))["totalCount"] == 3


async def test_the_same_posts_rank_by_people_by_companies_and_by_value(ask, ranked, mia):
    assert await titles(ask, "MOST_VOTED", mia) == ["Popular", "Common", "Dear"]
    assert await titles(ask, "BY_COMPANIES", mia) == ["Common", "Dear", "Popular"]
    assert await titles(ask, "BY_VALUE", mia) == ["Dear", "Common", "Popular"]


@pytest.mark.parametrize("sort", ["BY_COMPANIES", "BY_VALUE", "MOST_VOTED", "TRENDING"])
async def test_pages_of_ranked_lists_show_every_post_once(ask, ranked, mia, sort):
    seen, after = [], None
    while True:
        page = await ask(RANKED, sort=sort, first=1, after=after, by=mia)
        seen += [edge["node"]["title"] for edge in page["edges"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]

    assert seen == await titles(ask, sort, mia)


async def test_the_plain_count_stands_beside_and_concentration_tells_loud_from_many(ask, app, tom, ranked, mia):
    loud = await posts.submit_post(app, kind=Kind.IDEA, title="Loud", by=tom)
    rich = await Company.get(name="Rich")
    for number in range(9):
        await votes.cast_vote(loud, by=await employee(f"loud{number}", rich))
    for number in range(6):
        await votes.cast_vote(loud, by=await people.join(f"other{number}@example.com"))

    page = await ask(RANKED, sort="BY_VALUE", first=9, by=mia)

    nodes = {edge["node"]["title"]: edge["node"] for edge in page["edges"]}
    assert nodes["Loud"]["voteCount"] == nodes["Loud"]["backing"]["people"] == 15
    assert nodes["Loud"]["backing"]["companies"] == 1
    assert nodes["Loud"]["backing"]["value"] == "9000.50"
    assert nodes["Loud"]["backing"]["concentration"] == pytest.approx(13 / 15)  # nine of one company, and four of six
    assert nodes["Loud"]["backing"]["valueConcentration"] == 1
    assert nodes["Common"]["backing"]["value"] == "300.00"


async def test_what_companies_are_worth_and_who_works_there_ranks_at_once(ask, ranked, ada, mia):
    await ask(SET_COMPANY, input={"externalId": "Small", "name": "Small", "revenue": "100000"}, by=ada)
    assert await titles(ask, "BY_VALUE", mia) == ["Common", "Dear", "Popular"]

    for number in range(4):
        customer = await Person.get(email=f"customer{number}@example.com")
        await company(f"New {number}")
        await ask(ASSIGN, person=customer.id, company=f"New {number}", by=ada)

    assert await titles(ask, "BY_COMPANIES", mia) == ["Popular", "Common", "Dear"]
    popular = await Post.get(title="Popular")
    assert (popular.vote_count, popular.company_count, popular.company_value) == (4, 4, 0)


async def test_withdrawing_takes_the_company_along_unless_a_colleague_stays(ranked):
    common = ranked["Common"]
    await votes.withdraw_vote(common, by=await Person.get(email="m1@example.com"))
    assert (await Post.get(id=common.id)).company_count == 2

    await votes.withdraw_vote(common, by=await Person.get(email="m2@example.com"))

    after = await Post.get(id=common.id)
    assert (after.vote_count, after.company_count, after.company_value) == (1, 1, 100)
