"""Every amount opens its derivation: complete by the book's own rows, and adding up to the rupiah."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pysqlite3 import dbapi2 as sqlite

from sentra_pos.consignment.facts import DiscountBearer, Scheme
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind, DocumentKind
from sentra_pos.ledger.queries import balance_of
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.sales.complete_sale import SaleCompleted
from sentra_pos.settlement.errors import NotOnTheBook
from sentra_pos.settlement.explain import Derivation, Reason, explain_balance, explain_line
from sentra_pos.settlement.lock_settlement import Reviewed, SettlementLocked
from sentra_pos.settlement.queries import owed_lines, owed_to
from sentra_pos.settlement.statement import statement_of
from sentra_pos.settlement.wording import derivation_steps, line_words, reason_words
from tests.settlement.gallery import Gallery, a_gallery

ACCOUNTS = (AccountKind.ACCRUED, AccountKind.PAYABLE, AccountKind.ADVANCE)


@pytest.fixture
def gallery(store: Store, clock: FixedClock) -> Gallery:
    return a_gallery(store, clock)


def a_long_story(gallery: Gallery) -> None:
    """Something of every kind that touches an artisan's accounts."""
    item = gallery.items[gallery.party]
    gallery.open_balances(owed=40_000, payable=30_000, advance=100_000)
    first = gallery.sell((item, 3, 100_000, 10_000), (gallery.items[gallery.other], 1, 100_000, 0))
    gallery.refund(first)
    gallery.pay(gallery.lock(gallery.party), 50_000)
    gallery.agree(gallery.party, rate=20, bearer=DiscountBearer.SHARED)
    gallery.take(gallery.party, item=item, pieces=5)
    gallery.sell((item, 50, 100_000, 333_333))
    gallery.refund(first, [(1, 2)])
    gallery.agree(gallery.party, scheme=Scheme.OUTRIGHT)
    gallery.take(gallery.party, price=90_000, cost=60_000, pieces=2, name="Selendang")
    locked = gallery.lock(gallery.party)
    gallery.pay(locked, method=PayoutMethod.TRANSFER, reference="TRX 7")
    gallery.sell((item, 1, 100_000, 0))


def _explained(gallery: Gallery, party: PartyId) -> dict[AccountKind, tuple[Reason, ...]]:
    with gallery.store.reading() as session:
        return {kind: explain_balance(session, Account(kind, party=party)) for kind in ACCOUNTS}


def _rows(file: Path, party: PartyId) -> Counter[tuple[str, UUID, int]]:
    """Every move on the party's accounts by SQL of its own, beside the program."""
    connection = sqlite.connect(f"file:{file.as_posix()}?mode=ro", uri=True)
    try:
        rows = connection.execute(
            "SELECT account.kind, move.document_id, move.move_no FROM account, money_move AS move "
            "WHERE account.party_id = ? AND account.id IN (move.debit_account_id, move.credit_account_id)",
            (party.bytes,),
        ).fetchall()
    finally:
        connection.close()
    return Counter((kind, UUID(bytes=bytes(document)), move) for kind, document, move in rows)


def test_every_move_on_an_artisans_accounts_is_explained_exactly_once(gallery: Gallery) -> None:
    a_long_story(gallery)

    for party in (gallery.party, gallery.other):
        explained = _explained(gallery, party)
        told = Counter((kind.value, each.document, each.move) for kind in ACCOUNTS for each in explained[kind])
        assert told == _rows(gallery.store.path, party)
        assert set(told.values()) == {1}
    with gallery.store.reading() as session:
        for kind, reasons in _explained(gallery, gallery.party).items():
            balance = balance_of(session, Account(kind, party=gallery.party))
            assert reasons[-1].running == (balance if kind is AccountKind.ADVANCE else -balance)
            assert reasons[-1].running == sum_rupiah(each.amount for each in reasons)
            assert all(reason_words(each) for each in reasons)
    assert examine(gallery.store.path) == ()


def test_every_explained_move_opens_a_derivation_that_adds_up(gallery: Gallery) -> None:
    a_long_story(gallery)

    with gallery.store.reading() as session:
        for reasons in _explained(gallery, gallery.party).values():
            lines: dict[tuple[DocumentId, int], Rupiah] = {}
            for reason in reasons:
                key = (reason.document, reason.line)
                lines[key] = lines.get(key, ZERO) + reason.amount
            for (document, line), amount in lines.items():
                found = explain_line(session, document, line, gallery.party)
                assert abs(found.amount) == abs(amount)
                _adds_up(found)


def _adds_up(derivation: Derivation) -> None:
    *steps, result = derivation_steps(derivation)
    assert result.result
    assert sum_rupiah(step.amount or ZERO for step in steps) == result.amount == derivation.amount


def test_a_sale_tells_price_commission_discount_agreement_note_receipt_and_cashier(gallery: Gallery) -> None:
    use_language("en")
    item = gallery.items[gallery.party]
    sold = gallery.sell((item, 2, 100_000, 30_000))
    locked = gallery.lock(gallery.party)

    with gallery.store.reading() as session:
        found = explain_line(session, sold.id, 1, gallery.party)
    steps = [(step.text, None if step.amount is None else step.amount.amount) for step in derivation_steps(found)]

    assert [(text.replace("\u00a0", " "), amount) for text, amount in steps] == [
        ("2 × Rp 100.000", 200_000),
        ("Commission 15% of the price", -30_000),
        ("Discount of Rp 30.000, borne by the shop", 0),
        ("Artisan's share", 170_000),
    ]
    words = " ".join(step.detail for step in derivation_steps(found))
    for said in ("J1-000001", "Ibu Ratna", "N1-000001", "version 1", "22 November 2026", locked.code):
        assert said in words
    (part,) = found.parts
    assert (part.share_at_list, part.share, part.shop_part) == (Rupiah(170_000), Rupiah(170_000), ZERO)


def test_a_refund_mirrors_its_sale_and_a_settled_line_what_it_took(gallery: Gallery) -> None:
    sold = gallery.sell((gallery.items[gallery.party], 2, 100_000, 0))
    locked = gallery.lock(gallery.party)
    back = gallery.refund(sold)

    with gallery.store.reading() as session:
        refund = explain_line(session, back.id, 1, gallery.party)
        settled = explain_line(session, locked.id, 1, gallery.party)

    assert refund.mirrors is not None
    assert (refund.mirrors.document, refund.mirrors.settled_in, refund.settled_in) == (sold.id, locked.code, "")
    assert (refund.amount, refund.reason) == (Rupiah(-85_000), "luntur")
    _adds_up(refund)
    assert settled.mirrors is not None
    assert (settled.mirrors.document, settled.amount) == (sold.id, Rupiah(170_000))


def test_a_discount_that_the_till_gave_to_the_shop_is_told(gallery: Gallery) -> None:
    gallery.agree(gallery.party, bearer=DiscountBearer.ARTISAN)
    item, _note = gallery.take(gallery.party, pieces=2, name="Kain baru")
    sold = gallery.sell((item, 1, 100_000, 10_000), (item, 1, 100_000, 0), bearer=DiscountBearer.SHOP)
    agreed = gallery.sell((gallery.take(gallery.party, pieces=1, name="Kain lain")[0], 1, 100_000, 10_000))

    with gallery.store.reading() as session:
        (till,) = explain_line(session, sold.id, 1, gallery.party).parts
        (terms,) = explain_line(session, agreed.id, 1, gallery.party).parts

    assert (till.bearer, till.shop_discount, till.share) == (DiscountBearer.ARTISAN, Rupiah(10_000), Rupiah(85_000))
    assert (terms.bearer, terms.shop_discount, terms.share) == (DiscountBearer.ARTISAN, ZERO, Rupiah(75_000))


def test_somebody_elses_line_is_not_explained(gallery: Gallery) -> None:
    sold = gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))

    with gallery.store.reading() as session:
        for document, line, party in (
            (sold.id, 1, gallery.other),
            (sold.id, 9, gallery.party),
            (sold.id, 2, gallery.party),
        ):
            with pytest.raises(NotOnTheBook):
                explain_line(session, document, line, party)


WHAT = st.one_of(
    st.tuples(st.just("sell"), st.integers(1, 9), st.integers(0, 100)),
    st.tuples(st.just("refund"), st.integers(0, 9), st.integers(1, 9)),
    st.tuples(st.just("lock"), st.just(0), st.just(0)),
    st.tuples(st.just("pay"), st.integers(1, 100), st.just(0)),
)


@settings(max_examples=12)
@given(
    price=st.integers(1_000, 3_000_000),
    rate=st.integers(0, 60),
    bearer=st.sampled_from(DiscountBearer),
    acts=st.lists(WHAT, min_size=3, max_size=9),
)
def test_whatever_happens_the_figures_add_up(
    empty_store_file: Path, price: int, rate: int, bearer: DiscountBearer, acts: list[tuple[str, int, int]]
) -> None:
    with TemporaryDirectory() as folder:
        file = Path(shutil.copy(empty_store_file, folder))
        store = Store(file)
        try:
            _live(store, price, rate, bearer, acts)
            assert examine(file) == ()
        finally:
            store.close()


def _live(store: Store, price: int, rate: int, bearer: DiscountBearer, acts: list[tuple[str, int, int]]) -> None:
    gallery = a_gallery(store, FixedClock(datetime(2026, 11, 22, 3, tzinfo=UTC)), cash=200_000_000)
    party = gallery.party
    gallery.agree(party, rate=rate, bearer=bearer)
    item, _note = gallery.take(party, price=price, pieces=100, name="Kain")
    sold: list[tuple[SaleCompleted, int]] = []
    papers: list[SettlementLocked] = []
    for act, first, second in acts:
        with store.reading() as session:
            owed = owed_to(session, party)
            lines = owed_lines(session, party)
        assert sum_rupiah(line.share for line in lines) == owed.fresh
        assert sum_rupiah(line.paid for line in lines) - owed.commission == owed.fresh
        assert owed.to_pay >= ZERO
        assert owed.balance + owed.deduction == owed.fresh + owed.carried
        if act == "sell":
            sold.append((gallery.sell((item, first, price, price * first * second // 100)), first))
        elif act == "refund" and sold:
            sale, left = sold.pop(first % len(sold))
            count = min(left, second)
            gallery.refund(sale, [(1, count)])
            if left > count:
                sold.append((sale, left - count))
        elif act == "lock" and lines:
            locked = gallery.lock(party, reviewed=Reviewed(balance=owed.balance, lines=owed.lines))
            assert locked.to_pay == owed.to_pay
            papers.append(locked)
            with store.reading() as session:
                paper = statement_of(session, locked.id)
            assert (paper.earned, paper.balance, paper.sold - paper.commission) == (
                owed.fresh,
                owed.balance,
                paper.earned,
            )
        elif act == "pay" and papers:
            with store.reading() as session:
                left_to_pay = statement_of(session, papers[-1].id).left
            if left_to_pay:
                amount = max(left_to_pay.amount * first // 100, 1)
                gallery.pay(papers[-1], amount)
    with store.reading() as session:
        for line in owed_lines(session, party):
            found = explain_line(session, line.document, line.line, party)
            assert found.amount == line.share
            assert line_words(line)
            assert (line.quantity.units < 0) == (line.kind is DocumentKind.REFUND)
            _adds_up(found)
