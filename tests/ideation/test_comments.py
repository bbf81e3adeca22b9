"""Adding to what was said."""

import pytest

from ideation.actions import comments
from ideation.errors import InvalidInput, NotAllowed
from ideation.events import CommentAdded
from ideation.models import Comment, Post
from ideation.queries.comments import comments_of


async def test_a_comment_is_kept_counted_and_told(dark_mode, noor, recorded):
    comment = await comments.add_comment(dark_mode, body=" Yes,\r\nplease. ", by=noor)

    assert comment.body == "Yes,\nplease."
    assert (await Post.get(id=dark_mode.id)).comment_count == 1
    assert await recorded() == [
        CommentAdded(post_id=dark_mode.id, board_id=dark_mode.board_id, comment_id=comment.id),
    ]


async def test_comments_are_read_oldest_first_with_who_wrote_them(dark_mode, noor, mia):
    await comments.add_comment(dark_mode, body="Me too.", by=noor)
    await comments.add_comment(dark_mode, body="We are looking into it.", by=mia)

    page = (await comments_of(None, [dark_mode.id], first=10, after=None))[dark_mode.id]

    assert [(row.body, row.author.name, row.is_official) for row in page.rows] == [
        ("Me too.", "Noor", False),
        ("We are looking into it.", "Mia", True),
    ]
    assert not page.has_next


async def test_among_themselves_staff_speak_for_themselves(leak, ada):
    comment = await comments.add_comment(leak, body="Who knows more?", by=ada)

    assert not comment.is_official


@pytest.mark.parametrize("body", ["", " \n ", "\u200b", "b" * 20_001])
async def test_a_comment_that_says_nothing_or_too_much_is_refused(body, dark_mode, noor, recorded):
    with pytest.raises(InvalidInput) as refused:
        await comments.add_comment(dark_mode, body=body, by=noor)

    assert refused.value.field == "body"
    assert (await Post.get(id=dark_mode.id)).comment_count == await Comment.all().count() == 0
    assert await recorded() == []


async def test_nobody_comments_where_they_may_not_read(leak, noor, recorded):
    with pytest.raises(NotAllowed):
        await comments.add_comment(leak, body="What is this?", by=noor)

    assert (await Post.get(id=leak.id)).comment_count == await Comment.all().count() == 0
    assert await recorded() == []


async def test_each_post_has_its_own_comments(dark_mode, leak, mia):
    await comments.add_comment(dark_mode, body="About the dark.", by=mia)
    await comments.add_comment(leak, body="About the leak.", by=mia)

    found = await comments_of(None, [leak.id, dark_mode.id], first=10, after=None)

    assert [row.body for row in found[dark_mode.id].rows] == ["About the dark."]
    assert [row.body for row in found[leak.id].rows] == ["About the leak."]
