"""Search and similar posts over GraphQL: what is found, why, and by whom."""

import asyncio
import random
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as some
from tortoise.connection import get_connection

from ideation.actions import boards, comments, posts, votes
from ideation.actions.words import count_words
from ideation.models import Board, Event, SearchWord
from ideation.queries import search
from ideation.queries import typed as typed_queries
from ideation.vocabulary import Access, Kind, Standing
from tests.meaning import Known

SEARCH = """
query Search($text: String!, $board: String, $kind: Kind, $status: String, $first: Int! = 20, $after: String) {
  search(text: $text, board: $board, kind: $kind, status: $status, first: $first, after: $after) {
    correctedTo totalCount
    pageInfo { hasNextPage endCursor }
    edges { node {
      post { title } comment { body author { name } }
      titleExcerpt { text isMatch } excerpt { text isMatch }
    } }
  }
}
"""
SIMILAR = """
query Similar($text: String!, $board: String, $first: Int! = 5) {
  similarPosts(text: $text, board: $board, first: $first) { post { title } percentage reason words because }
}
"""
POSTS = "query Posts($text: String!) { posts(text: $text) { totalCount edges { node { title } } } }"

# What each language has to find: a text, and how else people type one of its words.
LANGUAGES = [
    ("en", "Attach résumés to the applications", ["resume", "résumé", "RESUMES", "attaching", "application"]),
    ("en", "Two cafés kept running", ["cafe", "café", "run", "runs"]),
    ("fr", "Réservations annulées, améliorez les étés", ["reservation", "annuler", "annulee", "ameliorer", "ete"]),
    ("nl", "De fietsen en de facturen", ["fiets", "factuur", "fietsen"]),
    ("es", "Facturas de las habitaciones", ["factura", "habitación", "habitacion"]),
    ("de", "Große Straßen, späte Züge, Rechnungen", ["strasse", "straße", "zug", "zuge", "rechnung", "spat", "gross"]),
    ("it", "Le fatture delle città", ["fattura", "citta", "città"]),
    ("pt-br", "Informações e faturas", ["informacao", "informação", "fatura"]),
    ("pl", "Zażółć gęślą jaźń", ["zazolc", "jazn"]),
    ("ja", "日本語の請求書", ["日本"]),
    ("es", "¿Dónde está «la app»? – «Aquí»… “Ya”", ["donde", "app", "aqui", "ya", "esta"]),
    ("en", "It’s great🔥 don’t change", ["great", "change", "it's", "don't"]),
]


@pytest.fixture
def find(ask):
    """The titles of the posts that a search finds, and the comments in brackets."""

    async def titles(text, **wanted):
        found = await ask(SEARCH, text=text, **wanted)
        return [_shown(edge["node"]) for edge in found["edges"]]

    return titles


def _shown(hit):
    return f"[{hit['comment']['body']}]" if hit["comment"] else hit["post"]["title"]


def marked(pieces):
    return "".join(f"<{piece['text']}>" if piece["isMatch"] else piece["text"] for piece in pieces)


async def say(board, title, body="", *, by, **more):
    return await posts.submit_post(board, kind=Kind.IDEA, title=title, body=body, by=by, **more)


@pytest.mark.parametrize(("language", "text", "spellings"), LANGUAGES)
async def test_words_are_found_in_their_other_forms_in_every_language(find, ask, app, noor, language, text, spellings):
    await say(app, "Unrelated", "Nothing of the kind", by=noor, language=language)
    await say(app, "Here", text, by=noor, language=language)

    for word in spellings:
        assert await find(word) == ["Here"], word
        assert (await ask(POSTS, text=word))["totalCount"] == 1, word


async def test_comments_are_found_in_the_language_of_their_post(find, app, noor, tom):
    post = await say(app, "Gare", by=noor, language="fr")
    await comments.add_comment(post, body="Les réservations annulées", by=tom)

    assert await find("annuler") == ["[Les réservations annulées]"]


async def test_words_that_say_nothing_in_the_language_of_a_text_need_not_occur(find, app, noor):
    await say(app, "Export invoices", by=noor)
    await say(app, "Hat size", by=noor)
    await say(app, "Grosse", "Der Hut", by=noor, language="de")

    assert await find("how do I export the invoices") == ["Export invoices"]
    assert await find("hat size") == ["Hat size"]
    assert await find("hat blue") == []


async def test_all_words_must_occur_and_the_last_may_be_unfinished(find, dark_mode):
    assert await find("eyes scre") == ["Dark mode"]
    assert await find("scre eyes") == []
    assert await find("eyes zebra") == []


async def test_what_stands_in_the_title_comes_first(find, app, noor):
    await say(app, "Something else", "A short word on wifi", by=noor)
    await say(app, "Wifi", "In all carriages", by=noor)

    assert await find("wifi") == ["Wifi", "Something else"]


async def test_the_excerpt_shows_the_matches_as_pieces_of_plain_text(ask, app, noor):
    before, after = "Long before it. " * 20, " And long after it." * 20
    await say(app, "Bold <b>résumés</b>", f"{before}The <script>résumé</script> & more.{after}", by=noor)

    [edge] = (await ask(SEARCH, text="resume"))["edges"]

    hit = edge["node"]
    assert marked(hit["titleExcerpt"]) == "Bold <b><résumés></b>"
    excerpt = marked(hit["excerpt"])
    assert "The <script><résumé></script> & more." in excerpt
    assert excerpt.startswith("… ")
    assert excerpt.endswith(" …")
    assert len(excerpt) < 300


async def test_without_a_match_in_the_body_the_excerpt_is_its_beginning(ask, dark_mode):
    [edge] = (await ask(SEARCH, text="dark"))["edges"]

    assert marked(edge["node"]["titleExcerpt"]) == "<Dark> mode"
    assert marked(edge["node"]["excerpt"]) == "White screens hurt my eyes at night. Please."


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("setings", "settings"),  # left out
        ("settinggs", "settings"),  # too many
        ("sattings", "settings"),  # another
        ("setitngs", "settings"),  # swapped
        ("Setings page", "settings page"),
        ("notifcation", "notification"),
        ("settng", "settings"),  # and of another number
        ("notifcations", "notification"),
        ("the «resmue»", "the «resume»"),
    ],
)
async def test_a_typo_is_corrected_and_says_so(ask, app, noor, typed, meant):
    await say(app, "Settings page", "A notification about my résumé", by=noor)
    if "resum" in meant:
        await say(app, "Resume", by=noor)

    found = await ask(SEARCH, text=typed)

    assert found["correctedTo"] == meant
    assert found["totalCount"] >= 1


async def test_the_most_frequent_word_is_meant(ask, app, noor):
    for title in ("Trams", "Trains late", "Trains early"):
        await say(app, title, by=noor)
    await count_words()

    assert (await ask(SEARCH, text="trainms"))["correctedTo"] == "trains"
    assert (await ask(SEARCH, text="trans"))["correctedTo"] == "trains"


async def test_words_that_occur_are_never_corrected(ask, app, noor):
    await say(app, "Trains", by=noor)
    await say(app, "Trams", by=noor)

    found = await ask(SEARCH, text="trains trams")

    assert found["correctedTo"] is None


@pytest.mark.parametrize("very_many", [3, 100])
async def test_of_what_very_many_texts_hold_the_latest_are_ranked(
    find, ask, app, backstage, noor, mia, monkeypatch, very_many
):
    monkeypatch.setattr(search, "MOST_HITS", 3)
    monkeypatch.setattr(search, "FEW", 0)
    monkeypatch.setattr(typed_queries, "VERY_MANY", very_many)
    for number in range(6):
        await say(app, f"Wifi {number}", by=noor)
        await say(backstage, "Wifi for the team", by=mia)

    assert sorted(await find("wifi", by=noor)) == ["Wifi 3", "Wifi 4", "Wifi 5"]
    assert len(await find("wifi", board="app", by=noor)) == 3
    found = await ask(POSTS, text="wifi", by=noor)
    assert found["totalCount"] == 6
    assert [edge["node"]["title"] for edge in found["edges"]] == [f"Wifi {number}" for number in (5, 4, 3, 2, 1, 0)]


async def test_filters_apply_to_the_post_of_a_hit(find, app, beta, noor, ada):
    await say(app, "Wifi on board", by=noor)
    complaint = await posts.submit_post(beta, kind=Kind.COMPLAINT, title="Wifi is slow", by=noor)
    await comments.add_comment(complaint, body="Wifi, yes", by=noor)
    await posts.change_status(complaint, to="planned", reason="Soon.", by=ada)

    assert sorted(await find("wifi", by=noor)) == ["Wifi is slow", "Wifi on board", "[Wifi, yes]"]
    assert await find("wifi", board="APP", by=noor) == ["Wifi on board"]
    assert sorted(await find("wifi", kind="COMPLAINT", by=noor)) == ["Wifi is slow", "[Wifi, yes]"]
    assert sorted(await find("wifi", status="planned", by=noor)) == ["Wifi is slow", "[Wifi, yes]"]
    assert await find("wifi", board="nowhere", by=noor) == []
    assert await find("wifi") == ["Wifi on board"]


async def test_pages_show_every_hit_once_in_one_order(ask, find, app, noor):
    for number in range(7):
        post = await say(app, f"Wifi {number}", "wifi " * number, by=noor)
        await comments.add_comment(post, body=f"More wifi {number}", by=noor)

    seen, after, sizes = [], None, []
    while True:
        found = await ask(SEARCH, text="wifi", first=4, after=after)
        seen += [_shown(edge["node"]) for edge in found["edges"]]
        sizes.append(len(found["edges"]))
        after = found["pageInfo"]["endCursor"]
        assert found["totalCount"] == 14
        if not found["pageInfo"]["hasNextPage"]:
            break

    assert sizes == [4, 4, 4, 2]
    assert seen == await find("wifi", first=100)
    assert len(set(seen)) == 14


@pytest.mark.parametrize("first", [-1, 0, 101])
async def test_a_page_of_hits_has_one_to_a_hundred_rows(ask, dark_mode, first):
    answer = await ask.whole(SEARCH, text="dark", first=first)

    assert answer["errors"]
    assert not answer.get("data")


@pytest.mark.parametrize("after", ["", "x", "bnVsbA==", "WyJhIiwgImIiXQ=="])
async def test_a_foreign_cursor_of_a_search_is_refused_in_words(ask, dark_mode, after):
    answer = await ask.whole(SEARCH, text="dark", after=after)

    assert answer["errors"][0]["message"] == "This cursor does not belong to this list. Begin again without it."


TYPED = some.text(some.characters() | some.sampled_from("'\"\\&|!:*()<->/@.#%_ \0\t\ud800²ßİ\u0301가の"), max_size=200)


@given(TYPED)
@example("")
@example("':*")
@example("#en")
@example("#en:dark")
@example("a:* & !b | (c <-> d)")
@example("\\'")
@example("%s {} {where} $1")
@example("\0\ud800")
@example("x" * 1_000_000)
@example("Dark " * 200_000)
@example("'" * 1_000_000)
@example("\u0301" * 10_000)
@example("ä\u0308" * 5_000)
@example("?!…。、「」")
@example("मेट्रो ภาษา 日本語 한국어 עברית العربية ელ አማርኛ 🙈")
@example("\u202edark\u202c")
async def test_nothing_that_is_typed_makes_a_search_or_similar_posts_fail(ask, dark_mode, typed):
    for document in (SEARCH, SIMILAR, POSTS):
        # Lone halves of characters come by HTTP as escapes, which the server's JSON reader turns down.
        await ask(document, text=typed.encode("utf-8", "ignore").decode())


async def test_a_text_is_found_as_soon_as_it_is_changed(find, dark_mode, tom):
    comment = await comments.add_comment(dark_mode, body="Zebras", by=tom)
    assert await find("zebra") == ["[Zebras]"]

    await comment.update_from_dict({"body": "Giraffes"}).save()
    await dark_mode.update_from_dict({"title": "Luminosité réduite", "language": "fr"}).save()

    assert await find("zebra") == []
    assert await find("giraffe") == ["[Giraffes]"]
    assert await find("reduit luminosites") == ["Luminosité réduite"]


async def test_what_may_not_be_read_is_in_no_hit_count_or_correction(
    ask, app, backstage, beta, dark_mode, noor, tom, mia
):
    """Each secret holds one word that nobody else says, so a hit, a count or a correction would tell of it."""
    await say(backstage, "Quagga", by=mia)
    await comments.add_comment(await say(backstage, "Okapi", by=mia), body="Pangolin", by=mia)
    private = await say(app, "Axolotl", by=tom)
    await private.update_from_dict({"is_private": True}).save()
    await comments.add_comment(private, body="Capybara", by=mia)
    for word, standing in (("Tarsier", Standing.HELD), ("Numbat", Standing.REJECTED), ("Kakapo", Standing.UNCONFIRMED)):
        hidden = await say(app, word, by=tom)
        await hidden.update_from_dict({"standing": standing}).save()
    note = await comments.add_comment(dark_mode, body="Wombat", by=mia)
    await note.update_from_dict({"is_private": True}).save()
    held = await comments.add_comment(dark_mode, body="Narwhal", by=tom)
    await held.update_from_dict({"standing": Standing.HELD}).save()
    folded_in = await say(app, "Meerkat", by=tom)
    merge = {"merged_into_id": dark_mode.id, "merged_at": datetime.now(UTC), "is_private": True}
    await folded_in.update_from_dict(merge).save()
    secrets = ["Quagga", "Okapi", "Pangolin", "Axolotl", "Capybara", "Tarsier", "Numbat", "Kakapo", "Wombat", "Narwhal"]
    secrets.append("Meerkat")

    for viewer in (None, noor):
        for secret in secrets:
            for typed in (secret, secret[:4], secret[:-2] + secret[-1], secret + "s", f"dark {secret}"):
                found = await ask(SEARCH, text=typed, by=viewer)
                similar = await ask(SIMILAR, text=typed, by=viewer)
                # "Dark" is public; what else was typed adds nothing to what it finds.
                assert {_shown(edge["node"]) for edge in found["edges"]} <= {"Dark mode"}, typed
                assert {row["post"]["title"] for row in similar} <= {"Dark mode"}, typed
                assert found["totalCount"] == len(found["edges"]), typed
                assert found["correctedTo"] is None, typed
    for secret in ("Quagga", "Okapi", "Pangolin", "Axolotl", "Capybara", "Wombat", "Narwhal", "Meerkat"):
        assert (await ask(SEARCH, text=secret, by=mia))["totalCount"] == 1, secret
    assert (await ask(SEARCH, text="Narwhal", by=tom))["totalCount"] == 1


async def test_a_word_that_was_hidden_is_suggested_no_more(ask, app, noor, tom):
    post = await say(app, "Pangolins", by=tom)
    assert (await ask(SEARCH, text="pangolinz", by=noor))["correctedTo"] == "pangolins"

    await post.update_from_dict({"standing": Standing.HELD}).save()
    assert (await ask(SEARCH, text="pangolinz", by=noor))["correctedTo"] is None

    await count_words()
    assert await SearchWord.filter(word="pangolins").count() == 0

    await post.update_from_dict({"standing": Standing.PUBLISHED}).save()
    assert (await ask(SEARCH, text="pangolinz", by=noor))["correctedTo"] == "pangolins"


async def test_hits_of_customers_are_the_same_whatever_is_hidden_from_them(ask, app, backstage, dark_mode, noor, mia):
    ask.meaning = Known({dark_mode.id: 0.7})
    before = [await ask(document, text="dark screens", by=noor) for document in (SEARCH, SIMILAR)]

    alike = {dark_mode.id: 0.7}
    for number in range(250):
        secret = await say(backstage, f"Dark screens {number}", by=mia)
        alike[secret.id] = 0.9 - number / 10_000
    await count_words()
    ask.meaning = Known(alike)

    assert [await ask(document, text="dark screens", by=noor) for document in (SEARCH, SIMILAR)] == before
    assert len(await ask(SIMILAR, text="dark screens", first=10, by=mia)) == 10


async def test_duplicates_are_found_under_their_original(ask, app, dark_mode, noor):
    double = await say(app, "Night theme", "Let me choose a black background", by=noor)
    note = await comments.add_comment(double, body="Black saves battery", by=noor)
    await double.update_from_dict({"merged_into_id": dark_mode.id, "merged_at": datetime.now(UTC)}).save()

    [edge] = (await ask(SEARCH, text="background"))["edges"]
    assert edge["node"]["post"] == {"title": "Dark mode"}
    assert marked(edge["node"]["excerpt"]) == "Night theme Let me choose a black <background>"
    [edge] = (await ask(SEARCH, text="battery"))["edges"]
    assert (edge["node"]["post"]["title"], edge["node"]["comment"]["body"]) == ("Dark mode", note.body)
    assert [row["post"]["title"] for row in await ask(SIMILAR, text="black background")] == ["Dark mode"]


async def test_similar_posts_share_words_and_say_which(ask, dark_mode, noor):
    [row] = await ask(SIMILAR, text="The white screen and my eyes", by=noor)

    assert row["post"]["title"] == "Dark mode"
    assert row["reason"] == "WORDS"
    assert row["words"] == ["white", "screen", "eyes"]
    assert row["percentage"] == 80
    assert row["because"] == "80 % similar: it also says “white”, “screen”, “eyes”."


async def test_similar_posts_mean_the_same(ask, app, dark_mode, noor):
    glare = await say(app, "Too bright after sunset", by=noor)
    far = await say(app, "Cheaper tickets", by=noor)
    ask.meaning = Known({dark_mode.id: 0.62, glare.id: 0.8, far.id: 0.2})

    rows = await ask(SIMILAR, text="The glare of white screens")

    assert [(row["post"]["title"], row["reason"]) for row in rows] == [
        ("Too bright after sunset", "MEANING"),
        ("Dark mode", "BOTH"),
    ]
    assert rows[0]["percentage"] == 80
    assert rows[0]["because"] == "80 % similar: it means much the same."
    assert 62 < rows[1]["percentage"] < 80
    assert rows[1]["words"] == ["white", "screens"]


async def test_similar_posts_keep_to_the_board(ask, app, beta, noor):
    here, there = await say(app, "Wifi here", by=noor), await say(beta, "Wifi there", by=noor)
    ask.meaning = Known({here.id: 0.8, there.id: 0.9})

    assert len(await ask(SIMILAR, text="wifi", by=noor)) == 2
    assert [row["post"]["title"] for row in await ask(SIMILAR, text="wifi", board="app", by=noor)] == ["Wifi here"]
    assert [row["post"]["title"] for row in await ask(SIMILAR, text="wifi")] == ["Wifi here"]
    assert await ask(SIMILAR, text="wifi", board="nowhere", by=noor) == []


@pytest.mark.parametrize("first", [0, 11, 50])
async def test_similar_posts_are_one_to_ten(ask, dark_mode, first):
    answer = await ask.whole(SIMILAR, text="dark", first=first)

    assert answer["errors"][0]["message"] == "Ask for 1 to 10 posts at a time."
    assert not answer.get("data")


async def test_search_asks_for_the_meaning_where_words_find_little(ask, find, app, dark_mode, noor):
    glare = await say(app, "Too bright after sunset", by=noor)
    ask.meaning = Known({dark_mode.id: 0.6, glare.id: 0.8})

    found = await ask(SEARCH, text="glare")
    assert [_shown(edge["node"]) for edge in found["edges"]] == ["Too bright after sunset", "Dark mode"]
    assert found["totalCount"] == 2

    assert await find("screens") == ["Dark mode", "Too bright after sunset"]
    first = await ask(SEARCH, text="screens", first=1)
    assert first["pageInfo"]["hasNextPage"]
    second = await ask(SEARCH, text="screens", first=1, after=first["pageInfo"]["endCursor"])
    assert [_shown(edge["node"]) for edge in second["edges"]] == ["Too bright after sunset"]
    assert not second["pageInfo"]["hasNextPage"]


@pytest.mark.commits
async def test_many_who_say_the_same_new_words_at_once_are_all_found(ask, app, noor, tom):
    words = [f"new{letter}word" for letter in "abcdefghijklmnopqrst"]
    draw = random.Random(11)

    def shuffled():
        return " ".join(draw.sample(words, len(words)))

    first = await say(app, "First", by=noor)
    submitted = [say(app, f"Post {number}", shuffled(), by=noor) for number in range(15)]
    added = [comments.add_comment(first, body=shuffled(), by=tom) for _ in range(15)]
    await asyncio.gather(*submitted, *added)

    assert (await ask(SEARCH, text="newcword newtword"))["totalCount"] == 30
    assert await SearchWord.filter(word__in=words).count() == len(words)


async def test_a_vote_writes_no_word_anew(dark_mode, noor, statements):
    async def places():
        rows = await get_connection("default").execute_query_dict("select ctid::text, id from search_entry")
        return {row["id"]: row["ctid"] for row in rows}

    before = await places()
    await votes.cast_vote(dark_mode, by=noor)

    assert await places() == before


async def test_searching_takes_the_same_few_statements_for_one_hit_and_for_ten(ask, app, noor, statements):
    async def submit(count):
        for number in range(count):
            post = await say(app, f"Wifi {number}", by=noor)
            await comments.add_comment(post, body="Wifi!", by=noor)

    await submit(3)
    await ask(SEARCH, text="wifi")
    await ask(SIMILAR, text="wifi")
    few = [len(await statements.during(ask(document, text="wifi"))) for document in (SEARCH, SIMILAR)]
    await submit(9)
    many = [len(await statements.during(ask(document, text="wifi"))) for document in (SEARCH, SIMILAR)]

    assert few == many
    assert max(many) < 10


async def test_asking_records_nothing(ask, dark_mode, recorded):
    for document in (SEARCH, SIMILAR):
        await ask(document, text="dark mode")

    assert await recorded() == []


async def test_a_segment_finds_what_its_boards_hold(ask, noor, tom, grace):
    circle = {"access": Access.SEGMENT, "segments": ["pioneers"]}
    pioneers = await boards.create_board("pioneers", name="Pioneers", **circle, by=grace)
    await noor.update_from_dict({"segment": "pioneers"}).save()
    await say(await Board.get(id=pioneers.id), "Quagga sightings", by=noor)

    for typed in ("quagga", "quaga"):
        assert (await ask(SEARCH, text=typed, by=noor))["totalCount"] == 1
        assert (await ask(SEARCH, text=typed, by=tom))["totalCount"] == 0
    assert await Event.all().count() > 0
