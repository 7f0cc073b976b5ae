"""A laptop that is ours, signs with its own key and chains as it should, and lies: what no till can do is not added."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.exhibitions.file_errors import NotSound, RecordSenseless
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.sales.cart import Condition, SaleLine, Tender
from tests.exhibitions.homecoming_day import Stand, a_stand_away, book, chained_again, written_again

Records = list[dict[str, Any]]
Lie = Callable[[Records], None]


@pytest.fixture
def laptop(tmp_path: Path, empty_store_file: Path) -> Iterator[Store]:
    store = Store(Path(shutil.copy(empty_store_file, tmp_path / "laptop.db")))
    yield store
    store.close()


@pytest.fixture
def stand(store: Store, laptop: Store, clock: FixedClock) -> Stand:
    return a_stand_away(store, laptop, clock)


def told(stand: Stand, lie: Lie, refusal: type[Exception] = NotSound) -> str:
    """Bring the file home with the lie in it; what the shop says to it. Nothing of it is in the book."""

    def change(records: Records) -> Records:
        lie(records)
        return chained_again(records)

    shop = stand.away.fair
    before = book(shop.store)
    with pytest.raises(refusal) as refused:
        stand.bring(written_again(stand.file(), stand.key(), change))
    assert book(shop.store) == before
    stand.bring(stand.file())
    return str(refused.value)


def content(records: Records, kind: str) -> Any:
    """The first document of the kind."""
    return next(each["content"] for each in records if each["is"] == "document" and each["content"]["kind"] == kind)


def account(records: Records, kind: AccountKind, **whose: Any) -> str:
    """The account's id, which the file names from now on."""
    named = {key: str(value) for key, value in whose.items()}
    record = {"is": "account", "kind": kind.value, "party": None, "device": None, "method": None, **named}
    if record not in records:
        records.insert(next(n for n, each in enumerate(records) if each["is"] == "document"), record)
    return str(Account(kind, **whose).id)


def instead(records: Records, document: Any, here: str, there: str) -> None:
    """The document's money goes there instead of here."""
    for move in document["money"]:
        move[1:3] = [there if end == here else end for end in move[1:3]]


def added(stand: Stand, records: Records, kind: str, line: list[Any], money: list[list[Any]], reason: str = "") -> None:
    """One more document, last of all."""
    documents = [each for each in records if each["is"] == "document"]
    made = json.loads(json.dumps(next(each for each in documents if each["content"]["kind"] == "sale")))
    seq = documents[-1]["content"]["seq"] + 1
    nothing: dict[str, Any] = {"allocations": [], "goods": [], "reverses": None, "intent": "", "reason": reason}
    made["content"] |= {"id": str(stand.new()), "kind": kind, "number": 1, "seq": seq, "lines": [line], "money": money}
    made["content"] |= nothing
    records.insert(records.index(documents[-1]) + 1, made)


def event(stand: Stand, records: Records, kind: str, details: dict[str, Any]) -> None:
    """One more event, last of all."""
    made = json.loads(json.dumps([each for each in records if each["is"] == "event"][-1]))
    made["content"] |= {"id": str(stand.new()), "kind": kind, "details": details, "seq": made["content"]["seq"] + 1}
    records.append(made)


def line(kind: str, amount: int, **said: Any) -> list[Any]:
    names = "text item lot party quantity price discount method reference refers line details".split()
    row = {"text": "", "details": {}} | said
    return [1, kind, amount, *(row.get(name) for name in names)]


def test_ones_share_is_not_the_others(stand: Stand) -> None:
    tirta, kencana = stand.away.fair.gallery.tirta, stand.away.fair.gallery.kencana
    stand.sell(stand.away.fair.gallery.mrico)

    def lie(records: Records) -> None:
        here, there = (account(records, AccountKind.ACCRUED, party=party) for party in (tirta, kencana))
        instead(records, content(records, "sale"), here, there)

    assert "pihak lain" in told(stand, lie)


def test_money_waits_where_it_was_paid(stand: Stand) -> None:
    mrico = stand.away.fair.gallery.mrico
    stand.sell(mrico, tenders=(Tender(method="qris", given=mrico.price),))

    def lie(records: Records) -> None:
        here, there = (account(records, AccountKind.IN_TRANSIT, method=method) for method in ("qris", "nonesuch"))
        instead(records, content(records, "sale"), here, there)

    assert "pihak lain" in told(stand, lie)


def test_a_corrected_way_of_paying_moves_nobodys_share(stand: Stand) -> None:
    gallery = stand.away.fair.gallery
    stand.sell(gallery.mrico)

    def lie(records: Records) -> None:
        clearing = account(records, AccountKind.CLEARING)
        tirta = account(records, AccountKind.ACCRUED, party=gallery.tirta)
        kencana = account(records, AccountKind.ACCRUED, party=gallery.kencana)
        moves = [[1, tirta, clearing, 5_000_000], [1, clearing, kencana, 5_000_000]]
        sale = content(records, "sale")["id"]
        added(stand, records, "payment_change", line("tender", 0, method="cash", refers=sale, line=1), moves, "salah")

    assert "pihak lain" in told(stand, lie)


def test_a_customers_payment_is_what_it_says(stand: Stand) -> None:
    stand.sell(stand.away.fair.gallery.mrico)

    def lie(records: Records) -> None:
        clearing, bank = account(records, AccountKind.CLEARING), account(records, AccountKind.BANK)
        owes = account(records, AccountKind.RECEIVABLE, party=stand.away.fair.gallery.kencana)
        moves = [[1, bank, clearing, 5_000_000], [1, clearing, owes, 5_000_000]]
        added(stand, records, "customer_payment", line("customer", 0), moves)

    assert "pihak lain" in told(stand, lie)


def test_what_a_customer_paid_is_in_the_drawer_or_on_its_way(stand: Stand) -> None:
    stand.sell(stand.away.fair.gallery.mrico)

    def lie(records: Records) -> None:
        clearing, bank = account(records, AccountKind.CLEARING), account(records, AccountKind.BANK)
        withheld = account(records, AccountKind.TAX_WITHHELD)
        moves = [[1, bank, clearing, 5_000_000], [1, clearing, withheld, 5_000_000]]
        added(stand, records, "customer_payment", line("customer", 0), moves)

    assert "menurut baris dan lotnya" in told(stand, lie)


@pytest.mark.parametrize("movement", ["safe_to_bank", "to_safe", "drawer_to_bank", "no such way", 5, None])
def test_no_stand_reaches_into_the_safe_or_the_bank(stand: Stand, movement: object) -> None:
    stand.sell(stand.away.fair.gallery.mrico)

    def lie(records: Records) -> None:
        clearing, bank = account(records, AccountKind.CLEARING), account(records, AccountKind.BANK)
        drawer = account(records, AccountKind.DRAWER, device=stand.away.device)
        moves = [[1, bank, clearing, 50_000], [1, clearing, drawer, 50_000]]
        added(stand, records, "cash_movement", line("cash_moved", 50_000, details={"movement": movement}), moves)

    told(stand, lie, RecordSenseless)


@pytest.mark.parametrize("kind", [AccountKind.SAFE, AccountKind.CAPITAL, AccountKind.PAYABLE, AccountKind.ADVANCE])
def test_a_stand_has_no_such_account(stand: Stand, kind: AccountKind) -> None:
    stand.sell(stand.away.fair.gallery.mrico)
    whose = {"party": stand.away.fair.gallery.tirta} if kind in (AccountKind.PAYABLE, AccountKind.ADVANCE) else {}

    def lie(records: Records) -> None:
        account(records, kind, **whose)

    told(stand, lie, RecordSenseless)


def test_a_damaged_piece_is_paid_for_with_what_it_had_earned(stand: Stand) -> None:
    gallery = stand.away.fair.gallery
    stand.refund(stand.sell(gallery.surya).id, Condition.DAMAGED_SHOP)

    def lie(records: Records) -> None:
        refund = content(records, "refund")
        paid = next(each for each in refund["lines"] if each[1] == "compensation")
        for move in refund["money"]:
            if move[0] == paid[0]:
                move[3] = 50_000_000
        paid[2] = 50_000_000

    assert "tidak mungkin" in told(stand, lie)


def test_nothing_is_sold_below_nothing(stand: Stand) -> None:
    gallery = stand.away.fair.gallery
    both = tuple(
        SaleLine(item=each.id, quantity=Quantity(1), price=each.price) for each in (gallery.mrico, gallery.surya)
    )
    total = gallery.mrico.price + gallery.surya.price
    stand.sell(gallery.mrico, lines=both, tenders=(Tender(method="cash", given=total),))

    def lie(records: Records) -> None:
        sale = content(records, "sale")
        clearing, commission = account(records, AccountKind.CLEARING), account(records, AccountKind.COMMISSION)
        discount = account(records, AccountKind.DISCOUNT_EXPENSE)
        tirta = account(records, AccountKind.ACCRUED, party=gallery.tirta)
        kencana = account(records, AccountKind.ACCRUED, party=gallery.kencana)
        goods = sale["lines"][:2]
        for each, part, sign in zip(goods, sale["allocations"], (1, -1), strict=True):
            each[2] = each[8] = sign * 100_000_000
            part[3], part[6], part[7] = sign * 100_000_000, sign * 85_000_000, sign * 15_000_000
        sale["lines"] = goods
        sale["money"] = [
            [1, clearing, tirta, 85_000_000],
            [1, clearing, commission, 15_000_000],
            [2, kencana, clearing, 85_000_000],
            [2, discount, clearing, 15_000_000],
        ]

    told(stand, lie)


def test_a_rounding_is_less_than_a_coin(stand: Stand) -> None:
    stand.sell(stand.away.fair.gallery.mrico)

    def lie(records: Records) -> None:
        clearing, rounding = account(records, AccountKind.CLEARING), account(records, AccountKind.ROUNDING)
        sale = content(records, "sale")
        paid = next(each for each in sale["lines"] if each[1] == "tender")
        short, paid[2] = paid[2] - 1_000, 1_000
        for move in sale["money"]:
            if move[0] == paid[0]:
                move[3] = 1_000
        sale["lines"].append([paid[0] + 1, *line("rounding", -short)[1:]])
        sale["money"].append([paid[0] + 1, rounding, clearing, short])

    assert "tidak mungkin" in told(stand, lie)


@pytest.mark.parametrize(
    ("kind", "details"),
    [
        ("pack_written", {}),
        ("pack_written", {"stand": "01a20132-3f80-7298-8f5b-a1c27cb47049", "loads": 99}),
        ("login_refused", {"failures": "x"}),
        ("login_refused", {"failures": None}),
        ("permission_refused", {"permissions": 5}),
        ("count_shown", {}),
        ("count_shown", {"shift": "x", "counted": 5, "expected": 5}),
    ],
    ids=str,
)
def test_an_event_that_nobody_could_read_again_is_refused(stand: Stand, kind: str, details: dict[str, Any]) -> None:
    stand.sell(stand.away.fair.gallery.mrico)
    told(stand, lambda records: event(stand, records, kind, details), RecordSenseless)


@pytest.mark.parametrize(
    ("which", "details"),
    [
        ("goods", {"discounts": 5}),
        ("goods", {"discounts": [{"amount": 5}]}),
        ("goods", {"discounts": [{"amount": 5, "origin": "nowhere"}]}),
        ("goods", {"raised": 1}),
        ("goods", {"facts": 7}),
        ("goods", {"facts": ["woven", "red"]}),
        ("goods", {"place": 3}),
        ("tender", {"given": "x"}),
        ("tender", {"confirmed": "yes"}),
    ],
    ids=str,
)
def test_a_line_that_no_receipt_could_show_is_refused(stand: Stand, which: str, details: dict[str, Any]) -> None:
    stand.sell(stand.away.fair.gallery.mrico)

    def lie(records: Records) -> None:
        for each in content(records, "sale")["lines"]:
            if each[1] == which:
                each[14] = details

    told(stand, lie, RecordSenseless)


@pytest.mark.parametrize(
    ("key", "value"),
    [("to_safe", None), ("expected", "5"), ("open", {}), ("by_method", {"cash": 5}), ("numbers", [[1]]), ("moved", 3)],
)
def test_a_closing_without_its_figures_is_refused(stand: Stand, key: str, value: object) -> None:
    stand.sell(stand.away.fair.gallery.mrico)
    stand.close()

    def lie(records: Records) -> None:
        said = content(records, "till_closing")["lines"][0][14]
        if value is None:
            del said[key]
        else:
            said[key] = value

    told(stand, lie, RecordSenseless)


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2200-01-01", "9999-12-31"])
def test_a_day_can_be_reckoned_with(stand: Stand, day: str) -> None:
    stand.sell(stand.away.fair.gallery.mrico, tenders=(Tender(method="cash", given=Rupiah(1_000_000)),))

    def lie(records: Records) -> None:
        for each in records:
            if each["is"] == "document":
                each["content"]["date"] = day

    told(stand, lie, RecordSenseless)
