import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import strawberry
from graphql import get_introspection_query, parse
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from api.guard import Answer, Guard, Operation, cost, documents, limits


class Refusal(Exception):
    message = "This idea no longer takes votes."


class VotingClosed(Refusal):
    pass


@dataclass
class Context:
    is_staff: bool = False
    readings: int = 0


@strawberry.type
class Comment:
    body: str = "Yes please."

    @strawberry.field
    def post(self) -> "Post":
        return Post()


@strawberry.type
class Post:
    title: str = "Dark mode"

    @strawberry.field
    def comments(self, first: int = 20) -> list[Comment]:
        return [Comment() for _ in range(first)]

    @strawberry.field
    def tags(self) -> list[str]:
        return ["colour"]

    @strawberry.field
    def broken(self) -> str | None:
        raise RuntimeError("password=hunter2")


@strawberry.type
class PostEdge:
    node: Post


@strawberry.type
class PostConnection:
    edges: list[PostEdge]
    total_count: int = 1


@strawberry.type
class Query:
    @strawberry.field
    def post(self) -> Post | None:
        return Post()

    @strawberry.field
    def posts(self, first: int = 20) -> PostConnection:
        return PostConnection(edges=[PostEdge(node=Post()) for _ in range(first)])

    @strawberry.field
    def ballot(self) -> str | None:
        raise VotingClosed

    @strawberry.field
    async def slow(self) -> str:
        await asyncio.sleep(0)
        return "done"


@strawberry.type
class Mutation:
    @strawberry.mutation
    def vote(self) -> int:
        return 1


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def votes(self, count: int = 2) -> AsyncIterator[Post]:
        for _ in range(count):
            yield Post()

    @strawberry.subscription
    async def breaking(self) -> AsyncIterator[int]:
        yield 1
        raise RuntimeError("password=hunter2")


@pytest.fixture
def guard() -> Guard[Context]:
    schema = strawberry.Schema(Query, Mutation, Subscription)
    return Guard(schema, may_introspect=lambda context: context.is_staff, refusal=Refusal)


async def ask(guard: Guard[Context], query: str, *, is_staff: bool = False, **variables: object) -> Answer:
    return await guard.execute(Operation(query, variables), Context(is_staff))


async def refusal_of(guard: Guard[Context], query: str, **variables: object) -> str:
    answer = await guard.execute(Operation(query, variables), Context())
    assert not answer.executed
    assert "data" not in answer.body
    assert len(answer.errors) <= documents.MAX_VALIDATION_ERRORS
    message = answer.errors[0]["message"]
    assert isinstance(message, str)
    return message


async def test_an_everyday_question_is_answered(guard: Guard[Context]) -> None:
    query = "query Page($first: Int!) { slow posts(first: $first) { totalCount edges { node { title tags } } } }"

    answer = await ask(guard, query, first=2)

    posts = {"totalCount": 1, "edges": [{"node": {"title": "Dark mode", "tags": ["colour"]}}] * 2}
    assert answer == Answer({"data": {"slow": "done", "posts": posts}}, only_reads=True)


def fragments(count: int, body: str) -> str:
    return "".join(f"fragment f{i} on Query {{ {body.format(i=i, next=i + 1)} }}" for i in range(count))


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("{" + " ".join(f"a{i}: slow" for i in range(51)) + "}", "50 aliases"),
        (
            "{ ...f0 ...f1 }" + fragments(2, " ".join(f"a{{i}}_{i}: slow" for i in range(26))),
            "50 aliases",
        ),
        ("{" + "slow " * 501 + "}", "500 fields"),
        ("{ slow" + " @skip(if: false)" * 21 + "}", "20 directives"),
        ("{ post { " + "comments { post { " * 7 + "title" + " } }" * 7 + " } }", "15 levels"),
        ("{" + "".join(f"...f{i}" for i in range(51)) + "}" + fragments(51, "slow"), "50 fragments"),
        ("{" + "slow " * 21 + "}", "20 fields at the root"),
        ("{ ... { ... {" + "slow " * 21 + "} } }", "20 fields at the root"),
        ("mutation {" + " ".join(f"v{i}: vote" for i in range(6)) + "}", "5 fields at the root"),
        ("{ post {" + "title " * 60 + "} }", "1,500 repeats"),
        (
            "{ ...f0 }" + fragments(20, "...f{next} ...f{next}") + "fragment f20 on Query { slow }",
            "500 fields",
        ),
        ("{ ...f0 } fragment f0 on Query { slow ...f0 }", "contains itself"),
        ("{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }", "contains itself"),
        ("{ slow } fragment a on Query { slow }", "never used"),
        ("{ ...a }", "not defined"),
        ("query a { slow } query b { slow }", "exactly one operation"),
        ("fragment a on Query { slow }", "exactly one operation"),
        ("{ slow } type A { b: Int }", "nothing else"),
        ("{ slow " + ", " * 20_000 + "}", "20000 code points"),
        ("{ slow " + "a " * 1_000 + "}", "1000 tokens"),
        ("{ slow " + "#\n" * 101 + "}", "comments"),
        ("{", "Syntax Error"),
        ("{ slow(x: 1) }", "Unknown argument"),
        ("query($first: Int!) { slow }", "never used"),
    ],
)
async def test_a_document_beyond_a_limit_is_refused_with_its_reason(
    guard: Guard[Context], query: str, reason: str
) -> None:
    assert reason in await refusal_of(guard, query)


@pytest.mark.parametrize(
    "query",
    [
        "{a" * 3_000 + "}" * 3_000,
        "{ slow(a: " + "[" * 3_000 + "]" * 3_000 + ") }",
        "{ slow(a: " + "{a: " * 3_000 + "1" + "}" * 3_000 + ") }",
        "query($v: " + "[" * 3_000 + "Int" + "]" * 3_000 + ") { slow }",
        "{" + "... {" * 150 + "slow" + "}" * 151,
        '{ slow(a: "\\ud800") }',
        "{ posts(first: " + "9" * 5_000 + ") { totalCount } }",
        "{ ...f0 }" + fragments(49, "...f{next}") + "fragment f49 on Query {" + "... {" * 150 + "slow" + "}" * 151,
    ],
)
async def test_deep_and_odd_syntax_breaks_nothing(guard: Guard[Context], query: str) -> None:
    assert await refusal_of(guard, query)


@pytest.mark.parametrize("doublings", [10, 20, 40])
def test_measuring_visits_each_selection_once_however_often_its_fragment_is_spread(doublings: int) -> None:
    body = "{{ ...f{next} ...f{next} }}"
    nested = "".join(f"fragment f{i} on Query " + body.format(next=i + 1) for i in range(doublings))
    document = parse("{ ...f0 }" + nested + f"fragment f{doublings} on Query {{ slow }}")

    measured = limits.measure(document)

    assert measured.size.selections == 3 * 2**doublings - 1
    assert measured.visits == 2 * doublings + 2


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("{ slow }", 1),
        ("{ post { title tags } }", 1 + 1 + 10),
        ("{ posts(first: 5) { totalCount edges { node { title } } } }", 1 + 1 + 5 * 3),
        ("{ posts { edges { node { title } } } }", 1 + 20 * 3),
        ("{ posts(first: 5) { edges { node { comments(first: 3) { body } } } } }", 1 + 5 * (2 + 3 * 2)),
        ("{ posts(first: 5) { ...a } } fragment a on PostConnection { edges { node { title } } }", 1 + 5 * 3),
        (
            "{ a: posts(first: 1) { ...a } b: posts(first: 9) { ...a } }"
            "fragment a on PostConnection { ... on PostConnection { edges { __typename } } }",
            1 + 1 * 2 + 1 + 9 * 2,
        ),
        ("query($n: Int = 7) { posts(first: $n) { edges { __typename } } }", 1 + 7 * 2),
    ],
)
async def test_a_list_costs_its_page_times_what_each_item_holds(
    guard: Guard[Context], query: str, values: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cost, "MAX_VALUES", values)
    assert (await ask(guard, query)).executed

    monkeypatch.setattr(cost, "MAX_VALUES", values - 1)
    again = query.replace("{", "{ ", 1)
    assert "smaller pages" in await refusal_of(guard, again)


async def test_pages_within_pages_may_not_ask_for_a_million_things(guard: Guard[Context]) -> None:
    query = "{ posts(first: 100) { edges { node { comments(first: 100) { post { title } } } } } }"

    assert "smaller pages" in await refusal_of(guard, query)


async def test_page_sizes_in_variables_count_by_their_value(guard: Guard[Context]) -> None:
    query = """query($outer: Int!, $inner: Int!) {
        posts(first: $outer) { edges { node { comments(first: $inner) { body } } } }
    }"""

    assert (await ask(guard, query, outer=20, inner=20)).executed
    assert "smaller pages" in await refusal_of(guard, query, outer=100, inner=100)


@pytest.mark.parametrize("first", [-1, 101, 1_000_000])
async def test_a_page_has_at_most_a_hundred_items(guard: Guard[Context], first: int) -> None:
    reason = "'first' must be between 0 and 100. Use 'after' for the next page."

    assert reason == await refusal_of(guard, f"{{ posts(first: {first}) {{ totalCount }} }}")
    by_variable = "query($first: Int!) { posts(first: $first) { totalCount } }"
    assert reason == await refusal_of(guard, by_variable, first=first)


@pytest.mark.parametrize("first", ["many", None, [1], {"a": 1}, 1.5])
async def test_a_page_size_of_the_wrong_type_is_refused_by_its_type(guard: Guard[Context], first: object) -> None:
    query = "query($first: Int!) { posts(first: $first) { totalCount } }"

    assert "Variable '$first'" in await refusal_of(guard, query, first=first)


async def test_the_operation_must_have_the_name_that_was_asked_for(guard: Guard[Context]) -> None:
    named = Operation("query Mine { slow }", {}, "Mine")
    other = Operation("query Mine { slow }", {}, "Yours")

    assert (await guard.execute(named, Context())).executed
    assert not (await guard.execute(other, Context())).executed


@pytest.mark.parametrize(
    "query",
    [
        "{ __schema { queryType { name } } }",
        '{ __type(name: "Query") { name } }',
        "{ x: __schema { queryType { name } } }",
        "{ ...f } fragment f on Query { ... { __schema { queryType { name } } } }",
    ],
)
async def test_introspection_is_for_those_who_may(guard: Guard[Context], query: str) -> None:
    for _ in range(2):
        assert (await ask(guard, query, is_staff=True)).executed
        assert "Introspection is closed" in await refusal_of(guard, query)


async def test_the_standard_introspection_query_fits_the_limits(guard: Guard[Context]) -> None:
    assert (await ask(guard, get_introspection_query(), is_staff=True)).executed


async def test_only_those_who_may_introspect_are_told_similar_names(guard: Guard[Context]) -> None:
    misspelt = "{ slo }"

    assert "Did you mean" in (await ask(guard, misspelt, is_staff=True)).errors[0]["message"]
    assert await refusal_of(guard, misspelt) == "Cannot query field 'slo' on type 'Query'."


async def test_valid_documents_are_parsed_once_and_forgotten_in_order(
    guard: Guard[Context], monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []

    def counting_parse(text: str, **options: object) -> object:
        parsed.append(text)
        return parse(text)

    monkeypatch.setattr(documents, "parse", counting_parse)
    monkeypatch.setattr(documents, "REMEMBERED_DOCUMENTS", 2)
    for query in (
        "{ slow }",
        "{ slow slow }",
        "{ slow }",
        "{ nope }",
        "{ nope }",
        "{ post { title } }",
        "{ slow }",
    ):
        await ask(guard, query)

    assert parsed == ["{ slow }", "{ slow slow }", "{ nope }", "{ nope }", "{ post { title } }"]


async def test_a_refusal_keeps_its_words_and_gets_a_code(guard: Guard[Context]) -> None:
    answer = await ask(guard, "{ ballot slow }")

    assert answer.executed
    assert answer.body["data"] == {"ballot": None, "slow": "done"}
    assert answer.errors == [
        {
            "message": "This idea no longer takes votes.",
            "locations": [{"line": 1, "column": 3}],
            "path": ["ballot"],
            "extensions": {"code": "VOTING_CLOSED"},
        }
    ]


async def test_an_unexpected_error_is_masked_logged_and_counted(guard: Guard[Context]) -> None:
    before = counted("unexpected")
    with capture_logs() as logs:
        answer = await ask(guard, "{ post { broken title } }")

    [error] = answer.errors
    reference = error["extensions"]["reference"]
    assert answer.body["data"] == {"post": {"broken": None, "title": "Dark mode"}}
    assert error["message"].startswith("Something went wrong on our side.")
    assert error["message"].endswith(reference)
    assert "hunter2" not in str(answer.body)
    assert [entry["reference"] for entry in logs] == [reference]
    assert str(logs[0]["exc_info"]) == "password=hunter2"
    assert counted("unexpected") == before + 1


async def test_an_answer_lists_few_errors_and_counts_them_all(guard: Guard[Context]) -> None:
    before = counted("unexpected")
    with capture_logs() as logs:
        answer = await ask(guard, "{ posts(first: 50) { edges { node { broken } } } }")

    assert len(answer.errors) == len(logs) == 20
    assert counted("unexpected") == before + 50


def counted(kind: str) -> float:
    return REGISTRY.get_sample_value("hearback_graphql_errors_total", {"kind": kind}) or 0.0


async def test_subscriptions_are_not_answered_at_once(guard: Guard[Context]) -> None:
    assert "websocket" in await refusal_of(guard, "subscription { votes { title } }")


async def test_each_event_is_read_with_a_context_of_its_own(guard: Guard[Context]) -> None:
    made: list[Context] = []

    async def make_context() -> Context:
        made.append(Context())
        return made[-1]

    operation = Operation("subscription($count: Int!) { votes(count: $count) { title } }", {"count": 3})
    answers = [answer async for answer in guard.stream(operation, make_context)]

    assert answers == [Answer({"data": {"votes": {"title": "Dark mode"}}})] * 3
    assert len(made) == 1 + 3


@pytest.mark.parametrize(
    "operation",
    [
        Operation("subscription { votes { nope } }", {}),
        Operation("subscription($count: Int!) { votes(count: $count) { title } }", {"count": "x"}),
        Operation("{ nope }", {}),
    ],
)
async def test_a_stream_that_may_not_start_answers_once(guard: Guard[Context], operation: Operation) -> None:
    async def make_context() -> Context:
        return Context()

    [answer] = [answer async for answer in guard.stream(operation, make_context)]

    assert not answer.executed


async def test_a_subscription_that_breaks_raises_to_whoever_streams_it(guard: Guard[Context]) -> None:
    async def make_context() -> Context:
        return Context()

    answers = []
    with pytest.raises(RuntimeError):
        async for answer in guard.stream(Operation("subscription { breaking }", {}), make_context):
            answers.append(answer)

    assert answers == [Answer({"data": {"breaking": 1}})]


def test_a_schema_with_extensions_of_its_own_is_not_accepted() -> None:
    from strawberry.extensions import SchemaExtension

    schema = strawberry.Schema(Query, extensions=[SchemaExtension])
    with pytest.raises(ValueError, match="extensions"):
        Guard(schema, may_introspect=lambda _: True, refusal=Refusal)
