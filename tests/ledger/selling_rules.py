"""Selling, as rules: carts with discounts and promotions, held carts, new prices."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.consignment.change_price import ChangePrice, NewPrice, change_price
from sentra_pos.consignment.errors import PriceBelowNetPrice
from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.core.clock import business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, ItemId, PartyId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.sales.add_promotion import AddPromotion, add_promotion
from sentra_pos.sales.basket import Basket
from sentra_pos.sales.cart import Discount, DiscountOrigin, ReturnedLine, SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, SaleCompleted, complete_sale
from sentra_pos.sales.drop_held_cart import DropHeldCart, drop_held_cart
from sentra_pos.sales.end_promotion import EndPromotion, end_promotion
from sentra_pos.sales.errors import AlreadySold, PromisedAlready, PromisedElsewhere, SellBelowZero
from sentra_pos.sales.hold_cart import HoldCart, hold_cart
from sentra_pos.sales.keep_cart import KeepCart, keep_cart
from sentra_pos.sales.promotions import PromotionScope
from sentra_pos.sales.recall_cart import RecallCart, recall_cart
from tests.ledger.shop_floor import MANY, PRICES, ShopFloor
from tests.ledger.shop_model import ModelSale, SoldLine, nearest_part

#: Which item, how many, how much of it off in percent (above fifty), and whether the shop takes that upon itself.
Wanted = list[tuple[int, int, int, bool]]
LINES = st.lists(st.tuples(st.integers(0, 99), MANY, st.integers(0, 100), st.booleans()), min_size=1, max_size=4)
#: From here on a line asks for its goods whether they are there or not.
_WHATEVER = 90


class SellingRules(ShopFloor):
    """The sell screen's acts."""

    def __init__(self) -> None:
        super().__init__()
        #: Each promotion's id, hundredths of a percent, item (nothing: all of them), and whether the shop bears it.
        self.promotions: list[tuple[UUID, int, UUID | None, bool]] = []
        #: What is wanted, and which unique pieces that was when it was held.
        self.held: dict[DocumentId, tuple[Wanted, set[UUID]]] = {}

    @precondition(lambda self: self.till_open)
    @rule(
        wanted=LINES,
        by_qris=st.integers(0, 100),
        by_transfer=st.integers(0, 100),
        over=st.integers(0, 60_000),
        customer=st.sampled_from([None, None, 0, 1]),
    )
    def sell(self, wanted: Wanted, by_qris: int, by_transfer: int, over: int, customer: int | None) -> None:
        if customer is not None:
            self.sell_on_account(wanted, customer)
            return
        lines = self.cart(self.to_be_had(wanted))
        total = sum(line.amount.amount for line in lines)
        paid = {"qris": total * by_qris // 100}
        paid["transfer"] = (total - paid["qris"]) * by_transfer // 100
        paid["cash"] = total - sum(paid.values())
        self.ring(self.new_document(), lines, paid, over=over)

    @precondition(lambda self: self.till_open)
    @rule(wanted=LINES, customer=st.integers(0, 1))
    def sell_to_be_paid_later(self, wanted: Wanted, customer: int) -> None:
        self.sell_on_account(wanted, customer)

    def sell_on_account(self, wanted: Wanted, customer: int) -> None:
        lines = self.cart(self.to_be_had(wanted))
        total = sum(line.amount.amount for line in lines)
        if self.ring(self.new_document(), lines, {"account": total}, customer=self.customers[customer]) is not None:
            self.count("sell on account")

    @precondition(lambda self: self.till_open)
    @rule(wanted=LINES, over=st.integers(0, 60_000))
    def sell_for_cash(self, wanted: Wanted, over: int) -> None:
        """What a till does most."""
        self.sell_as_usual(wanted, over)

    def sell_as_usual(self, wanted: Wanted, over: int = 0) -> None:
        """For cash, what there is of it."""
        lines = self.cart(self.to_be_had(wanted))
        self.ring(self.new_document(), lines, {"cash": sum(line.amount.amount for line in lines)}, over=over)

    def to_be_had(self, wanted: Wanted) -> Wanted:
        """With something else, mostly, for what there is one of and which is sold or in the cart already."""
        there: Wanted = []
        for which, quantity, percent, shop_bears in wanted:
            index = which % len(self.items)
            if which < _WHATEVER:
                index = self._next_there(index, {each for each, *_rest in there})
            there.append((index, quantity, percent, shop_bears))
        return there

    def _next_there(self, which: int, taken: set[int]) -> int:
        return next(
            here
            for here in (each % len(self.items) for each in range(which, which + len(self.items)))
            if self.items[here][2] is not ItemKind.UNIQUE
            or (here not in taken and self.model.sellable(self.items[here][0]))
        )

    def cart(self, wanted: Wanted) -> tuple[SaleLine, ...]:
        """The lines as the screen would send them: at the tag's price, with what is promised off."""
        lines = []
        for which, quantity, percent, shop_bears in wanted:
            item, _party, kind, price = self.items[which % len(self.items)]
            quantity = 1 if kind is ItemKind.UNIQUE else quantity
            # Half of the lines carry a discount, one of them all that there is.
            less = price * quantity * percent // 100 if percent > 50 else 0
            bearer = DiscountBearer.SHOP if shop_bears else None
            given = (Discount(amount=Rupiah(less), bearer=bearer, reason="langganan"),) if less else ()
            lines.append(
                SaleLine(
                    item=ItemId(item),
                    quantity=Quantity(quantity),
                    price=Rupiah(price),
                    discounts=given or self._promised_off(item, price * quantity),
                )
            )
        return tuple(lines)

    def _promised_off(self, item: UUID, listed: int) -> tuple[Discount, ...]:
        """What the best promotion takes off, of equals the older one."""
        best: tuple[int, UUID, bool] = (0, UUID(int=0), False)
        for promotion, rate, only, shop_bears in self.promotions:
            off = nearest_part(listed, rate)
            if only in (None, item) and off > best[0]:
                best = off, promotion, shop_bears
        off, promotion, shop_bears = best
        bearer = DiscountBearer.SHOP if shop_bears else None
        given = Discount(
            amount=Rupiah(off), bearer=bearer, origin=DiscountOrigin.PROMOTION, reason="Promo", promotion=promotion
        )
        return (given,) if off else ()

    def ring(
        self,
        identity: DocumentId,
        lines: tuple[SaleLine, ...],
        paid: dict[str, int],
        *,
        over: int = 0,
        customer: PartyId | None = None,
        returns: tuple[ReturnedLine, ...] = (),
    ) -> ModelSale | None:
        """Ring up what can be rung up, after every refusal and question that there must be; nothing if it cannot."""
        tenders = [
            Tender(method=way, given=Rupiah(abs(amount)), reference="77" if way == "transfer" else "")
            for way, amount in paid.items()
            if amount and way != "cash"
        ]
        tenders.append(Tender(method="cash", given=Rupiah(abs(paid.get("cash", 0)) + over)))

        def command(*confirmed: str) -> CompleteSale:
            return CompleteSale(
                id=identity,
                by=self.by,
                lines=lines,
                tenders=tuple(tenders),
                returns=returns,
                customer=customer,
                confirmed=frozenset(confirmed),
            )

        kinds = {item: kind for item, _party, kind, _price in self.items}
        short = self._short(lines, kinds)
        if ItemKind.UNIQUE in short:
            self._refused(command(), AlreadySold)
            return None
        yes = []
        if short:
            self._refused(command(), SellBelowZero)
            yes += [SellBelowZero.about(line.item) for line in lines]
            self.count("below_zero")
        if self._promised() & {line.item for line in lines}:
            self._refused(command(*yes), PromisedElsewhere)
            yes += [PromisedElsewhere.about(line.item) for line in lines]
        sold = self._twice(command(*yes), out=-paid.get("cash", 0))
        assert (sold.total.amount, sold.change.amount) == (sum(paid.values()), over)
        return self._book(command(), paid)

    def _twice(self, command: CompleteSale, *, out: int) -> SaleCompleted:
        sold = self.with_cash(out, complete_sale, command)
        with self.store.writing() as session:
            assert complete_sale(session, command, clock=self.clock).again
        return sold

    def _promised(self) -> set[UUID]:
        return {item for _wanted, unique in self.held.values() for item in unique}

    def _unique_in(self, wanted: Wanted) -> set[UUID]:
        """What of it there is one of."""
        items = (self.items[which % len(self.items)] for which, *_rest in wanted)
        return {item for item, _party, kind, _price in items if kind is ItemKind.UNIQUE}

    def _short(self, lines: tuple[SaleLine, ...], kinds: dict[UUID, ItemKind]) -> list[ItemKind]:
        """The kind of each line's item that the shelf has too few of, in the cart's order."""
        seen: Counter[UUID] = Counter()
        short = []
        for line in lines:
            seen[line.item] += line.quantity.units
            if kinds[line.item] is not ItemKind.SERVICE and seen[line.item] > self.model.sellable(line.item):
                short.append(kinds[line.item])
        return short

    def _refused(self, command: CompleteSale, kind: type[SentraError]) -> None:
        with pytest.raises(kind), self.store.writing() as session:
            complete_sale(session, command, clock=self.clock)
        self.count("refused")

    def _book(self, command: CompleteSale, paid: dict[str, int]) -> ModelSale:
        kinds = {item: kind for item, _party, kind, _price in self.items}
        sold: list[SoldLine] = [
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
        standing = {way: amount for way, amount in paid.items() if amount}
        sale = ModelSale(
            lines=sold,
            paid=standing,
            papers=dict.fromkeys(standing, command.id),
            shift=self.shift,
            customer=command.customer,
            with_goods=sum(line.amount for line in sold) - sum(paid.values()),
            exchange=bool(command.returns),
        )
        self.model.rung(sale, command.id)
        self.count("exchange" if command.returns else "sell")
        if any(line.discounts and line.discounts[0].promotion is None for line in command.lines):
            self.count("discount")
        if any(line.discounts and line.discounts[0].promotion is not None for line in command.lines):
            self.count("promotion")
        return sale

    # ---------------------------------------------------------------------------------------------------- held carts

    @precondition(lambda self: len(self.held) < 2)
    @rule(wanted=LINES)
    def hold_a_cart(self, wanted: Wanted) -> None:
        wanted = self.to_be_had(wanted)
        identity = self.new_document()
        command = HoldCart(by=self.by, sale=identity, name="Bu Ani", basket=Basket(lines=self.cart(wanted)))
        unique = self._unique_in(wanted)
        try:
            with self.store.writing() as session:
                hold_cart(session, command, clock=self.clock)
        except PromisedAlready:
            assert self._promised() & unique
            return
        assert not self._promised() & unique
        self.held[identity] = wanted, unique
        self.count("hold")

    @precondition(lambda self: self.held and self.till_open)
    @rule(sells=st.sampled_from([True, True, True, False]))
    def recall_a_cart(self, sells: bool) -> None:
        """He comes back and pays in cash what it costs by now, or has changed his mind."""
        identity, (wanted, _unique) = self.held.popitem()
        with self.store.writing() as session:
            if sells:
                recall_cart(session, RecallCart(by=self.by, sale=identity), clock=self.clock)
            else:
                drop_held_cart(session, DropHeldCart(by=self.by, sale=identity), clock=self.clock)
        if not sells:
            return
        lines = self.cart(wanted)
        total = sum(line.amount.amount for line in lines)
        if self.ring(identity, lines, {"cash": total}) is None:
            with self.store.writing() as session:
                empty = KeepCart(device=self.by.device, sale=identity, basket=Basket())
                keep_cart(session, empty, clock=self.clock)
        self.count("recall")

    # ------------------------------------------------------------------------------------------- promotions and prices

    @precondition(lambda self: len(self.promotions) < 2)
    @rule(
        rate=st.sampled_from([1, 500, 1_000, 3_333, 10_000]),
        which=st.none() | st.integers(0, 99),
        shop_bears=st.booleans(),
    )
    def announce(self, rate: int, which: int | None, shop_bears: bool) -> None:
        only = None if which is None else self.items[which % len(self.items)][0]
        today = business_today(self.clock)
        command = AddPromotion(
            id=new_id(self.clock),
            by=self.by,
            name="Promo",
            starts=today,
            ends=today + timedelta(days=30),
            rate=Percent(rate),
            scope=PromotionScope.ALL if only is None else PromotionScope.ITEM,
            target="" if only is None else str(only),
            shop_bears=shop_bears,
        )
        with self.store.writing() as session:
            add_promotion(session, command, clock=self.clock)
        self.promotions.append((command.id, rate, only, shop_bears))
        self.count("add_promotion")

    @precondition(lambda self: len(self.promotions) > 1)
    @rule()
    def end_the_oldest(self) -> None:
        promotion, *_rest = self.promotions.pop(0)
        with self.store.writing() as session:
            end_promotion(session, EndPromotion(by=self.by, promotion=promotion), clock=self.clock)
        self.count("end_promotion")

    @rule(which=st.integers(0, 99), price=PRICES)
    def change_a_price(self, which: int, price: int) -> None:
        which %= len(self.items)
        item, party, kind, before = self.items[which]
        if price == before:
            return
        prices = (NewPrice(item=ItemId(item), price=Rupiah(price)),)
        command = ChangePrice(id=self.new_document(), by=self.by, prices=prices, reason="pewarna naik")
        if self.model.under_a_net(item, price):
            with pytest.raises(PriceBelowNetPrice), self.store.writing() as session:
                change_price(session, command, clock=self.clock)
            self.count("refused")
            return
        with self.store.writing() as session:
            change_price(session, command, clock=self.clock)
        self.items[which] = item, party, kind, price
        self.count("change_price")
