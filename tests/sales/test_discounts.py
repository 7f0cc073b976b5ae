"""Who may take how much off, why it has to be said, and what may be asked above the tag."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.core.ids import StaffId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import ActedBy, Line
from sentra_pos.ledger.kinds import AccountKind, EventKind
from sentra_pos.ledger.models import Document, Event
from sentra_pos.ledger.queries import lines_of
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import Role
from sentra_pos.people.permissions import NotAllowed, Permission
from sentra_pos.sales.basket import CartDiscount, with_cart_discount
from sentra_pos.sales.cart import Discount, DiscountOrigin, SaleLine
from sentra_pos.sales.complete_sale import SaleCompleted
from sentra_pos.sales.discount_terms import AskDiscount, discount_terms
from sentra_pos.sales.errors import DiscountAboveLimit, PriceChanged
from sentra_pos.sales.limit_discounts import LimitDiscounts, NotALimit, discount_limits, limit_discounts
from tests.sales.shop import Counter, line_of


@pytest.fixture
def supervisor(counter: Counter) -> ActedBy:
    staff = StaffId(new_id(counter.clock))
    command = AddStaff(id=staff, by=counter.gallery.founded.by, name="Pak Joko", role=Role.SUPERVISOR)
    with counter.store.writing() as session:
        add_staff(session, command, clock=counter.clock)
    return ActedBy(device=counter.gallery.founded.device, staff=staff)


def ring(counter: Counter, by: ActedBy, *lines: SaleLine) -> SaleCompleted:
    return counter.ring(counter.sale(*lines, by=by))


def goods(counter: Counter, sold: SaleCompleted) -> Line:
    with counter.store.reading() as session:
        return lines_of(session, sold.id)[0]


# ------------------------------------------------------------------------------------------------------------ the limit


def test_a_cashier_takes_a_tenth_off_and_no_more(counter: Counter) -> None:
    by, mrico = counter.gallery.cashier, counter.gallery.mrico
    assert ring(counter, by, line_of(mrico, discount=18_500)).total == Rupiah(166_500)
    with pytest.raises(DiscountAboveLimit, match="10%") as refused:
        ring(counter, by, line_of(mrico, discount=18_502))
    assert "Dewi" in str(refused.value)
    assert "{" not in str(refused.value)


def test_the_refusal_is_one_that_a_second_person_can_lift(counter: Counter, supervisor: ActedBy) -> None:
    by, mrico = counter.gallery.cashier, counter.gallery.mrico
    with pytest.raises(NotAllowed) as refused:
        ring(counter, by, line_of(mrico, discount=50_000))
    assert refused.value.fields["permission"] is Permission.LARGE_DISCOUNT
    assert refused.value.fields["staff"] == by.staff
    approved = replace(by, approver=supervisor.staff)
    sold = ring(counter, approved, line_of(mrico, discount=50_000))
    with counter.store.reading() as session:
        header = session.query(Document).filter(Document.id == sold.id).one()
        assert (header.actor_id, header.approver_id) == (by.staff, supervisor.staff)
    assert goods(counter, sold).details["discounts"] == [{"amount": 50_000, "origin": "line", "reason": "langganan"}]


def test_who_approves_needs_a_limit_that_covers_it(counter: Counter, supervisor: ActedBy) -> None:
    by, mrico = counter.gallery.cashier, counter.gallery.mrico
    over = line_of(mrico, discount=60_000)
    with pytest.raises(DiscountAboveLimit) as refused:
        ring(counter, replace(by, approver=supervisor.staff), over)
    assert refused.value.fields["who"] == "Pemilik"
    with pytest.raises(DiscountAboveLimit):
        ring(counter, supervisor, over)
    with pytest.raises(DiscountAboveLimit):
        ring(counter, replace(by, approver=by.staff), over)
    assert ring(counter, replace(by, approver=counter.gallery.founded.owner), over).total == Rupiah(125_000)


def test_line_and_cart_are_counted_together(counter: Counter) -> None:
    line = line_of(counter.gallery.mrico, discount=10_000)
    more = Discount(amount=Rupiah(10_000), origin=DiscountOrigin.CART, reason="rombongan")
    with pytest.raises(DiscountAboveLimit):
        ring(counter, counter.gallery.cashier, replace(line, discounts=(*line.discounts, more)))


def test_a_carts_discount_at_the_limit_is_within_it_on_every_line_whatever_its_rounding(counter: Counter) -> None:
    gallery = counter.gallery
    with counter.store.writing() as session:
        odd = LimitDiscounts(by=gallery.founded.by, limits=((Role.CASHIER, Percent(333)),))
        limit_discounts(session, odd, clock=counter.clock)
    lines = (line_of(gallery.mrico, 3), line_of(gallery.pouch, 7), line_of(gallery.shirt_m))
    off = CartDiscount(rate=Percent(333), reason="rombongan")
    ring(counter, gallery.cashier, *with_cart_discount(lines, off))
    assert examine(counter.store.path) == ()


def test_the_limits_are_the_owners_to_set_and_the_log_says_what_they_were(
    counter: Counter, supervisor: ActedBy
) -> None:
    by = counter.gallery.founded.by
    five = ((Role.CASHIER, Percent.whole(5)),)
    with counter.store.writing() as session:
        limits = limit_discounts(session, LimitDiscounts(by=by, limits=five), clock=counter.clock).limits
    assert (limits[Role.CASHIER], limits[Role.SUPERVISOR]) == (Percent.whole(5), Percent.whole(30))
    with counter.store.reading() as session:
        assert discount_limits(session) == limits
        event = session.query(Event).filter(Event.kind == EventKind.SETTINGS_CHANGED).all()[-1]
    assert event.details["what"] == ["discount.limits"]
    with pytest.raises(DiscountAboveLimit):
        ring(counter, counter.gallery.cashier, line_of(counter.gallery.mrico, discount=18_500))
    with counter.store.writing() as session, pytest.raises(NotAllowed):
        limit_discounts(session, LimitDiscounts(by=supervisor, limits=five), clock=counter.clock)
    wrong = LimitDiscounts(by=by, limits=((Role.CASHIER, Percent.whole(101)),))
    with counter.store.writing() as session, pytest.raises(NotALimit):
        limit_discounts(session, wrong, clock=counter.clock)


def test_a_limit_of_nothing_is_nothing(counter: Counter) -> None:
    none = LimitDiscounts(by=counter.gallery.founded.by, limits=((Role.CASHIER, Percent(0)),))
    with counter.store.writing() as session:
        limit_discounts(session, none, clock=counter.clock)
    with pytest.raises(DiscountAboveLimit):
        ring(counter, counter.gallery.cashier, line_of(counter.gallery.mrico, discount=1))
    ring(counter, counter.gallery.cashier, line_of(counter.gallery.mrico))


def test_whoever_asks_learns_how_much_may_be_given_alone(counter: Counter, supervisor: ActedBy) -> None:
    gallery = counter.gallery
    limits = []
    for by in (gallery.cashier, supervisor, gallery.founded.by):
        ask = AskDiscount(by=by, item=gallery.mrico.id, place=gallery.founded.shelf)
        with counter.store.writing() as session:
            limits.append(discount_terms(session, ask, clock=counter.clock).limit)
    assert limits == [Percent.whole(10), Percent.whole(30), Percent.whole(100)]


# ---------------------------------------------------------------------------------------------------------- both kinds


def test_two_discounts_on_a_line_with_two_bearers_are_each_somebodys(counter: Counter) -> None:
    line = line_of(counter.gallery.mrico, discount=5_000)
    by_shop = Discount(
        amount=Rupiah(10_000), bearer=DiscountBearer.SHOP, origin=DiscountOrigin.CART, reason="rombongan"
    )
    sold = ring(counter, counter.gallery.founded.by, replace(line, discounts=(*line.discounts, by_shop)))
    assert sold.total == Rupiah(170_000)
    said = goods(counter, sold).details["discounts"]
    assert [(each["origin"], each["amount"], each.get("bearer")) for each in said] == [
        ("line", 5_000, None),
        ("cart", 10_000, "shop"),
    ]
    assert examine(counter.store.path) == ()


# ------------------------------------------------------------------------------------------------------- above the tag


def test_above_the_tag_is_for_those_who_may_and_for_a_reason(counter: Counter, supervisor: ActedBy) -> None:
    dear = replace(line_of(counter.gallery.mrico), price=Rupiah(200_000))
    with pytest.raises(PriceChanged):
        ring(counter, supervisor, dear)
    framed = replace(dear, reason=" dengan  bingkai ")
    with pytest.raises(NotAllowed) as refused:
        ring(counter, counter.gallery.cashier, framed)
    assert refused.value.fields["permission"] is Permission.RAISE_PRICE
    sold = ring(counter, supervisor, framed)
    assert goods(counter, sold).details["raised"] == {"tag": 185_000, "reason": "dengan bingkai"}
    assert counter.balance(AccountKind.ACCRUED, party=counter.gallery.tirta) == -170_000
    assert examine(counter.store.path) == ()


def test_a_reason_makes_nothing_cheaper_than_its_tag(counter: Counter) -> None:
    cheap = replace(line_of(counter.gallery.mrico), price=Rupiah(180_000), reason="langganan")
    with pytest.raises(PriceChanged):
        ring(counter, counter.gallery.founded.by, cheap)
