"""The audience rule: what one may not read leaves no trace in anything that one can read, count, find or be refused.

Everything that can be asked is asked before and after a secret is kept on the board of a smaller circle; whoever
stands outside gets the very same answers.
"""

import inspect
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from ideation.actions import (
    answers,
    attachments,
    boards,
    categories,
    changelog,
    closing,
    comments,
    companies,
    edits,
    fields,
    follows,
    merges,
    moderation,
    people,
    posts,
    priorities,
    proposals,
    reactions,
    reports,
    themes,
    votes,
)
from ideation.actions.companies import CompanyDetails
from ideation.actions.priorities import Weights
from ideation.errors import Refusal
from ideation.models import Board, Burst, ChangelogEntry, Notification, Post, Theme
from ideation.pictures import Picture
from ideation.queries import answers as answer_queries
from ideation.queries import attachments as attachment_queries
from ideation.queries import boards as board_queries
from ideation.queries import bursts as burst_queries
from ideation.queries import changelog as changelog_queries
from ideation.queries import comments as comment_queries
from ideation.queries import companies as company_queries
from ideation.queries import contents as content_queries
from ideation.queries import details as detail_queries
from ideation.queries import events as event_queries
from ideation.queries import follows as follow_queries
from ideation.queries import mentions as mention_queries
from ideation.queries import moderation as moderation_queries
from ideation.queries import posts as post_queries
from ideation.queries import priorities as priority_queries
from ideation.queries import proposals as proposal_queries
from ideation.queries import reactions as reaction_queries
from ideation.queries import reports as report_queries
from ideation.queries import roadmap as roadmap_queries
from ideation.queries import search as search_queries
from ideation.queries import similar as similar_queries
from ideation.queries import themes as theme_queries
from ideation.queries import votes as vote_queries
from ideation.queries.posts import PostFilter, PostSort
from ideation.queries.reports import About
from ideation.queries.themes import ThemeSort
from ideation.reactions.handling import handle_events
from ideation.vocabulary import (
    Access,
    BurstReason,
    Feeling,
    FieldKind,
    FlagReason,
    Kind,
    Outcome,
    ProposalState,
    Standing,
)
from tests.ideation.runs import divide, found, look, placed
from tests.meaning import Known

CANARY = "Zebrafish"
WHOLE = {"first": 100, "after": None}


@dataclass
class Secret:
    """What is kept on a board of a smaller circle; before it is kept, ids and addresses that nothing has."""

    board: Board | None = None
    post: Post | None = None
    post_id: UUID = field(default_factory=uuid4)
    post_slug: str = "zebrafish-abcdefgh"
    author_id: UUID = field(default_factory=uuid4)
    theme_id: UUID = field(default_factory=uuid4)
    company_id: UUID = field(default_factory=uuid4)
    burst_id: UUID = field(default_factory=uuid4)
    report_ids: list[UUID] = field(default_factory=lambda: [uuid4(), uuid4()])
    entry_id: UUID = field(default_factory=uuid4)
    entry_slug: str = "zebrafish-bcdefghj"
    proposal_id: UUID = field(default_factory=uuid4)
    comment_id: UUID = field(default_factory=uuid4)
    answered_by_id: UUID = field(default_factory=uuid4)
    category_id: UUID = field(default_factory=uuid4)
    field_id: UUID = field(default_factory=uuid4)
    picture_ids: list[UUID] = field(default_factory=lambda: [uuid4(), uuid4()])


class Questions:
    """Every public way of reading, asked by one viewer; `answers` holds what each function said, call by call."""

    def __init__(self, viewer, secret):
        self.viewer, self.secret, self.answers = viewer, secret, {}

    async def ask_everything(self):
        seen_boards = await self.ask_about_boards()
        seen_posts = await self.ask_about_posts()
        await self.ask(post_queries.tags_of, self.viewer, seen_boards)
        await self.ask_about_what_hangs_on_them(seen_boards, seen_posts)
        await self.ask(post_queries.status_counts, self.viewer, seen_boards)
        await self.ask(board_queries.moderation_of, seen_boards)
        await self.ask(post_queries.pinned_posts, self.viewer, seen_boards)
        await self.ask_about_discussions(seen_posts)
        await self.ask(event_queries.turns_of, seen_posts)
        await self.ask(comment_queries.latest_public_comments, seen_posts, first=100)
        await self.ask(vote_queries.votes_of, self.viewer, seen_posts, **WHOLE)
        await self.ask(vote_queries.votes_spent, self.viewer, seen_boards)
        await self.ask(
            vote_queries.open_votes, [(self.viewer.id, board) for board in seen_boards] if self.viewer else []
        )
        await self.ask(event_queries.status_history, self.viewer, seen_posts)
        await self.ask_what_the_team_knows(seen_posts)
        await self.ask_about_roadmap()
        await self.ask_about_changelog(seen_posts)
        await self.ask_about_merges(seen_posts)
        await self.ask_about_reports(seen_posts)
        await self.ask_about_themes(seen_posts)
        return self.answers

    async def ask_about_discussions(self, seen_posts):
        seen = await self.ask(comment_queries.comments_of, self.viewer, seen_posts, **WHOLE)
        ids = [row.id for page in seen for row in page.rows]
        secret = [self.secret.comment_id, *ids]
        await self.ask(comment_queries.count_comments, self.viewer, seen_posts)
        await self.ask(comment_queries.replies_of, self.viewer, secret, **WHOLE)
        await self.ask(comment_queries.count_replies, self.viewer, secret)
        await self.ask(comment_queries.accepted_answers_of, self.viewer, seen_posts)
        await self.ask(comment_queries.read_comments, self.viewer, secret)
        await self.ask(comment_queries.wordings_of, self.viewer, secret)
        await self.ask(comment_queries.find_comment, self.secret.comment_id, viewer=self.viewer)
        await self.ask(content_queries.find_content, None, self.secret.comment_id, viewer=self.viewer)
        await self.ask(content_queries.find_content, self.secret.post_id, None, viewer=self.viewer)
        await self.ask(answer_queries.accepted_answers, self.viewer, [self.secret.answered_by_id])
        await self.ask(reaction_queries.reactions_on, self.viewer, [*seen_posts, *ids])
        await self.ask(reaction_queries.people_feeling, Feeling.HEART, [*seen_posts, *ids], **WHOLE)
        await self.ask(mention_queries.mentions_in, [*seen_posts, *ids])
        for post_id in seen_posts:
            await self.ask(mention_queries.mentionable, self.viewer, post_id, text="", first=100)
        for board in (None, CANARY):
            await self.ask(moderation_queries.moderation_queue, self.viewer, board=board, kind=None, **WHOLE)
            await self.ask(moderation_queries.count_waiting, self.viewer, board=board, kind=None)
        await self.ask(moderation_queries.flags_on, self.viewer, [self.secret.post_id, *secret])
        await self.ask(moderation_queries.blocked_people, self.viewer, **WHOLE)
        await self.ask(moderation_queries.count_blocked, self.viewer)

    async def ask(self, function, *given, **named):
        try:
            answer = function(*given, **named)
            answer = await answer if inspect.isawaitable(answer) else answer
        except Refusal as refusal:
            answer = f"{type(refusal).__name__}: {refusal}"
        if isinstance(answer, dict):  # its keys are the ids that were asked for
            answer = list(answer.values())
        self.answers.setdefault(function, []).append(answer)
        return answer

    async def ask_about_boards(self):
        seen = await self.ask(board_queries.visible_to, self.viewer)
        await self.ask(board_queries.read_board, self.viewer, CANARY)
        await self.ask(board_queries.find_board, CANARY, viewer=self.viewer)
        return [board.id for board in seen]

    async def ask_about_what_hangs_on_them(self, seen_boards, seen_posts):
        await self.ask(board_queries.categories_of, seen_boards)
        await self.ask(board_queries.fields_of, seen_boards)
        await self.ask(board_queries.find_category, self.secret.category_id, viewer=self.viewer)
        await self.ask(board_queries.find_field, self.secret.field_id, viewer=self.viewer)
        await self.ask(detail_queries.details_of, self.viewer, seen_posts)
        await self.ask(detail_queries.field_values_of, seen_posts)
        await self.ask(detail_queries.edits_of, seen_posts)
        await self.ask(attachment_queries.attachments_of_posts, seen_posts)
        for picture_id in self.secret.picture_ids:
            await self.ask(attachment_queries.read_attachment, self.viewer, picture_id)

    async def ask_about_posts(self):
        for wanted in (
            PostFilter(),
            PostFilter(board=CANARY),
            PostFilter(tag=CANARY),
            PostFilter(text=CANARY),
            PostFilter(text=CANARY[:3].upper()),
            PostFilter(kind=Kind.IDEA),
            PostFilter(status="planned"),
            PostFilter(author=self.secret.author_id),
            PostFilter(theme=self.secret.theme_id),
            PostFilter(category=self.secret.category_id),
        ):
            for sort in PostSort:
                page = await self.ask(post_queries.list_posts, self.viewer, wanted, sort=sort, **WHOLE)
                if wanted == PostFilter() and sort is PostSort.NEWEST:
                    seen = [row.id for row in page.rows]
            await self.ask(post_queries.count_posts, self.viewer, wanted)
            if wanted.text is None:
                await self.ask_to_find(wanted)
        await self.ask(post_queries.read_post, self.viewer, id=self.secret.post_id)
        await self.ask(post_queries.read_post, self.viewer, slug=self.secret.post_slug)
        await self.ask(post_queries.read_posts, self.viewer, [self.secret.post_id, *seen])
        await self.ask(post_queries.find_row, self.secret.post_id, viewer=self.viewer)
        await self.ask(post_queries.find_post, self.secret.post_id, viewer=self.viewer)
        return seen

    async def ask_to_find(self, wanted):
        for text in (CANARY, f"{CANARY[:-2]}h", f"about the {CANARY}", "idea mode"):
            named = {"first": 10, "meaning": Known({self.secret.post_id: 0.9})}
            await self.ask(search_queries.search, self.viewer, text, wanted, after=None, **named)
            await self.ask(similar_queries.similar_posts, self.viewer, text, wanted, **named)

    async def ask_what_the_team_knows(self, seen_posts):
        post_ids = [self.secret.post_id, *seen_posts]
        await self.ask(company_queries.visible_to, self.viewer)
        await self.ask(company_queries.list_companies, self.viewer, **WHOLE)
        await self.ask(company_queries.count_companies, self.viewer)
        await self.ask(company_queries.read_companies, self.viewer, [self.secret.company_id])
        await self.ask(company_queries.find_company, CANARY, viewer=self.viewer)
        await self.ask(company_queries.backing_of, self.viewer, post_ids)
        await self.ask(priority_queries.list_priorities, self.viewer, board=None, **WHOLE)
        await self.ask(priority_queries.count_priorities, self.viewer, board=None)
        await self.ask(priority_queries.priorities_of, self.viewer, post_ids)
        await self.ask(burst_queries.list_bursts, self.viewer, undecided=True, **WHOLE)
        await self.ask(burst_queries.count_bursts, self.viewer, undecided=False)
        await self.ask(burst_queries.bursts_of, self.viewer, post_ids)
        await self.ask(burst_queries.read_burst, self.viewer, self.secret.burst_id)
        await self.ask(burst_queries.find_burst, self.secret.burst_id, viewer=self.viewer)

    async def ask_about_roadmap(self):
        for board in (None, CANARY):
            keys = ["open", "planned", "shipped"]
            await self.ask(roadmap_queries.roadmap_cards, self.viewer, keys, board=board, **WHOLE)
            await self.ask(roadmap_queries.count_roadmap_cards, self.viewer, keys, board=board)
            await self.ask(roadmap_queries.last_status_changes, self.viewer, keys, board=board)

    async def ask_about_changelog(self, seen_posts):
        seen = [self.secret.entry_id]
        await self.ask(changelog_queries.visible_to, self.viewer)
        for drafts in (False, True):
            for board in (None, CANARY):
                page = await self.ask(changelog_queries.list_entries, self.viewer, board=board, drafts=drafts, **WHOLE)
                await self.ask(changelog_queries.count_entries, self.viewer, board=board, drafts=drafts)
                await self.ask(attachment_queries.pictures_of_entries, [entry.id for entry in page.rows])
                seen += [entry.id for entry in page.rows if entry.id not in seen]
        await self.ask(changelog_queries.read_entry, self.viewer, self.secret.entry_slug)
        await self.ask(changelog_queries.find_entry, self.secret.entry_id, viewer=self.viewer)
        # Answers tell of entries by their ids, and of the secret one nothing but that it answers nothing.
        await self.ask(changelog_queries.posts_of_entries, self.viewer, seen)
        await self.ask(changelog_queries.themes_of_entries, self.viewer, seen)
        await self.ask(changelog_queries.entries_on_posts, self.viewer, seen_posts)

    async def ask_about_merges(self, seen_posts):
        await self.ask(post_queries.duplicates_of, self.viewer, seen_posts, **WHOLE)
        await self.ask(post_queries.count_duplicates, self.viewer, seen_posts)
        await self.ask(follow_queries.followed_by, self.viewer, seen_posts)
        await self.ask(follow_queries.followers_of, self.viewer, seen_posts, **WHOLE)
        await self.ask(follow_queries.count_followers, self.viewer, seen_posts)
        for board in (None, CANARY):
            wanted = {"board": board, "state": ProposalState.OPEN}
            await self.ask(proposal_queries.list_proposals, self.viewer, **wanted, **WHOLE)
            await self.ask(proposal_queries.count_proposals, self.viewer, **wanted)
        await self.ask(proposal_queries.read_proposal, self.viewer, self.secret.proposal_id)
        await self.ask(proposal_queries.find_proposal, self.secret.proposal_id, viewer=self.viewer)

    async def ask_about_reports(self, seen_posts):
        for board in (None, CANARY):
            await self.ask(report_queries.list_reports, self.viewer, board=board, **WHOLE)
            await self.ask(report_queries.count_reports, self.viewer, board=board)
        await self.ask(report_queries.read_reports, self.viewer, self.secret.report_ids)
        await self.ask(report_queries.told_of, self.viewer, self.secret.report_ids, **WHOLE)
        await self.ask(report_queries.reports_on_posts, self.viewer, [self.secret.post_id, *seen_posts])
        await self.ask(report_queries.reports_on_themes, self.viewer, [self.secret.theme_id])
        for about, owner in ((About.POST, self.secret.post_id), (About.THEME, self.secret.theme_id)):
            await self.ask(report_queries.count_audiences, self.viewer, about, [owner])
            await self.ask(report_queries.audiences, self.viewer, about, [owner], **WHOLE)

    async def ask_about_themes(self, seen_posts):
        theme_id, post_ids = self.secret.theme_id, [self.secret.post_id, *seen_posts]
        for text in (None, CANARY):
            for sort in ThemeSort:
                await self.ask(theme_queries.list_themes, self.viewer, level=1, text=text, sort=sort, **WHOLE)
            await self.ask(theme_queries.count_themes, self.viewer, level=1, text=text)
            await self.ask(theme_queries.sentences_of_themes, self.viewer, [theme_id], text=text, **WHOLE)
            await self.ask(theme_queries.count_sentences, self.viewer, [theme_id], text=text)
        await self.ask(theme_queries.people_of_themes, self.viewer, [theme_id], **WHOLE)
        await self.ask(theme_queries.unsorted_sentences, self.viewer, **WHOLE)
        await self.ask(theme_queries.count_unsorted, self.viewer)
        await self.ask(theme_queries.read_themes, self.viewer, [theme_id])
        await self.ask(theme_queries.subthemes_of, self.viewer, [theme_id])
        await self.ask(theme_queries.examples_of, self.viewer, [theme_id], most=9)
        await self.ask(theme_queries.themes_of_posts, self.viewer, post_ids)
        await self.ask(theme_queries.sentences_of_posts, self.viewer, post_ids)
        await self.ask(theme_queries.find_theme, theme_id, viewer=self.viewer)
        await self.ask(theme_queries.latest_run, self.viewer)


@pytest.fixture
async def public_life(app, dark_mode, noor, mia, ada):
    """What everyone may read, so that the answers are not all empty."""
    await votes.cast_vote(dark_mode, by=noor)
    await comments.add_comment(dark_mode, body="Yes, please.", by=noor)
    await posts.change_status(dark_mode, to="planned", reason="For summer.", by=ada)
    await reports.report_back_on_post(dark_mode, outcome=Outcome.DONE, title="Here it is", body="Dark.", by=ada)
    await posts.submit_post(app, kind=Kind.IDEA, title="Bright mode", tags=["UX"], by=mia)
    entry = await changelog.write_entry(title="Night falls", body="At last.", by=ada)
    await changelog.publish_entry(entry, by=ada)
    await handle_events()


async def keep_secret(access, *, grace, ada, mia):
    """A board, a post with all that a post can have, all of it naming the canary."""
    board = await boards.create_board(CANARY, name=CANARY, purpose=CANARY, access=access, by=grace)
    category = await categories.create_category(board, name=CANARY, by=grace)
    asked = await fields.add_field(board, kind=FieldKind.TEXT, name=CANARY, by=grace)
    said = {"category_id": category.id, "fields": {asked.id: CANARY}}
    secret = await keep_secret_on(board, grace=grace, ada=ada, mia=mia, said=said, publish_on=board)
    secret.category_id, secret.field_id = category.id, asked.id
    return secret


async def keep_secret_on(board, *, grace, ada, mia, said=None, publish_on=None, **kept):
    """The post and all that came of it, on some board; `kept` says how the post itself is hidden."""
    pictures = [
        await attachments.keep_attachment(Picture(CANARY.encode(), 1, 1), alt=CANARY, by=by) for by in (mia, ada)
    ]
    said = {"tags": [CANARY], "page": CANARY, "app_version": CANARY, "attachments": [pictures[0].id]} | (said or {})
    post = await posts.submit_post(board, kind=Kind.QUESTION, title=f"{CANARY} idea", body="Fins.", by=mia, **said)
    post = await edits.edit_post(post, body=f"The {CANARY}.", by=mia)
    double, twin = [
        await posts.submit_post(board, kind=Kind.IDEA, title=f"{CANARY} {name}", by=mia) for name in ("double", "twin")
    ]
    await follows.follow_post(double, by=ada)
    await merges.merge_posts(double, into=post, by=ada)
    proposal = await proposals.propose_merge(twin, into=post, why=f"Both are {CANARY}.", by=mia)
    await Post.filter(id__in=[post.id, double.id, twin.id]).update(**kept)
    await votes.cast_vote(post, by=grace)
    await votes.cast_vote(post, why=f"The {CANARY}.", by=ada)
    details = CompanyDetails.of(external_id=CANARY, name=CANARY, plan=CANARY, revenue=Decimal(100))
    company = await companies.set_company(details, by=ada)
    await companies.assign_company(grace, to=company, by=ada)
    await priorities.set_priority(post, Weights(reach=7.0, impact=1.0, confidence=1.0, effort=1.0), by=ada)
    moment = datetime.now(UTC)
    burst = await Burst.create(post=post, reason=BurstReason.YOUNG_ACCOUNTS, began_at=moment, ended_at=moment)
    comment = await comments.add_comment(post, body=f"About the {CANARY}.", by=ada)
    await attachments.attach([pictures[1].id], comment=comment, by=ada)
    await posts.change_status(post, to="planned", reason=f"{CANARY} first.", by=ada)
    answer = {"outcome": Outcome.DONE, "title": CANARY, "body": f"The {CANARY}.", "by": ada}
    on_post = await reports.report_back_on_post(post, **answer)
    sentence, unsorted = await divide(post, f"The {CANARY}.", f"{CANARY}, hm.")
    theme = found(CANARY)
    part = found(f"{CANARY} fins", under=theme.id)
    await look([theme, part], [placed(sentence, theme, subtheme=part), placed(unsorted)])
    on_theme = await reports.report_back_on_theme(await Theme.get(id=theme.id), **answer, publish_on=publish_on)
    entry = await announce(post, theme.id, board=publish_on, by=ada)
    await discuss(post, comment, grace=grace, mia=mia)
    await handle_events()
    reported = [on_post.id, on_theme.id]
    secret = Secret(
        board,
        post,
        post.id,
        post.slug,
        mia.id,
        theme.id,
        company.id,
        burst.id,
        reported,
        entry.id,
        entry.slug,
        proposal.id,
        picture_ids=[picture.id for picture in pictures],
    )
    secret.comment_id, secret.answered_by_id = comment.id, comment.author_id
    return secret


async def discuss(post, comment, *, grace, mia):
    """Everything that can happen around a comment: a reply, an edit, a reaction, a mention, a flag."""
    await comments.add_comment(post, body=f"{CANARY}, @[Grace]({grace.id})?", reply_to=comment, by=mia)
    await comments.edit_comment(comment, body=f"About the {CANARY}!", by=await comment.author)
    await reactions.react(comment, feeling=Feeling.HEART, by=mia)
    await moderation.flag(comment, reason=FlagReason.OTHER, words=CANARY, by=mia)
    await answers.accept_answer(comment, by=mia)
    await closing.lock_post(post, reason=CANARY, by=grace)
    if post.standing is Standing.PUBLISHED and not post.is_private:
        await reactions.react(post, feeling=Feeling.HEART, by=grace)
        await closing.pin_post(post, by=grace)
    stranger = await people.join("stranger@example.com", name=CANARY)
    await moderation.block_person(stranger, reason=CANARY, by=grace)


async def announce(post, theme_id, *, board, by):
    """An entry about the secret, a draft unless it has a board; and the secret among what a public entry answers."""
    about = {"posts": [post.id], "themes": [theme_id], "by": by}
    picture = await attachments.keep_attachment(Picture(f"New {CANARY}".encode(), 1, 1), alt=CANARY, by=by)
    entry = await changelog.write_entry(title=CANARY, body=f"The {CANARY}.", board=board, image=picture.id, **about)
    if board is not None:
        await changelog.publish_entry(entry, by=by)
    for public in await ChangelogEntry.filter(title="Night falls"):
        await changelog.edit_entry(public, title=public.title, body=public.body, **about)
    return entry


def public_functions():
    """Every function of the queries that answers about boards and what is on them."""
    modules = (
        answer_queries,
        attachment_queries,
        board_queries,
        burst_queries,
        changelog_queries,
        comment_queries,
        content_queries,
        company_queries,
        detail_queries,
        event_queries,
        follow_queries,
        mention_queries,
        moderation_queries,
        post_queries,
        reaction_queries,
        priority_queries,
        proposal_queries,
        report_queries,
        search_queries,
        similar_queries,
        roadmap_queries,
        theme_queries,
        vote_queries,
    )
    return {
        function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }


@pytest.mark.parametrize(
    ("access", "outsider"), [(Access.STAFF, "nobody"), (Access.STAFF, "customer"), (Access.MEMBERS, "nobody")]
)
async def test_whoever_stands_outside_a_circle_gets_the_same_answers_whatever_is_in_it(
    access, outsider, public_life, noor, grace, ada, mia
):
    viewer = noor if outsider == "customer" else None
    # Mia wrote a public post too, so what she wrote is asked for before as well.
    before = await Questions(viewer, Secret(author_id=mia.id)).ask_everything()

    secret = await keep_secret(access, grace=grace, ada=ada, mia=mia)
    after = await Questions(viewer, secret).ask_everything()

    assert after == before
    assert CANARY.lower() not in str(after).lower()


@pytest.mark.parametrize(
    "kept",
    [{"is_private": True}, {"standing": Standing.HELD}, {"standing": Standing.REJECTED}, {"standing": "unconfirmed"}],
    ids=lambda kept: str(*kept.values()),
)
@pytest.mark.parametrize("outsider", ["nobody", "customer"])
async def test_what_is_not_published_on_a_board_leaves_no_trace_there(
    kept, outsider, public_life, app, noor, grace, ada, mia
):
    viewer = noor if outsider == "customer" else None
    before = await Questions(viewer, Secret(author_id=mia.id)).ask_everything()

    secret = await keep_secret_on(app, grace=grace, ada=ada, mia=mia, **kept)
    after = await Questions(viewer, secret).ask_everything()

    assert after == before
    assert CANARY.lower() not in str(after).lower()


@pytest.mark.parametrize("outsider", ["nobody", "customer", "author of the post"])
async def test_what_the_team_keeps_to_itself_below_a_public_post_leaves_no_trace(
    outsider, public_life, app, dark_mode, noor, tom, grace, ada, mia
):
    """Notes with all that hangs on them, a comment that waits, flags, and who is blocked."""
    viewer = {"nobody": None, "customer": noor, "author of the post": tom}[outsider]
    stranger = await people.join("stranger@example.com", name="Stranger")
    public = await comments.add_comment(dark_mode, body="Nice.", by=noor)
    await moderation.set_moderation(app, kinds=[], comments=True, by=grace)
    await handle_events()
    before = await Questions(viewer, Secret()).ask_everything()
    told = await Notification.filter(person__role="customer").count()

    secret = Secret(post=dark_mode)
    note = await comments.add_comment(dark_mode, body=f"{CANARY} @[Tom]({tom.id})", is_private=True, by=mia)
    secret.comment_id = note.id
    await comments.add_comment(dark_mode, body=f"{CANARY} @[Ada]({ada.id})", reply_to=note, by=ada)
    await comments.add_comment(dark_mode, body=CANARY, reply_to=public, is_private=True, by=ada)
    await comments.edit_comment(note, body=f"{CANARY}! @[Tom]({tom.id})", by=mia)
    await reactions.react(note, feeling=Feeling.SAD, by=ada)
    held = await comments.add_comment(dark_mode, body=f"{CANARY} @[Tom]({tom.id})", by=stranger)
    rejected = await comments.add_comment(dark_mode, body=CANARY, by=stranger)
    await moderation.reject(rejected, reason=CANARY, by=mia)
    await comments.add_comment(dark_mode, body=CANARY, is_private=True, by=mia)
    for content in (note, held, dark_mode, public):
        await moderation.flag(content, reason=FlagReason.OTHER, words=CANARY, by=ada)
    await moderation.block_person(stranger, reason=CANARY, by=mia)
    await handle_events()

    after = await Questions(viewer, secret).ask_everything()
    assert after == before
    assert CANARY.lower() not in str(after).lower()
    # Only whose comment was turned down heard of anything.
    assert await Notification.filter(person__role="customer").exclude(person=stranger).count() == told


async def test_authors_read_what_they_wrote_whatever_its_standing(app, noor, tom):
    for kept in ({"is_private": True}, {"standing": Standing.HELD}):
        post = await posts.submit_post(app, kind=Kind.COMPLAINT, title="Mine", by=noor)
        await post.update_from_dict(kept).save()

        assert (await post_queries.read_post(noor, id=post.id)).title == "Mine"
        assert (await post_queries.find_post(post.id, viewer=noor)).id == post.id
        assert await post_queries.read_post(tom, id=post.id) is None


async def test_customers_of_a_segment_read_its_boards_and_others_learn_nothing(app, noor, tom, grace):
    pioneers = await boards.create_board(
        "pioneers", name="Pioneers", access=Access.SEGMENT, segments=["pioneers"], by=grace
    )
    await noor.update_from_dict({"segment": "pioneers"}).save()
    await tom.update_from_dict({"segment": "laggards"}).save()
    post = await posts.submit_post(pioneers, kind=Kind.IDEA, title="Early bird", by=noor)

    for viewer, reads in ((noor, True), (grace, True), (tom, False), (None, False)):
        assert (pioneers.id in [board.id for board in await board_queries.visible_to(viewer)]) == reads
        assert (await post_queries.read_post(viewer, id=post.id) is not None) == reads
        assert await post_queries.count_posts(viewer, PostFilter()) == (1 if reads else 0)
        if not reads:
            with pytest.raises(Refusal):
                await post_queries.find_post(post.id, viewer=viewer)


async def test_duplicates_are_listed_under_their_original_only(app, dark_mode, noor):
    double = await posts.submit_post(app, kind=Kind.IDEA, title="Night mode", by=noor)
    await double.update_from_dict({"merged_into_id": dark_mode.id, "merged_at": datetime.now(UTC)}).save()

    page = await post_queries.list_posts(noor, PostFilter(), sort=PostSort.NEWEST, **WHOLE)
    assert [row.id for row in page.rows] == [dark_mode.id]
    assert await post_queries.count_posts(noor, PostFilter()) == 1
    counts = await post_queries.status_counts(noor, [app.id])
    assert {status.key: count for status, count in counts[app.id].items()} == {"open": 1}
    assert (await post_queries.read_post(noor, id=double.id)).title == "Night mode"


async def test_notes_of_the_team_are_read_by_the_team(dark_mode, noor, mia, tom):
    await comments.add_comment(dark_mode, body="He is a big customer.", is_private=True, by=mia)
    held = await comments.add_comment(dark_mode, body="Spam?", by=tom)
    await held.update_from_dict({"standing": Standing.HELD}).save()

    async def read_by(viewer):
        found = await comment_queries.comments_of(viewer, [dark_mode.id], **WHOLE)
        return [row.body for row in found[dark_mode.id].rows]

    assert await read_by(None) == await read_by(noor) == []
    assert await read_by(tom) == ["Spam?"]
    assert await read_by(mia) == ["He is a big customer.", "Spam?"]


async def test_whoever_stands_inside_gets_other_answers_to_every_question(public_life, grace, ada, mia):
    before = await Questions(ada, Secret()).ask_everything()
    secret = await keep_secret(Access.STAFF, grace=grace, ada=ada, mia=mia)
    after = await Questions(ada, secret).ask_everything()

    assert [function.__name__ for function in before if after[function] == before[function]] == []


async def test_no_public_function_is_left_unasked(public_life, noor):
    asked = await Questions(noor, Secret()).ask_everything()

    # These answer with a part of a statement and not with anything stored.
    unasked = {board_queries.readable_by, board_queries.ensure_readable, board_queries.readable_clause}
    unasked |= {report_queries.audience_of, post_queries.readable_posts, post_queries.conditions_of}
    # Those of comments are asked for by the ids that `comments_of` answered with.
    unasked |= {attachment_queries.attachments_of_comments}
    assert public_functions() - asked.keys() == unasked


async def test_refusals_to_act_on_what_one_may_not_read_say_nothing_of_it(
    public_life, dark_mode, noor, grace, ada, mia, recorded
):
    secret = await keep_secret(Access.STAFF, grace=grace, ada=ada, mia=mia)
    before = await recorded()

    for refused in (
        posts.submit_post(secret.board, kind=Kind.IDEA, title="Hello", by=noor),
        comments.add_comment(secret.post, body="Hello", by=noor),
        posts.change_status(secret.post, to="shipped", reason="Done.", by=noor),
        themes.rename_theme(await Theme.get(id=secret.theme_id), name="Mine", by=noor),
        follows.follow_post(secret.post, by=noor),
        merges.merge_posts(secret.post, into=dark_mode, by=noor),
        proposals.propose_merge(secret.post, into=dark_mode, by=noor),
        proposals.propose_merge(dark_mode, into=secret.post, by=noor),
    ):
        with pytest.raises(Refusal) as refusal:
            await refused
        assert CANARY.lower() not in str(refusal.value).lower()

    assert await recorded() == before
