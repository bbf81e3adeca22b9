"""Themes over GraphQL: for staff only, named by people for good."""

import base64
import json

import pytest

from ideation.actions import themes as verbs
from ideation.events import ThemeAssigned
from ideation.models import Theme, TopicRun
from ideation.vocabulary import RunState

THEMES = """
query Themes($level: Int! = 1, $text: String, $sort: ThemeSort! = SIZE) {
  themes(level: $level, text: $text, sort: $sort) {
    totalCount
    edges { node {
      name words level isCurrent sentenceCount postCount peopleCount namedBy { name } parent { name }
      subthemes { name } examples { text similarity post { title } } reports { title }
    } }
  }
}
"""
THEME = """
query Theme($id: UUID!, $text: String) {
  theme(id: $id) {
    name
    sentences(text: $text) { totalCount edges { node { text post { title themes { name } } } } }
    people { totalCount edges { node { name } } }
    audience { totalCount edges { node { contribution quote person { name } } } }
  }
}
"""
SENTENCES = "query Sentences($slug: String!) { post(slug: $slug) { themes { name } sentences { text similarity } } }"
UNSORTED = "{ unsortedSentences { totalCount edges { node { text post { title } } } } }"
RENAME = """
mutation Rename($theme: UUID!, $name: String!) {
  renameTheme(themeId: $theme, name: $name) {
    __typename
    ... on ThemeRenamed { theme { name namedBy { name } } }
    ... on Refusal { message }
    ... on InvalidInput { field }
  }
}
"""
ASSIGN = """
mutation Assign($theme: UUID!, $owner: UUID!) {
  assignTheme(themeId: $theme, ownerId: $owner) {
    __typename
    ... on ThemeAssigned { theme { owner { name } } }
    ... on Refusal { message }
    ... on InvalidInput { field }
  }
}
"""
RUN = """
mutation { runThemes { __typename ... on Refusal { message } } }
"""
TOPIC_RUN = "{ topicRun { state stage sentenceCount themedCount themeCount message } }"


@pytest.mark.parametrize("level", [-(2**31), 0, 3, 40_000, 2**31 - 1])
async def test_there_are_no_themes_at_levels_that_there_are_not(ask, night, mia, level):
    assert await ask(THEMES, level=level, by=mia) == {"totalCount": 0, "edges": []}


async def test_a_cursor_with_half_a_character_is_refused(ask, night, mia):
    by_name = "query($after: String) { themes(sort: NAME, after: $after) { totalCount } }"
    cursor = base64.urlsafe_b64encode(json.dumps(["\ud800", str(night.id)]).encode()).decode()
    answer = await ask.whole(by_name, after=cursor, by=mia)

    assert "does not belong" in answer["errors"][0]["message"]


async def test_staff_see_themes_with_their_counts_examples_and_parts(ask, night, mia):
    [edge] = (await ask(THEMES, by=mia))["edges"]

    assert edge["node"] == {
        "name": "Eyes, night",
        "words": ["eyes"],
        "level": 1,
        "isCurrent": True,
        "sentenceCount": 2,
        "postCount": 2,
        "peopleCount": 2,
        "namedBy": None,
        "parent": None,
        "subthemes": [{"name": "White"}],
        "examples": [
            {"text": "White screens hurt my eyes at night.", "similarity": 0.9, "post": {"title": "Dark mode"}},
            {"text": "The glare keeps me awake.", "similarity": 0.7, "post": {"title": "Glare"}},
        ],
        "reports": [],
    }
    [part] = (await ask(THEMES, level=2, sort="NAME", text="WHÍTE", by=mia))["edges"]
    assert part["node"]["parent"] == {"name": "Eyes, night"}


async def test_every_count_of_a_theme_opens_the_list_behind_it(ask, night, ada):
    theme = await ask(THEME, id=night.id, by=ada)

    assert theme["sentences"]["totalCount"] == len(theme["sentences"]["edges"]) == 2
    assert {edge["node"]["name"] for edge in theme["people"]["edges"]} == {"Tom", "Noor"}
    assert theme["people"]["totalCount"] == theme["audience"]["totalCount"] == 2
    assert {edge["node"]["quote"] for edge in theme["audience"]["edges"]} == {
        "White screens hurt my eyes at night.",
        "The glare keeps me awake.",
    }
    found = (await ask(THEME, id=night.id, text="glare", by=ada))["sentences"]
    assert (found["totalCount"], found["edges"][0]["node"]["post"]["title"]) == (1, "Glare")


async def test_nobody_else_sees_anything_of_themes(ask, night, dark_mode, noor):
    for viewer in (None, noor):
        assert await ask(THEMES, by=viewer) == {"totalCount": 0, "edges": []}
        assert await ask(THEME, id=night.id, by=viewer) is None
        assert await ask(SENTENCES, slug=dark_mode.slug, by=viewer) == {"themes": [], "sentences": []}
        assert await ask(TOPIC_RUN, by=viewer) is None


async def test_what_fits_no_theme_can_be_read_by_staff_and_by_nobody_else(ask, night, mia, noor):
    found = await ask(UNSORTED, by=mia)
    assert found == {"totalCount": 1, "edges": [{"node": {"text": "Please.", "post": {"title": "Dark mode"}}}]}
    for viewer in (None, noor):
        assert await ask(UNSORTED, by=viewer) == {"totalCount": 0, "edges": []}


async def test_a_name_that_a_manager_gave_is_theirs(ask, night, ada):
    answer = await ask(RENAME, theme=night.id, name="Dark mode at night", by=ada)

    assert answer["theme"] == {"name": "Dark mode at night", "namedBy": {"name": "Ada"}}


async def test_renaming_needs_a_name_and_a_manager(ask, night, ada, mia, noor, recorded):
    nameless = await ask(RENAME, theme=night.id, name=" ", by=ada)
    agent = await ask(RENAME, theme=night.id, name="Mine", by=mia)
    customer = await ask(RENAME, theme=night.id, name="Mine", by=noor)
    missing = await ask(RENAME, theme=noor.id, name="Mine", by=ada)

    names = [answer["__typename"] for answer in (nameless, agent, customer, missing)]
    assert names == ["InvalidInput", "NotAllowed", "NotAllowed", "NotFound"]
    assert (await Theme.get(id=night.id)).name == "Eyes, night"
    assert await recorded() == []


async def test_a_theme_is_looked_after_by_somebody_of_the_team(ask, night, ada, mia, noor, recorded):
    assert (await ask(ASSIGN, theme=night.id, owner=mia.id, by=ada))["theme"] == {"owner": {"name": "Mia"}}
    await ask(ASSIGN, theme=night.id, owner=mia.id, by=ada)
    assert await recorded() == [ThemeAssigned(theme_id=night.id, owner_id=mia.id)]

    customer = await ask(ASSIGN, theme=night.id, owner=noor.id, by=ada)
    agent = await ask(ASSIGN, theme=night.id, owner=ada.id, by=mia)
    nobody = await ask(ASSIGN, theme=night.id, owner=night.id, by=ada)

    assert [answer["__typename"] for answer in (customer, agent, nobody)] == ["InvalidInput", "NotAllowed", "NotFound"]
    assert (await Theme.get(id=night.id)).owner_id == mia.id


async def test_a_manager_asks_for_a_run_and_not_for_a_second_one_beside_it(ask, ada, mia):
    assert (await ask(RUN, by=mia))["__typename"] == "NotAllowed"
    assert (await ask(RUN, by=ada))["__typename"] == "ThemesRunRequested"

    run = await verbs.begin_run()
    await verbs.note_progress(run, stage="embedding", done=3, total=9)

    assert (await ask(RUN, by=ada))["__typename"] == "RunInProgress"
    assert (await ask(TOPIC_RUN, by=ada))["stage"] == "embedding"


async def test_too_little_text_is_told_in_words_and_readers_keep_what_they_saw(ask, night, ada):
    run = await verbs.begin_run()
    await verbs.end_run(run, state=RunState.TOO_LITTLE, message="Now 3 of 100 sentences.")

    assert (await ask(TOPIC_RUN, by=ada))["message"] == "Now 3 of 100 sentences."
    assert (await ask(THEMES, by=ada))["totalCount"] == 1
    assert await TopicRun.filter(state=RunState.RUNNING).count() == 0


async def test_a_list_of_themes_takes_the_same_few_statements_for_any_length(ask, night, ada, statements):
    one = await statements.during(ask(THEMES, by=ada))
    for number in range(5):
        theme = await Theme.create(name=f"Theme {number}", level=1)
        await verbs.rename_theme(theme, name=f"Named {number}", by=ada)

    six = await statements.during(ask(THEMES, by=ada))

    assert (await ask(THEMES, by=ada))["totalCount"] == 6
    assert len(six) == len(one)
