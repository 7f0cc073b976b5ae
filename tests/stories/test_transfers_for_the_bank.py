"""The bank's list on a settlement day: who is in it, who cannot be, and what is asked before it is written again."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import PartyId
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Event
from sentra_pos.people.facts import PayoutMethod, Role
from sentra_pos.people.models import Party
from sentra_pos.people.permissions import NotAllowed
from sentra_pos.settlement.errors import (
    NoAccountToTransferTo,
    NothingToTransfer,
    RunNotFound,
    TransfersWrittenBefore,
)
from sentra_pos.settlement.export_transfers import (
    ExportTransfers,
    TransfersExported,
    export_transfers,
    in_short,
    transfers_csv,
    transfers_xlsx,
)
from tests.factories import add_artisan
from tests.settlement.gallery import Gallery, a_gallery
from tests.stories.test_settlement_day import Day


@pytest.fixture
def gallery(store: Store, clock: FixedClock) -> Gallery:
    return a_gallery(store, clock, cash=5_000_000)


def _by_transfer(gallery: Gallery, number: int, account: str) -> PartyId:
    """An artisan who wished to be paid by the bank and sold as many pieces as the number says, less nine."""
    with gallery.store.writing() as session:
        party = add_artisan(session, gallery.clock, f"P{number}", f"Perajin {number}")
    _account(gallery, party, account)
    gallery.agree(party)
    gallery.take(party, name=f"Kain {number}")
    gallery.sell((gallery.items[party], number - 9, 100_000, 0))
    return party


def _account(gallery: Gallery, party: PartyId, account: str) -> None:
    with gallery.store.writing() as session:
        row = session.get_one(Party, party)
        row.payout_method, row.bank_account = PayoutMethod.TRANSFER, account


def _locked_day(gallery: Gallery) -> Day:
    day = Day(gallery)
    day.begin()
    day.review()
    day.lock_all()
    return day


def _export(day: Day, *confirmed: str) -> TransfersExported:
    command = ExportTransfers(by=day.gallery.by, run=day.run, confirmed=frozenset(confirmed))
    with day.store.writing() as session:
        return export_transfers(session, command, clock=day.clock)


def _asked(day: Day, *confirmed: str) -> TransfersWrittenBefore:
    with pytest.raises(TransfersWrittenBefore) as asked:
        _export(day, *confirmed)
    return asked.value


def _in_csv(exported: TransfersExported) -> list[list[str]]:
    text = transfers_csv(exported).decode("utf-8-sig")
    _headings, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    return [[name, account, amount] for _code, name, account, amount, _settlement in rows]


def _in_xlsx(exported: TransfersExported) -> list[list[str]]:
    sheet = openpyxl.load_workbook(BytesIO(transfers_xlsx(exported))).active
    assert sheet is not None
    _headings, *rows = sheet.iter_rows(values_only=True)
    return [[str(cell) for cell in row[1:4]] for row in rows]


def _written(day: Day) -> int:
    with day.store.reading() as session:
        return session.query(Event).where(Event.kind == EventKind.RECORDS_EXPORTED).count()


def test_an_evening_at_the_bank(gallery: Gallery, clock: FixedClock) -> None:
    known = _by_transfer(gallery, 10, "BRI 0123")
    unknown = _by_transfer(gallery, 11, "")
    paid = _by_transfer(gallery, 12, "BCA 7788")
    part = _by_transfer(gallery, 13, "BNI 4455")
    day = _locked_day(gallery)
    gone = day.pay(paid, method=PayoutMethod.TRANSFER)
    day.pay(part, 100_000)

    # Who was paid is not in it, who got a part is there with the rest, and who has no account is named instead.
    first = _export(day)
    assert first.without_account == ("Perajin 11 (P11)",)
    assert _in_csv(first) == [["Perajin 13", "BNI 4455", "240000"], ["Perajin 10", "BRI 0123", "85000"]]
    assert _in_xlsx(first) == _in_csv(first)

    # An hour later the account is known. The list that the bank has is named before there is another.
    clock.advance(timedelta(hours=1))
    _account(gallery, unknown, "Mandiri 99")
    asked = _asked(day)
    assert "22 November 2026 pukul 10.00" in str(asked)
    assert _written(day) == 1
    second = _export(day, asked.answer)
    assert [name for name, *_rest in _in_csv(second)] == ["Perajin 13", "Perajin 11", "Perajin 10"]
    assert second.without_account == ()
    # A yes was about the list of ten o'clock; now there is a newer one.
    assert "pukul 11.00" in str(_asked(day, asked.answer))

    # What the bank did is recorded; what was recorded by mistake waits again.
    day.pay(known, method=PayoutMethod.TRANSFER)
    day.pay(unknown, method=PayoutMethod.TRANSFER)
    day.pay(part, method=PayoutMethod.TRANSFER)
    with pytest.raises(NothingToTransfer):
        _export(day)
    day.void(gone)
    last = _export(day, _asked(day).answer)
    assert _in_csv(last) == [["Perajin 12", "BCA 7788", "255000"]]
    assert _written(day) == 3
    assert examine(gallery.store.path) == ()


def test_where_nobody_has_an_account_nothing_is_written(gallery: Gallery) -> None:
    one = _by_transfer(gallery, 10, "")
    _by_transfer(gallery, 11, "  ")
    day = _locked_day(gallery)

    with pytest.raises(NoAccountToTransferTo, match=r"Perajin 11 \(P11\), Perajin 10 \(P10\)"):
        _export(day)

    assert _written(day) == 0
    _account(gallery, one, "BRI 0123")
    assert _in_csv(_export(day)) == [["Perajin 10", "BRI 0123", "85000"]]


def test_another_settlement_day_asks_nothing_about_the_one_before(gallery: Gallery) -> None:
    party = _by_transfer(gallery, 10, "BRI 0123")
    day = _locked_day(gallery)
    _export(day)
    day.close()
    with pytest.raises(RunNotFound):
        _export(day)
    gallery.sell((gallery.items[party], 1, 100_000, 0))

    assert _in_csv(_export(_locked_day(gallery))) == [["Perajin 10", "BRI 0123", "170000"]]


def test_who_may_not_export_is_told_nothing_of_the_list(gallery: Gallery) -> None:
    _by_transfer(gallery, 10, "BRI 0123")
    day = _locked_day(gallery)
    _export(day)
    command = ExportTransfers(by=gallery.somebody(Role.CASHIER), run=day.run)

    with pytest.raises(NotAllowed), gallery.store.writing() as session:
        export_transfers(session, command, clock=gallery.clock)


def test_of_many_names_the_first_are_said() -> None:
    names = [f"Perajin {number}" for number in range(1, 9)]

    assert in_short(names[:6]).endswith("Perajin 5, Perajin 6")
    assert in_short(names) == f"{in_short(names[:6])} dan 2 lagi"
