"""The transfers that wait, as a file for the bank: a CSV that spreadsheets here open at once, and an xlsx."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DeviceId, PartyId
from sentra_pos.core.money import Rupiah, sum_rupiah
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_date, format_number, format_time
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Event
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.people.models import Party, Staff
from sentra_pos.people.permissions import Permission, require
from sentra_pos.settlement.errors import NoAccountToTransferTo, NothingToTransfer, RunNotFound, TransfersWrittenBefore
from sentra_pos.settlement.run_queries import RunArtisan, open_run, run_day

#: A spreadsheet takes text that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: How events name this file.
_WHAT = "transfers"
_MOST_NAMES = 6


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
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class TransfersReady:
    """Who would be in the file, and by name and code who would not, for want of an account.

    ``before`` is what has to be asked where the list of this run was written before.
    """

    transfers: tuple[Transfer, ...]
    without_account: tuple[str, ...]
    before: TransfersWrittenBefore | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransfersExported:
    """What the file is made of, and whom it leaves out."""

    transfers: tuple[Transfer, ...]
    without_account: tuple[str, ...] = ()
    changes: Changes = NOTHING

    @property
    def total(self) -> Rupiah:
        return sum_rupiah(each.amount for each in self.transfers)


def transfers_ready(session: Session, device: DeviceId, run: UUID, *, clock: Clock) -> TransfersReady:
    """Only what is locked and not paid yet. Raises RunNotFound, NothingToTransfer, NoAccountToTransferTo."""
    opened = open_run(session)
    if opened is None or opened.id != run:
        raise RunNotFound
    day = run_day(session, opened, device, business_today(clock))
    waiting = [each for each in day.waiting_for(PayoutMethod.TRANSFER) if each.settlement is not None]
    if not waiting:
        raise NothingToTransfer
    accounts = _accounts(session, [each.party for each in waiting])
    transfers = tuple(_transfer(each, accounts[each.party]) for each in waiting if accounts[each.party])
    owed = (each.today.owed for each in waiting if not accounts[each.party])
    without = tuple(f"{each.name} ({each.code})" for each in owed)
    if not transfers:
        raise NoAccountToTransferTo(names=in_short(without))
    return TransfersReady(transfers=transfers, without_account=without, before=_before(session, run, clock))


def export_transfers(session: Session, command: ExportTransfers, *, clock: Clock) -> TransfersExported:
    """What ``transfers_ready`` says, remembered. Raises what it does, and TransfersWrittenBefore as a question."""
    require(session, command.by, Permission.EXPORT_RECORDS)
    ready = transfers_ready(session, command.by.device, command.run, clock=clock)
    if ready.before is not None and ready.before.answer not in command.confirmed:
        raise ready.before
    exported = TransfersExported(transfers=ready.transfers, without_account=ready.without_account)
    count, total = len(exported.transfers), exported.total.amount
    record_event(
        session,
        EventKind.RECORDS_EXPORTED,
        device=command.by.device,
        staff=command.by.staff,
        clock=clock,
        details={"what": _WHAT, "count": count, "total": total, "run": str(command.run)},
    )
    return exported


def in_short(names: Sequence[str]) -> str:
    """The first few of many: the others are named once these are mended."""
    words, more = ", ".join(names[:_MOST_NAMES]), len(names) - _MOST_NAMES
    if more <= 0:
        return words
    return f"{words} {ngettext('and {count} more', 'and {count} more', more).format(count=format_number(more))}"


def _before(session: Session, run: UUID, clock: Clock) -> TransfersWrittenBefore | None:
    """The newest list of this run that was written."""
    row = session.execute(
        select(Event.id, Event.at, Staff.name)
        .outerjoin(Staff, Staff.id == Event.actor_id)
        .where(Event.kind == EventKind.RECORDS_EXPORTED)
        .where(func.json_extract(Event.details, "$.what") == _WHAT)
        .where(func.json_extract(Event.details, "$.run") == str(run))
        .order_by(Event.at.desc(), Event.seq.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    at = row.at.astimezone(clock.zone)
    return TransfersWrittenBefore(event=row.id, date=format_date(at.date()), time=format_time(at), name=row.name or "–")


def _accounts(session: Session, parties: Sequence[PartyId]) -> dict[PartyId, str]:
    rows = session.execute(select(Party.id, Party.bank_account).where(Party.id.in_(parties)))
    return {party: account.strip() for party, account in rows}


def _transfer(each: RunArtisan, account: str) -> Transfer:
    owed = each.today.owed
    return Transfer(
        code=owed.code,
        name=owed.name,
        bank_account=account,
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
