"""Reporting back."""

from typing import Any

from ideation.errors import NotAllowed
from ideation.events import ReportedBackOnPost, ReportedBackOnTheme
from ideation.ledger import record, verb
from ideation.models import Board, Person, Post, Report, Theme
from ideation.policy import may_decide
from ideation.text import BODY_LENGTH, TITLE_LENGTH, required_line, required_text
from ideation.vocabulary import Outcome


@verb
async def report_back_on_post(post: Post, *, outcome: Outcome, title: str, body: str, by: Person) -> Report:
    """Answer everyone who wrote, commented on or voted for a post; whoever reads its board may read the answer."""
    post.ensure_no_duplicate()
    report = await _report(outcome, title, body, post=post, board_id=post.board_id, by=by)
    await record(
        ReportedBackOnPost(post_id=post.id, board_id=post.board_id, report_id=report.id, outcome=outcome),
        by=by,
    )
    return report


@verb
async def report_back_on_theme(
    theme: Theme, *, outcome: Outcome, title: str, body: str, publish_on: Board | None = None, by: Person
) -> Report:
    """Answer everyone behind a theme; whoever reads the board `publish_on` may read the answer too."""
    board_id = publish_on.id if publish_on else None
    report = await _report(outcome, title, body, theme=theme, board_id=board_id, by=by)
    await record(ReportedBackOnTheme(theme_id=theme.id, report_id=report.id, outcome=outcome), by=by)
    return report


async def _report(outcome: Outcome, title: str, body: str, *, by: Person, **about: Any) -> Report:
    if not may_decide(by):
        raise NotAllowed
    return await Report.create(
        outcome=outcome,
        title=required_line(title, field="title", most=TITLE_LENGTH, ask="Give your answer a heading."),
        body=required_text(body, field="body", most=BODY_LENGTH, ask="Write what became of what people said."),
        author=by,
        **about,
    )
