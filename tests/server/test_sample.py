import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest

from server.sample import SampleCompany, sample_company
from server.sample.written import read_theme

THEME_SIZES = {
    "bicycles": 24,
    "cabin-temperature": 21,
    "crew-kindness": 21,
    "dark-mode": 15,
    "delay-information": 40,
    "dogs": 19,
    "double-charges": 25,
    "family-tickets": 17,
    "food": 27,
    "invoices": 15,
    "login-codes": 25,
    "loyalty-points": 19,
    "luggage": 17,
    "refunds": 36,
    "seat-reservations": 34,
    "sleeper-noise": 21,
    "website-language": 11,
    "wheelchair-access": 21,
    "wifi": 24,
}


@pytest.fixture(scope="module")
def company() -> SampleCompany:
    return sample_company()


def test_the_same_seed_gives_the_same_company_and_another_seed_another(company: SampleCompany) -> None:
    assert sample_company(seed=1) == company
    other = sample_company(seed=2)
    assert other != company
    assert {post.body for post in other.posts} == {post.body for post in company.posts}


def test_every_theme_has_the_posts_that_were_written_for_it(company: SampleCompany) -> None:
    assert Counter(post.theme for post in company.posts) == THEME_SIZES


def test_all_kinds_channels_and_statuses_occur(company: SampleCompany) -> None:
    assert {post.kind for post in company.posts} == {"idea", "complaint", "question", "praise"}
    assert {post.channel for post in company.posts} == {"web", "widget", "email", "csv", "api", "social"}
    assert {post.status for post in company.posts} == {
        "open",
        "under_review",
        "planned",
        "in_progress",
        "shipped",
        "declined",
    }


def test_every_decision_has_a_public_reason_and_a_day_after_the_post(company: SampleCompany) -> None:
    for post in company.posts:
        decided = post.status != "open"
        assert bool(post.status_reason) is decided, post.key
        assert (post.status_since is not None) is decided, post.key
        if post.status_since is not None:
            assert post.status_since.days_ago <= post.written.days_ago, post.key


def test_about_an_eighth_is_written_in_french_dutch_and_spanish_across_themes(company: SampleCompany) -> None:
    languages = Counter(post.language for post in company.posts)
    assert set(languages) == {"en", "fr", "nl", "es"}
    assert 0.1 < 1 - languages["en"] / len(company.posts) < 0.15
    for language in ("fr", "nl", "es"):
        assert len({post.theme for post in company.posts if post.language == language}) >= 10


def test_everyone_and_everything_that_is_named_exists(company: SampleCompany) -> None:
    people = {person.email: person for person in company.people}
    boards = {board.slug: board for board in company.boards}
    assert len(people) == len(company.people) == len({person.name for person in company.people})
    assert len({post.key for post in company.posts}) == len(company.posts)
    for post in company.posts:
        assert set(post.tags) <= set(company.tags), post.key
        assert boards[post.board].access != "staff" or people[post.author].is_staff, post.key
        for comment in post.comments:
            assert people[comment.author].is_staff is comment.official, post.key
            assert boards[post.board].access != "staff" or comment.official, post.key
        for vote in post.votes:
            assert boards[post.board].access != "staff" or people[vote.voter].is_staff, post.key
    assert {tag for post in company.posts for tag in post.tags} == set(company.tags)
    assert {post.board for post in company.posts} == set(boards)


def test_people_write_in_their_own_language(company: SampleCompany) -> None:
    languages = {person.email: person.language for person in company.people}
    foreign = [post for post in company.posts if post.language != "en"]
    assert all(languages[post.author] == post.language for post in foreign)


def test_mail_addresses_can_never_reach_anybody(company: SampleCompany) -> None:
    assert all(re.search(r"[@.]example\.(com|org)$", person.email) for person in company.people)


def test_the_company_has_staff_in_every_role(company: SampleCompany) -> None:
    roles = Counter(person.role for person in company.people)
    assert set(roles) == {"customer", "agent", "product_manager", "admin"}
    assert len(company.people) - roles["customer"] == 5


def test_nobody_votes_twice_or_for_their_own_post(company: SampleCompany) -> None:
    for post in company.posts:
        voters = [vote.voter for vote in post.votes]
        assert len(set(voters)) == len(voters), post.key
        assert post.author not in voters, post.key


def test_a_few_posts_gather_most_of_the_votes(company: SampleCompany) -> None:
    counts = sorted((len(post.votes) for post in company.posts), reverse=True)
    assert counts[0] > 90
    assert sum(counts[: len(counts) // 10]) > 0.4 * sum(counts)
    assert counts[len(counts) // 2] <= 8


def test_the_posts_span_six_months_that_end_before_now_whatever_the_hour(company: SampleCompany) -> None:
    assert company.posts[0].written.days_ago > 165
    assert company.posts[-1].written.days_ago == 1
    just_past_midnight = datetime(2031, 3, 1, 0, 5, tzinfo=UTC)
    moments = [
        moment.at(just_past_midnight)
        for post in company.posts
        for moment in (
            post.written,
            *(comment.written for comment in post.comments),
            *(vote.cast for vote in post.votes),
        )
    ]
    assert max(moments) < just_past_midnight
    assert min(moments) > just_past_midnight - timedelta(days=183)


def test_answers_come_after_what_they_answer(company: SampleCompany) -> None:
    now = datetime(2031, 3, 1, 12, tzinfo=UTC)
    for post in company.posts:
        thread = [post.written.at(now), *(comment.written.at(now) for comment in post.comments)]
        assert thread == sorted(set(thread)), post.key
        assert all(vote.cast.at(now) > post.written.at(now) for vote in post.votes), post.key


def test_double_charges_have_come_up_in_the_last_three_weeks(company: SampleCompany) -> None:
    ages = [post.written.days_ago for post in company.posts if post.theme == "double-charges"]
    assert sum(age <= 21 for age in ages) > 0.85 * len(ages)


def test_login_codes_died_down_after_the_passkeys_shipped(company: SampleCompany) -> None:
    posts = [post for post in company.posts if post.theme == "login-codes"]
    shipped = next(post for post in posts if post.title == "Passkeys please").status_since
    assert shipped is not None
    later = [post for post in posts if post.written.days_ago < shipped.days_ago]
    assert len(later) < 0.2 * len(posts)
    assert not [post for post in later if post.kind == "complaint"]


def test_no_text_is_said_twice(company: SampleCompany) -> None:
    texts = [post.title + " " + post.body for post in company.posts]
    texts += [comment.body for post in company.posts for comment in post.comments]
    words = [(text, frozenset(re.findall(r"\w+", text.lower()))) for text in texts]
    for (one, one_words), (other, other_words) in combinations(words, 2):
        shared = len(one_words & other_words)
        assert shared < 0.6 * len(one_words | other_words), f"{one!r} and {other!r}"


def test_posts_do_not_all_begin_alike(company: SampleCompany) -> None:
    beginnings = Counter(" ".join(post.body.split()[:2]) for post in company.posts)
    assert max(beginnings.values()) <= 0.02 * len(company.posts)


def test_lengths_run_from_a_few_words_to_a_whole_story(company: SampleCompany) -> None:
    lengths = [len(post.body.split()) for post in company.posts]
    assert min(lengths) <= 6
    assert max(lengths) >= 100


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("complaint, web, 3 days, 4 boats", "cannot read “4 boats”"),
        ("complaint, web", "needs a kind, a channel and “N days”"),
        ("complaint, web, 0 days", "needs a kind, a channel and “N days”"),
    ],
)
def test_an_editor_is_told_which_words_cannot_be_read(line: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=f"ferries.md, “Late again”.*{complaint}"):
        read_theme("ferries", f"# Ferries\n\n## Late again\n{line}\n\nAs ever.\n")
