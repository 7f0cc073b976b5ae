"""A stand on the shop's own computer: what is the shop's while the till sells there, and what is the stand's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, PlaceId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import use_language
from sentra_pos.counting.case_queries import open_cases
from sentra_pos.counting.decide_case import DecideCase, decide_case
from sentra_pos.counting.facts import Outcome
from sentra_pos.db.engine import Store
from sentra_pos.exhibitions.bring_goods import bring_goods
from sentra_pos.exhibitions.call_off import CallOff, call_off
from sentra_pos.exhibitions.change_exhibition import ChangeExhibition, change_exhibition
from sentra_pos.exhibitions.charge_costs import PaidFrom
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.qris_here import qris_here
from sentra_pos.exhibitions.result import ExhibitionResult, result
from sentra_pos.exhibitions.sell_at import SellAt, ShiftBelongsToItsPlace, sell_at, selling_at
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, PlaceKind
from sentra_pos.ledger.models import DocumentLine, Lot
from sentra_pos.ledger.queries import balance_of
from sentra_pos.payments.set_qris import SetQris, set_qris
from sentra_pos.sales.cart import Condition as Came
from sentra_pos.sales.cart import ReturnedLine
from sentra_pos.sales.identify_goods import IdentifyGoods, identify_goods
from sentra_pos.sales.match_return import MatchReturn, SoldThere, match_return
from sentra_pos.sales.refund_sale import RefundSale, refund_sale
from sentra_pos.sales.take_back_from_elsewhere import TakeBackFromElsewhere, take_back_from_elsewhere
from sentra_pos.settlement.sold_at import stands_named
from sentra_pos.shop import sentences_of_doctor
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.closing_queries import z_report_of
from sentra_pos.tills.queries import drawer_of
from sentra_pos.tills.report_queries import shift_report
from sentra_pos.tills.wording import closing_sections, shift_sections
from tests.exhibitions.fair import Fair
from tests.exhibitions.homeward import Homeward, a_laptop_away, a_stand_here
from tests.factories import add_item, bring_in
from tests.gallery import Tagged
from tests.payments.stickers import sticker


@pytest.fixture
def here(store: Store, clock: FixedClock) -> Homeward:
    return a_stand_here(store, clock, kind=StandKind.HERE)


def drawer(stand: Homeward) -> int:
    with stand.store.reading() as session:
        return balance_of(session, drawer_of(stand.ratna.device)).amount


def goes_to(stand: Homeward, place: PlaceId | None) -> None:
    """The till is closed, carried there (None: home), and opened with what is in its drawer."""
    held = drawer(stand)
    stand.closes(held)
    stand.do(sell_at, SellAt(by=stand.ratna, place=place))
    stand.opens(held)


def brings_in(stand: Homeward, item: Tagged, pieces: int = 4) -> None:
    shop = stand.gallery
    with stand.store.writing() as session:
        bring_in(session, stand.clock, shop.founded, shop.tirta, item.id, pieces=pieces, price=item.price.amount)


def an_unknown(stand: Homeward) -> Tagged:
    with stand.store.writing() as session:
        item = add_item(session, stand.clock, name="Syal tanpa nota", price=90_000)
    return Tagged(id=item, code="", price=Rupiah(90_000))


def lot_of(stand: Homeward, item: Tagged) -> Lot:
    with stand.store.reading() as session:
        lot = session.execute(select(Lot).where(Lot.item_id == item.id)).scalar_one()
        session.expunge(lot)
    return lot


def sound(stand: Homeward) -> None:
    assert list(sentences_of_doctor(stand.store.path)) == []


def test_goods_that_come_in_meanwhile_go_on_the_shops_shelf(here: Homeward) -> None:
    before = here.at(here.gallery.mrico)

    brings_in(here, here.gallery.mrico)

    after = here.at(here.gallery.mrico)
    assert after[PlaceKind.STAND] == before[PlaceKind.STAND]
    assert after[PlaceKind.SHELF] == before[PlaceKind.SHELF] + 4
    sound(here)


def test_whose_goods_were_sold_there_is_found_among_those_on_the_shelf_while_the_till_is_still_away(
    here: Homeward,
) -> None:
    unknown = an_unknown(here)
    sale = here.sells(unknown)
    brings_in(here, unknown)

    here.do(
        identify_goods, IdentifyGoods(id=here.new(), by=here.ratna, sale=sale, line=1, lot=lot_of(here, unknown).id)
    )

    assert here.at(unknown) == {PlaceKind.SHELF: 3, PlaceKind.WITH_CUSTOMER: 1}
    assert here.result().unknown == ZERO
    sound(here)


def test_a_receipt_of_services_alone_is_the_exhibitions(here: Homeward) -> None:
    here.sells(here.gallery.lesson, 2)

    found = here.result()

    assert (found.services, found.taken, found.receipts) == (Rupiah(100_000), Rupiah(100_000), 1)
    assert found.profit == Rupiah(100_000)


def test_what_the_shop_rings_up_before_and_after_is_not(here: Homeward) -> None:
    goes_to(here, None)
    here.sells(here.gallery.lesson)

    assert (here.result().services, here.result().receipts) == (ZERO, 0)


def test_a_service_that_is_paid_back_in_the_shop_was_not_earned_there(here: Homeward) -> None:
    sale = here.sells(here.gallery.lesson, 2)
    goes_to(here, None)

    line = ReturnedLine(sale=sale, line=1, quantity=Quantity(1))
    here.do(refund_sale, RefundSale(id=here.new(), by=here.ratna, lines=(line,), method="cash", reason="batal"))

    assert here.result().services == Rupiah(50_000)
    # The money went out of the shop's drawer, not of the stand's.
    assert here.result().taken == Rupiah(100_000)


def test_of_two_stands_each_has_its_own_receipts_whichever_was_loaded_last(here: Homeward) -> None:
    other = here.plan("Pameran Adiwastra")
    stand = here.stand(other)
    here.load(stand.id, (here.gallery.pouch, 2))
    unknown = an_unknown(here)

    here.sells(here.gallery.lesson)
    sale = here.sells(unknown)

    with here.store.reading() as session:
        theirs: ExhibitionResult = result(session, other)
    assert (here.result().services, here.result().unknown) == (Rupiah(50_000), Rupiah(90_000))
    assert (theirs.services, theirs.unknown, theirs.receipts) == (ZERO, ZERO, 0)
    assert settled_at(here, unknown, sale) == "Pameran Inacraft · Hall B 12"


def settled_at(stand: Homeward, unknown: Tagged, sale: DocumentId) -> str:
    """The stand that a settlement names, once it is known whose the goods were."""
    brings_in(stand, unknown)
    answer = stand.new()
    stand.do(identify_goods, IdentifyGoods(id=answer, by=stand.ratna, sale=sale, line=1, lot=lot_of(stand, unknown).id))
    with stand.store.reading() as session:
        lines = session.execute(select(DocumentLine).where(DocumentLine.document_id == answer)).scalars().all()
        return stands_named(session, lines).get((answer, 1), "")


def drawer_lines(stand: Homeward) -> dict[str, str]:
    """The X report's lines of the drawer."""
    with stand.store.reading() as session:
        report = shift_report(session, stand.ratna.device, at=stand.clock.now())
    sections = shift_sections(report.totals, {}, report.device_code)
    (cash,) = (section for section in sections if section.title == "Cash")
    return {each.label: each.amount for each in cash.figures}


def adds_up(stand: Homeward) -> None:
    with stand.store.reading() as session:
        totals = shift_report(session, stand.ratna.device, at=stand.clock.now()).totals
    moved = sum(each.amount.amount * each.movement.drawer_sign for each in totals.moved)
    fairs = sum(each.amount.amount for each in totals.fairs)
    came = totals.float_cash + totals.taken_by("cash") - totals.paid_out
    assert came.amount + moved + fairs == totals.expected_cash.amount


def test_change_that_is_carried_to_a_stand_is_a_line_of_the_shifts_report(fair: Fair) -> None:
    use_language("en")
    exhibition = fair.plan()
    stand = fair.stand(exhibition, StandKind.LAPTOP, device=fair.laptop())
    fair.load(stand.id, (fair.gallery.pouch, 2), change=150_000, float_from=AccountKind.DRAWER)
    fair.load(stand.id, change=50_000, float_from=AccountKind.DRAWER)
    away = Homeward(
        store=fair.store, clock=fair.clock, gallery=fair.gallery, exhibition=exhibition, stand_id=stand.id,
        places=stand.places, seller=fair.ratna,
    )  # fmt: skip

    lines = drawer_lines(away)

    assert lines["Change sent to stands (2)"] == "-200.000"
    adds_up(away)
    closed = away.do(close_till, CloseTill(id=away.new(), by=away.ratna, counted=Rupiah(300_000)))
    with away.store.reading() as session:
        z = z_report_of(session, closed.id)
    assert [(each.kind, each.count, each.amount) for each in z.totals.fairs] == [
        (DocumentKind.EXHIBITION_LOAD, 2, Rupiah(-200_000))
    ]
    assert "Change sent to stands (2)" in str(closing_sections(z, {}))
    sound(away)


def test_change_out_of_the_safe_and_costs_out_of_the_drawer_are_lines_too(here: Homeward) -> None:
    use_language("en")
    here.load(here.stand_id, change=100_000)
    here.costs(30_000, paid_from=PaidFrom.DRAWER)

    lines = drawer_lines(here)

    assert lines["Change that came to the stand (1)"] == "100.000"
    assert lines["Costs of exhibitions (1)"] == "-30.000"
    adds_up(here)
    sound(here)


def merchant(stand: Homeward) -> str:
    """Whom a customer pays who scans what this till shows."""
    with stand.store.reading() as session:
        found = qris_here(session)
    return "" if found is None else found.name


def test_a_customer_at_the_stand_pays_the_exhibitions_own_merchant(here: Homeward) -> None:
    assert merchant(here) == ""
    here.do(set_qris, SetQris(by=here.ratna, payload=sticker(name="BATIK CONTOH", nmid="ID1020300040005")))
    assert merchant(here) == "BATIK CONTOH"
    plan = here.details(here.exhibition)
    change = ChangeExhibition(
        id=here.exhibition, by=here.ratna, name=plan.record.name, venue="", city="", starts=plan.record.starts,
        ends=plan.record.ends, qris_payload=sticker(name="INACRAFT STAN 12", nmid="ID1099900040005"),
    )  # fmt: skip
    here.do(change_exhibition, change)
    assert merchant(here) == "INACRAFT STAN 12"

    goes_to(here, None)
    assert merchant(here) == "BATIK CONTOH"


def test_once_all_is_home_the_till_is_the_shops_again_also_where_nobody_ended_the_stand(here: Homeward) -> None:
    shop = here.gallery
    here.clock.advance(timedelta(days=6))
    everything = ((shop.shirt_m, 3), (shop.mrico, 5), (shop.pouch, 10))
    assert isinstance(here.refusal(bring_goods, here.bringing(*everything, finished=True)), ShiftBelongsToItsPlace)
    here.closes(drawer(here))

    here.brings(*everything, finished=True)

    with here.store.reading() as session:
        assert selling_at(session) is None
    assert here.open_ends() == {}


def test_a_till_does_not_stay_at_the_stand_of_an_exhibition_that_was_called_off(here: Homeward) -> None:
    other = here.plan("Pameran Adiwastra")
    stand = here.stand(other)
    goes_to(here, stand.places.place)
    command = CallOff(by=here.ratna, exhibition=other, reason="batal")
    assert isinstance(here.refusal(call_off, command), ShiftBelongsToItsPlace)
    here.closes(drawer(here))

    here.do(call_off, command)

    with here.store.reading() as session:
        assert selling_at(session) is None


def found_missing(stand: Homeward) -> DecideCase:
    """The first case there is ends with its piece being there again."""
    with stand.store.reading() as session:
        case = open_cases(session, stand.ratna.device)[0]
    return DecideCase(
        id=stand.new(), by=stand.ratna, lot=case.lot, place=case.place, quantity=Quantity(1), outcome=Outcome.BACK
    )


def test_a_piece_that_was_mended_at_the_stand_is_sold_there_again(here: Homeward) -> None:
    sale = here.sells(here.gallery.mrico)
    here.takes_back(sale, came=Came.DAMAGED_ARTISAN)
    shelf = here.at(here.gallery.mrico)[PlaceKind.SHELF]

    here.do(decide_case, found_missing(here))

    at = here.at(here.gallery.mrico)
    assert (at[PlaceKind.STAND], at[PlaceKind.SHELF], at.get(PlaceKind.QUARANTINE, 0)) == (5, shelf, 0)
    sound(here)


def test_what_came_back_in_the_shop_lies_in_the_shop_whenever_its_sale_is_found(
    store: Store, clock: FixedClock
) -> None:
    """A laptop's sale is returned in the shop; by the time its file is there, the till is at a stand of its own."""
    away = a_laptop_away(store, clock)
    shop = replace(away, seller=away.ratna)
    sale = away.sells(away.gallery.mrico)
    shelf = away.at(away.gallery.mrico)[PlaceKind.SHELF]
    back = TakeBackFromElsewhere(
        id=away.new(), by=away.ratna, item=away.gallery.mrico.id, quantity=Quantity(1), price=away.gallery.mrico.price,
        receipt="", method="cash", reason="tidak cocok",
    )  # fmt: skip
    away.do(take_back_from_elsewhere, back)
    other = away.stand(away.plan("Pameran Adiwastra"))
    goes_to(shop, other.places.place)

    part = SoldThere(sale=sale, line=1, quantity=Quantity(1))
    away.do(match_return, MatchReturn(id=away.new(), by=away.ratna, foreign=back.id, parts=(part,)))

    at = away.at(away.gallery.mrico)
    assert (at[PlaceKind.SHELF], at[PlaceKind.STAND]) == (shelf + 1, 4)
