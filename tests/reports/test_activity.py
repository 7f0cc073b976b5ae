"""Who did what, when, approved by whom."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import DocumentKind, EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.approve import Approve, approve
from sentra_pos.people.change_staff import ChangeStaff, change_staff
from sentra_pos.people.facts import Role
from sentra_pos.people.log_in import LogIn, log_in
from sentra_pos.people.permissions import NotAllowed, Permission
from sentra_pos.people.pin_tries import WrongPin
from sentra_pos.people.set_lock import SetLock, set_lock
from sentra_pos.reports.activity import activity
from sentra_pos.reports.activity_facts import GROUPS, Activity, ActivityFilter, ActivityGroup, ActivityPage
from sentra_pos.reports.activity_wording import amount_of, line_sentence, sentence_of
from sentra_pos.sales.cart import Discount
from sentra_pos.sales.complete_sale import SaleCompleted
from sentra_pos.shop import Shop
from tests.factories import QUICK_HASHER, change_the_price
from tests.reports.conftest import CASHIERS_PIN
from tests.sales.shop import Counter, line_of


def page(counter: Counter, **wanted: object) -> ActivityPage:
    with counter.store.reading() as session:
        return activity(session, ActivityFilter(**wanted), zone=counter.clock.zone)  # type: ignore[arg-type]


def told(counter: Counter, **wanted: object) -> list[str]:
    return [sentence_of(row) for row in page(counter, **wanted).rows]


def of_kind(counter: Counter, kind: DocumentKind | EventKind) -> Activity:
    return next(row for row in page(counter).rows if row.kind is kind)


def discounted(counter: Counter, *, by: ActedBy | None = None) -> SaleCompleted:
    off = Discount(amount=Rupiah(20_000), reason="regular customer")
    line = replace(line_of(counter.gallery.mrico, 2), discounts=(off,))
    return counter.ring(counter.sale(line, by=by))


def test_a_sale_at_the_price_on_the_tag_is_nothing_to_tell(counter: Counter) -> None:
    counter.sell(line_of(counter.gallery.mrico))
    assert told(counter, group=ActivityGroup.PRICES) == []


def test_a_discount_says_how_much_and_who_allowed_it(counter: Counter) -> None:
    gallery = counter.gallery
    sale = discounted(counter, by=replace(gallery.cashier, approver=gallery.founded.owner))
    (row,) = page(counter, group=ActivityGroup.PRICES).rows
    assert sentence_of(row) == f"Took Rp\N{NO-BREAK SPACE}20.000 off the sale {sale.code}"
    assert (row.who, row.approver, row.document) == ("Dewi", "Ibu Ratna", sale.id)
    assert row.reason == "regular customer"
    assert amount_of(row) == Rupiah(20_000)
    methods = page(counter).methods
    assert "2 × Mrico Bolong cap, Rp\N{NO-BREAK SPACE}20.000 off" in [
        line_sentence(each, methods) for each in row.lines
    ]


def test_a_price_raised_at_the_till_says_so_and_why(counter: Counter) -> None:
    line = replace(line_of(counter.gallery.mrico), price=Rupiah(200_000), reason="hand-signed")
    sale = counter.sell(line)
    (row,) = page(counter, group=ActivityGroup.PRICES).rows
    assert (sentence_of(row), row.reason) == (f"Sold {sale.code} above the price on the tag", "hand-signed")


def test_a_refund_names_the_sale_and_the_reason(counter: Counter) -> None:
    sale = counter.sell(line_of(counter.gallery.pouch, 2))
    counter.refund(sale.id, (1, 1))
    (row,) = page(counter, group=ActivityGroup.RETURNS).rows
    assert sentence_of(row) == f"Gave Rp\N{NO-BREAK SPACE}35.000 back for {sale.code}"
    assert (row.kind, row.reason, row.about) == (DocumentKind.REFUND, "too small", sale.code)


def test_a_wrong_pin_is_told_with_its_number(counter: Counter, clock: FixedClock) -> None:
    gallery = counter.gallery
    wrong = LogIn(device=gallery.founded.device, staff=gallery.cashier.staff, pin="860412")
    for _again in range(2):
        with pytest.raises(WrongPin):
            log_in(counter.store, wrong, clock, hasher=QUICK_HASHER)
        clock.advance(timedelta(seconds=1))
    log_in(counter.store, replace(wrong, pin=CASHIERS_PIN), clock, hasher=QUICK_HASHER)
    assert told(counter, group=ActivityGroup.ACCESS) == [
        "Logged in",
        "Wrong PIN, 2 in a row",
        "Wrong PIN, the first one",
    ]


def test_an_approval_says_of_what_and_for_whom(counter: Counter, clock: FixedClock) -> None:
    gallery = counter.gallery
    asked = Approve(
        by=gallery.cashier, approver=gallery.founded.owner, permissions=frozenset({Permission.VOID}), pin="246813"
    )
    approve(counter.store, asked, clock, hasher=QUICK_HASHER)
    clock.advance(timedelta(seconds=1))
    with pytest.raises(WrongPin):
        approve(counter.store, replace(asked, pin="860412"), clock, hasher=QUICK_HASHER)
    assert told(counter, group=ActivityGroup.ACCESS) == [
        "Wrong PIN, the first one, to approve for Dewi",
        "Approved for Dewi: void a sale",
    ]


def test_a_refused_act_is_told(counter: Counter, clock: FixedClock) -> None:
    shop = Shop(counter.store, clock)
    use_language("en")
    command = SetLock(by=counter.gallery.cashier, minutes=0)
    with pytest.raises(NotAllowed), shop.writing() as session:
        set_lock(session, command, clock=clock)
    assert told(counter, group=ActivityGroup.ACCESS) == ["Was not allowed to change settings"]


def test_settings_and_users_are_named(counter: Counter, clock: FixedClock) -> None:
    with counter.store.writing() as session:
        by, dewi = counter.gallery.founded.by, counter.gallery.cashier.staff
        set_lock(session, SetLock(by=by, minutes=10), clock=clock)
        for role, active in ((Role.CASHIER, False), (Role.CASHIER, True), (Role.SUPERVISOR, True)):
            change_staff(session, ChangeStaff(by=by, staff=dewi, role=role, active=active), clock=clock)
    said = told(counter, group=ActivityGroup.SETTINGS)
    assert "Closed the account of Dewi" in said
    assert "Opened the account of Dewi again, as Cashier" in said
    assert "Made Dewi Supervisor" in said
    assert "Changed when the till locks itself" in said
    assert "Entered the user Dewi as Cashier" in said
    assert "Set a new PIN for Dewi" in said


def test_a_price_says_from_what_to_what(counter: Counter, clock: FixedClock) -> None:
    gallery = counter.gallery
    with counter.store.writing() as session:
        change_the_price(session, clock, gallery.founded, gallery.pouch.id, 40_000)
    row = of_kind(counter, DocumentKind.PRICE_CHANGE)
    assert sentence_of(row) == (
        "Changed the price of Pouch perca batik from Rp\N{NO-BREAK SPACE}35.000 to Rp\N{NO-BREAK SPACE}40.000"
    )
    assert amount_of(row) == Rupiah(40_000)


def test_a_drawer_that_opened_for_a_sale_is_that_sales_matter(counter: Counter, clock: FixedClock) -> None:
    gallery = counter.gallery
    sale = counter.sell(line_of(gallery.pouch))
    for details in ({"document": str(sale.id), "asked": True}, {"asked": True}):
        with counter.store.writing() as session:
            record_event(
                session,
                EventKind.DRAWER_OPENED,
                device=gallery.founded.device,
                staff=gallery.cashier.staff,
                clock=clock,
                details=details,
            )
    assert told(counter, person=gallery.cashier.staff) == ["Opened the drawer without a sale"]


def test_a_number_finds_the_sale_and_all_that_refers_to_it(counter: Counter) -> None:
    gallery = counter.gallery
    sale = counter.sell(line_of(gallery.pouch, 2))
    counter.sell(line_of(gallery.mrico))
    counter.refund(sale.id, (1, 1))
    assert told(counter, text=f" {sale.code.lower()} ") == [
        f"Gave Rp\N{NO-BREAK SPACE}35.000 back for {sale.code}",
        f"Sold {sale.code}",
    ]


def test_words_find_reasons_and_goods(counter: Counter) -> None:
    sale = counter.sell(line_of(counter.gallery.pouch, 2))
    counter.refund(sale.id, (1, 1))
    for text in ("TOO small", "pouch"):
        assert told(counter, text=text, group=ActivityGroup.RETURNS) != []
    assert told(counter, text="too large", group=ActivityGroup.RETURNS) == []
    assert told(counter, text="100%_") == []


def test_a_person_is_found_as_who_did_it_and_as_who_approved_it(counter: Counter) -> None:
    gallery = counter.gallery
    discounted(counter, by=replace(gallery.cashier, approver=gallery.founded.owner))
    for person in (gallery.cashier.staff, gallery.founded.owner):
        assert len(page(counter, person=person, group=ActivityGroup.PRICES).rows) == 1


def test_days_are_the_shops_own(counter: Counter, clock: FixedClock) -> None:
    # Half past midnight in the shop is still the day before in UTC.
    clock.advance(timedelta(hours=14, minutes=30))
    sale = discounted(counter)
    day = date(2026, 11, 23)
    prices = ActivityGroup.PRICES
    assert [row.code for row in page(counter, since=day, until=day, group=prices).rows] == [sale.code]
    assert page(counter, until=date(2026, 11, 22), group=prices).rows == ()
    assert page(counter, since=date(2026, 11, 24), group=prices).rows == ()


def test_pages_are_the_whole_list_once_newest_first(counter: Counter, clock: FixedClock) -> None:
    for minutes in range(12):
        clock.advance(timedelta(minutes=minutes % 3))
        if minutes % 2:
            discounted(counter) if minutes < 6 else counter.refund(
                counter.sell(line_of(counter.gallery.pouch)).id, (1, 1)
            )
        else:
            right = LogIn(device=counter.gallery.founded.device, staff=counter.gallery.founded.owner, pin="246813")
            log_in(counter.store, right, clock, hasher=QUICK_HASHER)
    whole = page(counter).rows
    seen: list[Activity] = []
    place = None
    while True:
        with counter.store.reading() as session:
            part = activity(session, ActivityFilter(), zone=clock.zone, after=place, limit=5)
        seen += part.rows
        place = part.older
        if place is None:
            break
        assert len(part.rows) == 5
    assert [row.id for row in seen] == [row.id for row in whole]
    assert len({row.id for row in seen}) == len(seen) > 20
    assert [row.at for row in seen] == sorted((row.at for row in seen), reverse=True)


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    said: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(store._readers, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(store._readers, "before_cursor_execute", hear)


def test_a_long_page_asks_no_more_than_a_short_one(counter: Counter, clock: FixedClock) -> None:
    counts = []
    for _round in range(2):
        discounted(counter)
        with statements(counter.store) as said:
            page(counter)
        counts.append(len(said))
        for _again in range(2):
            sale = counter.sell(line_of(counter.gallery.pouch))
            counter.refund(sale.id, (1, 1))
            clock.advance(timedelta(minutes=1))
    assert counts[0] == counts[1] <= 9


def test_every_kind_of_the_book_has_a_group_and_a_sentence(counter: Counter, clock: FixedClock) -> None:
    kinds: list[DocumentKind | EventKind] = [*DocumentKind, *EventKind]
    assert set(GROUPS) == set(kinds)
    blank = page(counter).rows[0]
    for kind in kinds:
        said = sentence_of(replace(blank, kind=kind, lines=(), details={}, subject="", about=""))
        assert said
        assert "{" not in said
