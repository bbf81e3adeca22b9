"""The worker: what follows from a fact happens soon, once, and also when the worker was away or lost its connection."""

import asyncio
import email.policy
import os
import stat
import sys
from collections.abc import Awaitable, Callable
from email import message_from_bytes
from pathlib import Path

import asyncpg
import pytest
import structlog
from tortoise.connection import get_connection

from ideation.actions import people, posts, reports, themes, votes
from ideation.models import Delivery, Event, Notification, PostVector
from ideation.vocabulary import DeliveryState, Kind, Outcome
from server.database import credentials
from server.jobs import run_jobs
from server.jobs.queue import Job, wake
from server.jobs.themes_run import find_themes
from server.live import live
from server.settings import Settings, read_settings

pytestmark = pytest.mark.commits


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings(data=tmp_path)


@pytest.fixture
async def queue(stored: None) -> Callable[[], Awaitable[list[str]]]:
    """The names of the jobs that wait or run."""

    async def names() -> list[str]:
        async with get_connection("default").acquire_connection() as connection:
            return [row["entrypoint"] for row in await connection.fetch("select entrypoint from pgqueuer order by id")]

    return names


async def test_a_report_reaches_a_voter_in_the_app_and_by_mail(dark_mode, ada, noor, queue, settings, database_url):
    async with live(database_url), run_jobs(database_url, settings):
        await votes.cast_vote(dark_mode, by=noor)
        await reports.report_back_on_post(dark_mode, outcome=Outcome.DONE, title="It is here", body="Look.", by=ada)
        await until(lambda: Delivery.filter(state=DeliveryState.SENT).count(), 2)

    assert await Notification.filter(person=noor).count() == 1
    mails = [message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in mail_files(settings)]
    assert {mail["To"] for mail in mails} == {"noor@example.com", "tom@example.com"}


async def test_a_sign_in_code_is_mailed_and_forgotten(queue, settings, database_url):
    async with live(database_url), run_jobs(database_url, settings):
        await people.request_sign_in_code("noor@example.com")
        await until(lambda: Delivery.filter(state=DeliveryState.SENT).count(), 1)

    assert (await Delivery.get()).data == {}


async def test_what_happened_while_no_worker_ran_follows_when_one_starts(
    dark_mode, ada, tom, queue, settings, database_url
):
    await reports.report_back_on_post(dark_mode, outcome=Outcome.DONE, title="It is here", body="Look.", by=ada)
    assert await queue() == []

    async with run_jobs(database_url, settings):
        await until(lambda: Delivery.filter(state=DeliveryState.SENT).count(), 1)

    assert await Notification.filter(person=tom).count() == 1


async def test_two_workers_tell_everyone_once(dark_mode, ada, noor, tom, queue, settings, database_url):
    async with live(database_url), run_jobs(database_url, settings), run_jobs(database_url, settings):
        await votes.cast_vote(dark_mode, by=noor)
        for title in ("One", "Two", "Three"):
            await reports.report_back_on_post(dark_mode, outcome=Outcome.DONE, title=title, body="Look.", by=ada)
        await until(lambda: Delivery.filter(state=DeliveryState.SENT).count(), 6)

    assert len(mail_files(settings)) == 6
    assert await Event.filter(handled_at__isnull=True).count() == 0


async def test_new_posts_are_read_for_their_meaning(
    dark_mode, tom, app, queue, tmp_path, database_url, embedder, model_folder
):
    settings = read_settings(data=tmp_path, similarity="meaning")
    (tmp_path / "models").symlink_to(model_folder)

    async with live(database_url), run_jobs(database_url, settings):
        await until(lambda: PostVector.filter(is_due=True).count(), 0)
        await posts.submit_post(app, kind=Kind.IDEA, title="Light mode", by=tom)
        await until(lambda: PostVector.filter(is_due=False).count(), 2)


async def test_a_worker_that_lost_its_connection_goes_on(dark_mode, ada, tom, queue, settings, database_url):
    async with run_jobs(database_url, settings):
        await until(lambda: Event.filter(handled_at__isnull=True).count(), 0)
        await until(queue, [])
        await until(lambda: kill_worker(database_url), 1)
        await reports.report_back_on_post(dark_mode, outcome=Outcome.DONE, title="It is here", body="Look.", by=ada)
        await wake(Job.HANDLE_EVENTS)
        await until(lambda: Delivery.filter(state=DeliveryState.SENT).count(), 1)


async def test_many_commits_wake_a_handful_of_jobs(dark_mode, noor, queue, database_url):
    async with live(database_url):
        for _ in range(20):
            await votes.cast_vote(dark_mode, by=noor)
            await votes.withdraw_vote(dark_mode, by=noor)
        await asyncio.sleep(0.1)

    assert await queue() == ["handle_events", "handle_events"]


async def test_a_themes_run_that_was_asked_for_is_started_once(ada, queue, settings, database_url, stand_in):
    stand_in(f'echo "$HEARBACK_DATABASE_URL" $(nice) "$@" >> {settings.data}/called')
    await themes.request_themes_run(by=ada)
    await themes.request_themes_run(by=ada)
    async with run_jobs(database_url, settings):
        await until(lambda: asyncio.to_thread(ended, settings.data / "called"), True)

    arguments = f"-m server topics run --data {settings.data}"
    assert (settings.data / "called").read_text() == f"{database_url} {os.nice(0) + 10} {arguments}\n"


async def test_the_words_of_a_themes_run_are_logged(settings, stand_in):
    stand_in("echo 400 sentences; exit 3")
    with structlog.testing.capture_logs() as logs:
        await find_themes("postgresql:///unused", settings, until=asyncio.Event())

    assert [(entry["event"], entry["log_level"]) for entry in logs] == [("topics", "info"), ("topics_ended", "error")]
    assert logs[0]["said"] == "400 sentences"


async def test_a_themes_run_ends_with_the_worker(settings, stand_in):
    stand_in("exec sleep 60")
    stop = asyncio.Event()
    running = asyncio.create_task(find_themes("postgresql:///unused", settings, until=stop))
    await asyncio.sleep(0.2)

    stop.set()

    async with asyncio.timeout(5):
        await running


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a shell script where the Python interpreter would be."""

    def install(script: str) -> None:
        program = tmp_path / "python"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(sys, "executable", str(program))

    return install


def mail_files(settings: Settings) -> list[Path]:
    return sorted((settings.data / "mail").glob("*.eml"))


def ended(file: Path) -> bool:
    return file.exists() and file.read_text().endswith("\n")


async def kill_worker(url: str) -> int:
    """How many connections that listened for jobs are dead now."""
    connection = await asyncpg.connect(**credentials(url))
    killed = await connection.fetch(
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where pid <> pg_backend_pid() and query ilike '%pgqueuer%' and application_name = 'hearback'"
        " and pid in (select pid from pg_stat_activity where state = 'idle')"
    )
    await connection.close()
    return len(killed)


async def until(what: Callable[[], Awaitable[object]], is_: object) -> None:
    for _ in range(400):
        if (found := await what()) == is_:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"expected {is_}, still {found}")
