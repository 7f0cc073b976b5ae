"""A shop and the stand of one laptop that answer for the same goods, in short words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, LotId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.counting.facts import Outcome
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.doctor.findings import Finding
from sentra_pos.exhibitions.bring_home import BroughtHome
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.models import Lot
from sentra_pos.sales.cart import Condition, Discount, ReturnedLine, SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, SaleCompleted, complete_sale
from sentra_pos.sales.elsewhere_queries import OpenReturn, open_returns, possible_sales
from sentra_pos.sales.identify_goods import GoodsIdentified, IdentifyGoods, identify_goods
from sentra_pos.sales.item_sale_queries import ItemSale
from sentra_pos.sales.match_return import MatchReturn, ReturnMatched, SoldThere, match_return
from sentra_pos.sales.refund_sale import RefundSale, SaleRefunded, refund_sale
from sentra_pos.sales.take_back_from_elsewhere import (
    TakeBackFromElsewhere,
    TakenBackFromElsewhere,
    take_back_from_elsewhere,
)
from sentra_pos.shop import sentences_of_doctor
from tests.counting.floor import Floor
from tests.exhibitions.homecoming_day import Stand
from tests.exhibitions.on_a_stick import admit, an_exhibition_away
from tests.factories import bring_in
from tests.gallery import Tagged
from tests.made_once import made_once


@dataclass(frozen=True, slots=True, kw_only=True)
class BothSides:
    """The shop, in whose book it all ends; ``stand`` is the laptop's."""

    stand: Stand

    @property
    def shop(self) -> Any:
        return self.stand.away.fair

    @property
    def floor(self) -> Floor:
        return Floor(store=self.shop.store, clock=self.shop.clock, gallery=self.shop.gallery)

    def comes_home(self) -> BroughtHome:
        return self.stand.bring(self.stand.file())

    def takes_back(self, item: Tagged, *, receipt: str = "J2-000001") -> TakenBackFromElsewhere:
        """In the shop, whose book has no such sale yet."""
        command = TakeBackFromElsewhere(
            id=self.shop.new(), by=self.shop.ratna, item=item.id, quantity=ONE, price=item.price, receipt=receipt,
            method="cash", reason="tidak cocok", confirmed=frozenset({f"taken_back_before:{item.id}"}),
        )  # fmt: skip
        done: TakenBackFromElsewhere = self.shop.do(take_back_from_elsewhere, command)
        return done

    def matching(self, each: OpenReturn, *sales: DocumentId, confirmed: str = "") -> MatchReturn:
        parts = tuple(SoldThere(sale=sale, line=1, quantity=each.quantity) for sale in sales)
        return MatchReturn(
            id=self.shop.new(), by=self.shop.ratna, foreign=each.document, line=each.line, parts=parts,
            confirmed=frozenset({confirmed}),
        )  # fmt: skip

    def matches(self, each: OpenReturn, *sales: DocumentId, confirmed: str = "") -> ReturnMatched:
        done: ReturnMatched = self.shop.do(match_return, self.matching(each, *sales, confirmed=confirmed))
        return done

    def waits(self) -> OpenReturn:
        """The only return that waits for its sale."""
        with self.shop.store.reading() as session:
            (found,) = open_returns(session)
        return found

    def nothing_waits(self) -> bool:
        with self.shop.store.reading() as session:
            return not open_returns(session)

    def possible(self, each: OpenReturn) -> tuple[ItemSale, ...]:
        with self.shop.store.reading() as session:
            return possible_sales(session, each)

    def sells(self, item: Tagged, count: int = 1) -> SaleCompleted:
        """In the shop."""
        line = SaleLine(item=item.id, quantity=Quantity(count), price=item.price)
        tender = Tender(method="cash", given=item.price.times(count))
        asked = frozenset({f"below_zero:{item.id}", f"no_note:{item.id}"})
        command = CompleteSale(
            id=self.shop.new(), by=self.shop.ratna, lines=(line,), tenders=(tender,), confirmed=asked
        )
        done: SaleCompleted = self.shop.do(complete_sale, command)
        return done

    def refunds(self, sale: DocumentId, condition: Condition = Condition.GOOD) -> SaleRefunded:
        """In the shop, by the sale in its book."""
        line = ReturnedLine(sale=sale, line=1, quantity=ONE, condition=condition)
        command = RefundSale(id=self.shop.new(), by=self.shop.ratna, lines=(line,), method="cash", reason="salah")
        done: SaleRefunded = self.shop.do(refund_sale, command)
        return done

    def a_note_comes(self, item: Tagged, pieces: int = 3) -> LotId:
        """The lot that it brings in."""
        gallery = self.shop.gallery
        with self.shop.store.writing() as session:
            bring_in(
                session, self.shop.clock, gallery.founded, gallery.tirta, item.id, pieces=pieces,
                price=item.price.amount,
            )  # fmt: skip
            newest = session.query(Lot.id).where(Lot.item_id == item.id).order_by(Lot.seq.desc()).limit(1)
            return LotId(newest.scalar())

    def found_out(self, sale: DocumentId, lot: LotId) -> GoodsIdentified:
        """Whose the first line of the sale was."""
        command = IdentifyGoods(id=self.shop.new(), by=self.shop.ratna, sale=sale, line=1, lot=lot)
        done: GoodsIdentified = self.shop.do(identify_goods, command)
        return done

    def counts(self, item: Tagged, pieces: int) -> None:
        """The item alone, on the shop's shelf."""
        self.floor.lose(item, pieces)

    def shop_pays(self) -> Rupiah:
        """For the only case there is."""
        (case,) = self.floor.cases()
        return self.floor.decide(case, Outcome.SHOP_PAYS, reason="uangnya kembali dua kali").paid

    def accrued(self) -> int:
        """What the artisan of the cloths has earned and was not settled."""
        return -int(self.shop.balance(AccountKind.ACCRUED, party=self.shop.gallery.tirta))

    def conflict(self) -> Finding:
        """The doctor's only finding: one for people, which neither a backup nor an upgrade stumbles over."""
        (found,) = examine(self.shop.store.path)
        assert sentences_of_doctor(self.shop.store.path) == ()
        return found

    def well(self) -> bool:
        return examine(self.shop.store.path) == ()


def both_sides(shop: Store, laptop: Store, clock: FixedClock, *, surya: bool = True) -> BothSides:
    """The stand with its goods and its open till; ``surya`` is the piece that is one of a kind."""
    made = made_once(shop, clock, ("both sides", surya), lambda: _both_sides(shop, laptop, clock, surya), laptop)
    return BothSides(stand=Stand(away=made.stand.away.at(shop, laptop, clock), store=laptop))


def _both_sides(shop: Store, laptop: Store, clock: FixedClock, surya: bool) -> BothSides:
    away = an_exhibition_away(shop, laptop, clock)
    gallery = away.fair.gallery
    away.fair.fill_the_safe(200_000)
    unique = ((gallery.surya, 1),) if surya else ()
    away.fair.load(away.stand, (gallery.mrico, 6), (gallery.shirt_m, 2), *unique, change=200_000)
    away.open(away.pack())
    stand = Stand(away=away, store=laptop)
    stand.open()
    return BothSides(stand=stand)


def less(item: Tagged, count: int, amount: int) -> dict[str, Any]:
    """What makes ``Stand.sell`` give a discount of so much on the line."""
    off = Discount(amount=Rupiah(amount), reason="langganan")
    line = SaleLine(item=item.id, quantity=Quantity(count), price=item.price, discounts=(off,))
    tender = Tender(method="cash", given=line.amount)
    return {"lines": (line,), "tenders": (tender,)}


def a_second_stand(first: BothSides, laptop: Store, *goods: tuple[Tagged, int]) -> Stand:
    """Another laptop of the same exhibition, with its till open."""
    shop = first.shop
    device = admit(shop, laptop, "Laptop dua").device
    added = shop.stand(first.stand.away.exhibition, StandKind.LAPTOP, "Hall C 3", device)
    shop.load(added.id, *goods)
    away = replace(first.stand.away, laptop=laptop, stand=added.id, device=device)
    away.open(away.pack())
    stand = Stand(away=away, store=laptop)
    stand.open()
    return stand
