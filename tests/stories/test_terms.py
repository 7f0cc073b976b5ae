"""Terms with an artisan, from the first handshake to the new ones that she agreed to: a diary of half a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sentra_pos.consignment.agreement_paper import agreement_paper, terms_move_paper
from sentra_pos.consignment.agreement_queries import agreement_to_sign
from sentra_pos.consignment.facts import Liability, Rhythm, Scheme
from sentra_pos.consignment.move_terms import MovedLot
from sentra_pos.consignment.payday import next_payday
from sentra_pos.consignment.queries import agreement_in_force
from sentra_pos.consignment.rate_wording import why_words
from sentra_pos.consignment.rates import Rate, RateRule
from sentra_pos.consignment.rules import rate_for
from sentra_pos.consignment.terms_errors import NoConsent, TermsNotBegun
from sentra_pos.consignment.terms_queries import terms_move
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.printing.page import Heading, Table, Together, render_paper
from sentra_pos.settlement.explain import explain_line
from sentra_pos.settlement.wording import derivation_steps
from tests.consignment.terms_shop import TermsShop, a_terms_shop

NOVEMBER_22, JANUARY_1 = date(2026, 11, 22), date(2027, 1, 1)


@pytest.fixture
def shop(store: Store, clock: FixedClock) -> TermsShop:
    return a_terms_shop(store, clock)


def test_half_a_year_of_terms(shop: TermsShop) -> None:
    use_language("en")
    cloth = shop.item("Kain Kawung", 400_000)
    scarf = shop.item("Selendang Sisik", 100_000)
    with shop.store.writing() as session:
        session.connection().exec_driver_sql("UPDATE item SET category = 'Selendang' WHERE name LIKE 'Selendang%'")

    # 22 November. Fifteen percent, twelve for scarves, at exhibitions twenty; the shop bears sixty percent of a loss.
    fair = Rate(place=PlaceKind.STAND, scheme=Scheme.COMMISSION_PERCENT, rate=Percent.whole(20))
    scarves = Rate(category="Selendang", scheme=Scheme.COMMISSION_PERCENT, rate=Percent.whole(12))
    first = shop.agree(
        scarves,
        fair,
        liability=Liability.SHARED,
        liability_shop_percent=Percent.whole(60),
        return_term_days=90,
        hold_days=3,
        rhythm=Rhythm.TWO_WEEKS,
        payday=6,
    )
    assert next_payday(first, NOVEMBER_22) == date(2026, 11, 28)
    assert next_payday(first, date(2026, 11, 29)) == date(2026, 12, 12)
    shop.take(cloth, 5, 400_000)
    shop.take(scarf, 8, 100_000)

    # The next terms are written down now and begin with the year.
    second = shop.agree(rate=10, begins=JANUARY_1, scheme=Scheme.COMMISSION_PERCENT)
    with shop.store.reading() as session:
        assert agreement_in_force(session, shop.party, NOVEMBER_22) == first
        assert agreement_in_force(session, shop.party, JANUARY_1) == second
    with pytest.raises(TermsNotBegun):
        shop.move(shop.moving(second))

    # A cloth and two scarves are sold: 340.000 and 2 × 88.000. She asks why twelve.
    shop.sell(cloth, 1, 400_000)
    sale = shop.sell(scarf, 2, 100_000)
    assert shop.accrued() == 340_000 + 176_000
    applied = rate_for(first, scarf, "Selendang", PlaceKind.SHELF)
    assert (applied.why, rate_for(first, cloth, "Kain", PlaceKind.STAND).why) == (RateRule.CATEGORY, RateRule.PLACE)
    assert why_words(first, applied) == "category Selendang: 12% (goes before the general 15%)"
    with shop.store.reading() as session:
        steps = derivation_steps(explain_line(session, sale.id, 1, shop.party))
    assert steps[1].text == "Commission 12% of the price"
    assert steps[1].detail.endswith("category Selendang: 12% (goes before the general 15%)")
    assert sum(step.amount.amount for step in steps[:-1] if step.amount) == 176_000

    # Somebody tidies the catalogue: scarves are cloths now. What came in as a scarf keeps the rate of a scarf.
    with shop.store.writing() as session:
        session.connection().exec_driver_sql("UPDATE item SET category = 'Kain'")
    shop.sell(scarf, 1, 100_000)
    assert shop.accrued() == 340_000 + 3 * 88_000

    # January. New goods come in at ten percent; the old ones keep their terms until she agrees.
    shop.clock.advance(JANUARY_1 - NOVEMBER_22)
    shop.take(scarf, 1, 100_000)
    assert [(each.version, each.quantity.units) for each in shop.here()] == [(1, 4), (1, 5), (2, 1)]
    old = [MovedLot(lot=each.lot) for each in shop.here() if each.version == 1]
    wish = shop.moving(second, *old)
    with pytest.raises(NoConsent):
        shop.move(replace(wish, consent=None))
    moved = shop.move(wish)
    assert {each.version for each in shop.here()} == {2}
    assert {each.arrived for each in shop.here()} == {NOVEMBER_22, JANUARY_1}

    # From now on a cloth brings 360.000; a scarf that was sold in November comes back as what it was.
    sold = shop.sell(cloth, 1, 400_000)
    with shop.store.reading() as session:
        why = derivation_steps(explain_line(session, sold.id, 1, shop.party))[1].detail
    assert why.startswith("Note N1-000001 of 22 November 2026, moved to new terms by KT1-000001, agreement version 2")
    shop.refund(sale, 1)
    assert shop.accrued() == 340_000 + 3 * 88_000 + 360_000 - 88_000
    assert {each.version for each in shop.here()} == {1, 2}

    # Both papers are printed for her drawer, and the doctor has nothing to say.
    _look_at_papers(shop, first.id, moved.id)
    assert examine(shop.store.path) == ()


def _look_at_papers(shop: TermsShop, agreement: object, moved: object) -> None:
    with shop.store.reading() as session:
        signed = agreement_to_sign(session, agreement)  # type: ignore[arg-type]
        move = terms_move(session, moved)  # type: ignore[arg-type]
    assert signed is not None
    assert move is not None
    paper = agreement_paper(signed, shop="Sentra Batik", shop_lines=("Jalan Contoh 1",), place="Kota Contoh")
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    assert [row.cells for row in tables[0].rows] == [("Category Selendang", "12%"), ("At an exhibition", "20%")]
    assert [row.cells[2] for row in tables[1].rows] == ["1"]
    slip = terms_move_paper(move, shop="Sentra Batik")
    (rows,) = [block.rows for block in slip.blocks if isinstance(block, Table)]
    assert [row.cells[3:] for row in rows] == [("340.000", "360.000"), ("88.000", "90.000")]
    assert isinstance(slip.blocks[0], Heading)
    assert isinstance(slip.blocks[-1], Together)
    for each in (paper, slip):
        assert render_paper(each).startswith(b"%PDF")


def test_a_month_without_that_day_pays_on_its_last(shop: TermsShop) -> None:
    monthly = shop.agree(rhythm=Rhythm.MONTHLY, payday=31)
    assert next_payday(monthly, date(2027, 2, 3)) == date(2027, 2, 28)
    assert next_payday(monthly, date(2027, 12, 31)) == date(2027, 12, 31)
    late = shop.agree(rhythm=Rhythm.MONTHLY, payday=5, begins=business_today(shop.clock) + timedelta(days=20))
    assert next_payday(late, date(2026, 12, 6)) == date(2027, 1, 5)
    assert next_payday(shop.agree(begins=late.valid_from), date(2026, 12, 6)) is None
    assert shop.accrued() == Rupiah(0).amount
