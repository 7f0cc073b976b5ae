"""Lent, paid back, let go and taken back in any order: what is open of each debt agrees with a plain sum of it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest

from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import Rupiah
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.queries import balance_of
from sentra_pos.settlement.debt_queries import debts_of
from sentra_pos.settlement.deduction_rules import Purpose
from sentra_pos.settlement.errors import RecoveredMeanwhile
from sentra_pos.settlement.forgive_debt import ForgiveDebt, forgive_debt
from sentra_pos.settlement.lend import Lend, lend
from sentra_pos.settlement.owing_queries import owing_of
from sentra_pos.settlement.pay_back import PayBack, pay_back
from sentra_pos.settlement.take_back import TakeBack, take_back
from tests.settlement.gallery import Gallery, a_gallery

FLOAT, BELOW = 20_000_000, 85_000
STEPS = 30


@dataclass
class _Sums:
    """What stands beside the book: each debt, what each paper took off which debts, and the loss of the shop."""

    debts: dict[DocumentId, int] = field(default_factory=dict)
    below: int = BELOW
    papers: dict[DocumentId, dict[DocumentId | None, int]] = field(default_factory=dict)
    let_go: set[DocumentId] = field(default_factory=set)
    drawer: int = 0
    lost: int = 0

    def open_of(self, debt: DocumentId) -> int:
        return self.debts[debt] - sum(parts.get(debt, 0) for parts in self.papers.values())

    @property
    def total(self) -> int:
        return sum(map(self.open_of, self.debts)) + self.below

    def back(self, paper: DocumentId, amount: int, *, let_go: bool) -> None:
        """The oldest debt first, the balance below zero last; the debts stand in the order they were made in."""
        self.papers[paper], left = {}, amount
        for debt in self.debts:
            part = min(left, self.open_of(debt))
            self.papers[paper][debt] = part
            left -= part
        self.papers[paper][None] = left
        self.below -= left
        if let_go:
            self.let_go.add(paper)
            self.lost += amount
        else:
            self.drawer += amount

    def undo(self, paper: DocumentId) -> None:
        """Whatever it was for is open again."""
        parts = self.papers.pop(paper)
        self.below += parts[None]
        if paper in self.let_go:
            self.lost -= sum(parts.values())
        else:
            self.drawer -= sum(parts.values())


@pytest.mark.parametrize("seed", range(3))
def test_what_is_open_agrees_with_what_was_not_taken_back(store: Store, clock: FixedClock, seed: int) -> None:
    gallery, chance = a_gallery(store, clock, cash=FLOAT), random.Random(seed)
    sale = gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))
    gallery.pay(gallery.lock(gallery.party))
    gallery.refund(sale)
    sums = _Sums(drawer=FLOAT - BELOW)
    for _step in range(STEPS):
        _go_on(gallery, sums, chance)
        _agrees(gallery, sums)
    for paper in tuple(sums.papers):
        _take_back(gallery, paper)
        sums.undo(paper)
    _agrees(gallery, sums)
    assert sums.lost == 0
    assert examine(store.path) == ()


def _go_on(gallery: Gallery, sums: _Sums, chance: random.Random) -> None:
    document, by, party = gallery.document(), gallery.by, gallery.party
    act = chance.choice(("lend", "back", "back", "let go", "undo", "undo", "never lent"))
    if act == "lend":
        amount = chance.randrange(1, 90_000)
        wanted = Lend(id=document, by=by, party=party, amount=Rupiah(amount), purpose=Purpose.CASH, text="obat")
        with gallery.store.writing() as session:
            lend(session, wanted, clock=gallery.clock)
        sums.debts[document] = amount
        sums.drawer -= amount
    elif act in ("back", "let go") and sums.total:
        amount = chance.choice((sums.total, chance.randint(1, sums.total)))
        with gallery.store.writing() as session:
            if act == "back":
                back = PayBack(id=document, by=by, party=party, amount=Rupiah(amount))
                pay_back(session, back, clock=gallery.clock)
            else:
                gone = ForgiveDebt(id=document, by=by, party=party, amount=Rupiah(amount), reason="sakit")
                forgive_debt(session, gone, clock=gallery.clock)
        sums.back(document, amount, let_go=act == "let go")
    elif act == "undo" and sums.papers:
        paper = chance.choice(tuple(sums.papers))
        _take_back(gallery, paper)
        sums.undo(paper)
    elif act == "never lent" and sums.debts:
        _never_lent(gallery, sums, chance.choice(tuple(sums.debts)))


def _never_lent(gallery: Gallery, sums: _Sums, debt: DocumentId) -> None:
    if sums.open_of(debt) < sums.debts[debt]:
        with pytest.raises(RecoveredMeanwhile):
            _take_back(gallery, debt)
        return
    _take_back(gallery, debt)
    sums.drawer += sums.debts.pop(debt)


def _take_back(gallery: Gallery, document: DocumentId) -> None:
    command = TakeBack(id=gallery.document(), by=gallery.by, document=document, reason="salah ketik")
    with gallery.store.writing() as session:
        take_back(session, command, clock=gallery.clock)


def _agrees(gallery: Gallery, sums: _Sums) -> None:
    with gallery.store.reading() as session:
        debts = debts_of(session, (gallery.party,), also_recovered=True).get(gallery.party, ())
        owing = owing_of(session, gallery.party, business_today(gallery.clock))
        drawer = balance_of(session, Account(AccountKind.DRAWER, device=gallery.by.device))
        lost = balance_of(session, Account(AccountKind.LOSS_EXPENSE))
        advance = balance_of(session, Account(AccountKind.ADVANCE, party=gallery.party))
    open_now = {each.document: each.outstanding.amount for each in debts if not each.taken_back}
    assert open_now == {debt: sums.open_of(debt) for debt in sums.debts}
    assert advance.amount == sum(open_now.values())
    assert (owing.below_zero.amount, drawer.amount, lost.amount) == (sums.below, sums.drawer, sums.lost)
