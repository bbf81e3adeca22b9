"""The quicker executor answers exactly as graphql-core's does, errors included."""

import asyncio
import gc
from typing import Any

import pytest
import strawberry
from graphql import DocumentNode, ExecutionResult, Executor, execute, parse
from strawberry.dataloader import DataLoader

from api.guard import guarded
from api.guard.executor import CopyingExecutor, Selections
from api.loaders import Loaders
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


class Ordinary(Executor[Any]):
    """graphql-core's, which remembers nothing."""

    def __init__(self, *args: Any, selections: object = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


async def executed(document: str | DocumentNode, executor: type[Executor[Any]], **more: Any) -> ExecutionResult:
    parsed = parse(document) if isinstance(document, str) else document
    result = execute(schema, parsed, executor_class=executor, **more)
    return result if isinstance(result, ExecutionResult) else await result


def assert_same(quick: ExecutionResult, ordinary: ExecutionResult) -> None:
    assert quick.data == ordinary.data
    assert str(quick.data) == str(ordinary.data)  # in the same order too
    assert [error.formatted for error in quick.errors or ()] == [error.formatted for error in ordinary.errors or ()]


@pytest.mark.parametrize("document", DOCUMENTS)
async def test_it_answers_as_the_ordinary_executor_does(document):
    assert_same(await executed(document, CopyingExecutor), await executed(document, Executor))


@pytest.mark.parametrize("document", [document for document in DOCUMENTS if "@" not in document])
async def test_what_it_remembers_of_a_document_changes_no_answer(document):
    parsed, selections = parse(document), Selections()
    ordinary = await executed(document, Executor)

    for _ in range(3):
        assert_same(await executed(parsed, CopyingExecutor, selections=selections), ordinary)


async def test_a_document_whose_directives_decide_is_looked_through_anew_each_time(ask, app, dark_mode):
    document = "query($short: Boolean!) { posts { edges { node { title body @skip(if: $short) } } } }"

    for short in (True, False, True):
        [edge] = (await ask(document, short=short))["edges"]
        assert ("body" in edge["node"]) is not short


async def test_nothing_of_a_request_waits_for_the_collector(ask, dark_mode):
    await ask(test_posts.POST, slug=dark_mode.slug)
    gc.collect()
    gc.disable()
    try:
        await ask(test_posts.POST, slug=dark_mode.slug)
        await asyncio.sleep(0)
        left = [thing for thing in gc.get_objects() if isinstance(thing, Executor | Loaders | DataLoader)]
    finally:
        gc.enable()

    assert left == []


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
    monkeypatch.setattr(guarded, "CopyingExecutor", Ordinary)
    assert quick == await answers()
