"""Mail: what it says, that it leaves once, and that no name or title can bend it."""

import asyncio
import email.policy
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path
from typing import cast
from uuid import UUID, uuid4

import pytest
import structlog
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword

from ideation.actions import boards, changelog, follows, guests, merges, people, posts, reports, votes
from ideation.actions.deliveries import MOST_TRIES, MOST_TRIES_OF_A_CODE, claim_delivery
from ideation.models import Delivery, Membership, Person, Post, Report, Segment, Theme, TopicRun
from ideation.reactions.handling import handle_events
from ideation.vocabulary import Access, DeliveryState, Kind, Outcome, RunState
from server.jobs.mail import deliver_mail
from server.mail.outbox import access
from server.settings import Settings, read_settings


class Postbox:
    """A real mail server that answers as told: `refusals` by address, otherwise it takes the mail."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.refusals: dict[str, str] = {}
        self.logins: list[tuple[bytes, bytes]] = []

    async def handle_RCPT(self, server, session, envelope: Envelope, address: str, options) -> str:  # noqa: N802 (aiosmtpd's name)
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope: Envelope) -> str:  # noqa: N802 (aiosmtpd's name)
        message = message_from_bytes(cast("bytes", envelope.content), policy=email.policy.default)
        assert [message["To"]] == envelope.rcpt_tos
        self.taken.append(message)
        return "250 OK"

    def let_in(self, server, session, envelope, mechanism: str, data: LoginPassword) -> AuthResult:
        self.logins.append((data.login, data.password))
        return AuthResult(success=True)


@asynccontextmanager
async def listening(postbox: Postbox, port: int = 0) -> AsyncIterator[int]:
    """The mail server on a port of this machine."""
    loop = asyncio.get_running_loop()

    def conversation() -> SMTP:
        return SMTP(postbox, loop=loop, authenticator=postbox.let_in, auth_require_tls=False, enable_SMTPUTF8=True)

    server = await loop.create_server(conversation, "127.0.0.1", port)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()


@pytest.fixture
async def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
async def settings(postbox: Postbox, tmp_path: Path) -> AsyncIterator[Settings]:
    """Mail goes to the postbox."""
    async with listening(postbox) as port:
        yield read_settings(
            data=tmp_path,
            smtp_url=f"smtp://127.0.0.1:{port}",
            public_url="https://ideas.example.org",
            organisation="Lumen & Söhne",
            mail_from="Lumen <ideas@example.org>",
        )


async def test_an_answer_to_a_theme_quotes_the_reader_and_says_what_was_done(
    dark_mode, app, ada, noor, tom, postbox, settings
):
    await votes.cast_vote(dark_mode, by=noor)
    theme = await Theme.create(name="Night")
    await place(theme, dark_mode, "White screens hurt my eyes at night.")
    await reports.report_back_on_theme(
        theme, outcome=Outcome.DONE, title="Dark mode is here", body="Turn it on.\n\nIt follows the sun.", by=ada
    )
    await handle_events()

    assert await deliver_mail(settings) == 2

    mail = {mail["To"]: mail for mail in postbox.taken}["tom@example.com"]
    for part in texts(mail):
        assert "Hello Tom," in part
        assert "“White screens hurt my eyes at night.”" in part
        assert "You wrote:" in part
        assert "You said, we did: Dark mode is here" in part
        assert "It follows the sun." in part
        assert f"https://ideas.example.org/b/app/i/{dark_mode.slug}" in part
        assert "https://ideas.example.org/me" in part
    voter = {mail["To"]: mail for mail in postbox.taken}["noor@example.com"]
    assert "You voted for: “Dark mode”" in texts(voter)[0]
    assert await states() == {DeliveryState.SENT}


async def test_a_mail_says_what_machines_need_to_know(dark_mode, ada, postbox, settings):
    await reports.report_back_on_post(dark_mode, outcome=Outcome.NOT_DONE, title="Not now", body="Money.", by=ada)
    await handle_events()
    await deliver_mail(settings)

    [mail], delivery = postbox.taken, await Delivery.get()
    assert mail["Subject"] == "Our answer to what you said: Not now"
    assert mail["From"] == "Lumen <ideas@example.org>"
    assert mail["Message-ID"] == f"<{delivery.id}@example.org>"
    assert mail["List-Id"] == "<hearback.example.org>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert abs(mail["Date"].datetime - datetime.now(UTC)) < timedelta(minutes=1)
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert "We did not, because: Not now" in texts(mail)[0]
    assert "Lumen &amp; Söhne" in texts(mail)[1]


async def test_what_is_new_is_mailed_to_those_who_asked_for_it_with_their_own_words(dark_mode, ada, postbox, settings):
    entry = await changelog.write_entry(title="Night falls", body="Turn it on.", posts=[dark_mode.id], by=ada)
    await changelog.publish_entry(entry, by=ada)
    await handle_events()
    await deliver_mail(settings)

    [mail] = postbox.taken
    assert mail["Subject"] == "New: Night falls"
    assert "You wrote: “Dark mode”" in texts(mail)[0]
    for words in ("This is new: Night falls", "Turn it on.", "Dark mode"):
        assert all(words in part for part in texts(mail))


async def test_a_new_status_is_mailed_with_its_reason(dark_mode, ada, postbox, settings):
    await posts.change_status(dark_mode, to="planned", reason="Many of you asked.", by=ada)
    await handle_events()
    await deliver_mail(settings)

    [mail] = postbox.taken
    assert mail["Subject"] == "“Dark mode” is now Planned"
    assert all("Many of you asked." in part for part in texts(mail))


async def test_who_is_behind_a_duplicate_reads_where_their_words_are_now(
    app, dark_mode, noor, mia, ada, postbox, settings
):
    night_mode = await posts.submit_post(app, kind=Kind.IDEA, title="Night <mode>", by=noor)
    await follows.follow_post(night_mode, by=mia)
    await merges.merge_posts(night_mode, into=dark_mode, by=ada)
    await handle_events()
    await deliver_mail(settings)

    mails = {mail["To"]: mail for mail in postbox.taken}
    assert set(mails) == {"noor@example.com", "tom@example.com", "mia@example.com"}
    assert mails["noor@example.com"]["Subject"] == "“Night <mode>” is now part of “Dark mode”"
    assert "You wrote: “Night <mode>”" in texts(mails["noor@example.com"])[0]
    assert "You follow: “Night <mode>”" in texts(mails["mia@example.com"])[0]
    assert "Every word and vote is kept" in texts(mails["tom@example.com"])[0]
    assert "Night &lt;mode&gt;" in texts(mails["tom@example.com"])[1]


async def test_a_sign_in_code_arrives_and_is_forgotten(stored, postbox, settings):
    await people.request_sign_in_code("noor@example.com")
    code = (await Delivery.get()).data["code"]

    await deliver_mail(settings)

    [mail] = postbox.taken
    assert mail["Subject"] == "Your code to sign in to Lumen & Söhne"
    assert all(f"{code[:4]} {code[4:]}" in part for part in texts(mail))
    sent = await Delivery.get()
    assert (sent.state, sent.data) == (DeliveryState.SENT, {})


async def test_a_guest_reads_what_they_are_asked_to_publish(app, grace, postbox, settings):
    app = await boards.update_board(app, post_access=Access.PUBLIC, by=grace)
    words = {"kind": Kind.IDEA, "title": "A <map>\u2029Bcc: all@example.com", "body": "It shows & tells."}
    await guests.submit_post_as_guest(app, email="zoe@example.com", **words)
    token = (await Delivery.get()).data["token"]

    await deliver_mail(settings)

    [mail] = postbox.taken
    assert (mail["To"], mail["Subject"]) == ("zoe@example.com", "Publish what you wrote to Lumen & Söhne?")
    plain, html = texts(mail)
    assert all(f"https://ideas.example.org/confirm/{token}" in part for part in (plain, html))
    assert "A <map> Bcc: all@example.com" in plain
    assert "It shows &amp; tells." in html
    assert "A &lt;map&gt;" in html
    assert (await Delivery.get()).data == {}


async def test_a_reader_of_another_language_gets_the_english_mail(stored, postbox, settings):
    await Person.create(name="Zoé", email="zoe@example.com", language="fr-be")
    await people.request_sign_in_code("zoe@example.com")
    await deliver_mail(settings)

    assert postbox.taken[0]["Subject"].startswith("Your code")


async def test_no_name_or_title_adds_a_header_or_a_tag(dark_mode, ada, tom, postbox, settings):
    hostile = "<script>alert(1)</script>\r\nBcc: victim@example.com\r\n\r\nHello"
    await Person.filter(id=tom.id).update(name=hostile[:100])
    await Post.filter(id=dark_mode.id).update(title=hostile)
    report = await reports.report_back_on_post(dark_mode, outcome=Outcome.DONE, title="Here", body=hostile, by=ada)
    await Report.filter(id=report.id).update(title=hostile)
    await posts.change_status(dark_mode, to="shipped", reason=hostile, by=ada)
    await handle_events()

    await deliver_mail(settings)

    assert len(postbox.taken) == 2
    for mail in postbox.taken:
        assert set(mail.keys()) == {
            *("Subject", "From", "To", "Date", "Message-ID", "List-Id"),
            *("Auto-Submitted", "MIME-Version", "Content-Type"),
        }
        assert "<script>alert(1)</script> Bcc: victim@example.com Hello" in mail["Subject"]
        assert "<script" not in texts(mail)[1]
        assert "&lt;script&gt;" in texts(mail)[1]


async def test_without_a_mail_server_mail_becomes_a_file_that_only_its_owner_reads(stored, tmp_path):
    await people.request_sign_in_code("noor@example.com")
    code = (await Delivery.get()).data["code"]
    with structlog.testing.capture_logs() as logs:
        await deliver_mail(read_settings(data=tmp_path))

    [file] = (tmp_path / "mail").iterdir()
    assert file.suffix == ".eml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert code[4:] in texts(message_from_bytes(file.read_bytes(), policy=email.policy.default))[0]
    assert str(file) in [entry.get("file") for entry in logs]
    assert code not in str(logs)


async def test_a_mail_that_could_not_leave_leaves_later_and_once(stored, tmp_path, postbox):
    async with listening(postbox) as port:
        settings = read_settings(data=tmp_path, smtp_url=f"smtp://127.0.0.1:{port}")
    for name in ("noor", "tom"):
        await people.request_sign_in_code(f"{name}@example.com")

    assert await deliver_mail(settings) == 1  # nobody listens, so the second has no chance
    [tried] = await Delivery.filter(attempts=1)
    assert tried.state is DeliveryState.DUE
    assert "MailServerAway" in tried.error
    assert timedelta(minutes=1) < tried.due_at - datetime.now(UTC) < timedelta(minutes=3)

    async with listening(postbox, port):
        await deliver_mail(settings)
        assert len(postbox.taken) == 1
        await Delivery.filter(id=tried.id).update(due_at=datetime.now(UTC))
        await deliver_mail(settings)
        assert await deliver_mail(settings) == 0

    assert sorted(mail["To"] for mail in postbox.taken) == ["noor@example.com", "tom@example.com"]
    assert (await Delivery.get(id=tried.id)).error is None
    assert await states() == {DeliveryState.SENT}


async def test_an_address_that_is_refused_fails_at_once_and_keeps_nobody_else_waiting(stored, postbox, settings):
    postbox.refusals = {"gone@example.com": "550 No such user", "full@example.com": "452 Mailbox full"}
    for name in ("gone", "full", "noor"):
        await people.request_sign_in_code(f"{name}@example.com")

    await deliver_mail(settings)

    assert [mail["To"] for mail in postbox.taken] == ["noor@example.com"]
    gone = await Delivery.get(address="gone@example.com")
    assert (gone.state, gone.data) == (DeliveryState.FAILED, {})
    assert "550 No such user" in gone.error
    full = await Delivery.get(address="full@example.com")
    assert (full.state, full.attempts) == (DeliveryState.DUE, 1)
    assert full.data != {}


async def test_after_the_last_try_a_mail_has_failed(dark_mode, ada, tmp_path):
    nobody = read_settings(data=tmp_path, smtp_url="smtp://127.0.0.1:1")
    await people.request_sign_in_code("noor@example.com")
    await posts.change_status(dark_mode, to="planned", reason="Soon.", by=ada)
    await handle_events()

    tries = 0
    while await Delivery.filter(state=DeliveryState.DUE).exists():
        await Delivery.filter(state=DeliveryState.DUE).update(due_at=datetime.now(UTC))
        tries += await deliver_mail(nobody)

    assert tries == MOST_TRIES + MOST_TRIES_OF_A_CODE
    assert await states() == {DeliveryState.FAILED}
    assert [row.data for row in await Delivery.all()] == [{}, {}]


async def test_whoever_dies_while_sending_leaves_the_mail_for_a_later_try(stored, postbox, settings):
    await people.request_sign_in_code("noor@example.com")
    first = await claim_delivery()

    assert await deliver_mail(settings) == 0
    await Delivery.all().update(due_at=datetime.now(UTC))
    await deliver_mail(settings)

    assert first is not None
    assert postbox.taken[0]["Message-ID"].startswith(f"<{first.id}@")


@pytest.mark.commits
async def test_several_senders_at_once_send_each_mail_once(stored, postbox, settings):
    for number in range(12):
        await people.request_sign_in_code(f"person{number}@example.com")

    tried = await asyncio.gather(*(deliver_mail(settings) for _ in range(4)))

    assert sum(tried) == 12
    assert len({mail["To"] for mail in postbox.taken}) == len(postbox.taken) == 12


async def test_name_and_password_may_hold_any_character(stored, tmp_path, postbox):
    await people.request_sign_in_code("noor@example.com")
    async with listening(postbox) as port:
        await deliver_mail(read_settings(data=tmp_path, smtp_url=f"smtp://ada%40example.org:p%2Fw%3A@127.0.0.1:{port}"))

    assert postbox.logins == [(b"ada@example.org", b"p/w:")]
    assert len(postbox.taken) == 1


def test_a_password_leaves_this_machine_only_encrypted():
    assert access("smtp://ada:secret@mail.example.org:587")["start_tls"] is True
    assert access("smtp://mail.example.org")["start_tls"] is None
    assert access("smtps://ada:secret@mail.example.org")["use_tls"] is True


def texts(mail: EmailMessage) -> list[str]:
    """The plain text and the HTML of a mail."""
    return [part.get_content() for part in mail.iter_parts()]


async def states() -> set[DeliveryState]:
    return {row.state for row in await Delivery.all()}


async def place(theme: Theme, post: Post, text: str) -> UUID:
    """What a themes run leaves behind: this sentence of the post in the theme."""
    run = await TopicRun.create(state=RunState.COMPLETE, finished_at=datetime.now(UTC))
    segment = await Segment.create(post=post, position=0, text=text, digest=uuid4().hex)
    await Membership.create(run=run, segment=segment, theme=theme, similarity=0.9, x=0, y=0)
    return segment.id
