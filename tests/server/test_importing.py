"""Files as people have them: whatever is wrong in a row is said of that row, and stops no other."""

import asyncio
import csv
import gzip
import os
import sys
import tracemalloc
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import Protocol

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ideation.actions.imports import ImportedCount, ImportedPost, foresee_import, import_posts
from ideation.errors import InvalidInput
from ideation.models import Board, Post, Tag
from ideation.queries.statuses import list_statuses
from ideation.vocabulary import Access, Channel, Kind
from server.importing import DateOrder, ImportReport, Meaning, import_file, importer, read_mapping, status_words
from server.importing.moments import read_moment


class Bring(Protocol):
    def __call__(self, content: bytes | str, *maps: str, dry_run: bool = False) -> Awaitable[ImportReport]: ...


@pytest.fixture
def rejects(tmp_path: Path) -> Path:
    return tmp_path / "input.rejected.csv"


@pytest.fixture
def bring(app: Board, tmp_path: Path, rejects: Path) -> Bring:
    """Import this content to the public board; without maps, its column `text` is the body."""

    async def bring(content: bytes | str, *maps: str, dry_run: bool = False) -> ImportReport:
        path = tmp_path / "input.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        put = partial(foresee_import if dry_run else import_posts, app)
        return await _import(path, put, rejects, *maps)

    return bring


async def _import(
    path: Path, put: Callable[[Sequence[ImportedPost]], Awaitable[ImportedCount]], rejects: Path, *maps: str
) -> ImportReport:
    meaning = Meaning(read_mapping(maps or ["body=text"]), statuses=status_words(await list_statuses()))
    return await import_file(path, meaning, put=put, rejects=rejects, progress=lambda report: None)


async def _bodies() -> list[str]:
    return sorted([post.body for post in await Post.all()])


def _rejected(rejects: Path) -> list[list[str]]:
    with rejects.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def _counts(report: ImportReport) -> tuple[int, int, int, int, int]:
    return report.read, report.new, report.known, report.repeated, report.rejected


async def test_every_field_comes_from_its_column(bring):
    report = await bring(
        "Nr,Subject,What,Sort,State,Lang,When,Who,Mail,Labels,Via\n"
        '12,Late,"The train, again, was late.",Complaint,Under Review,pt_BR,24-02-2015 11.35,Rui,rui@example.com,'
        '"rail, Delay ",social\n',
        *("external_id=Nr", "title=Subject", "body=What", "kind=Sort", "status=State", "language=Lang"),
        *("created_at=When", "author_name=Who", "author_email=Mail", "tags=Labels", "channel=Via"),
    )

    assert _counts(report) == (1, 1, 0, 0, 0)
    post = await Post.get(external_id="12").prefetch_related("author")
    assert (post.title, post.body, post.language) == ("Late", "The train, again, was late.", "pt-br")
    assert (post.kind, post.status_id, post.channel) == (Kind.COMPLAINT, "under_review", Channel.SOCIAL)
    assert post.created_at == datetime(2015, 2, 24, 11, 35, tzinfo=UTC)
    assert post.author is not None
    assert (post.author.name, post.author.email) == ("Rui", "rui@example.com")
    assert sorted([tag.name for tag in await Tag.filter(post_tags__post=post)]) == ["Delay", "rail"]


async def test_importing_the_same_file_again_changes_nothing(bring, recorded):
    content = "id,text\n1,One\n2,Two\n2,Two again\n"
    await bring(content, "body=text", "external_id=id")
    before, facts = list(await Post.all().order_by("id").values()), await recorded()

    report = await bring(content, "body=text", "external_id=id")

    assert _counts(report) == (3, 0, 2, 1, 0)
    assert list(await Post.all().order_by("id").values()) == before
    assert await recorded() == facts


async def test_rows_without_an_id_are_known_by_what_they_say_and_how_often(bring):
    content = "text,stars\nGreat!,5\nGreat!,4\nGreat!,5\n"
    assert _counts(await bring(content)) == (3, 3, 0, 0, 0)

    assert _counts(await bring(content)) == (3, 0, 3, 0, 0)
    assert _counts(await bring("text,stars\nNew.,1\n" + content.partition("\n")[2] + "Great!,5\n")) == (5, 2, 3, 0, 0)
    assert await _bodies() == ["Great!"] * 4 + ["New."]


async def test_an_empty_id_counts_as_none(bring):
    content = "id,text\n,One\n,Two\n7,Three\n"
    assert _counts(await bring(content, "body=text", "external_id=id")) == (3, 3, 0, 0, 0)

    assert _counts(await bring(content, "body=text", "external_id=id")) == (3, 0, 3, 0, 0)


async def test_a_dry_run_says_what_a_real_one_does_and_writes_nothing(bring, recorded, rejects):
    await bring("id,text\n1,One\n", "body=text", "external_id=id")
    facts = await recorded()
    content = "id,text\n1,One\n2,Two\n2,Two\n3,\n"

    foreseen = await bring(content, "body=text", "external_id=id", dry_run=True)

    assert _counts(foreseen) == (4, 1, 1, 1, 1)
    assert await Post.all().count() == 1
    assert await recorded() == facts
    assert _rejected(rejects)[1][0] == "5"
    assert await bring(content, "body=text", "external_id=id") == foreseen


async def test_an_interrupted_import_is_completed_by_the_next(app, tmp_path, rejects, monkeypatch):
    monkeypatch.setattr(importer, "BATCH", 10)
    path = tmp_path / "input.csv"
    path.write_text("text\n" + "".join(f"Words of row {number % 17}\n" for number in range(35)))
    batches = 0

    async def put_one_batch(posts: Sequence[ImportedPost]) -> ImportedCount:
        nonlocal batches
        batches += 1
        if batches == 2:
            raise KeyboardInterrupt
        return await import_posts(app, posts)

    with pytest.raises(KeyboardInterrupt):
        await _import(path, put_one_batch, rejects)
    assert await Post.all().count() == 10

    report = await _import(path, partial(import_posts, app), rejects)

    assert _counts(report) == (35, 25, 10, 0, 0)
    assert await _bodies() == sorted(f"Words of row {number % 17}" for number in range(35))


async def test_rejected_rows_are_kept_with_line_and_reason_and_good_ones_go_in(bring, rejects):
    report = await bring(
        'id,text,when,mail\n1,Good.,2015-02-24,\n2,"Two\nlines",yesterday,\n3,,2015-02-24,\n'
        "4,Lost.,2015-02-24,not an address\n5,Also good.,,a@b.example\n",
        *("body=text", "external_id=id", "created_at=when", "author_email=mail"),
    )

    assert _counts(report) == (5, 2, 0, 0, 3)
    assert await _bodies() == ["Also good.", "Good."]
    header, *rows = _rejected(rejects)
    assert header == ["row", "column", "reason", "id", "text", "when", "mail"]
    assert [row[0] for row in rows] == ["3", "5", "6"]
    assert [row[1] for row in rows] == ["when", "text", "mail"]
    assert rows[0][2] == "“yesterday” is no date. Write it as 2026-02-24 or 2026-02-24 11:35."
    assert rows[0][3:] == ["2", "Two\nlines", "yesterday", ""]
    assert report.first_reasons[0] == f"line 3, when: {rows[0][2]}"


async def test_without_rejected_rows_there_is_no_file_of_them(bring, rejects):
    await bring("text\nGood.\n")

    assert not rejects.exists()


async def test_only_a_file_of_which_nothing_could_be_used_is_in_vain(bring):
    assert (await bring("text\n''\nGood.\n")).is_in_vain is False
    assert (await bring("text\n" + "a" * 20_001 + "\n")).is_in_vain is True
    assert (await bring("text\n")).is_in_vain is False


async def test_ragged_rows_are_rejected_with_all_their_cells(bring, rejects):
    report = await bring("id,text\n1,Good.\n2\n3,Too,many\n\n , \n4,Good too.\n")

    assert _counts(report) == (4, 2, 0, 0, 2)
    _, short, long = _rejected(rejects)
    assert short == ["3", "", "The row has 1 cells, and the header has 2.", "2"]
    assert long[3:] == ["3", "Too", "many"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
async def test_encodings_and_delimiters_are_recognised(bring, encoding, delimiter):
    content = f'nummer{delimiter}text\r\n1{delimiter}"Größe “L”; s\'il vous plaît, ou\t“XL”"\r\n'

    report = await bring(content.encode(encoding))

    assert await _bodies() == ["Größe “L”; s'il vous plaît, ou\t“XL”"]
    assert report.undecoded_lines == (encoding == "cp1252")


async def test_utf_16_without_its_mark_is_recognised_by_the_header(bring):
    await bring("text\n很好的东西\n".encode("utf-16-le"))
    await bring("text\nТак себе\n".encode("utf-16-be"))

    assert await _bodies() == ["Так себе", "很好的东西"]


async def test_a_file_of_two_encodings_is_read_line_by_line(bring):
    report = await bring("text\nà la carte\n".encode() + "déjà vu\n".encode("cp1252") + b"odd \x81 byte\n")

    assert await _bodies() == ["déjà vu", "odd � byte", "à la carte"]
    assert report.undecoded_lines == 2


async def test_nul_bytes_and_other_control_characters_are_left_out(bring):
    await bring(b"text\nZero\x00 and\x1b bell\x07\n")

    assert await _bodies() == ["Zero and bell"]


async def test_old_line_ends_are_line_ends(bring):
    await bring(b"id,text\r1,One\r2,Two\r")

    assert await _bodies() == ["One", "Two"]


async def test_a_cell_longer_than_the_csv_module_allows_is_rejected_alone(bring, rejects):
    report = await bring(f"text\n{'a' * 131_073}\nGood.\n")

    assert _counts(report) == (2, 1, 0, 0, 1)
    assert _rejected(rejects)[1][1:3] == ["text", "This has 131,073 characters; the limit is 20,000. Shorten it."]


async def test_a_line_without_end_is_not_held_in_memory(bring, rejects):
    content = b"text\n" + b"a" * 30_000_000 + b"\nGood.\n"
    tracemalloc.start()
    report = await bring(content)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert _counts(report) == (2, 1, 0, 0, 1)
    assert "longer than 1,000,000 characters" in _rejected(rejects)[1][2]
    assert most < 20_000_000


async def test_a_quotation_mark_that_is_never_closed_costs_only_its_own_line(bring, rejects):
    report = await bring('id,text\n1,One\n2,"Two\n3,Three\n4,Four\n')

    assert _counts(report) == (4, 3, 0, 0, 1)
    assert _rejected(rejects)[1:] == [["3", "", "A quotation mark that opens here is never closed.", '2,"Two']]
    assert await _bodies() == ["Four", "One", "Three"]


async def test_a_quotation_mark_closed_by_the_next_row_costs_only_its_own_line(bring, rejects):
    report = await bring('id,text\n1,"One\n2,"Two, too"\n3,"Three ""quoted"""\n4, "Four, spaced"\n')

    assert _counts(report) == (4, 3, 0, 0, 1)
    assert _rejected(rejects)[1][0] == "2"
    assert await _bodies() == ["Four, spaced", 'Three "quoted"', "Two, too"]


async def test_a_compressed_file_that_was_cut_off_gives_what_it_has(bring, rejects):
    rows = "".join(f"{number},{os.urandom(40).hex()}\n" for number in range(600))
    whole = gzip.compress(f"id,text\n{rows}".encode())

    report = await bring(whole[: len(whole) // 2], "body=text", "external_id=id")

    assert 100 < report.new < 500
    assert report.rejected == 1
    assert _rejected(rejects)[1][2] == "From here on the file is cut off. Fetch it again."
    assert {len(body) for body in await _bodies()} == {80}
    assert _counts(await bring(whole, "body=text", "external_id=id"))[:2] == (600, 600 - report.new)


async def test_a_damaged_compressed_file_is_no_traceback(bring, rejects):
    whole = bytearray(gzip.compress(b"text\n" + Random(1).randbytes(40_000).hex().encode()))
    whole[20_000:20_050] = bytes(50)

    report = await bring(bytes(whole))

    assert report.is_in_vain
    assert _rejected(rejects)[-1][2] == "From here on the file is not what gzip wrote. Fetch it again."


@pytest.mark.parametrize(
    ("content", "maps", "words"),
    [
        (b"", (), "The file is empty."),
        (gzip.compress(b"", mtime=0)[:5], (), "is cut off. Fetch it again."),
        (b'"text\nno end', (), "The first line should name the columns."),
        (b"a" * 1_000_002, (), "The line is longer than 1,000,000 characters."),
        (b"id,words,words\n", ("body=text",), "There is no column “text” in the file. Its columns: id, words, words."),
        (b"id,words,words\n", ("body=words",), "There is more than one column “words” in the file."),
        (b"text\n", ("text",), "“text” does not say field=column"),
        (b"text\n", ("text=body",), "There is no field “text”. The fields are title, body,"),
        (b"text\n", ("body=text", "body=words"), "body is mapped twice"),
        (b"text\n", ("external_id=text",), "Say which column holds the words"),
        (b"PK\x03\x04\x14\x00", (), "is a spreadsheet or another zip file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + Random(1).randbytes(4_000), (), "is no text that we can read"),
        (gzip.compress(gzip.compress(Random(1).randbytes(4_000), mtime=0), mtime=0), (), "is no text that we can read"),
        (b"\n\n \r\n", (), "The file is empty."),
        (b"%PDF-1.7\n", (), "There is no column “text” in the file. Its columns: %PDF-1.7."),
        (("x" * 20 + ",") * 40_000, (), "xxx, …."),
    ],
)
async def test_what_is_no_table_of_posts_is_refused_before_anything_happens(bring, recorded, content, maps, words):
    with pytest.raises(InvalidInput) as refused:
        await bring(content, *maps)

    assert words in refused.value.message
    assert await Post.all().count() == 0
    assert await recorded() == []


async def test_a_pipe_is_refused_because_it_cannot_be_read_twice(app, tmp_path, rejects):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writing = os.open(pipe, os.O_RDWR)
    with pytest.raises(InvalidInput, match="can be read only once"):
        await _import(pipe, partial(import_posts, app), rejects)
    os.close(writing)


async def test_empty_lines_before_the_header_are_passed_over(bring, rejects):
    report = await bring("\n \r\nid,text\n1,Good.\n2\n")

    assert _counts(report) == (2, 1, 0, 0, 1)
    assert _rejected(rejects)[1][0] == "5"


async def test_formulas_are_words_like_any_other(bring):
    await bring("text\n=1+1\n@SUM(A1)\n+cmd|x\n-2\n")

    assert await _bodies() == ["+cmd|x", "-2", "=1+1", "@SUM(A1)"]


async def test_a_row_of_separators_is_no_row(bring):
    report = await bring("id,text\n,\n1,Good.\n" + "," * 900_000 + '\n""," "\n')

    assert _counts(report) == (1, 1, 0, 0, 0)


async def test_a_missing_file_and_a_place_that_takes_no_rejects_are_refused(app, tmp_path):
    put = partial(import_posts, app)
    path = tmp_path / "input.csv"
    path.write_text("text\nGood.\n")

    with pytest.raises(InvalidInput, match=r"nowhere\.csv cannot be read: No such file"):
        await _import(tmp_path / "nowhere.csv", put, tmp_path / "rejects.csv")
    with pytest.raises(InvalidInput, match="is the file to import"):
        await _import(path, put, path)
    with pytest.raises(InvalidInput, match="cannot be written"):
        await _import(path, put, tmp_path / "no" / "folder.csv")
    assert await Post.all().count() == 0


@pytest.mark.parametrize(
    ("text", "order", "moment"),
    [
        ("2015-02-24", None, (2015, 2, 24)),
        ("2015-02-24T11:35:36Z", None, (2015, 2, 24, 11, 35, 36)),
        ("2015-02-24 11:35:36 -0800", None, (2015, 2, 24, 19, 35, 36)),
        ("2015-02-24 11:35:36 UTC", None, (2015, 2, 24, 11, 35, 36)),
        ("2015/02/24 11:35", None, (2015, 2, 24, 11, 35)),
        ("24-02-2015 11.35", None, (2015, 2, 24, 11, 35)),
        ("24.2.2015", None, (2015, 2, 24)),
        ("03/04/2015", DateOrder.DAY_FIRST, (2015, 4, 3)),
        ("03/04/2015 1:05 PM", DateOrder.MONTH_FIRST, (2015, 3, 4, 13, 5)),
        ("Tue, 24 Feb 2015 11:35:36 +0100", None, (2015, 2, 24, 10, 35, 36)),
        ("1424777736", None, (2015, 2, 24, 11, 35, 36)),
        ("1424777736123", None, (2015, 2, 24, 11, 35, 36)),
    ],
)
def test_dates_are_read_as_exports_write_them(text, order, moment):
    assert read_moment(text, order).astimezone(UTC).timetuple()[: len(moment)] == moment


@pytest.mark.parametrize("text", ["03/04/2015", "31-02-2015", "soon", "0", "2015-13-01", "99/99/9999", "9" * 400])
def test_a_date_that_could_be_two_or_none_is_refused(text):
    with pytest.raises(InvalidInput):
        read_moment(text, None)


@pytest.mark.commits
async def test_the_command_opens_the_board_imports_and_says_what_became_of_the_rows(stored, database_url, tmp_path):
    (tmp_path / "tickets.csv").write_text("nr,text,bad\n1,One,1\n2,Two,1\n3,,1\n")
    command = ["import", "tickets.csv", "--board", "support", "--map", "body=text", "--map", "external_id=nr"]

    code, output, _ = await _hearback([*command, "--dry-run"], database_url, tmp_path)
    assert code == 0
    assert "would open it" in output
    assert not await Board.exists()

    code, output, _ = await _hearback(command, database_url, tmp_path)
    assert code == 0
    assert output.startswith("Opened the board support.")
    assert "\n2 new\n0 known" in output
    assert "1 rejected, see tickets.rejected.csv\n  line 4, text: There is neither a title nor a body" in output
    assert len(_rejected(tmp_path / "tickets.rejected.csv")) == 2
    board = await Board.get(slug="support")
    assert (board.name, board.access) == ("Support", Access.STAFF)

    slip = [word.replace("support", "suport") for word in command]
    code, _, errors = await _hearback(slip, database_url, tmp_path)
    assert code == 1
    assert "There is no board suport. Did you mean support?" in errors
    assert await Board.all().count() == 1


async def _hearback(arguments: list[str], url: str, folder: Path) -> tuple[int | None, str, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "from server.cli import main; main()",
        *arguments,
        cwd=folder,
        env={**os.environ, "HEARBACK_DATABASE_URL": url, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = await process.communicate()
    return process.returncode, output.decode(), errors.decode()


PIECES = some.sampled_from(
    [
        *(
            ",",
            ";",
            "\t",
            '"',
            '""',
            "\n",
            "\r",
            "\r\n",
            " ",
            "id",
            "text",
            "7",
            "=1+1",
            "-",
            "a@b.example",
            "2026-02-24",
        ),
        *("\0", "\ufeff", "\u202e", "\u0301" * 9, "\ufffe", "\u2028", "\x85", "\x0c", "é", "😀", "Ünï", "'", "\\"),
    ]
)


@given(
    rows=some.lists(some.lists(PIECES | some.text(max_size=3), max_size=8).map("".join), max_size=8),
    encoding=some.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]),
    noise=some.lists(some.tuples(some.integers(0, 200), some.binary(max_size=3)), max_size=2),
    compressed=some.booleans(),
)
async def test_whatever_a_file_holds_every_row_of_it_is_accounted_for(
    app, tmp_path, rejects, rows, encoding, noise, compressed
):
    content = "\n".join(["id,text,mail,when", *rows]).encode(encoding, errors="replace")
    for place, odd in noise:
        content = content[:place] + odd + content[place:]
    path = tmp_path / "input.csv"
    path.write_bytes(gzip.compress(content) if compressed else content)
    rejects.unlink(missing_ok=True)
    maps = ("external_id=id", "body=text", "author_email=mail", "created_at=when")
    before = await Post.all().count()

    try:
        report = await _import(path, partial(import_posts, app), rejects, *maps)
    except InvalidInput:
        assert await Post.all().count() == before
        return

    assert report.read == report.new + report.known + report.repeated + report.rejected
    assert await Post.all().count() == before + report.new
    assert (len(_rejected(rejects)) - 1 if rejects.exists() else 0) == report.rejected
