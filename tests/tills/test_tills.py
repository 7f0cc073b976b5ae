"""A till is opened with what was counted, and closed with what was counted; what differs is written down."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.standing import OtherWishUnderSameId
from sentra_pos.sales.cart import Tender
from sentra_pos.tills.close_till import CloseTill, TillClosed, close_till
from sentra_pos.tills.errors import MoreThanCounted, NotACount, TillAlreadyOpen, TillNotOpen
from sentra_pos.tills.open_till import OpenTill, TillOpened, open_till
from sentra_pos.tills.queries import last_closing, open_shift, till_standing
from sentra_pos.tills.shift_queries import shift_totals
from tests.gallery import a_gallery
from tests.sales.shop import Counter, cash, line_of


@pytest.fixture
def counter(store: Store, clock: FixedClock) -> Counter:
    """A gallery whose till nobody opened yet."""
    return Counter(store=store, clock=clock, gallery=a_gallery(store, clock, opened=False))


def opens(counter: Counter, counted: int, added: int | None = None, identity: DocumentId | None = None) -> TillOpened:
    command = OpenTill(
        id=identity or DocumentId(new_id(counter.clock)),
        by=counter.gallery.cashier,
        counted=Rupiah(counted),
        added=Rupiah(counted if added is None else added),
    )
    with counter.store.writing() as session:
        return open_till(session, command, clock=counter.clock)


def closes(
    counter: Counter,
    counted: int,
    to_safe: int = 0,
    identity: DocumentId | None = None,
    by: ActedBy | None = None,
) -> TillClosed:
    command = CloseTill(
        id=identity or DocumentId(new_id(counter.clock)),
        by=by or counter.gallery.founded.by,
        counted=Rupiah(counted),
        to_safe=Rupiah(to_safe),
        reason="nobody knows",
    )
    with counter.store.writing() as session:
        return close_till(session, command, clock=counter.clock)


def test_the_first_float_is_the_owners_money(counter: Counter) -> None:
    opened = opens(counter, 500_000)
    assert (opened.code, opened.variance) == ("B1-000001", Rupiah(0))
    assert (counter.drawer, counter.balance(AccountKind.CAPITAL)) == (500_000, -500_000)


def test_a_float_comes_out_of_the_safe_as_far_as_it_reaches(counter: Counter) -> None:
    opens(counter, 500_000)
    closes(counter, 500_000, to_safe=300_000)
    opens(counter, 600_000, added=400_000)
    assert counter.balance(AccountKind.SAFE) == 0
    assert counter.balance(AccountKind.CAPITAL) == -600_000
    assert counter.drawer == 600_000


def test_money_missing_overnight_is_the_openings_own_difference(counter: Counter) -> None:
    opens(counter, 500_000)
    closes(counter, 500_000)
    assert opens(counter, 450_000, added=0).variance == Rupiah(-50_000)
    assert counter.balance(AccountKind.OVER_SHORT) == 50_000
    assert examine(counter.store.path) == ()


def test_a_till_is_opened_once(counter: Counter) -> None:
    first = opens(counter, 500_000)
    with pytest.raises(TillAlreadyOpen, match=r"10\.00"):
        opens(counter, 500_000)
    again = opens(counter, 500_000, identity=DocumentId(first.shift))
    assert again == first
    with pytest.raises(OtherWishUnderSameId):
        opens(counter, 400_000, identity=DocumentId(first.shift))


@pytest.mark.parametrize(
    ("counted", "added", "expected"), [(-1, 0, NotACount), (5, -1, NotACount), (5, 6, MoreThanCounted)]
)
def test_an_opening_that_makes_no_sense_is_refused(
    counter: Counter, counted: int, added: int, expected: type[Exception]
) -> None:
    with pytest.raises(expected):
        opens(counter, counted, added)


@pytest.mark.parametrize(
    ("counted", "to_safe", "expected"), [(-1, 0, NotACount), (5, -1, NotACount), (5, 6, MoreThanCounted)]
)
def test_a_closing_that_makes_no_sense_is_refused(
    counter: Counter, counted: int, to_safe: int, expected: type[Exception]
) -> None:
    opens(counter, 0)
    with pytest.raises(expected):
        closes(counter, counted, to_safe)


def test_what_is_expected_is_what_was_received_less_the_change(counter: Counter) -> None:
    opens(counter, 500_000)
    counter.sell(line_of(counter.gallery.mrico), tenders=(cash(200_000),))
    counter.sell(
        line_of(counter.gallery.pouch), tenders=(Tender(method="qris", given=Rupiah(35_000), reference="4711"),)
    )
    closed = closes(counter, 680_000)
    assert (closed.expected, closed.difference) == (Rupiah(685_000), Rupiah(-5_000))
    assert counter.drawer == 680_000
    assert counter.balance(AccountKind.OVER_SHORT) == 5_000


def test_a_shifts_totals_are_sales_less_returns_by_way_of_paying(counter: Counter) -> None:
    shift = opens(counter, 500_000).shift
    sold = counter.sell(line_of(counter.gallery.mrico, 2), tenders=(cash(400_000),))
    counter.sell(
        line_of(counter.gallery.pouch), tenders=(Tender(method="qris", given=Rupiah(35_000), reference="4711"),)
    )
    counter.refund(sold.id, (1, 1))
    with counter.store.reading() as session:
        totals = shift_totals(session, shift, counter.gallery.founded.device)
    assert (totals.sales, totals.sold, totals.refunds, totals.refunded) == (2, Rupiah(405_000), 1, Rupiah(185_000))
    assert {total.method: total.amount.amount for total in totals.by_method} == {"cash": 185_000, "qris": 35_000}
    assert totals.expected_cash == Rupiah(685_000)


def test_a_closing_can_always_be_done_and_only_once(counter: Counter) -> None:
    opens(counter, 500_000)
    first = closes(counter, 0)
    assert first.difference == Rupiah(-500_000)
    assert closes(counter, 0, identity=first.id) == first
    with pytest.raises(OtherWishUnderSameId):
        closes(counter, 5, identity=first.id)
    with pytest.raises(TillNotOpen):
        closes(counter, 0)
    with counter.store.reading() as session:
        assert last_closing(session, counter.gallery.founded.device) == first.id


def test_a_shift_keeps_its_business_date_after_midnight(counter: Counter, clock: FixedClock) -> None:
    opens(counter, 500_000)
    clock.advance(timedelta(hours=15))
    sold = counter.sell(line_of(counter.gallery.mrico))
    with counter.store.reading() as session:
        shift = open_shift(session, counter.gallery.founded.device)
    assert shift is not None
    assert shift.business_date == date(2026, 11, 22)
    assert sold.code == "J1-000001"


def test_a_till_tells_its_name_its_shift_and_its_cash(counter: Counter) -> None:
    device = counter.gallery.founded.device
    with counter.store.reading() as session:
        closed = till_standing(session, device)
    opens(counter, 500_000)
    counter.sell(line_of(counter.gallery.mrico))
    with counter.store.reading() as session:
        standing = till_standing(session, device)
    assert (closed.name, closed.shift, closed.float_cash) == ("Kasir 1", None, Rupiah(0))
    assert standing.shift is not None
    assert standing.shift.cashier_name == "Dewi"
    assert (standing.float_cash, standing.drawer) == (Rupiah(500_000), Rupiah(685_000))


@settings(max_examples=20)
@given(counts=st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(0, 10**7)), max_size=4))
def test_after_every_closing_the_drawer_is_what_was_left_in_it(
    shop_of_one_till: Counter, counts: list[tuple[int, int, int]]
) -> None:
    counter = shop_of_one_till
    for opening, closing, to_safe in counts:
        drawer = counter.drawer
        opened = opens(counter, opening, added=min(opening, 50_000))
        assert counter.drawer == opening
        assert opened.variance == Rupiah(opening - min(opening, 50_000) - drawer)
        closes(counter, closing, min(to_safe, closing))
        assert counter.drawer == closing - min(to_safe, closing)
        assert counter.balance(AccountKind.CLEARING) == 0
