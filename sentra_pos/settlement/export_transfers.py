"""The transfers that wait, as a file for the bank: a CSV that spreadsheets here open at once, and an xlsx."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.money import Rupiah, sum_rupiah
from sentra_pos.core.speech import _
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.people.models import Party
from sentra_pos.people.permissions import Permission, require
from sentra_pos.settlement.errors import NothingToTransfer, RunNotFound
from sentra_pos.settlement.run_queries import RunArtisan, open_run, run_day

#: A spreadsheet takes text that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """One that waits; ``settlement`` is its code, for the bank's remark."""

    code: str
    name: str
    bank_account: str
    amount: Rupiah
    settlement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportTransfers:
    """Of the run that is open."""

    by: ActedBy
    run: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TransfersExported:
    """What the file is made of."""

    transfers: tuple[Transfer, ...]
    changes: Changes = Changes()

    @property
    def total(self) -> Rupiah:
        return sum_rupiah(each.amount for each in self.transfers)


def export_transfers(session: Session, command: ExportTransfers, *, clock: Clock) -> TransfersExported:
    """Only what is locked and not paid yet. Raises RunNotFound, NothingToTransfer."""
    require(session, command.by, Permission.EXPORT_RECORDS)
    run = open_run(session)
    if run is None or run.id != command.run:
        raise RunNotFound
    day = run_day(session, run, command.by.device, business_today(clock))
    transfers = tuple(
        _transfer(session, each) for each in day.waiting_for(PayoutMethod.TRANSFER) if each.settlement is not None
    )
    if not transfers:
        raise NothingToTransfer
    exported = TransfersExported(transfers=transfers)
    record_event(
        session,
        EventKind.RECORDS_EXPORTED,
        device=command.by.device,
        staff=command.by.staff,
        clock=clock,
        details={"what": "transfers", "count": len(transfers), "total": exported.total.amount, "run": str(run.id)},
    )
    return exported


def _transfer(session: Session, each: RunArtisan) -> Transfer:
    owed = each.today.owed
    return Transfer(
        code=owed.code,
        name=owed.name,
        bank_account=session.get_one(Party, owed.party).bank_account,
        amount=each.due,
        settlement="" if each.settlement is None else each.settlement.code,
    )


def transfers_csv(exported: TransfersExported) -> bytes:
    """With semicolons and a byte order mark, as Indonesian spreadsheets expect; amounts are whole numbers."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(_headings())
    for each in exported.transfers:
        writer.writerow([*map(_harmless, _texts(each)), each.amount.amount, _harmless(each.settlement)])
    return text.getvalue().encode("utf-8-sig")


def transfers_xlsx(exported: TransfersExported) -> bytes:
    """Text as text and amounts as numbers."""
    from openpyxl import Workbook  # takes long to load, and few need it

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = _("Transfers")
    for column, heading in enumerate(_headings(), start=1):
        sheet.cell(row=1, column=column, value=heading)
    for number, each in enumerate(exported.transfers, start=2):
        for column, words in enumerate(_texts(each), start=1):
            cell = sheet.cell(row=number, column=column, value=words)
            cell.data_type = "s"
        sheet.cell(row=number, column=4, value=each.amount.amount).number_format = "#,##0"
        sheet.cell(row=number, column=5, value=each.settlement).data_type = "s"
    for letter, width in zip("ABCDE", (10, 32, 36, 16, 16), strict=True):
        sheet.column_dimensions[letter].width = width
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _headings() -> list[str]:
    return [_("Code"), _("Name"), _("Bank account"), _("Amount"), _("Settlement")]


def _texts(each: Transfer) -> tuple[str, str, str]:
    return each.code, each.name, each.bank_account


def _harmless(words: str) -> str:
    """An apostrophe keeps a spreadsheet from reading it as a formula."""
    return f"'{words}" if words.startswith(_FORMULA) else words
