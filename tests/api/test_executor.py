"""The quicker executor answers exactly as graphql-core's does, errors included."""

from typing import Any

import pytest
import strawberry
from graphql import ExecutionResult, Executor, execute, parse

from api.guard import guarded
from api.guard.executor import CopyingExecutor
from tests.api import test_comments, test_people, test_posts, test_reports, test_themes, test_votes


@strawberry.type
class Leaf:
    name: str
    number: int | None = None
    broken: int = 1

    @strawberry.field
    def shouted(self) -> str:
        return self.name.upper()

    @strawberry.field
    def repeated(self, times: int = 2) -> str:
        return self.name * times

    @strawberry.field
    async def later(self) -> str:
        return f"{self.name} later"

    @strawberry.field
    def failing(self) -> str:
        raise ValueError("no")


@strawberry.type
class Branch:
    first: Leaf
    second: Leaf | None
    leaves: list[Leaf]
    maybe: list[Leaf | None] | None


@strawberry.type
class Query:
    @strawberry.field
    def branch(self) -> Branch:
        leaves = [Leaf(name="a"), Leaf(name="b", number=2)]
        return Branch(first=leaves[0], second=None, leaves=leaves, maybe=[None, leaves[1]])

    @strawberry.field
    def rotten(self) -> Branch | None:
        leaf = Leaf(name=None, broken="x")  # type: ignore[arg-type]
        return Branch(first=leaf, second=leaf, leaves=[Leaf(name="a"), leaf], maybe=None)


schema = strawberry.Schema(Query)._schema

DOCUMENTS = [
    "{ branch { first { name number shouted __typename } second { name } leaves { shouted number } maybe { name } } }",
    "{ branch { second { name } again: leaves { n: name later repeated(times: 3) } first { later name } } }",
    "{ branch { ...b } } fragment b on Branch { leaves { name ... on Leaf { number } } maybe { name number } }",
    "query($no: Boolean! = false) { branch { first { name @include(if: $no) number later @skip(if: true) } } }",
    "{ branch { first { name } first { number } } }",
    "{ branch { leaves { failing name } } }",
    "{ rotten { first { name } } }",
    "{ rotten { second { name number } } }",
    "{ rotten { leaves { shouted } } }",
    "{ rotten { second { number later name } } }",
    "{ rotten { leaves { broken } second { broken } } }",
    "{ __typename branch { __typename } }",
]


async def executed(document: str, executor: type[Executor[Any]]) -> ExecutionResult:
    result = execute(schema, parse(document), executor_class=executor)
    return result if isinstance(result, ExecutionResult) else await result


@pytest.mark.parametrize("document", DOCUMENTS)
async def test_it_answers_as_the_ordinary_executor_does(document):
    quick, ordinary = await executed(document, CopyingExecutor), await executed(document, Executor)

    assert quick.data == ordinary.data
    assert str(quick.data) == str(ordinary.data)  # in the same order too
    assert [error.formatted for error in quick.errors or ()] == [error.formatted for error in ordinary.errors or ()]


async def test_plain_fields_are_not_executed_one_by_one(monkeypatch):
    executed_fields = []
    execute_field = Executor.execute_field

    def counting(self, parent_type, source, details, *rest):
        executed_fields.append(details[0].node.name.value)
        return execute_field(self, parent_type, source, details, *rest)

    monkeypatch.setattr(Executor, "execute_field", counting)

    await executed(DOCUMENTS[0], CopyingExecutor)
    assert executed_fields == []

    await executed(DOCUMENTS[1], CopyingExecutor)
    assert set(executed_fields) == {"branch", "first", "leaves", "repeated", "later"}


async def test_the_whole_schema_answers_the_same_either_way(ask, night, dark_mode, app, noor, ada, monkeypatch):
    await ask(test_reports.ON_THEME, theme=night.id, by=ada)
    await ask(test_votes.CAST_VOTE, post=dark_mode.id, by=noor)
    await ask(test_comments.ADD_COMMENT, post=dark_mode.id, body="Yes.", by=noor)
    questions: list[tuple[str, dict[str, Any]]] = [
        (test_posts.POSTS, {}),
        (test_posts.BOARD, {}),
        (test_posts.POST, {"slug": dark_mode.slug}),
        (test_comments.COMMENTS, {"slug": dark_mode.slug, "first": 5}),
        (test_votes.VOTERS, {"slug": dark_mode.slug}),
        (test_themes.THEMES, {}),
        (test_themes.THEME, {"id": night.id}),
        (test_themes.SENTENCES, {"slug": dark_mode.slug}),
        (test_themes.TOPIC_RUN, {}),
        (test_reports.REPORTS, {}),
        (test_reports.HEARD, {}),
        (test_people.VIEWER, {}),
    ]

    async def answers() -> list[dict[str, Any]]:
        return [
            await ask.whole(document, by=viewer, **variables)
            for document, variables in questions
            for viewer in (None, noor, ada)
        ]

    quick = await answers()
    monkeypatch.setattr(guarded, "CopyingExecutor", Executor)
    assert quick == await answers()
