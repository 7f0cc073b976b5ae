"""A closed till is counted again by a document of its own, which posts only what changed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import use_language
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.standing import OtherWishUnderSameId
from sentra_pos.people.permissions import NotAllowed, Permission
from sentra_pos.tills.closing_queries import z_report_of
from sentra_pos.tills.errors import LessThanIsInTheSafe, NoSuchClosing, NotACount, NotTheLastClosing, RecountNeedsReason
from sentra_pos.tills.movement_queries import recounts
from tests.sales.shop import Counter
from tests.tills.cashbox import Cashbox


def test_a_note_found_later_is_put_right_and_the_z_stays(cashbox: Cashbox) -> None:
    cashbox.opens(500_000)
    closed = cashbox.closes(445_000, to_safe=300_000, reason="tidak tahu")
    with cashbox.counter.store.reading() as session:
        before = z_report_of(session, closed.id)
    approved = ActedBy(device=cashbox.cashier.device, staff=cashbox.cashier.staff, approver=cashbox.owner.staff)
    again = cashbox.recounts(closed.id, 495_000, reason="Selembar terselip", by=approved)
    assert (again.code, again.old_difference, again.difference) == ("H1-000001", Rupiah(-55_000), Rupiah(-5_000))
    assert cashbox.money == {"drawer": 195_000, "safe": 300_000, "bank": 0, "over_short": 5_000}
    with cashbox.counter.store.reading() as session:
        assert z_report_of(session, closed.id) == before
        (said,) = recounts(session, closed.id)
    assert (said.closing_code, said.by, said.approved_by, said.reason) == (
        "T1-000001", "Dewi", "Ibu Ratna", "Selembar terselip",
    )  # fmt: skip
    assert examine(cashbox.counter.store.path) == ()


def test_the_third_count_changes_what_the_second_said(cashbox: Cashbox) -> None:
    cashbox.opens(500_000)
    closed = cashbox.closes(490_000, reason="?")
    cashbox.recounts(closed.id, 510_000)
    third = cashbox.recounts(closed.id, 500_000)
    assert (third.old_difference, third.difference) == (Rupiah(10_000), Rupiah(0))
    assert cashbox.money["over_short"] == 0
    assert examine(cashbox.counter.store.path) == ()


def test_a_cashier_does_not_recount_alone(cashbox: Cashbox) -> None:
    cashbox.opens(500_000)
    closed = cashbox.closes(490_000, reason="?")
    with pytest.raises(NotAllowed) as refused:
        cashbox.recounts(closed.id, 500_000, by=cashbox.cashier)
    assert refused.value.fields["permission"] is Permission.RECOUNT


@pytest.mark.parametrize(
    ("counted", "reason", "expected"),
    [(500_000, " ", RecountNeedsReason), (299_999, "x", LessThanIsInTheSafe), (-1, "x", NotACount)],
)
def test_a_recount_that_makes_no_sense_is_refused(
    cashbox: Cashbox, counted: int, reason: str, expected: type[SentraError]
) -> None:
    cashbox.opens(500_000)
    closed = cashbox.closes(490_000, to_safe=300_000, reason="?")
    with pytest.raises(expected):
        cashbox.recounts(closed.id, counted, reason=reason)


def test_once_the_next_shift_counted_the_drawer_it_is_too_late(cashbox: Cashbox, clock: FixedClock) -> None:
    opened = cashbox.opens(500_000)
    with pytest.raises(NoSuchClosing):
        cashbox.recounts(cashbox.document(), 500_000)
    with pytest.raises(NoSuchClosing):
        cashbox.recounts(DocumentId(opened.shift), 500_000)
    first = cashbox.closes(490_000, to_safe=490_000, reason="?")
    clock.advance(timedelta(days=1))
    cashbox.opens(200_000)
    with pytest.raises(NotTheLastClosing):
        cashbox.recounts(first.id, 500_000)
    cashbox.closes(200_000)
    with pytest.raises(NotTheLastClosing):
        cashbox.recounts(first.id, 500_000)


def test_a_second_press_recounts_nothing_more(cashbox: Cashbox) -> None:
    cashbox.opens(500_000)
    closed = cashbox.closes(490_000, reason="?")
    identity = cashbox.document()
    first = cashbox.recounts(closed.id, 500_000, identity=identity)
    assert cashbox.recounts(closed.id, 500_000, identity=identity) == first
    with pytest.raises(OtherWishUnderSameId):
        cashbox.recounts(closed.id, 495_000, identity=identity)
    assert cashbox.money["over_short"] == 0


def test_the_slip_names_both_counts(printing: Cashbox) -> None:
    use_language("en")
    printing.opens(500_000)
    closed = printing.closes(490_000, reason="?")
    printing.recounts(closed.id, 497_000)
    paper = printing.papers()["H1-000001"]
    for words in ("TILL COUNTED AGAIN", "T1-000001", "-10.000", "Rp 497.000", "-Rp 3.000", "a note stuck to another"):
        assert words in paper


@settings(max_examples=20)
@given(counts=st.lists(st.integers(0, 10**7), min_size=1, max_size=5), to_safe=st.integers(0, 10**7))
def test_however_often_it_is_counted_the_last_count_holds(
    shop_of_one_till: Counter, counts: list[int], to_safe: int
) -> None:
    cashbox = Cashbox(counter=shop_of_one_till)
    cashbox.opens(500_000)
    over_short, safe = cashbox.money["over_short"], cashbox.money["safe"]
    put_away = min(to_safe, *counts)
    closed = cashbox.closes(counts[0], to_safe=put_away, reason="?")
    for counted in counts[1:]:
        cashbox.recounts(closed.id, counted)
    assert cashbox.money["drawer"] == counts[-1] - put_away
    assert cashbox.money["safe"] == safe + put_away
    assert cashbox.money["over_short"] - over_short == 500_000 - counts[-1]
