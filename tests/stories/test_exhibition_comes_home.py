"""A stand on paper: loaded, its notes keyed in at night, goods and cash home, its costs shared, everybody settled."""

from __future__ import annotations

from datetime import timedelta

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import use_language
from sentra_pos.counting.case_queries import open_cases
from sentra_pos.counting.decide_case import DecideCase, decide_case
from sentra_pos.counting.facts import Outcome
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.exhibitions.facts import Stage
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.payments.methods import QRIS
from sentra_pos.settlement.lock_settlement import LockSettlement, lock_settlement
from sentra_pos.settlement.statement import statement_of
from sentra_pos.settlement.wording import line_words
from sentra_pos.tills.open_till import OpenTill, open_till
from tests.exhibitions.homeward import Homeward, a_stand_here


def test_an_exhibition_comes_home_and_everybody_has_what_is_theirs(store: Store, clock: FixedClock) -> None:
    use_language("en")
    fair = a_stand_here(store, clock)
    shop = fair.gallery

    # Two evenings of notes, keyed in on the shop's own till.
    clock.advance(timedelta(days=1))
    fair.sells(shop.shirt_m, 2)
    fair.sells(shop.mrico, 1, method=QRIS)
    pouches = fair.sells(shop.pouch, 4)
    fair.closes(200_000 + 570_000 + 140_000)
    clock.advance(timedelta(days=1))
    fair.opens(910_000)
    fair.takes_back(pouches, 1)
    fair.sells(shop.mrico, 2)
    fair.costs(300_000, shop_percent=Percent.whole(50), text="Sewa stan")
    fair.closes(910_000 - 35_000 + 370_000 - 300_000)
    fair.ends()
    assert fair.stage(fair.exhibition) is Stage.CLOSING

    # The first car brings the cloths; the second the rest, and a shirt is not in it.
    fair.brings((shop.mrico, 2))
    fair.brings((shop.pouch, 6), damaged=((shop.pouch, 1),), finished=True)
    assert fair.stage(fair.exhibition) is Stage.RECONCILED
    assert fair.open_ends() == {}
    _pay_for_the_shirt(fair)

    found = fair.result()
    sold = 2 * 285_000 + 3 * 185_000 + 3 * 35_000
    assert (found.pieces.taken, found.pieces.sold, found.pieces.returned, found.pieces.lost) == (18, 8, 9, 1)
    assert found.sales.paid == Rupiah(sold)
    assert found.commission == Rupiah(sold * 15 // 100)
    assert found.profit == Rupiah(sold * 15 // 100 - 150_000 - 285_000)
    assert [day.taken for day in found.days] == [Rupiah(895_000), Rupiah(335_000)]

    _settle(fair)
    assert [finding.sentence for finding in examine(store.path)] == []


def _pay_for_the_shirt(fair: Homeward) -> None:
    """The missing one is a case that says where it was; the shop pays for it, as agreed."""
    with fair.store.reading() as session:
        cases = {case.kind.value: case for case in open_cases(session, fair.ratna.device)}
    shirt = cases["missing"]
    assert (shirt.name, shirt.came_from) == ("Kemeja Sisik M", "Pameran Inacraft · Hall B 12")
    assert cases["quarantine"].name == "Pouch perca batik"
    command = DecideCase(
        id=fair.new(),
        by=fair.ratna,
        lot=shirt.lot,
        place=shirt.place,
        quantity=shirt.quantity,
        outcome=Outcome.SHOP_PAYS,
    )
    fair.do(decide_case, command)


def _settle(fair: Homeward) -> None:
    """Every line of the settlement names the exhibition; what it comes to is what the result says, and the shirt."""
    for party, lines, more in ((fair.gallery.kencana, 1, 285_000), (fair.gallery.tirta, 4, 0)):
        earned = next(each.earned for each in fair.result().artisans if each.party == party)
        locked = fair.do(lock_settlement, LockSettlement(id=fair.new(), by=fair.ratna, party=party))
        with fair.store.reading() as session:
            statement = statement_of(session, locked.id)
        named = [line_words(line) for line in statement.lines]
        assert sum("(at Pameran Inacraft · Hall B 12)" in words for words in named) == lines
        assert "Fee: Sewa stan · Pameran Inacraft" in named
        assert statement.to_pay == earned + Rupiah(more)
        assert fair.balance(AccountKind.ACCRUED, party=party) == 0


def test_in_the_shop_meanwhile_what_is_away_cannot_be_sold_and_afterwards_it_can(
    store: Store, clock: FixedClock
) -> None:
    fair = a_stand_here(store, clock)
    fair.closes(200_000)
    fair.ends()
    fair.brings((fair.gallery.mrico, 5), (fair.gallery.pouch, 10), (fair.gallery.shirt_m, 3), finished=True)
    fair.do(open_till, OpenTill(id=fair.new(), by=fair.ratna, counted=Rupiah(200_000), added=Rupiah(0)))

    fair.sells(fair.gallery.shirt_m, 5)

    assert fair.result().pieces.sold == 0
    assert [finding.sentence for finding in examine(store.path)] == []
