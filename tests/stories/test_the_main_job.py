"""A day of the shop, from the note to the payout, told through the acts and counted to the rupiah."""

from __future__ import annotations

from dataclasses import dataclass

from sentra_pos.catalogue.add_item import AddItem, add_item
from sentra_pos.catalogue.facts import ItemKind, Technique
from sentra_pos.consignment.facts import DiscountBearer, Scheme
from sentra_pos.consignment.record_agreement import RecordAgreement, record_agreement
from sentra_pos.consignment.take_in import TakeIn, TakeInLine, take_in
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import AgreementId, DeviceId, DocumentId, ItemId, PartyId, StaffId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.found_shop import FoundShop, found_shop
from sentra_pos.ledger.draft import Account, ActedBy
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.queries import balance_of
from sentra_pos.people.add_artisan import AddArtisan, add_artisan
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.sales.cart import ReturnedLine, SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, SaleCompleted, complete_sale
from sentra_pos.sales.refund_sale import RefundSale, refund_sale
from sentra_pos.settlement.lock_settlement import LockSettlement, lock_settlement
from sentra_pos.settlement.pay_out import PayOut, pay_out
from sentra_pos.settlement.queries import owed_lines, owed_to
from sentra_pos.settlement.statement import statement_of
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.open_till import OpenTill, open_till


@dataclass(frozen=True, slots=True, kw_only=True)
class Gallery:
    """A shop with two artisans and one piece of each on the shelf."""

    by: ActedBy
    p01: PartyId
    p06: PartyId
    tulis: ItemId
    cap: ItemId


def _document(clock: FixedClock) -> DocumentId:
    return DocumentId(new_id(clock))


def a_gallery(store: Store, clock: FixedClock, *, bearer: DiscountBearer = DiscountBearer.SHOP) -> Gallery:
    device, owner = DeviceId(new_id(clock)), StaffId(new_id(clock))
    by = ActedBy(device=device, staff=owner)
    p01, p06 = PartyId(new_id(clock)), PartyId(new_id(clock))
    tulis, cap = ItemId(new_id(clock)), ItemId(new_id(clock))
    with store.writing() as session:
        found_shop(
            session,
            FoundShop(
                device=device,
                owner=owner,
                shop_name="Sentra Contoh",
                till_name="Kasir 1",
                owner_name="Bu Ana",
                pin="4711",
            ),
            clock=clock,
        )
        for party, name, rate in ((p01, "Batik Lembayung Contoh", 15), (p06, "Rumah Cap Rekaan", 10)):
            add_artisan(session, AddArtisan(id=party, by=by, name=name), clock=clock)
            terms = RecordAgreement(
                id=AgreementId(new_id(clock)),
                by=by,
                party=party,
                valid_from=business_today(clock),
                scheme=Scheme.COMMISSION_PERCENT,
                rate=Percent.whole(rate),
                discount_bearer=bearer,
            )
            record_agreement(session, terms, clock=clock)
        goods = (
            (tulis, p01, "Kain Mrico Bolong", Technique.TULIS, ItemKind.UNIQUE, 1_250_000, 1),
            (cap, p06, "Kain Surya Majapahit", Technique.CAP, ItemKind.COUNTED, 165_000, 8),
        )
        for item, party, name, technique, kind, price, count in goods:
            facts = AddItem(id=item, by=by, name=name, price=Rupiah(price), kind=kind, technique=technique, maker=party)
            add_item(session, facts, clock=clock)
            line = TakeInLine(item=item, quantity=Quantity(count), price=Rupiah(price))
            note = TakeIn(id=_document(clock), by=by, party=party, business_date=business_today(clock), lines=(line,))
            take_in(session, note, clock=clock)
        float_ = OpenTill(id=_document(clock), by=by, counted=Rupiah(1_500_000), added=Rupiah(1_500_000))
        open_till(session, float_, clock=clock)
    return Gallery(by=by, p01=p01, p06=p06, tulis=tulis, cap=cap)


def sell_both(store: Store, clock: FixedClock, gallery: Gallery) -> SaleCompleted:
    with store.writing() as session:
        return complete_sale(
            session,
            CompleteSale(
                id=_document(clock),
                by=gallery.by,
                lines=(
                    SaleLine(item=gallery.cap, quantity=ONE, price=Rupiah(165_000)),
                    SaleLine(item=gallery.tulis, quantity=ONE, price=Rupiah(1_250_000)),
                ),
                tenders=(
                    Tender(method="qris", given=Rupiah(915_000), reference="998877"),
                    Tender(method="cash", given=Rupiah(500_000)),
                ),
            ),
            clock=clock,
        )


def test_two_artisans_two_ways_of_paying_and_every_rupiah_has_an_owner(store: Store, clock: FixedClock) -> None:
    gallery = a_gallery(store, clock)

    sold = sell_both(store, clock, gallery)

    assert (sold.code, sold.total, sold.change) == ("J1-000001", Rupiah(1_415_000), ZERO)
    expected = {
        Account(AccountKind.ACCRUED, party=gallery.p06): -148_500,
        Account(AccountKind.ACCRUED, party=gallery.p01): -1_062_500,
        Account(AccountKind.COMMISSION): -(16_500 + 187_500),
        Account(AccountKind.DRAWER, device=gallery.by.device): 1_500_000 + 500_000,
        Account(AccountKind.IN_TRANSIT, method="qris"): 915_000,
        Account(AccountKind.CLEARING): 0,
    }
    with store.reading() as session:
        assert {account: balance_of(session, account).amount for account in expected} == expected
    assert examine(store.path) == ()


def test_the_artisan_is_settled_and_paid_and_the_paper_adds_up(store: Store, clock: FixedClock) -> None:
    gallery = a_gallery(store, clock)
    sell_both(store, clock, gallery)

    with store.writing() as session:
        locked = lock_settlement(
            session, LockSettlement(id=_document(clock), by=gallery.by, party=gallery.p01), clock=clock
        )
    with store.writing() as session:
        paid = pay_out(
            session,
            PayOut(
                id=_document(clock),
                by=gallery.by,
                settlement=locked.id,
                method=PayoutMethod.CASH,
                amount=locked.to_pay,
            ),
            clock=clock,
        )

    assert (locked.to_pay, paid.left) == (Rupiah(1_062_500), ZERO)
    with store.reading() as session:
        paper = statement_of(session, locked.id)
        drawer = balance_of(session, Account(AccountKind.DRAWER, device=gallery.by.device))
    assert (paper.sold, paper.commission, paper.earned) == (Rupiah(1_250_000), Rupiah(187_500), Rupiah(1_062_500))
    assert (paper.goods.received, paper.goods.sold, paper.goods.left) == (ONE, ONE, Quantity(0))
    assert (paper.paid, paper.left) == (Rupiah(1_062_500), ZERO)
    assert drawer == Rupiah(2_000_000 - 1_062_500)
    assert examine(store.path) == ()


def test_a_refund_after_the_payout_is_a_named_line_of_the_next_settlement(store: Store, clock: FixedClock) -> None:
    gallery = a_gallery(store, clock)
    sold = sell_both(store, clock, gallery)
    with store.writing() as session:
        locked = lock_settlement(
            session, LockSettlement(id=_document(clock), by=gallery.by, party=gallery.p06), clock=clock
        )
        pay_out(
            session,
            PayOut(
                id=_document(clock), by=gallery.by, settlement=locked.id, method=PayoutMethod.CASH, amount=locked.to_pay
            ),
            clock=clock,
        )

    with store.writing() as session:
        back = RefundSale(
            id=_document(clock),
            by=gallery.by,
            lines=(ReturnedLine(sale=sold.id, line=1, quantity=ONE),),
            method="cash",
            reason="luntur",
        )
        refund_sale(session, back, clock=clock)

    with store.reading() as session:
        (line,) = owed_lines(session, gallery.p06)
        owed = owed_to(session, gallery.p06)
    assert (line.code, line.share, line.commission) == ("R1-000001", Rupiah(-148_500), Rupiah(-16_500))
    assert (owed.fresh, owed.to_pay) == (Rupiah(-148_500), ZERO)
    with store.writing() as session:
        second = lock_settlement(
            session, LockSettlement(id=_document(clock), by=gallery.by, party=gallery.p06), clock=clock
        )
    with store.reading() as session:
        paper = statement_of(session, second.id)
    assert (paper.balance, paper.to_pay) == (Rupiah(-148_500), ZERO)
    assert examine(store.path) == ()


def test_the_drawer_is_counted_and_the_difference_is_kept(store: Store, clock: FixedClock) -> None:
    gallery = a_gallery(store, clock)
    sell_both(store, clock, gallery)

    with store.writing() as session:
        closed = close_till(
            session,
            CloseTill(id=_document(clock), by=gallery.by, counted=Rupiah(1_995_000), reason="change given twice"),
            clock=clock,
        )

    assert (closed.expected, closed.difference) == (Rupiah(2_000_000), Rupiah(-5_000))
    with store.reading() as session:
        assert balance_of(session, Account(AccountKind.OVER_SHORT)) == Rupiah(5_000)
    assert examine(store.path) == ()
