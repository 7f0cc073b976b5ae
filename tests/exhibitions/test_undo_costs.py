"""A cost of an exhibition that was wrong is taken back whole: the money, the shop's part and every artisan's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.exhibitions.charge_costs import PaidFrom
from sentra_pos.exhibitions.home_errors import CostUndoneAlready, NotACost, ReasonToUndoMissing
from sentra_pos.exhibitions.undo_costs import CostsUndone, UndoCosts, costs_that_stand, undo_costs
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.standing import OtherWishUnderSameId
from sentra_pos.people.permissions import NotAllowed
from sentra_pos.settlement.lock_settlement import LockSettlement, lock_settlement
from sentra_pos.settlement.queries import owed_lines, owed_to
from sentra_pos.settlement.wording import line_words
from sentra_pos.tills.errors import TillNotOpen
from tests.exhibitions.homeward import Homeward, a_stand_here

HALF = Percent.whole(50)


@pytest.fixture
def stand(store: Store, clock: FixedClock) -> Homeward:
    return a_stand_here(store, clock)


def well(stand: Homeward) -> None:
    assert [finding.sentence for finding in examine(stand.store.path)] == []


def undoing(stand: Homeward, cost: DocumentId, why: str = "salah ketik") -> UndoCosts:
    return UndoCosts(id=stand.new(), by=stand.ratna, cost=cost, reason=why)


def test_all_of_it_comes_back_and_the_result_knows_nothing_of_it(stand: Homeward) -> None:
    stand.costs(150_000, category="delivery", text="Ongkos mobil", shop_percent=HALF)
    (cost,) = stand.result().costs

    undone: CostsUndone = stand.do(undo_costs, undoing(stand, cost.document))

    assert undone.amount == Rupiah(150_000)
    assert stand.balance(AccountKind.EXPENSE, method="delivery") == 0
    assert stand.balance(AccountKind.DRAWER, device=stand.ratna.device) == 200_000
    found = stand.result()
    assert (found.costs, found.profit) == ((), Rupiah(0))
    assert [each.costs for each in found.artisans if each.costs] == []
    with stand.store.reading() as session:
        assert costs_that_stand(session, stand.exhibition) == ()
    well(stand)


def test_it_goes_back_to_where_it_was_paid_from(stand: Homeward) -> None:
    safe = stand.costs(100_000, paid_from=PaidFrom.SAFE)
    bank = stand.costs(7_500_000, paid_from=PaidFrom.BANK, reference="TRF-881")
    drawer = stand.costs(50_000)
    stand.closes(150_000)
    assert isinstance(stand.refusal(undo_costs, undoing(stand, drawer.id)), TillNotOpen)
    for cost in (safe, bank):
        stand.do(undo_costs, undoing(stand, cost.id))
    assert (stand.balance(AccountKind.SAFE), stand.balance(AccountKind.BANK)) == (300_000, 0)
    with stand.store.reading() as session:
        assert [each.document for each in costs_that_stand(session, stand.exhibition)] == [drawer.id]
    well(stand)


def test_what_a_settlement_took_already_comes_back_with_the_next_one(stand: Homeward) -> None:
    stand.sells(stand.gallery.mrico)
    cost = stand.costs(60_000, shop_percent=Percent(0))
    tirta = stand.gallery.tirta
    stand.do(lock_settlement, LockSettlement(id=stand.new(), by=stand.ratna, party=tirta))

    stand.do(undo_costs, undoing(stand, cost.id))

    use_language("en")
    with stand.store.reading() as session:
        assert owed_to(session, tirta).fresh == Rupiah(30_000)
        assert [line_words(line) for line in owed_lines(session, tirta)] == [
            "Fee taken back: Sewa stan · Pameran Inacraft",
        ]
    stand.do(lock_settlement, LockSettlement(id=stand.new(), by=stand.ratna, party=tirta))
    well(stand)


def test_once_and_with_a_reason_and_by_who_may(stand: Homeward) -> None:
    cost = stand.costs(60_000, shop_percent=Percent(0))
    command = undoing(stand, cost.id)
    assert isinstance(stand.refusal(undo_costs, replace(command, reason=" ")), ReasonToUndoMissing)
    assert isinstance(stand.refusal(undo_costs, replace(command, cost=stand.new())), NotACost)
    assert isinstance(stand.refusal(undo_costs, replace(command, by=stand.gallery.cashier)), NotAllowed)
    done: CostsUndone = stand.do(undo_costs, command)
    assert stand.do(undo_costs, command) == done
    assert isinstance(stand.refusal(undo_costs, replace(command, reason="lain")), OtherWishUnderSameId)
    assert isinstance(stand.refusal(undo_costs, undoing(stand, cost.id)), CostUndoneAlready)
    assert isinstance(stand.refusal(undo_costs, undoing(stand, done.id)), NotACost)
