"""Companies out of a CSV file."""

import csv
from functools import partial

import pytest

from ideation.actions.companies import set_company
from ideation.errors import InvalidInput
from ideation.models import Company
from server.importing.companies import import_companies

put = partial(set_company, by=None)


async def bring_in(tmp_path, content):
    (tmp_path / "accounts.csv").write_bytes(content)
    return await import_companies(tmp_path / "accounts.csv", put=put, rejects=tmp_path / "rejected.csv")


async def test_a_file_says_what_is_known_and_says_it_again(stored, tmp_path):
    await bring_in(tmp_path, b"external_id,name,revenue,segment\na1,Acme,1200.50,enterprise\nb2,Bolt,,small\n")
    report = await bring_in(tmp_path, "name;external_id;revenue\nAcmé;a1;99\n".encode("utf-16"))

    assert (report.read, report.taken, report.rejected) == (1, 1, 0)
    acme, bolt = await Company.all().order_by("external_id")
    assert (acme.name, acme.revenue, acme.segment) == ("Acmé", 99, None)
    assert (bolt.name, bolt.revenue, bolt.segment) == ("Bolt", None, "small")


async def test_rows_that_are_no_company_stop_no_others_and_say_why(stored, tmp_path):
    rows = [b"external_id,name,revenue", b"a1,Acme,much", b",Nameless,1", b"b2,Bolt", b"c3,C\x00orp,7", b"d4,Dot,NaN"]

    report = await bring_in(tmp_path, b"\n".join(rows))

    assert (report.read, report.taken, report.rejected) == (5, 1, 4)
    assert report.first_reasons[0].startswith("line 2, revenue: ")
    assert await Company.all().values_list("name", flat=True) == ["Corp"]
    with (tmp_path / "rejected.csv").open(newline="") as file:
        assert [row[:2] for row in csv.reader(file)] == [
            ["row", "column"],
            ["2", "revenue"],
            ["3", "external_id"],
            ["4", ""],
            ["6", "revenue"],
        ]


@pytest.mark.parametrize("content", [b"", b"name,revenue\nAcme,1\n", b"external_id,name,name\na1,Acme,Acme\n"])
async def test_a_file_without_the_columns_is_refused(stored, tmp_path, content):
    with pytest.raises(InvalidInput):
        await bring_in(tmp_path, content)

    assert await Company.all().count() == 0
