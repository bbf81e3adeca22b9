"""Search: what was said already, by its words and by what it means."""

from typing import Self

import strawberry

from api.comments import Comment
from api.context import Info
from api.enums import Kind, SimilarBy
from api.pages import Connection, connection, page_size, read_cursor
from api.posts import Post
from ideation.errors import InvalidInput
from ideation.queries import search, similar
from ideation.queries.excerpts import Piece
from ideation.queries.posts import PostFilter
from ideation.queries.search import HitRow
from ideation.queries.similar import SimilarRow

MOST_SIMILAR = 10


@strawberry.type(description="Some characters of a text. Show them as they are: they are not HTML.")
class TextPiece:
    text: str
    is_match: bool = strawberry.field(description="Whether this is what was looked for.")

    @classmethod
    def of(cls, piece: Piece) -> Self:
        return cls(text=piece.text, is_match=piece.is_match)


@strawberry.type(description="A post, or a comment on it, that was found.")
class SearchHit:
    post: Post = strawberry.field(description="For a duplicate, its original.")
    comment: Comment | None = strawberry.field(description="Where the words stand in a comment on the post.")
    title_excerpt: list[TextPiece] = strawberry.field(description="The title of the post, in pieces.")
    excerpt: list[TextPiece] = strawberry.field(
        description="What stands around the first match in the post, the duplicate or the comment, in pieces."
    )

    @classmethod
    def of(cls, row: HitRow) -> Self:
        return cls(
            post=Post.of(row.post),
            comment=Comment.of(row.comment) if row.comment else None,
            title_excerpt=list(map(TextPiece.of, row.title)),
            excerpt=list(map(TextPiece.of, row.excerpt)),
        )


@strawberry.type(description="A page of what was found, the best first. Of very frequent words the latest 1,000 count.")
class SearchHits(Connection[SearchHit]):
    corrected_to: str | None = strawberry.field(
        description="What was looked for instead, where words that were typed occur nowhere."
    )


@strawberry.type(description="A post that says something like a text, and why that is thought.")
class SimilarPost:
    post: Post
    percentage: int = strawberry.field(description="How similar, from 0 to 100.")
    reason: SimilarBy
    words: list[str] = strawberry.field(description="The words of the text that it shares, without accents.")
    because: str = strawberry.field(description="The reason in words, in English.")

    @classmethod
    def of(cls, row: SimilarRow) -> Self:
        percentage = min(round(100 * row.similarity), 100)
        return cls(
            post=Post.of(row.post),
            percentage=percentage,
            reason=row.reason,
            words=list(row.words),
            because=_because(row, percentage),
        )


@strawberry.type
class SearchQuery:
    @strawberry.field(
        description="Posts and comments that hold all words of the text, in any of their forms and however accents are "
        "written; the last word may be unfinished. Where they are few, posts follow that mean the same."
    )
    async def search(
        self,
        info: Info,
        text: str,
        board: str | None = None,
        kind: Kind | None = None,
        status: str | None = None,
        first: int = 20,
        after: str | None = None,
    ) -> SearchHits:
        context, wanted, position = info.context, PostFilter(board, kind, status), read_cursor(after, float)
        found = await search.search(
            context.viewer, text, wanted, first=page_size(first), after=position, meaning=context.meaning
        )
        page = connection(found.page, SearchHit.of, lambda: _known(found.total))
        return SearchHits(edges=page.edges, page_info=page.page_info, count=page.count, corrected_to=found.corrected_to)

    @strawberry.field(description="Posts that say something like a text, to be asked for while somebody is typing it.")
    async def similar_posts(self, info: Info, text: str, board: str | None = None, first: int = 5) -> list[SimilarPost]:
        if not 1 <= first <= MOST_SIMILAR:
            raise InvalidInput("first", f"Ask for 1 to {MOST_SIMILAR} posts at a time.")
        context = info.context
        rows = await similar.similar_posts(
            context.viewer, text, PostFilter(board), first=first, meaning=context.meaning
        )
        return [SimilarPost.of(row) for row in rows]


def _because(row: SimilarRow, percentage: int) -> str:
    words = ", ".join(f"“{word}”" for word in row.words)
    match row.reason:
        case SimilarBy.MEANING:
            return f"{percentage} % similar: it means much the same."
        case SimilarBy.WORDS:
            return f"{percentage} % similar: it also says {words}."
        case SimilarBy.BOTH:
            return f"{percentage} % similar: it means much the same, and also says {words}."


async def _known(count: int) -> int:
    return count
