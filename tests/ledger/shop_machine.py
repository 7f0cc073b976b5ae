"""The real acts on a real store in any order, beside a model in dictionaries; the doctor looks on."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import text

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.consignment.facts import DiscountBearer, Scheme
from sentra_pos.consignment.opening_balances import OpeningBalances, PartyBalance, opening_balances
from sentra_pos.consignment.record_agreement import RecordAgreement, record_agreement
from sentra_pos.consignment.take_in import TakeIn, TakeInLine, take_in
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import AgreementId, DocumentId, ItemId, PartyId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.db.migrate import migrate
from sentra_pos.doctor.examine import examine, report
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.sales.cart import Discount, ReturnedLine, SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from sentra_pos.sales.errors import AlreadySold, SellBelowZero
from sentra_pos.sales.refund_sale import RefundSale, refund_sale
from sentra_pos.settlement.lock_settlement import LockSettlement, lock_settlement
from sentra_pos.settlement.pay_out import PayOut, pay_out
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.open_till import OpenTill, open_till
from tests.factories import add_artisan, add_item, found_a_shop
from tests.ledger.shop_model import ShopModel, Terms

_PRICES = st.sampled_from([1, 7, 999, 12_345, 85_000, 165_000, 1_250_000]) | st.integers(1, 3_000_000)
_MANY = st.integers(1, 7)
_BASIS_POINTS = st.sampled_from([0, 1, 850, 1000, 1250, 1500, 3333, 10_000])
_TERMS = st.builds(
    Terms,
    scheme=st.sampled_from([scheme.value for scheme in Scheme]),
    rate=_BASIS_POINTS,
    fixed=st.sampled_from([0, 1, 2_500, 50_000, 2_000_000]),
    bearer=st.sampled_from([bearer.value for bearer in DiscountBearer]),
)
_LINES = st.lists(st.tuples(st.integers(0, 99), _MANY, st.integers(0, 100), st.booleans()), min_size=1, max_size=4)
#: What may be asked again and answered yes.
_YES = frozenset({"new_price", "cost_above_price", "more_opening_balances"})


def _discounts(amount: int, shop_bears: bool) -> tuple[Discount, ...]:
    bearer = DiscountBearer.SHOP if shop_bears else None
    return (Discount(amount=Rupiah(amount), bearer=bearer, reason="langganan"),) if amount else ()


@cache
def _empty_store() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "shop.db"
        migrate(file)
        return file.read_bytes()


class ShopMachine(RuleBasedStateMachine):
    """One shop, four artisans, any order of acts. ``done`` counts the acts that went through, over all examples."""

    done: ClassVar[Counter[str]] = Counter()
    #: A full examination after every so many acts, and always at the end.
    examined_every: ClassVar[int] = 10

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="shop-machine-"))
        (self.folder / "shop.db").write_bytes(_empty_store())
        self.store = Store(self.folder / "shop.db")
        self.clock = FixedClock(datetime(2026, 11, 22, 3, 0, tzinfo=UTC))
        self.by = found_a_shop(self.store, self.clock).by
        self.model = ShopModel()
        self.artisans: list[UUID] = []
        self.terms: dict[UUID, Terms] = {}
        self.items: list[tuple[UUID, UUID | None, ItemKind, int]] = []
        self.settlements: dict[UUID, DocumentId] = {}
        self.by_qris: dict[UUID, int] = {}
        self.till_open = False
        self.openings = 0
        self.steps = 0

    def teardown(self) -> None:
        try:
            self._examine()
        finally:
            self.store.close()
            shutil.rmtree(self.folder)

    # ------------------------------------------------------------------------------------------------- the beginning

    @initialize(terms=st.lists(_TERMS, min_size=2, max_size=2), prices=st.lists(_PRICES, min_size=7, max_size=7))
    def found(self, terms: list[Terms], prices: list[int]) -> None:
        """Two artisans of any terms, one of commission and one bought outright, goods of theirs, and an open till."""
        everyone = [Terms(scheme="commission_percent", rate=1500, bearer="shared"), Terms(scheme="outright"), *terms]
        with self.store.writing() as session:
            for number in range(1, len(everyone) + 1):
                artisan = add_artisan(session, self.clock, code=f"P{number:02}")
                self.artisans.append(artisan)
                for kind, price in ((ItemKind.COUNTED, prices[number]), (ItemKind.UNIQUE, prices[number + 1])):
                    item = add_item(session, self.clock, price=price, kind=kind, maker=artisan, name=f"{kind} {number}")
                    self.items.append((item, artisan, kind, price))
            service = add_item(session, self.clock, price=prices[0], kind=ItemKind.SERVICE, name="Jahit")
            self.items.append((service, None, ItemKind.SERVICE, prices[0]))
        for party, each in zip(self.artisans, everyone, strict=True):
            self._agree(party, each)
        for which in range(len(self.items) - 1):
            self._take_in(which, 5, 60)
        self._open_balances(70_000, 0, 40_000, 12_000, 0)
        self._open(300_000, 0)
        self._count("found")

    def _agree(self, party: UUID, terms: Terms) -> None:
        scheme = Scheme(terms.scheme)
        command = RecordAgreement(
            id=AgreementId(new_id(self.clock)),
            by=self.by,
            party=PartyId(party),
            valid_from=business_today(self.clock),
            scheme=scheme,
            rate=Percent(terms.rate) if scheme is Scheme.COMMISSION_PERCENT else None,
            fixed=Rupiah(terms.fixed) if scheme is Scheme.COMMISSION_FIXED else None,
            discount_bearer=DiscountBearer(terms.bearer),
        )
        with self.store.writing() as session:
            record_agreement(session, command, clock=self.clock)
        self.terms[party] = terms

    def _count(self, act: str) -> None:
        type(self).done[act] += 1
        self.clock.advance(timedelta(minutes=1))

    def _id(self) -> DocumentId:
        return DocumentId(new_id(self.clock))

    # --------------------------------------------------------------------------------------------------- consignment

    @rule(which=st.integers(0, 3), terms=_TERMS, seldom=st.integers(0, 4))
    def agree_anew(self, which: int, terms: Terms, seldom: int) -> None:
        if seldom:
            return
        self._agree(self.artisans[which], terms)
        self._count("agree")

    @rule(which=st.integers(0, 7), quantity=_MANY, percent=st.integers(1, 100))
    def take_goods_in(self, which: int, quantity: int, percent: int) -> None:
        self._take_in(which, quantity, percent)

    def _take_in(self, which: int, quantity: int, percent: int) -> None:
        item, party, kind, price = self.items[which]
        assert party is not None
        if kind is ItemKind.UNIQUE:
            quantity = 1
            if self.model.lots[item]:
                item = self._another_piece(which)
        terms = self.terms[party]
        part = max(price * percent // 100, 1)
        net = part if terms.scheme == "net_price" else 0
        cost = part if terms.scheme == "outright" else 0
        line = TakeInLine(
            item=ItemId(item),
            quantity=Quantity(quantity),
            price=Rupiah(price),
            net_price=Rupiah(net) if net else None,
            cost=Rupiah(cost) if cost else None,
        )
        command = TakeIn(
            id=self._id(),
            by=self.by,
            party=PartyId(party),
            business_date=business_today(self.clock),
            lines=(line,),
            confirmed=_YES,
        )
        with self.store.writing() as session:
            note = take_in(session, command, clock=self.clock)
        with self.store.writing() as session:
            assert take_in(session, command, clock=self.clock) == note
        self.model.take_in(item, party, terms, quantity=quantity, net=net, cost=cost)
        self._count(f"take_in {terms.scheme}")

    def _another_piece(self, which: int) -> UUID:
        """What is one of a kind came in before; another such piece is an item of its own."""
        _item, party, kind, price = self.items[which]
        assert party is not None
        with self.store.writing() as session:
            item = add_item(session, self.clock, price=price, kind=kind, maker=PartyId(party), name=f"{kind} {which}")
        self.items[which] = (item, party, kind, price)
        return item

    @precondition(lambda self: self.openings < 3)
    @rule(
        owed=st.integers(0, 900_000),
        payable=st.integers(0, 900_000),
        advance=st.integers(0, 2_000_000),
        which=st.integers(0, 3),
    )
    def open_balances(self, owed: int, payable: int, advance: int, which: int) -> None:
        # The till was opened before, so its drawer is what was counted then.
        self._open_balances(owed, payable, advance, 0, which)

    def _open_balances(self, owed: int, payable: int, advance: int, drawer: int, which: int) -> None:
        party = PartyId(self.artisans[which])
        command = OpeningBalances(
            id=self._id(),
            by=self.by,
            business_date=business_today(self.clock),
            owed=(PartyBalance(party=party, amount=Rupiah(owed)),),
            payable=(PartyBalance(party=party, amount=Rupiah(payable)),),
            advances=(PartyBalance(party=party, amount=Rupiah(advance)),),
            drawer=Rupiah(drawer),
            safe=Rupiah(500_000),
            bank=Rupiah(3_000_000),
            confirmed=_YES,
        )
        with self.store.writing() as session:
            opening_balances(session, command, clock=self.clock)
        self.model.accrued[party] += owed
        self.model.payable[party] += payable
        self.model.advance[party] += advance
        for account, amount in (("drawer", drawer), ("safe", 500_000), ("bank", 3_000_000)):
            self.model.money[account] += amount
        self.openings += 1
        self._count("opening_balances")

    # ------------------------------------------------------------------------------------------------------ the till

    @precondition(lambda self: not self.till_open)
    @rule(added=st.integers(0, 2_000_000), variance=st.sampled_from([0, 0, -500, 1_000]))
    def open_the_till(self, added: int, variance: int) -> None:
        self._open(added, variance)

    def _open(self, added: int, variance: int) -> None:
        counted = max(self.model.money["drawer"] + added + variance, added)
        command = OpenTill(id=self._id(), by=self.by, counted=Rupiah(counted), added=Rupiah(added))
        with self.store.writing() as session:
            open_till(session, command, clock=self.clock)
        self.model.money["drawer"] = counted
        self.model.money["safe"] -= min(added, max(self.model.money["safe"], 0))
        self.till_open = True
        self._count("open_till")

    @precondition(lambda self: self.till_open)
    @rule(variance=st.sampled_from([0, 0, -1_000, 500]), put_away=st.integers(0, 100), again=st.integers(0, 3))
    def close_the_till(self, variance: int, put_away: int, again: int) -> None:
        if again:
            # A shift is worth a few sales: only every fourth wish to close is granted.
            return
        expected = self.model.money["drawer"]
        counted = max(expected + variance, 0)
        to_safe = counted * put_away // 100
        cash, away = Rupiah(counted), Rupiah(to_safe)
        command = CloseTill(id=self._id(), by=self.by, counted=cash, to_safe=away, reason="selisih")
        with self.store.writing() as session:
            closed = close_till(session, command, clock=self.clock)
        assert (closed.expected.amount, closed.difference.amount) == (expected, counted - expected)
        self.model.money["drawer"] = counted - to_safe
        self.model.money["safe"] += to_safe
        self.till_open = False
        self._count("close_till")

    # ------------------------------------------------------------------------------------------------------ the sale

    @precondition(lambda self: self.till_open)
    @rule(wanted=_LINES, by_qris=st.integers(0, 100), by_transfer=st.integers(0, 100), over=st.integers(0, 60_000))
    def sell(self, wanted: list[tuple[int, int, int, bool]], by_qris: int, by_transfer: int, over: int) -> None:
        lines = self._cart(wanted)
        total = sum(line.amount.amount for line in lines)
        qris = total * by_qris // 100
        transfer = (total - qris) * by_transfer // 100
        cash = total - qris - transfer
        tenders = [Tender(method="cash", given=Rupiah(cash + over))]
        if qris:
            tenders.append(Tender(method="qris", given=Rupiah(qris), reference="9988"))
        if transfer:
            tenders.append(Tender(method="transfer", given=Rupiah(transfer), reference="77"))
        command = CompleteSale(id=self._id(), by=self.by, lines=lines, tenders=tuple(tenders))
        short = self._short(lines)
        if ItemKind.UNIQUE in short:
            self._refused(command, AlreadySold)
            return
        if short:
            self._refused(command, SellBelowZero)
            yes = frozenset(SellBelowZero.about(line.item) for line in lines)
            command = CompleteSale(id=command.id, by=self.by, lines=lines, tenders=tuple(tenders), confirmed=yes)
            self._count("below_zero")
        with self.store.writing() as session:
            sold = complete_sale(session, command, clock=self.clock)
        assert (sold.total.amount, sold.change.amount) == (total, over)
        with self.store.writing() as session:
            assert complete_sale(session, command, clock=self.clock).again
        self._book(command, total)
        self.by_qris[command.id] = qris
        for account, amount in (("drawer", cash), ("in_transit", qris), ("bank", transfer)):
            self.model.money[account] += amount

    def _cart(self, wanted: list[tuple[int, int, int, bool]]) -> tuple[SaleLine, ...]:
        lines = []
        for which, quantity, percent, shop_bears in wanted:
            item, _party, kind, price = self.items[which % len(self.items)]
            quantity = 1 if kind is ItemKind.UNIQUE else quantity
            # Half of the lines carry a discount, one of them all that there is.
            discount = price * quantity * percent // 100 if percent > 50 else 0
            lines.append(
                SaleLine(
                    item=ItemId(item),
                    quantity=Quantity(quantity),
                    price=Rupiah(price),
                    discounts=_discounts(discount, shop_bears),
                )
            )
        return tuple(lines)

    def _short(self, lines: tuple[SaleLine, ...]) -> list[ItemKind]:
        """The kind of each line's item that the shelf has too few of, in the cart's order."""
        kinds = {item: kind for item, _party, kind, _price in self.items}
        seen: Counter[UUID] = Counter()
        short = []
        for line in lines:
            seen[line.item] += line.quantity.units
            if kinds[line.item] is not ItemKind.SERVICE and seen[line.item] > self.model.sellable(line.item):
                short.append(kinds[line.item])
        return short

    def _refused(self, command: CompleteSale, kind: type[SentraError]) -> None:
        try:
            with self.store.writing() as session:
                complete_sale(session, command, clock=self.clock)
        except kind:
            self._count("refused")
            return
        raise AssertionError(f"expected {kind.__name__}")

    def _book(self, command: CompleteSale, total: int) -> None:
        kinds = {item: kind for item, _party, kind, _price in self.items}
        sold = [
            self.model.sell(
                line.item,
                line.quantity.units,
                line.price.amount,
                line.discount.amount,
                shop_bears=bool(line.shop_discount),
                service=kinds[line.item] is ItemKind.SERVICE,
            )
            for line in command.lines
        ]
        assert sum(line.amount for line in sold) == total
        self.model.sales[command.id] = sold
        self._count("sell")
        if any(line.discount for line in command.lines):
            self._count("discount")

    def returnable(self) -> list[tuple[UUID, int]]:
        """Lines of sales of which something can come back."""
        return [
            (sale, number)
            for sale, lines in self.model.sales.items()
            for number, line in enumerate(lines)
            if line.back < line.quantity
        ]

    @precondition(lambda self: self.till_open and self.returnable())
    @rule(which=st.integers(0, 999), units=_MANY, method=st.sampled_from(["cash", "qris"]))
    def give_back(self, which: int, units: int, method: str) -> None:
        choice = self.returnable()
        sale, number = choice[which % len(choice)]
        sold = self.model.sales[sale][number]
        left = sold.quantity - sold.back
        units = min(units, left)
        # No more than came in by it goes out by QRIS; cash goes out for anything that was paid, while there is any.
        if self.by_qris[sale] < sold.amount:
            method = "cash"
        if method == "cash" and self.model.money["drawer"] < sold.amount:
            return
        command = RefundSale(
            id=self._id(),
            by=self.by,
            lines=(ReturnedLine(sale=DocumentId(sale), line=number + 1, quantity=Quantity(units)),),
            method=method,
            reason="tidak cocok",
        )
        with self.store.writing() as session:
            refunded = refund_sale(session, command, clock=self.clock)
        back = self.model.take_back(sold, units)
        assert refunded.total.amount == back
        self.model.money["drawer" if method == "cash" else "in_transit"] -= back
        self.by_qris[sale] -= 0 if method == "cash" else back
        after = any(part.lot.owner in self.settlements for part in sold.parts)
        self._count("refund after settlement" if after else "refund")

    # ---------------------------------------------------------------------------------------------------- settlement

    @rule(which=st.integers(0, 3))
    def settle(self, which: int) -> None:
        party = self.artisans[which]
        with self.store.writing() as session:
            command = LockSettlement(id=self._id(), by=self.by, party=PartyId(party))
            try:
                locked = lock_settlement(session, command, clock=self.clock)
            except SentraError:
                # What was settled before and waits to be paid is no reason for another settlement.
                assert not self.model.accrued[party]
                assert not self.model.recoverable(party)
                return
        assert locked.to_pay.amount == self.model.settle(party)
        self.settlements[party] = command.id
        self._count("settle")

    @precondition(lambda self: any(self.model.payable_now(party) > 0 for party in self.settlements))
    @rule(which=st.integers(0, 3), percent=st.integers(1, 100), cash=st.booleans())
    def pay(self, which: int, percent: int, cash: bool) -> None:
        owing = [party for party in self.settlements if self.model.payable_now(party) > 0]
        party = owing[which % len(owing)]
        amount = max(self.model.payable_now(party) * percent // 100, 1)
        cash = cash and self.till_open and self.model.money["drawer"] >= amount
        command = PayOut(
            id=self._id(),
            by=self.by,
            settlement=self.settlements[party],
            method=PayoutMethod.CASH if cash else PayoutMethod.TRANSFER,
            amount=Rupiah(amount),
            reference="" if cash else "TRX-1",
        )
        with self.store.writing() as session:
            paid = pay_out(session, command, clock=self.clock)
        self.model.payable[party] -= amount
        self.model.left[party] -= amount
        self.model.money["drawer" if cash else "bank"] -= amount
        assert paid.left.amount == self.model.left[party] >= 0
        self._count("pay_out")

    # ---------------------------------------------------------------------------------------------------- what holds

    @invariant()
    def the_book_agrees_with_the_model(self) -> None:
        self.steps += 1
        type(self).done["steps"] += 1
        with self.store.reading() as session:
            money = session.execute(
                text(
                    "SELECT kind, party_id, balance FROM account JOIN account_balance ON account_id = account.id "
                    "WHERE kind IN ('accrued', 'payable', 'advance', 'drawer', 'safe', 'bank', 'in_transit', "
                    "'clearing')"
                )
            ).all()
            stock = session.execute(
                text(
                    "SELECT lot.item_id, sum(quantity) FROM stock_balance JOIN lot ON lot.id = lot_id "
                    "JOIN place ON place.id = place_id WHERE place.kind = 'shelf' GROUP BY 1"
                )
            ).all()
        book = {(kind, UUID(bytes=party) if party else None): amount for kind, party, amount in money if amount}
        assert book == self._expected()
        shelf = {UUID(bytes=item): quantity for item, quantity in stock if quantity}
        assert shelf == {item: self.model.stock(item) for item in self.model.lots if self.model.stock(item)}
        if self.steps % self.examined_every == 0:
            self._examine()

    def _expected(self) -> dict[tuple[str, UUID | None], int]:
        owed: dict[tuple[str, UUID | None], int] = {}
        for party in self.artisans:
            owed["accrued", party] = -self.model.accrued[party]
            owed["payable", party] = -self.model.payable[party]
            owed["advance", party] = self.model.advance[party]
        owed |= {(account, None): amount for account, amount in self.model.money.items()}
        return {key: amount for key, amount in owed.items() if amount}

    def _examine(self) -> None:
        found = examine(self.store.path)
        assert not found, report(found, as_json=False)
