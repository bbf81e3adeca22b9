"""Reporting back over GraphQL, and hearing about it."""

from ideation.actions import comments, votes
from ideation.models import Report
from ideation.reactions.handling import handle_events

ON_POST = """
mutation Report($post: UUID!, $title: String! = "Dark mode is here", $body: String! = "Since Monday.") {
  reportBackOnPost(postId: $post, outcome: DONE, title: $title, body: $body) {
    __typename
    ... on ReportedBack { report { id title toldCount post { title } theme { name } author { name } } }
    ... on Refusal { message }
    ... on InvalidInput { field }
  }
}
"""
ON_THEME = """
mutation Report($theme: UUID!, $board: String) {
  reportBackOnTheme(themeId: $theme, outcome: NOT_DONE, title: "Not now", body: "It is too early.", publishOn: $board) {
    __typename
    ... on ReportedBack { report { id theme { name } } }
    ... on Refusal { message }
  }
}
"""
REPORTS = """
query Reports($board: String) {
  reports(board: $board) {
    totalCount
    edges { node {
      title toldCount theme { name } post { title } told { totalCount edges { node { quote person { name } } } }
    } }
  }
}
"""
HEARD = """
{
  viewer {
    unreadCount
    notifications { edges { node {
      id kind title quote contribution readAt post { title } report { title body outcome }
    } } }
  }
}
"""
MARK_READ = """
mutation Read($ids: [UUID!]) {
  markNotificationsRead(ids: $ids) {
    __typename
    ... on NotificationsRead { viewer { unreadCount } }
    ... on Refusal { message }
  }
}
"""


async def heard(ask, person):
    return [edge["node"] for edge in (await ask(HEARD, by=person))["notifications"]["edges"]]


async def reported(ask, person):
    """What was reported back to somebody, without what else they heard of, such as official answers."""
    return [note for note in await heard(ask, person) if note["kind"] == "REPORTED_BACK"]


async def test_everyone_behind_a_post_hears_in_their_own_words(ask, dark_mode, tom, noor, mia, ada):
    await votes.cast_vote(dark_mode, by=noor)
    await comments.add_comment(dark_mode, body="My mother asks for it.", by=mia)
    await handle_events(100)

    answer = await ask(ON_POST, post=dark_mode.id, by=ada)
    await handle_events(100)

    assert answer["__typename"] == "ReportedBack"
    [told] = await reported(ask, tom)
    assert (told["contribution"], told["report"]["title"]) == ("WROTE", "Dark mode is here")
    [voter] = await reported(ask, noor)
    assert (voter["contribution"], voter["quote"]) == ("VOTED", "Dark mode")
    [commenter] = await heard(ask, mia)
    assert (commenter["contribution"], commenter["quote"]) == ("COMMENTED", "My mother asks for it.")
    assert await heard(ask, ada) == []
    [report] = (await ask(REPORTS, board="app", by=mia))["edges"]
    assert report["node"]["toldCount"] == report["node"]["told"]["totalCount"] == 3


async def test_a_report_on_a_theme_quotes_the_sentence_that_belongs_to_it(ask, night, tom, noor, ada):
    await ask(ON_THEME, theme=night.id, by=ada)
    await handle_events(100)

    [note] = await heard(ask, noor)
    assert note["quote"] == "The glare keeps me awake."
    assert note["report"] == {"title": "Not now", "body": "It is too early.", "outcome": "NOT_DONE"}
    [note] = await heard(ask, tom)
    assert note["quote"] == "White screens hurt my eyes at night."


async def test_a_report_on_a_theme_is_read_by_those_told_and_by_a_board_that_it_is_published_on(
    ask, night, noor, ada, grace
):
    await ask(ON_THEME, theme=night.id, by=ada)
    await handle_events(100)
    assert (await ask(REPORTS))["totalCount"] == 0
    assert (await ask(REPORTS, by=noor))["totalCount"] == 1

    await ask(ON_THEME, theme=night.id, board="app", by=ada)

    [report] = (await ask(REPORTS, board="app"))["edges"]
    assert report["node"]["theme"] is None  # its name may hold words of others


async def test_reporting_back_needs_words_and_a_manager(ask, dark_mode, night, ada, mia, noor, recorded):
    wordless = await ask(ON_POST, post=dark_mode.id, title=" ", by=ada)
    agent = await ask(ON_POST, post=dark_mode.id, by=mia)
    customer = await ask(ON_THEME, theme=night.id, by=noor)
    signed_out = await ask(ON_POST, post=dark_mode.id)

    names = [answer["__typename"] for answer in (wordless, agent, customer, signed_out)]
    assert names == ["InvalidInput", "NotAllowed", "NotAllowed", "NotSignedIn"]
    assert await Report.all().count() == 0
    assert await recorded() == []


async def test_the_people_behind_a_theme_are_read_page_by_page(ask, night, tom, noor, ada):
    people = "people(first: 1, after: $after) { edges { cursor node { name } } }"
    audience = "audience(first: 1, after: $after) { edges { cursor node { person { name } } } }"
    for field in (people, audience):
        document = f"query($id: UUID!, $after: String) {{ theme(id: $id) {{ page: {field} }} }}"
        [first] = (await ask(document, id=night.id, by=ada))["page"]["edges"]
        [second] = (await ask(document, id=night.id, after=first["cursor"], by=ada))["page"]["edges"]

        assert first["node"] != second["node"]
        assert (await ask(document, id=night.id, after=second["cursor"], by=ada))["page"]["edges"] == []


async def test_customers_do_not_see_who_else_was_told(ask, dark_mode, tom, ada):
    await ask(ON_POST, post=dark_mode.id, by=ada)
    await handle_events(100)

    [report] = (await ask(REPORTS, by=tom))["edges"]
    assert report["node"]["toldCount"] == 1
    assert report["node"]["told"]["edges"] == []


async def test_reading_marks_ones_own_notifications_and_nobody_elses(ask, night, tom, noor, ada):
    await ask(ON_THEME, theme=night.id, by=ada)
    await handle_events(100)
    [mine] = await heard(ask, noor)

    assert (await ask(MARK_READ, ids=[mine["id"]], by=tom))["viewer"]["unreadCount"] == 1
    assert (await heard(ask, noor))[0]["readAt"] is None

    assert (await ask(MARK_READ, ids=[mine["id"]], by=noor))["viewer"]["unreadCount"] == 0
    assert (await ask(MARK_READ, by=tom))["viewer"]["unreadCount"] == 0
    assert (await ask(MARK_READ))["__typename"] == "NotSignedIn"
