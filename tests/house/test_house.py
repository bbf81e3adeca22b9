"""The rules of the house that a machine can hold."""

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tortoise import Tortoise, fields
from tortoise.connection import get_connection

from ideation import errors, events
from ideation.events import FACTS, AboutComment, AboutMerge, AboutPost, Fact
from ideation.migrations import __path__ as migrations
from ideation.models import Status
from ideation.models import __all__ as model_names

ROOT = Path(__file__).parents[2]

# Foreign keys without an index that begins with them, and why nobody misses it.
UNINDEXED = {
    ("event", "by_id"): "people are removed rarely and one by one, while every verb would pay for the index",
    ("notification", "event_id"): "nothing is ever removed from the ledger",
    ("membership", "theme_id"): "no theme is ever removed, and its sentences are read by run",
    ("membership", "subtheme_id"): "no theme is ever removed, and its sentences are read by run",
    ("report", "author_id"): "there are as many as a team can write",
    ("changelog_entry", "author_id"): "there are as many as a team can write",
    ("theme", "named_by_id"): "there are as many as a team can read",
    ("theme", "owner_id"): "there are as many as a team can read",
}


def classes_of(module, base):
    return [
        kind
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, base) and kind is not base and kind.__module__ == module.__name__
    ]


def text_of_migrations():
    return "".join(path.read_text() for path in Path(migrations[0]).glob("0*.py"))


def tracked_files():
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


async def rows(statement):
    return await get_connection("default").execute_query_dict(statement)


def relations():
    """Every foreign key of every model, with the model that declares it."""
    for name in model_names:
        model = Tortoise.apps["ideation"][name]
        for field_name in sorted(model._meta.fk_fields | model._meta.o2o_fields):
            yield model, model._meta.fields_map[field_name]


@pytest.mark.parametrize("refusal", classes_of(errors, Exception), ids=lambda refusal: refusal.__name__)
def test_every_expected_no_is_a_refusal_and_speaks_in_words(refusal):
    given = {"field": "title", "message": "Write a title.", "retry_after_seconds": 60}
    given |= {"status": Status(key="shipped", name="Shipped"), "started_at": None, "count": 2, "is_closed": True}
    given |= {"reason": "One is about the night."}
    given |= {"budget": 3, "titles": ["Dark mode"]}
    wanted = list(inspect.signature(refusal).parameters)
    refused = refusal(*(given[name] for name in wanted if refusal.__init__ is not errors.Refusal.__init__))

    assert issubclass(refusal, errors.Refusal)
    assert refused.message == str(refused)
    assert re.fullmatch(r"[A-Z].*[.]", refused.message)


def test_every_fact_is_known_to_the_ledger_by_its_own_name():
    kinds = [kind for kind in classes_of(events, Fact) if kind not in (AboutPost, AboutComment, AboutMerge)]

    assert {kind.__name__: kind for kind in kinds} == FACTS
    assert max(map(len, FACTS)) <= 40  # the length of the ledger's column


async def test_every_constraint_and_index_that_a_migration_names_exists(stored):
    text = text_of_migrations()
    named = {*re.findall(r"add constraint (\w+)", text), *re.findall(r"create (?:unique )?index (\w+)", text)}
    named |= set(re.findall(r'name="(\w+_idx)"', text))
    named -= set(re.findall(r"drop index (\w+)", text))

    found = {row["name"] for row in await rows("select conname::text as name from pg_constraint")}
    found |= {row["name"] for row in await rows("select indexname::text as name from pg_indexes")}
    assert len(named) > 40
    assert named - found == set()


async def test_what_must_never_be_false_was_checked_on_every_row(stored):
    assert await rows("select conname from pg_constraint where not convalidated") == []
    assert await rows("select indexrelid::regclass from pg_index where not indisvalid") == []


def test_the_models_and_the_migrations_agree():
    # In a process of its own, because it configures Tortoise anew.
    ask = "import asyncio; from server.database import models_without_migration as ask; print(asyncio.run(ask()))"
    check = subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, check=False, capture_output=True, text=True, timeout=60
    )

    assert (check.stdout, check.stderr) == ("[]\n", "")


async def test_every_foreign_key_has_an_index_that_begins_with_it(stored):
    keys = await rows(
        """
        select conrelid::regclass::text as table, attname::text as column
        from pg_constraint
        join pg_attribute on attrelid = conrelid and attnum = conkey[1]
        where contype = 'f' and connamespace = 'public'::regnamespace
          and not exists (select from pg_index where indrelid = conrelid and indkey[0] = conkey[1])
        """
    )

    assert {(key["table"], key["column"]) for key in keys} == UNINDEXED.keys()


async def test_no_index_is_the_beginning_of_another(stored):
    twins = await rows(
        """
        select small.indexrelid::regclass::text as small, large.indexrelid::regclass::text as large
        from pg_index small
        join pg_index large on large.indrelid = small.indrelid and large.indexrelid <> small.indexrelid
        join pg_class on pg_class.oid = small.indrelid and relnamespace = 'public'::regnamespace
        where not small.indisunique and small.indpred is null and large.indpred is null
          and small.indexprs is null and large.indexprs is null and relname not like 'pgqueuer%'
          and large.indkey::text || ' ' like small.indkey::text || ' %'
        """
    )

    assert twins == []


def test_every_relation_writes_out_what_a_delete_does():
    declared = [
        call
        for path in (ROOT / "ideation/models").glob("*.py")
        for call in re.findall(r"(?:ForeignKey|OneToOne)Field\((.*?)\n    \)", path.read_text(), re.DOTALL)
    ]

    assert len(declared) > 20
    assert [call for call in declared if "on_delete=" not in call] == []


async def test_the_database_does_on_delete_what_the_models_say(stored):
    letter = {fields.CASCADE: "c", fields.SET_NULL: "n", fields.RESTRICT: "r"}
    says = {
        (model._meta.db_table, model._meta.fields_db_projection[key.source_field]): letter[key.on_delete]
        for model, key in relations()
    }
    does = await rows(
        """
        select conrelid::regclass::text as table, attname::text as column, confdeltype::text as letter
        from pg_constraint join pg_attribute on attrelid = conrelid and attnum = conkey[1]
        where contype = 'f' and connamespace = 'public'::regnamespace
        """
    )

    assert {(key["table"], key["column"]): key["letter"] for key in does} == says


async def test_every_word_of_a_closed_set_fits_its_column(stored):
    for name in model_names:
        for field in Tortoise.apps["ideation"][name]._meta.fields_map.values():
            if isinstance(field, fields.data.CharEnumFieldInstance):
                assert max(len(word.value) for word in field.enum_type) <= field.max_length == 20


def test_the_folder_graphql_is_no_package():
    assert not (ROOT / "graphql/__init__.py").exists()


def test_no_file_names_the_address_of_a_package_registry():
    # Written in two parts, because this file is looked through as well.
    hosts = ("pypi." + "org", "pythonhosted." + "org", "registry.npmjs." + "org", "registry.yarnpkg." + "com")
    named = re.compile("|".join(map(re.escape, hosts)).encode(), re.IGNORECASE)

    assert [path.relative_to(ROOT) for path in tracked_files() if named.search(path.read_bytes())] == []


def test_locks_hold_hashes_and_no_addresses():
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text()
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|--(extra-)?index-url|--find-links", text)


def test_the_changelog_has_room_for_what_is_unreleased():
    assert re.search(r"^## Unreleased$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
