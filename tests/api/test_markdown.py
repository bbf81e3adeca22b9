"""What people and the team write is Markdown, and comes as HTML that is safe to show."""

from ideation.actions import comments, reports
from ideation.vocabulary import Outcome

POST = """
query ($post: UUID!) {
  post(id: $post) {
    bodyHtml
    comments { edges { node { body bodyHtml } } }
    reports { bodyHtml }
  }
}
"""
SUBMIT = """
mutation ($body: String!) {
  submitPost(input: {board: "app", kind: IDEA, title: "Pictures", body: $body}) {
    ... on PostSubmitted { post { body bodyHtml } }
  }
}
"""


async def test_bodies_come_as_html_and_stay_as_they_were_typed(ask, dark_mode, noor, ada):
    await comments.add_comment(dark_mode, body="**Yes!**\n<script>alert(1)</script>", by=noor)
    await reports.report_back_on_post(
        dark_mode, outcome=Outcome.DONE, title="Done", body="See [the news](https://example.com).", by=ada
    )

    post = await ask(POST, post=dark_mode.id)

    assert post["bodyHtml"] == "<p>White screens hurt my eyes at night. Please.</p>\n"
    [comment] = [edge["node"] for edge in post["comments"]["edges"]]
    assert comment["body"] == "**Yes!**\n<script>alert(1)</script>"
    assert comment["bodyHtml"] == "<p><strong>Yes!</strong><br>\n&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
    assert [report["bodyHtml"] for report in post["reports"]] == [
        '<p>See <a href="https://example.com" rel="nofollow ugc noopener noreferrer">the news</a>.</p>\n'
    ]


async def test_no_picture_of_another_host_is_loaded(ask, app, noor):
    answer = await ask(SUBMIT, body="![me](https://evil.example/p.png) ![ours](/attachments/a/b.png)", by=noor)

    assert '<img src="/attachments/a/b.png" alt="ours">' in answer["post"]["bodyHtml"]
    assert answer["post"]["bodyHtml"].count("<img") == 1
    assert answer["post"]["body"].startswith("![me]")


async def test_a_body_that_is_made_to_take_long_is_shown_as_it_was_typed(ask, app, noor):
    answer = await ask(SUBMIT, body=">" * 10_000 + "[" * 10_000, by=noor)

    assert answer["post"]["bodyHtml"] == "<p>" + "&gt;" * 10_000 + "[" * 10_000 + "</p>\n"
