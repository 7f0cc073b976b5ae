"""A day of the drawer, as the shop's diary would tell it: from the float in the morning to the bank the day after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import ONE
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import Account, ActedBy
from sentra_pos.ledger.kinds import AccountKind, EventKind
from sentra_pos.ledger.models import Event
from sentra_pos.ledger.queries import balance_of
from sentra_pos.people.permissions import NotAllowed
from sentra_pos.printing.layout import lay_out
from sentra_pos.printing.queries import jobs, slip_of
from sentra_pos.printing.set_up_printer import receipt_printer
from sentra_pos.sales.cart import SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.closing_queries import z_report_of
from sentra_pos.tills.counts import MethodCounted
from sentra_pos.tills.denominations import Denominations
from sentra_pos.tills.move_cash import MoveCash, move_cash
from sentra_pos.tills.open_till import OpenTill, open_till
from sentra_pos.tills.recount_till import RecountTill, recount_till
from sentra_pos.tills.report_shift import ReportShift, report_shift
from sentra_pos.tills.shift_queries import Movement
from sentra_pos.tills.show_count import ShowCount, show_count
from tests.gallery import Gallery, Tagged, a_gallery


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """The shop, and short words for what is done in it."""

    store: Store
    clock: FixedClock
    gallery: Gallery

    @property
    def dewi(self) -> ActedBy:
        """The cashier."""
        return self.gallery.cashier

    @property
    def ratna(self) -> ActedBy:
        """The owner."""
        return self.gallery.founded.by

    @property
    def dewi_with_ratnas_pin(self) -> ActedBy:
        return ActedBy(device=self.dewi.device, staff=self.dewi.staff, approver=self.ratna.staff)

    def does(self, act: Callable[..., Any], command: Any) -> Any:
        with self.store.writing() as session:
            return act(session, command, clock=self.clock)

    def document(self) -> DocumentId:
        return DocumentId(new_id(self.clock))

    def at(self, hour: int, minute: int = 0, *, day: int = 22) -> None:
        """Mojokerto is seven hours ahead of UTC."""
        self.clock.set(datetime(2026, 11, day, hour - 7, minute, tzinfo=UTC))

    def sells(self, item: Tagged, *tenders: Tender) -> None:
        line = SaleLine(item=item.id, quantity=ONE, price=item.price)
        self.does(complete_sale, CompleteSale(id=self.document(), by=self.dewi, lines=(line,), tenders=tenders))

    def moves(self, movement: Movement, amount: int, by: ActedBy, **why: str) -> str:
        command = MoveCash(id=self.document(), by=by, movement=movement, amount=Rupiah(amount), **why)
        return str(self.does(move_cash, command).code)

    def balance(self, kind: AccountKind, **whose: Any) -> int:
        with self.store.reading() as session:
            return balance_of(session, Account(kind, **whose)).amount

    @property
    def drawer(self) -> int:
        return self.balance(AccountKind.DRAWER, device=self.dewi.device)

    def paper(self, title: str) -> str:
        with self.store.reading() as session:
            (job,) = (each for each in jobs(session) if each.title == title)
            slip = slip_of(session, job.id)
        assert slip is not None
        return lay_out(slip, 32).text()


@pytest.fixture
def diary(store: Store, clock: FixedClock, tmp_path: Path) -> Diary:
    diary = Diary(store=store, clock=clock, gallery=a_gallery(store, clock, opened=False))
    with store.writing() as session:
        receipt_printer(session, tmp_path / "struk", clock=clock)
    return diary


def test_a_days_cash(diary: Diary) -> None:
    use_language("en")
    goods = diary.gallery

    # Eight o'clock: Dewi counts the float that Bu Ratna brings, note by note.
    diary.at(8)
    notes = Denominations.of({100_000: 2, 50_000: 3, 20_000: 5, 10_000: 4, 5_000: 2})
    opening = OpenTill(
        id=diary.document(), by=diary.dewi, counted=Rupiah(500_000), added=Rupiah(500_000), denominations=notes
    )
    opened = diary.does(open_till, opening)
    assert (opened.code, opened.variance) == ("B1-000001", ZERO)

    # The morning's customers: two pay in cash, one by QRIS, and one shows a QRIS that nobody saw arrive.
    diary.at(9, 30)
    diary.sells(goods.mrico, Tender(method="cash", given=Rupiah(200_000)))
    diary.sells(goods.surya, Tender(method="cash", given=Rupiah(1_850_000)))
    diary.sells(goods.shirt_m, Tender(method="qris", given=Rupiah(285_000), reference="8841", confirmed=True))
    diary.sells(goods.pouch, Tender(method="qris", given=Rupiah(35_000), reference="8842"))

    # Coffee for the visitors. Dewi may not take it out alone; with Bu Ratna's PIN she may, and a slip says so.
    diary.at(10, 15)
    why = {"category": "refreshments", "reason": "Kopi rombongan dinas"}
    with pytest.raises(NotAllowed):
        diary.moves(Movement.PAID_OUT, 35_000, diary.dewi, **why)
    code = diary.moves(Movement.PAID_OUT, 35_000, diary.dewi_with_ratnas_pin, **why)
    slip = diary.paper(code)
    assert "PAID OUT" in slip
    assert "Kopi rombongan dinas" in slip
    assert "Ibu Ratna" in slip
    assert diary.balance(AccountKind.EXPENSE, method="refreshments") == 35_000

    # Too much in the drawer for a busy day: Dewi drops two million into the safe by herself.
    diary.at(13)
    diary.moves(Movement.TO_SAFE, 2_000_000, diary.dewi)
    assert (diary.drawer, diary.balance(AccountKind.SAFE)) == (500_000, 2_000_000)

    # Bu Ratna looks how the day goes. Nothing ends by looking, and the activity remembers it.
    diary.at(15)
    so_far = diary.does(report_shift, ReportShift(by=diary.ratna))
    assert (so_far.totals.sales, so_far.totals.net) == (4, Rupiah(2_355_000))
    assert "SHIFT SO FAR (X)" in diary.paper("X B1-000001")

    # Five o'clock. Dewi counts blind, cash and slips, and only then sees that Rp5.000 are missing.
    diary.at(17, 5)
    counted, slips = Rupiah(495_000), (MethodCounted(method="qris", amount=Rupiah(320_000)),)
    notes = Denominations.of({100_000: 4, 50_000: 1, 20_000: 2, 5_000: 1})
    shown = diary.does(show_count, ShowCount(by=diary.dewi, counted=counted, denominations=notes, methods=slips))
    assert (shown.expected, shown.difference, shown.needs_approver) == (Rupiah(500_000), Rupiah(-5_000), False)
    closing = CloseTill(
        id=diary.document(),
        by=diary.dewi,
        counted=counted,
        to_safe=Rupiah(295_000),
        denominations=notes,
        methods=slips,
        reason="Kembalian mungkin kelebihan",
    )
    closed = diary.does(close_till, closing)
    assert (closed.code, closed.difference) == ("T1-000001", Rupiah(-5_000))
    assert (closed.open_ends.unchecked, closed.open_ends.unchecked_amount) == (1, Rupiah(35_000))

    # The Z slip says all of it, and says the same whenever it is printed.
    z = diary.paper("T1-000001")
    for words in (
        "Sold (4)               2.355.000",
        "QRIS (2)                 320.000",
        "Paid out (1)             -35.000",
        "Into the safe (1)     -2.000.000",
        "Expected              Rp 500.000",
        "Counted               Rp 495.000",
        "Difference             -Rp 5.000",
        "100.000 x 4              400.000",
        "Sales (4)   J1-000001 ... 000004",
        "Running grand total Rp 2.355.000",
        "1 payment not checked     35.000",
        "Kembalian mungkin kelebihan",
    ):
        assert words in z
    with diary.store.reading() as session:
        report = z_report_of(session, closed.id)
    assert report.hash[:4].hex() in z

    # Bu Ratna counts again before she goes home: the note had slipped under the tray.
    diary.at(17, 40)
    again = RecountTill(
        id=diary.document(), by=diary.ratna, closing=closed.id, counted=Rupiah(500_000), reason="Terselip di laci"
    )
    found = diary.does(recount_till, again)
    assert (found.old_difference, found.difference) == (Rupiah(-5_000), ZERO)
    assert diary.balance(AccountKind.OVER_SHORT) == 0
    with diary.store.reading() as session:
        assert z_report_of(session, closed.id) == report

    # The next morning the safe goes to the bank, before anybody opens the till.
    diary.at(8, 30, day=23)
    diary.moves(Movement.SAFE_TO_BANK, 2_000_000, diary.ratna, reference="BPR 7731")
    assert (diary.balance(AccountKind.SAFE), diary.balance(AccountKind.BANK)) == (295_000, 2_000_000)
    assert diary.drawer == 205_000
    with diary.store.reading() as session:
        remembered = [event.kind for event in session.query(Event).order_by(Event.seq)]
    assert EventKind.COUNT_SHOWN in remembered
    assert EventKind.SHIFT_REPORT in remembered
    assert examine(diary.store.path) == ()
