"""What an exhibition cost: paid once, borne to the rupiah, and named in the artisans' next settlements."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.money import Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.exhibitions.charge_costs import CostSpread, PaidFrom, charge_costs, cost_shared
from sentra_pos.exhibitions.errors import NoSuchExhibition
from sentra_pos.exhibitions.home_errors import (
    CostNeedsReference,
    CostNeedsText,
    CostTooSmall,
    NobodySoldThere,
    NobodyToShare,
    PartNotSensible,
)
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.standing import OtherWishUnderSameId
from sentra_pos.settlement.explain import explain_balance
from sentra_pos.settlement.figures import explain_document_line
from sentra_pos.settlement.lock_settlement import LockSettlement, lock_settlement
from sentra_pos.settlement.queries import accrued_of, owed_lines, owed_to
from sentra_pos.settlement.statement import statement_of
from sentra_pos.settlement.wording import line_words
from sentra_pos.tills.errors import CategoryMissing, DrawerHoldsLess, SafeHoldsLess, TillNotOpen
from tests.exhibitions.homeward import Homeward, a_stand_here

THEIRS = Percent(0)


@pytest.fixture
def stand(store: Store, clock: FixedClock) -> Homeward:
    return a_stand_here(store, clock)


def borne(stand: Homeward) -> dict[str, int]:
    return {each.code: each.costs.amount for each in stand.result().artisans if each.costs}


def well(stand: Homeward) -> None:
    assert [finding.sentence for finding in examine(stand.store.path)] == []


def test_what_the_shop_bears_is_its_expense_out_of_the_drawer(stand: Homeward) -> None:
    stand.costs(150_000, category="delivery", text="Ongkos mobil")

    assert stand.balance(AccountKind.EXPENSE, method="delivery") == 150_000
    assert stand.balance(AccountKind.DRAWER, device=stand.ratna.device) == 50_000
    (cost,) = stand.result().costs
    assert (cost.text, cost.total, cost.shop, cost.artisans) == ("Ongkos mobil", Rupiah(150_000), Rupiah(150_000), ())
    assert stand.result().profit == Rupiah(-150_000)
    well(stand)


def test_artisans_share_their_part_equally_to_the_rupiah(stand: Homeward) -> None:
    stand.costs(100_001, paid_from=PaidFrom.SAFE, shop_percent=Percent.whole(50))

    assert borne(stand) == {"P01": 25_000, "P02": 25_000}
    assert stand.balance(AccountKind.EXPENSE, method="expense") == 50_001
    assert stand.balance(AccountKind.SAFE) == 199_999
    well(stand)


def test_artisans_share_by_what_they_sold_there(stand: Homeward) -> None:
    stand.sells(stand.gallery.shirt_m)
    stand.sells(stand.gallery.mrico)
    stand.costs(100_000, shop_percent=THEIRS, spread=CostSpread.SALES)
    assert borne(stand) == {"P01": 60_638, "P02": 39_362}
    well(stand)


def test_artisans_share_by_the_pieces_that_were_taken(stand: Homeward) -> None:
    stand.costs(100_000, shop_percent=THEIRS, spread=CostSpread.PIECES)
    assert borne(stand) == {"P01": 16_667, "P02": 83_333}
    well(stand)


def test_only_those_who_are_named_share_it(stand: Homeward) -> None:
    stand.costs(40_000, shop_percent=THEIRS, parties=(stand.gallery.tirta,))
    assert borne(stand) == {"P02": 40_000}


def test_the_next_settlement_names_the_cost_and_the_exhibition(stand: Homeward) -> None:
    stand.sells(stand.gallery.mrico)
    stand.costs(60_000, shop_percent=THEIRS)
    tirta = stand.gallery.tirta
    use_language("en")
    with stand.store.reading() as session:
        assert owed_to(session, tirta).fresh == Rupiah(157_250 - 30_000)
        assert [line_words(line) for line in owed_lines(session, tirta)] == [
            "Mrico Bolong cap (at Pameran Inacraft · Hall B 12)",
            "Fee: Sewa stan · Pameran Inacraft",
        ]

    locked = stand.do(lock_settlement, LockSettlement(id=stand.new(), by=stand.ratna, party=tirta))

    with stand.store.reading() as session:
        statement = statement_of(session, locked.id)
        assert statement.to_pay == Rupiah(127_250)
        assert [line.place for line in statement.lines] == ["Pameran Inacraft · Hall B 12", ""]
    assert stand.of("P02").earned == Rupiah(127_250)
    well(stand)


def test_the_same_cost_twice_is_paid_once(stand: Homeward) -> None:
    command = stand.costing(50_000, shop_percent=THEIRS)
    assert stand.do(charge_costs, command) == stand.do(charge_costs, command)
    assert stand.balance(AccountKind.DRAWER, device=stand.ratna.device) == 150_000
    assert isinstance(stand.refusal(charge_costs, replace(command, amount=Rupiah(1))), OtherWishUnderSameId)


def test_a_screen_sees_who_would_bear_how_much_before_anything_is_paid(stand: Homeward) -> None:
    with stand.store.reading() as session:
        shared = cost_shared(session, stand.costing(90_000, shop_percent=Percent.whole(20)))
    assert (shared.shop, shared.of_artisans) == (Rupiah(18_000), Rupiah(72_000))
    assert sum_rupiah(amount for _party, amount in shared.artisans) == Rupiah(72_000)


@pytest.mark.parametrize(
    ("wrong", "trouble"),
    [
        ({"text": "  "}, CostNeedsText),
        ({"amount": Rupiah(0)}, CostTooSmall),
        ({"shop_percent": Percent.whole(101)}, PartNotSensible),
        ({"category": "income"}, CategoryMissing),
        ({"category": "nothing"}, CategoryMissing),
        ({"amount": Rupiah(200_001)}, DrawerHoldsLess),
        ({"amount": Rupiah(300_001), "paid_from": PaidFrom.SAFE}, SafeHoldsLess),
        ({"paid_from": PaidFrom.BANK}, CostNeedsReference),
        ({"shop_percent": THEIRS, "spread": CostSpread.SALES}, NobodySoldThere),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_what_makes_no_sense_is_refused(stand: Homeward, wrong: dict[str, object], trouble: type[SentraError]) -> None:
    command = replace(stand.costing(50_000), **wrong)  # type: ignore[arg-type]
    assert isinstance(stand.refusal(charge_costs, command), trouble)


def test_by_the_bank_it_is_paid_also_while_the_till_is_closed(stand: Homeward) -> None:
    stand.closes(200_000)
    assert isinstance(stand.refusal(charge_costs, stand.costing(50_000)), TillNotOpen)
    stand.costs(7_500_000, paid_from=PaidFrom.BANK, reference="TRF-881")
    assert stand.balance(AccountKind.BANK) == -7_500_000
    well(stand)


def test_nobody_shares_what_nobodys_goods_were_taken_to(stand: Homeward) -> None:
    other = stand.plan("Pameran Kosong")
    command = replace(stand.costing(50_000, shop_percent=THEIRS), exhibition=other)
    assert isinstance(stand.refusal(charge_costs, command), NobodyToShare)
    unknown = replace(command, exhibition=stand.new())
    assert isinstance(stand.refusal(charge_costs, unknown), NoSuchExhibition)


def test_every_move_of_a_stand_sale_and_of_a_cost_opens_to_where_it_came_from(stand: Homeward) -> None:
    use_language("en")
    sale = stand.sells(stand.gallery.mrico)
    cost = stand.costs(60_000, shop_percent=THEIRS)
    tirta = stand.gallery.tirta
    with stand.store.reading() as session:
        reasons = explain_balance(session, accrued_of(tirta))
        assert [(reason.document, reason.amount) for reason in reasons] == [
            (sale, Rupiah(157_250)),
            (cost.id, Rupiah(-30_000)),
        ]
        sold = explain_document_line(session, tirta, sale, 1)
        part = explain_document_line(session, tirta, cost.id, 3)
    assert "sold at Pameran Inacraft · Hall B 12" in sold.parts[0].detail
    assert part.total == Rupiah(-30_000)
    assert "Fee: Sewa stan · Pameran Inacraft" in part.parts[0].text
