"""What cannot be right about returns from elsewhere, and about the rates of a stand, is found and by its name."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.rates import Rate
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, ItemId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.sales.cart import SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, SaleCompleted, complete_sale
from sentra_pos.sales.elsewhere_errors import ReturnDiffers
from sentra_pos.sales.errors import NotOnLoadingList
from sentra_pos.sales.identify_goods import IdentifyGoods, identify_goods
from sentra_pos.sales.identify_queries import possible_answers
from sentra_pos.sales.match_return import MatchReturn, SoldThere, match_return
from sentra_pos.sales.take_back_from_elsewhere import TakeBackFromElsewhere, take_back_from_elsewhere
from tests.consignment.terms_shop import TermsShop, a_terms_shop
from tests.doctor.a_busy_shop import copied
from tests.sales.away import a_stand

_RL = "(SELECT id FROM document WHERE kind = 'foreign_return' ORDER BY seq LIMIT 1)"
_OPEN = "(SELECT id FROM document WHERE kind = 'foreign_return' ORDER BY seq DESC LIMIT 1)"
_RC = "(SELECT id FROM document WHERE kind = 'return_matched')"
_KP = "(SELECT id FROM document WHERE kind = 'identification')"
_AT_STAND = (
    "(SELECT document_id FROM goods_move JOIN place ON place.id = from_place_id WHERE place.kind = 'stand' LIMIT 1)"
)
FAULTS = {
    "money that waits for nobody": (
        "elsewhere.waiting",
        f"UPDATE money_move SET amount = amount + 1 WHERE document_id = {_OPEN}",
    ),
    "a return that gave back more than it says": (
        "sale.money",
        f"UPDATE money_move SET amount = amount + 1 WHERE document_id = {_RL}",
    ),
    "a return whose money is not what it was paid": (
        "sale.tenders",
        f"UPDATE document_line SET amount = amount + 1 WHERE document_id = {_RL} AND kind = 'tender'",
    ),
    "a return of several pieces at the price of one": (
        "sale.line",
        f"UPDATE document_line SET quantity = quantity + 1 WHERE document_id = {_RL} AND kind = 'taken_back'",
    ),
    "a return without a reason": ("elsewhere.line", f"UPDATE document SET reason = ' ' WHERE id = {_RL}"),
    "a match that says nothing": (
        "elsewhere.line",
        f"DELETE FROM document_line WHERE document_id = {_RC} AND kind = 'taken_back'",
    ),
    "a match of other goods": (
        "elsewhere.match",
        f"UPDATE document_line SET item_id = (SELECT item_id FROM document_line WHERE document_id = {_KP})"
        f" WHERE document_id = {_RC} AND kind = 'taken_back'",
    ),
    "a match of fewer pieces than came back": (
        "elsewhere.match",
        f"UPDATE document_line SET quantity = quantity - 1 WHERE document_id = {_RC} AND kind = 'goods'",
    ),
    "a match that says another difference": (
        "elsewhere.match",
        f"UPDATE document_line SET details = json_set(details, '$.difference', 1) WHERE document_id = {_RC}"
        " AND kind = 'taken_back'",
    ),
    "a return answered twice": (
        "conflict.matched_twice",
        "INSERT INTO document_line (document_id, line_no, kind, amount, text, item_id, quantity, price,"
        " refers_document_id, refers_line_no, details) SELECT document_id, 9, kind, amount, text, item_id, quantity,"
        f" price, refers_document_id, refers_line_no, details FROM document_line WHERE document_id = {_RC}"
        " AND kind = 'taken_back'",
    ),
    "a match that takes less from the artisan than the sale gave": (
        "refund.mirror",
        f"UPDATE line_allocation SET share = share - 1, shop_part = shop_part + 1 WHERE document_id = {_RC}",
    ),
    "a match of more than was sold": (
        "refund.too_many",
        f"UPDATE line_allocation SET quantity = quantity + 9 WHERE document_id = {_RC}",
    ),
    "a match of no sale": (
        "refund.names_no_sale",
        f"UPDATE document_line SET refers_line_no = 7 WHERE document_id = {_RC} AND kind = 'goods'",
    ),
    "a difference that went to nobody": (
        "sale.money",
        f"DELETE FROM money_move WHERE document_id = {_RC} AND move_no = (SELECT max(move_no) FROM money_move"
        f" WHERE document_id = {_RC})",
    ),
    "sold at a stand by the shop's rate": (
        "sale.split",
        f"UPDATE line_allocation SET share = 85000, shop_part = 15000 WHERE document_id = {_AT_STAND}",
    ),
    "sold at a stand, and found out as if it had been sold in the shop": (
        "identification.line",
        f"UPDATE document_line SET details = json_remove(details, '$.place') WHERE document_id = {_KP}",
    ),
    "found out, and split by the shop's rate": (
        "sale.split",
        f"UPDATE line_allocation SET share = share + 7500, shop_part = shop_part - 7500 WHERE document_id = {_KP}",
    ),
}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path) -> Path:
    """A shop that was away with its till, and took back what it had not sold yet."""
    file = tmp_path_factory.mktemp("elsewhere") / "shop.db"
    file.write_bytes(empty_store_file.read_bytes())
    store = Store(file)
    try:
        _a_few_days(a_terms_shop(store, FixedClock(datetime(2026, 11, 22, 3, 0, tzinfo=UTC))))
    finally:
        store.close()
    return file


def _a_few_days(shop: TermsShop) -> None:
    shop.agree(Rate(place=PlaceKind.STAND, scheme=Scheme.COMMISSION_PERCENT, rate=Percent(2_250)))
    cloth, shawl = shop.item("Kain Kawung", 100_000), shop.item("Syal", 100_000)
    shop.take(cloth, 9, 100_000)
    back = [_taken_back(shop, cloth, count) for count in (2, 1)]
    sold = shop.sell(cloth, 3, 100_000)
    part = SoldThere(sale=sold.id, line=1, quantity=Quantity(2))
    match = MatchReturn(id=shop.document(), by=shop.founded.by, foreign=back[0], parts=(part,))
    with shop.store.writing() as session, pytest.raises(ReturnDiffers):
        match_return(session, match, clock=shop.clock)
    paid_less = frozenset({f"{ReturnDiffers.key}:-20000"})
    with shop.store.writing() as session:
        match_return(
            session,
            MatchReturn(id=match.id, by=match.by, foreign=match.foreign, parts=match.parts, confirmed=paid_less),
            clock=shop.clock,
        )
    away = a_stand(shop.store, shop.clock, shop.founded.by)
    away.load((cloth, 3))
    away.open_at(away.place)
    shop.sell(cloth, 1, 100_000)
    strange = _sold_unnoted(shop, shawl)
    away.open_at(None)
    shop.take(shawl, 2, 100_000)
    with shop.store.writing() as session:
        (answer,) = possible_answers(session, shawl, Rupiah(100_000), shop.founded.shelf)
        whose = IdentifyGoods(id=shop.document(), by=shop.founded.by, sale=strange.id, line=1, lot=answer.lot)
        identify_goods(session, whose, clock=shop.clock)


def _taken_back(shop: TermsShop, item: ItemId, count: int) -> DocumentId:
    command = TakeBackFromElsewhere(
        id=shop.document(), by=shop.founded.by, item=item, quantity=Quantity(count), price=Rupiah(90_000),
        receipt=f"J9-{count}", method="cash", reason="luntur",
    )  # fmt: skip
    with shop.store.writing() as session:
        return take_back_from_elsewhere(session, command, clock=shop.clock).id


def _sold_unnoted(shop: TermsShop, item: ItemId) -> SaleCompleted:
    line = SaleLine(item=item, quantity=Quantity(1), price=Rupiah(100_000))
    command = CompleteSale(
        id=shop.document(), by=shop.founded.by, lines=(line,), tenders=(Tender(method="cash", given=line.amount),),
        confirmed=frozenset({NotOnLoadingList.about(item)}),
    )  # fmt: skip
    with shop.store.writing() as session:
        return complete_sale(session, command, clock=shop.clock)


def test_returns_from_elsewhere_and_a_stands_rates_are_not_spoken_of(good: Path) -> None:
    assert examine(good) == ()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_by_its_name(fault: str, good: Path, tmp_path: Path) -> None:
    code, statement = FAULTS[fault]
    broken = copied(good, tmp_path / "shop.db", lambda connection: connection.execute(statement))
    assert code in {finding.code for finding in examine(broken)}
