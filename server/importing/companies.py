"""Brings a CSV file of companies in, row by row."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from ideation.actions.companies import CompanyDetails
from ideation.errors import InvalidInput
from ideation.text import clean_line
from server.importing.rejects import Rejects
from server.importing.table import Row, Table, open_table

COLUMNS = ("external_id", "name", "domain", "segment", "plan", "revenue")
NEEDED = ("external_id", "name")

_COLUMN_OF = {"externalId": "external_id", "row": ""}

Put = Callable[[CompanyDetails], Awaitable[object]]


@dataclass
class CompaniesReport:
    """What became of the rows of a file."""

    read: int = 0
    taken: int = 0
    rejected: int = 0
    first_reasons: list[str] = field(default_factory=list)


async def import_companies(path: Path, *, put: Put, rejects: Path) -> CompaniesReport:
    """Put the companies of a file somewhere, each in a transaction of its own, and write what is none to `rejects`.

    Raises InvalidInput when the file or its columns cannot be used; never because of a row.
    """
    report = CompaniesReport()
    with open_table(path, COLUMNS) as table, Rejects(rejects, source=path, header=table.header) as rejected:
        companies = _companies(table, _places(table.header), report, rejected)
        while (company := await asyncio.to_thread(next, companies, None)) is not None:
            await put(company)
            report.taken += 1
    return report


def _places(header: list[str]) -> dict[str, int]:
    for column in NEEDED:
        if column not in header:
            named = ", ".join(filter(None, header)) or "nothing"
            message = f"There is no column “{column}” in the file. Its columns: {named}. Rename the one that holds it."
            raise InvalidInput("file", message)
    for column in COLUMNS:
        if header.count(column) > 1:
            raise InvalidInput("file", f"There is more than one column “{column}” in the file. Leave one.")
    return {column: header.index(column) for column in COLUMNS if column in header}


def _companies(
    table: Table, places: dict[str, int], report: CompaniesReport, rejects: Rejects
) -> Iterator[CompanyDetails]:
    for row in table:
        report.read += 1
        try:
            company = _read(row, places)
        except InvalidInput as invalid:
            column = _COLUMN_OF.get(invalid.field, invalid.field)
            report.rejected += 1
            if len(report.first_reasons) < 3:
                report.first_reasons.append(f"line {row.line}, {column or 'row'}: {invalid.message}")
            rejects.add(row, column, invalid.message)
        else:
            yield company


def _read(row: Row, places: dict[str, int]) -> CompanyDetails:
    if row.broken:
        raise InvalidInput("row", row.broken)
    cells = {column: row.cells[place] for column, place in places.items()}
    return CompanyDetails.of(
        external_id=cells["external_id"],
        name=cells["name"],
        domain=cells.get("domain"),
        segment=cells.get("segment"),
        plan=cells.get("plan"),
        revenue=_amount(cells.get("revenue", "")),
    )


def _amount(text: str) -> Decimal | None:
    text = clean_line(text)
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        raise InvalidInput("revenue", "Write it as digits with a point, such as 12000.50.") from None
