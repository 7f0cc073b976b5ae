"""Counted first, compared then, closed always; what differs has a reason, and a large difference a second name."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import DocumentKind, EventKind, LineKind
from sentra_pos.ledger.queries import lines_of
from sentra_pos.ledger.standing import OtherWishUnderSameId
from sentra_pos.people.permissions import NotAllowed, Permission
from sentra_pos.sales.cart import Tender
from sentra_pos.tills.closing_queries import closings, z_report_of
from sentra_pos.tills.counts import MethodCounted, difference_limit, methods_to_count
from sentra_pos.tills.denominations import Denominations
from sentra_pos.tills.errors import (
    CannotBeCounted,
    CountDiffers,
    DifferenceNeedsReason,
    NoSuchClosing,
    NotACount,
    TillNotOpen,
)
from sentra_pos.tills.limit_difference import LimitDifference, limit_difference
from sentra_pos.tills.queries import last_closing
from tests.sales.shop import cash, line_of
from tests.tills.cashbox import Cashbox, slips


def sells(cashbox: Cashbox) -> None:
    """Rp185.000 in cash, Rp35.000 by QRIS."""
    counter = cashbox.counter
    counter.sell(line_of(counter.gallery.mrico), tenders=(cash(200_000),))
    qris = Tender(method="qris", given=Rupiah(35_000), reference="4711", confirmed=True)
    counter.sell(line_of(counter.gallery.pouch), tenders=(qris,))


def test_the_float_keeps_its_notes(cashbox: Cashbox) -> None:
    shift = cashbox.opens(500_000, {100_000: 3, 50_000: 2, 10_000: 10}).shift
    with cashbox.counter.store.reading() as session:
        (line,) = lines_of(session, DocumentId(shift))
    assert (10_000, 10) in Denominations.from_json(line.details["denominations"]).counts
    assert examine(cashbox.counter.store.path) == ()


def test_notes_that_do_not_come_to_the_count_are_refused(cashbox: Cashbox) -> None:
    with pytest.raises(CountDiffers, match=r"450\.000"):
        cashbox.opens(500_000, {50_000: 9})
    cashbox.opens(500_000)
    for act in (cashbox.shows, cashbox.closes):
        with pytest.raises(CountDiffers):
            act(500_000, notes={100_000: 4})


def test_the_first_count_is_sealed_before_the_book_is_shown(cashbox: Cashbox) -> None:
    cashbox.opens(500_000)
    sells(cashbox)
    first = cashbox.shows(680_000, slips("qris", 35_000), notes={100_000: 6, 20_000: 4}, by=cashbox.cashier)
    assert (first.expected, first.difference, first.first) == (Rupiah(685_000), Rupiah(-5_000), Rupiah(680_000))
    assert [(each.counted, each.expected) for each in first.methods] == [(Rupiah(35_000), Rupiah(35_000))]
    assert not first.needs_approver
    second = cashbox.shows(685_000, by=cashbox.cashier)
    assert (second.difference, second.first) == (ZERO, Rupiah(680_000))
    seen = cashbox.events(EventKind.COUNT_SHOWN)
    assert [(each["counted"], each["expected"]) for each in seen] == [(680_000, 685_000), (685_000, 685_000)]
    assert seen[0]["denominations"] == {"100000": 6, "20000": 4}
    assert seen[0]["methods"] == {"qris": 35_000}
    closed = cashbox.closes(685_000, by=cashbox.cashier)
    with cashbox.counter.store.reading() as session:
        assert z_report_of(session, closed.id).first == Rupiah(680_000)


def test_a_count_of_an_earlier_shift_is_not_this_ones_first(cashbox: Cashbox, clock: FixedClock) -> None:
    cashbox.opens(500_000)
    cashbox.shows(400_000)
    cashbox.closes(500_000, to_safe=500_000)
    clock.advance(timedelta(days=1))
    cashbox.opens(300_000)
    assert cashbox.shows(300_000).first == Rupiah(300_000)


def test_a_difference_wants_a_reason(cashbox: Cashbox) -> None:
    cashbox.opens(500_000)
    for wrong in (499_900, 500_100):
        with pytest.raises(DifferenceNeedsReason):
            cashbox.closes(wrong, reason="  ")
    with pytest.raises(DifferenceNeedsReason):
        cashbox.closes(500_000, slips("qris", 1_000))
    assert cashbox.closes(499_900, reason="Kembalian").difference == Rupiah(-100)
    assert cashbox.money["over_short"] == 100


def test_a_large_difference_needs_a_second_name(cashbox: Cashbox) -> None:
    cashbox.opens(500_000)
    assert not cashbox.shows(450_000, by=cashbox.cashier).needs_approver
    assert cashbox.shows(449_999, by=cashbox.cashier).needs_approver
    with pytest.raises(NotAllowed) as refused:
        cashbox.closes(449_999, reason="?", by=cashbox.cashier)
    assert refused.value.fields["permission"] is Permission.LARGE_DIFFERENCE
    approved = ActedBy(device=cashbox.cashier.device, staff=cashbox.cashier.staff, approver=cashbox.owner.staff)
    closed = cashbox.closes(449_999, reason="?", by=approved)
    with cashbox.counter.store.reading() as session:
        z = z_report_of(session, closed.id)
    assert (z.closed_by, z.approved_by, z.reason) == ("Dewi", "Ibu Ratna", "?")


def test_missing_slips_need_a_second_name_like_missing_cash(cashbox: Cashbox) -> None:
    cashbox.opens(500_000)
    qris = Tender(method="qris", given=Rupiah(185_000), reference="1", confirmed=True)
    cashbox.counter.sell(line_of(cashbox.counter.gallery.mrico), tenders=(qris,))
    assert cashbox.shows(500_000, slips("qris", 0), by=cashbox.cashier).needs_approver
    with pytest.raises(NotAllowed):
        cashbox.closes(500_000, slips("qris", 0), reason="?", by=cashbox.cashier)
    closed = cashbox.closes(500_000, slips("qris", 135_000), reason="satu bukti hilang", by=cashbox.cashier)
    (count,) = closed.methods
    assert (count.counted, count.expected, count.difference) == (Rupiah(135_000), Rupiah(185_000), Rupiah(-50_000))
    assert closed.difference == ZERO
    assert examine(cashbox.counter.store.path) == ()


def test_the_owner_sets_the_limit(cashbox: Cashbox) -> None:
    store, clock = cashbox.counter.store, cashbox.counter.clock
    cashbox.opens(500_000)
    with store.writing() as session:
        assert difference_limit(session) == Rupiah(50_000)
        limit_difference(session, LimitDifference(by=cashbox.owner, limit=ZERO), clock=clock)
    assert cashbox.shows(499_900).needs_approver
    assert not cashbox.shows(500_000).needs_approver
    with store.writing() as session, pytest.raises(NotACount):
        limit_difference(session, LimitDifference(by=cashbox.owner, limit=Rupiah(-1)), clock=clock)
    with store.writing() as session, pytest.raises(NotAllowed):
        limit_difference(session, LimitDifference(by=cashbox.cashier, limit=ZERO), clock=clock)
    changed = cashbox.events(EventKind.SETTINGS_CHANGED)[-1]
    assert changed == {"what": ["till.difference_limit"], "before": 50_000, "after": 0}


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ((slips("cash", 5),), CannotBeCounted),
        ((slips("shells", 5),), CannotBeCounted),
        ((slips("qris", 5), slips("qris", 5)), CannotBeCounted),
        ((slips("qris", -5),), NotACount),
    ],
)
def test_slips_are_counted_once_and_only_where_there_are_some(
    cashbox: Cashbox, counted: tuple[MethodCounted, ...], expected: type[SentraError]
) -> None:
    cashbox.opens(500_000)
    with pytest.raises(expected):
        cashbox.shows(500_000, *counted)
    with pytest.raises(expected):
        cashbox.closes(500_000, *counted, reason="?")


def test_what_is_to_be_counted_is_named_without_its_figure(cashbox: Cashbox) -> None:
    shift = cashbox.opens(500_000).shift
    with cashbox.counter.store.reading() as session:
        codes = [each.code for each in methods_to_count(session, shift, cashbox.owner.device)]
    assert "qris" in codes
    assert "cash" not in codes


def test_each_count_of_slips_is_a_line_of_the_closing(cashbox: Cashbox) -> None:
    cashbox.opens(500_000)
    sells(cashbox)
    closed = cashbox.closes(685_000, slips("qris", 30_000), slips("transfer", 0), reason="kurang satu bukti")
    with cashbox.counter.store.reading() as session:
        _cash, *counted = lines_of(session, closed.id)
    assert {line.kind for line in counted} == {LineKind.COUNTED_METHOD}
    assert [(line.method, line.amount.amount, line.details["expected"]) for line in counted] == [
        ("qris", 30_000, 35_000),
        ("transfer", 0, 0),
    ]
    assert examine(cashbox.counter.store.path) == ()


def test_a_second_press_closes_nothing_more_and_answers_the_same(cashbox: Cashbox) -> None:
    cashbox.opens(500_000)
    identity = cashbox.document()
    first = cashbox.closes(495_000, slips("qris", 0), notes={100_000: 4, 5_000: 19}, reason="?", identity=identity)
    again = cashbox.closes(495_000, slips("qris", 0), notes={100_000: 4, 5_000: 19}, reason="?", identity=identity)
    assert again == first
    with pytest.raises(OtherWishUnderSameId):
        cashbox.closes(495_000, slips("qris", 0), notes={100_000: 3, 5_000: 39}, reason="?", identity=identity)


def test_nothing_is_shown_of_a_till_that_is_not_open(cashbox: Cashbox) -> None:
    with pytest.raises(TillNotOpen):
        cashbox.shows(0)
    assert cashbox.events(EventKind.COUNT_SHOWN) == []


def test_unprinted_papers_are_named_and_stop_nothing(printing: Cashbox) -> None:
    printing.opens(500_000)
    sells(printing)
    closed = printing.closes(685_000)
    assert closed.open_ends.unprinted == 3  # two receipts and the drawer
    assert closed.open_ends
    with printing.counter.store.reading() as session:
        assert z_report_of(session, closed.id).open_ends == closed.open_ends


def test_closings_are_listed_with_the_count_that_holds(cashbox: Cashbox, clock: FixedClock) -> None:
    cashbox.opens(500_000)
    first = cashbox.closes(500_000, to_safe=500_000)
    clock.advance(timedelta(days=1))
    cashbox.opens(300_000)
    second = cashbox.closes(290_000, reason="?")
    cashbox.recounts(second.id, 295_000)
    with cashbox.counter.store.reading() as session:
        newest, oldest = closings(session, cashbox.owner.device)
        assert last_closing(session, cashbox.owner.device) == second.id
        with pytest.raises(NoSuchClosing):
            z_report_of(session, cashbox.document())
    assert (newest.code, newest.counted, newest.difference) == ("T1-000002", Rupiah(295_000), Rupiah(-5_000))
    assert (newest.recounts, oldest.recounts, oldest.id) == (1, 0, first.id)
    assert (newest.business_date - oldest.business_date).days == 1


def test_the_kinds_of_documents_have_their_marks(cashbox: Cashbox) -> None:
    cashbox.opens(500_000)
    closed = cashbox.closes(500_000)
    assert (closed.code, cashbox.recounts(closed.id, 500_000).code) == ("T1-000001", "H1-000001")
    assert DocumentKind.CASH_MOVEMENT.mark == "K"
