"""What comes back over a counter: returns in parts, damage, exchanges, voids, a lost receipt, a wrong button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, PartyId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import Account, ActedBy
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, PlaceKind
from sentra_pos.ledger.models import Place, StockBalance
from sentra_pos.ledger.queries import balance_of, header_of
from sentra_pos.payments.methods import LOST
from sentra_pos.people.permissions import NotAllowed
from sentra_pos.sales.cart import Condition, ReturnedLine, Tender
from sentra_pos.sales.change_payment import ChangePayment, change_payment, standing_tenders
from sentra_pos.sales.complete_sale import CompleteSale, SaleCompleted, complete_sale
from sentra_pos.sales.history_queries import Came, HistoryFilter, history
from sentra_pos.sales.item_sale_queries import sales_of_item
from sentra_pos.sales.queries import receipt_of
from sentra_pos.sales.refund_sale import RefundSale, SaleRefunded, quote_refund, refund_sale
from sentra_pos.sales.void_sale import VoidSale, void_sale
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.open_till import OpenTill, open_till
from tests.gallery import Gallery, Tagged, a_gallery
from tests.sales.shop import cash, line_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """The shop, and short words for what is done over its counter."""

    store: Store
    clock: FixedClock
    gallery: Gallery

    @property
    def ratna(self) -> ActedBy:
        """The owner."""
        return self.gallery.founded.by

    @property
    def dewi(self) -> ActedBy:
        """The cashier, who may not give money back."""
        return self.gallery.cashier

    @property
    def dewi_with_ratna(self) -> ActedBy:
        """The cashier, and the owner beside her typed her PIN."""
        return replace(self.dewi, approver=self.ratna.staff)

    def new(self) -> DocumentId:
        return DocumentId(new_id(self.clock))

    def do(self, act: Callable[..., Any], command: object) -> Any:
        """In a transaction of its own; afterwards nothing is wrong in the book."""
        with self.store.writing() as session:
            result = act(session, command, clock=self.clock)
        assert examine(self.store.path) == ()
        return result

    def sell(
        self, *goods: tuple[Tagged, int], tenders: tuple[Tender, ...], returns: tuple[ReturnedLine, ...] = ()
    ) -> Any:
        lines = tuple(line_of(item, count) for item, count in goods)
        command = CompleteSale(id=self.new(), by=self.dewi_with_ratna, lines=lines, tenders=tenders, returns=returns)
        result: SaleCompleted = self.do(complete_sale, command)
        return result

    def give_back(self, *lines: ReturnedLine, why: str, method: str = "cash", **more: Any) -> SaleRefunded:
        command = RefundSale(id=self.new(), by=self.dewi_with_ratna, lines=lines, method=method, reason=why, **more)
        result: SaleRefunded = self.do(refund_sale, command)
        return result

    def owed(self, party: PartyId) -> int:
        """What the artisan has earned and not been settled."""
        return -self.balance(AccountKind.ACCRUED, party=party)

    def balance(self, kind: AccountKind, **whose: Any) -> int:
        with self.store.reading() as session:
            return balance_of(session, Account(kind, **whose)).amount

    @property
    def drawer(self) -> int:
        return self.balance(AccountKind.DRAWER, device=self.gallery.founded.device)

    def lying(self, place: PlaceKind) -> int:
        """How many pieces."""
        with self.store.reading() as session:
            wanted = select(StockBalance.quantity).join(Place, Place.id == StockBalance.place_id)
            return sum(row.units for row in session.execute(wanted.where(Place.kind == place)).scalars())


@pytest.fixture
def counter(store: Store, clock: FixedClock) -> Counter:
    return Counter(store=store, clock=clock, gallery=a_gallery(store, clock))


def of(sale: SaleCompleted, line: int, count: int = 1, condition: Condition = Condition.GOOD) -> ReturnedLine:
    return ReturnedLine(sale=sale.id, line=line, quantity=Quantity(count), condition=condition)


def test_three_cloths_come_back_one_by_one_as_if_they_had_never_been_sold(counter: Counter) -> None:
    g = counter.gallery
    sold = counter.sell((g.mrico, 3), (g.pouch, 1), tenders=(cash(600_000),))
    assert (sold.total.amount, sold.change.amount) == (590_000, 10_000)
    assert counter.owed(g.tirta) == 501_500

    # The cashier asks; the owner beside her types her PIN.
    command = RefundSale(id=counter.new(), by=counter.dewi, lines=(of(sold, 1),), method="cash", reason="kebesaran")
    with pytest.raises(NotAllowed):
        counter.do(refund_sale, command)
    first = counter.do(refund_sale, replace(command, by=counter.dewi_with_ratna))
    with counter.store.reading() as session:
        header = header_of(session, first.id)
        assert header is not None
        assert receipt_of(session, first.id).answers == sold.code

    counter.clock.advance(timedelta(days=2))
    counter.give_back(of(sold, 1, 2), of(sold, 2), why="tidak jadi")
    assert (counter.drawer, counter.owed(g.tirta), counter.lying(PlaceKind.WITH_CUSTOMER)) == (500_000, 0, 0)
    with counter.store.reading() as session:
        assert history(session, HistoryFilter(text=sold.code)).rows[-1].came is Came.ALL_BACK


def test_a_cloth_torn_on_the_rack_is_the_shops_loss_and_the_artisan_keeps_her_share(counter: Counter) -> None:
    g = counter.gallery
    sold = counter.sell((g.mrico, 2), tenders=(cash(370_000),))
    earned = counter.owed(g.tirta)
    counter.give_back(of(sold, 1, 1, Condition.DAMAGED_SHOP), why="sobek di rak")
    assert counter.owed(g.tirta) == earned
    assert counter.balance(AccountKind.LOSS_EXPENSE) == 157_250
    assert counter.lying(PlaceKind.QUARANTINE) == 1


def test_a_cloth_that_ran_in_the_wash_goes_back_to_who_dyed_it(counter: Counter) -> None:
    g = counter.gallery
    sold = counter.sell((g.mrico, 2), tenders=(cash(370_000),))
    counter.give_back(of(sold, 1, 2, Condition.DAMAGED_ARTISAN), why="luntur")
    assert counter.owed(g.tirta) == 0
    assert counter.balance(AccountKind.LOSS_EXPENSE) == 0
    assert counter.lying(PlaceKind.QUARANTINE) == 2


def test_a_shirt_too_small_is_changed_for_a_larger_one_and_nothing_is_paid(counter: Counter) -> None:
    g = counter.gallery
    sold = counter.sell((g.shirt_m, 1), tenders=(cash(285_000),))
    changed = counter.sell((g.shirt_l, 1), tenders=(), returns=(of(sold, 1),))
    assert (changed.code, changed.total, counter.drawer) == ("X1-000001", ZERO, 785_000)
    assert counter.owed(g.kencana) == 242_250
    # And the larger one comes back too: its money was real.
    counter.give_back(of(changed, 1), why="berubah pikiran")
    assert (counter.drawer, counter.owed(g.kencana)) == (500_000, 0)


def test_a_dearer_one_is_paid_up_and_of_a_cheaper_one_the_rest_goes_out(counter: Counter) -> None:
    g = counter.gallery
    sold = counter.sell((g.mrico, 1), tenders=(cash(185_000),))
    dearer = counter.sell(
        (g.shirt_m, 1), tenders=(Tender(method="qris", given=Rupiah(100_000), confirmed=True),), returns=(of(sold, 1),)
    )
    assert dearer.total == Rupiah(100_000)
    cheaper = counter.sell((g.pouch, 2), tenders=(cash(215_000),), returns=(of(dearer, 1),))
    assert cheaper.total == Rupiah(-215_000)
    assert counter.drawer == 500_000 + 185_000 - 215_000
    assert (counter.owed(g.kencana), counter.owed(g.tirta)) == (0, 59_500)
    with counter.store.reading() as session:
        assert [line.returned for line in receipt_of(session, cheaper.id).lines] == [False, True]


def test_a_sale_rung_up_wrongly_is_voided_in_its_shift_and_returned_after_it(counter: Counter) -> None:
    g = counter.gallery
    wrong = counter.sell(
        (g.surya, 1), tenders=(cash(850_000), Tender(method="qris", given=Rupiah(1_000_000), confirmed=True))
    )
    voided = counter.do(
        void_sale, VoidSale(id=counter.new(), by=counter.dewi_with_ratna, sale=wrong.id, reason="salah barang")
    )
    assert (voided.code, voided.total.amount) == ("V1-000001", 1_850_000)
    assert (counter.drawer, counter.balance(AccountKind.IN_TRANSIT, method="qris"), counter.owed(g.kencana)) == (
        500_000, 0, 0,
    )  # fmt: skip

    late = counter.sell((g.surya, 1), tenders=(cash(1_850_000),))
    counter.do(close_till, CloseTill(id=counter.new(), by=counter.ratna, counted=Rupiah(2_350_000)))
    counter.clock.advance(timedelta(hours=14))
    counter.do(open_till, OpenTill(id=counter.new(), by=counter.ratna, counted=Rupiah(2_350_000), added=ZERO))
    counter.give_back(of(late, 1), why="salah barang")
    assert (counter.drawer, counter.owed(g.kencana)) == (500_000, 0)


def test_without_a_receipt_the_sale_is_found_by_its_goods_and_two_people_agree(counter: Counter) -> None:
    g = counter.gallery
    counter.sell((g.mrico, 1), tenders=(cash(185_000),))
    counter.clock.advance(timedelta(minutes=20))
    newest = counter.sell((g.pouch, 1), (g.mrico, 1), tenders=(cash(220_000),))
    with counter.store.reading() as session:
        choice = sales_of_item(session, g.mrico.id)[0]
    assert (choice.sale, choice.line) == (newest.id, 2)
    command = RefundSale(
        id=counter.new(),
        by=counter.dewi,
        lines=(of(newest, 2),),
        method="cash",
        reason="struk hilang",
        without_receipt=True,
    )
    with pytest.raises(NotAllowed):
        counter.do(refund_sale, command)
    done = counter.do(refund_sale, replace(command, by=counter.dewi_with_ratna))
    with counter.store.reading() as session:
        assert history(session, HistoryFilter(kinds=(DocumentKind.REFUND,))).rows[0].code == done.code


def test_the_wrong_button_is_put_right_and_what_never_came_is_a_loss(counter: Counter) -> None:
    g = counter.gallery
    sold = counter.sell((g.mrico, 2), tenders=(cash(370_000),))

    def correct(*tenders: Tender, why: str) -> None:
        with counter.store.reading() as session:
            wrong = standing_tenders(session, sold.id)[0]
        command = ChangePayment(
            id=counter.new(),
            by=counter.dewi_with_ratna,
            sale=sold.id,
            document=wrong.document,
            line=wrong.line,
            tenders=tenders,
            reason=why,
        )
        counter.do(change_payment, command)

    correct(Tender(method="qris", given=Rupiah(370_000)), why="salah tombol")
    assert (counter.drawer, counter.balance(AccountKind.IN_TRANSIT, method="qris")) == (500_000, 370_000)
    correct(Tender(method=LOST, given=Rupiah(370_000)), why="uang tidak masuk")
    assert (counter.balance(AccountKind.IN_TRANSIT, method="qris"), counter.balance(AccountKind.LOSS_EXPENSE)) == (
        0, 370_000,
    )  # fmt: skip
    # The goods are found again and come back: nobody gets money that was never paid.
    with counter.store.reading() as session:
        quote = quote_refund(session, (of(sold, 1, 2),))
    assert [part.method for part in quote.parts] == [LOST]
    counter.give_back(of(sold, 1, 2), why="ditinggal", method=LOST)
    assert (counter.balance(AccountKind.LOSS_EXPENSE), counter.owed(g.tirta), counter.drawer) == (0, 0, 500_000)
