"""A fair whose goods were sold at a stand, in short words for selling there and for coming home."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.exhibitions.arrive import arrival, arrival_draft
from sentra_pos.exhibitions.bring_goods import BringGoods, BroughtLine, Condition, GoodsBrought, bring_goods
from sentra_pos.exhibitions.charge_costs import ChargeCosts, CostsCharged, charge_costs
from sentra_pos.exhibitions.end_stand import EndStand, end_stand
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.load_goods import load_goods
from sentra_pos.exhibitions.reconciled import OpenEnd, reconciled
from sentra_pos.exhibitions.result import ArtisanResult, ExhibitionResult, result
from sentra_pos.exhibitions.sell_at import SellAt, sell_at
from sentra_pos.exhibitions.stage_queries import stand_row
from sentra_pos.exhibitions.stand_ends import hand_over
from sentra_pos.exhibitions.stand_queries import load_record, stand_record
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.ledger.post import post
from sentra_pos.payments.methods import CASH
from sentra_pos.sales.cart import Condition as Came
from sentra_pos.sales.cart import ReturnedLine, SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from sentra_pos.sales.refund_sale import RefundSale, refund_sale
from sentra_pos.stock.places import StandPlaces
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.open_till import OpenTill, open_till
from tests.exhibitions.fair import Fair
from tests.gallery import Tagged, a_gallery
from tests.made_once import made_once


@dataclass(frozen=True, slots=True, kw_only=True)
class Homeward(Fair):
    """One exhibition with one stand; ``seller`` is whoever rings up there, on the stand's own device."""

    exhibition: UUID
    stand_id: UUID
    places: StandPlaces
    seller: ActedBy

    def sells(self, item: Tagged, pieces: int = 1, *, method: str = CASH, price: int | None = None) -> DocumentId:
        """To one customer, at the stand or in the shop, wherever the seller's till is."""
        each = item.price if price is None else Rupiah(price)
        sale = self.new()
        command = CompleteSale(
            id=sale,
            by=self.seller,
            lines=(SaleLine(item=item.id, quantity=Quantity(pieces), price=each),),
            tenders=(Tender(method=method, given=each.times(pieces)),),
            confirmed=frozenset({f"below_zero:{item.id}", f"no_note:{item.id}"}),
        )
        self.do(complete_sale, command)
        return sale

    def takes_back(
        self, sale: DocumentId, pieces: int = 1, *, came: Came = Came.GOOD, by: ActedBy | None = None
    ) -> None:
        line = ReturnedLine(sale=sale, line=1, quantity=Quantity(pieces), condition=came)
        command = RefundSale(id=self.new(), by=by or self.seller, lines=(line,), method=CASH, reason="tidak cocok")
        self.do(refund_sale, command)

    def opens(self, counted: int = 0, *, added: int = 0) -> None:
        command = OpenTill(id=self.new(), by=self.seller, counted=Rupiah(counted), added=Rupiah(added))
        self.do(open_till, command)

    def closes(self, counted: int, *, to_safe: int = 0) -> None:
        command = CloseTill(id=self.new(), by=self.seller, counted=Rupiah(counted), to_safe=Rupiah(to_safe))
        self.do(close_till, command)

    def ends(self) -> None:
        self.do(end_stand, EndStand(id=self.new(), by=self.seller, stand=self.stand_id))
        with self.store.writing() as session:
            # A laptop's end hands its goods over where its file is added.
            hand_over(session, stand_row(session, self.stand_id), self.ratna.device)

    def bringing(
        self, *goods: tuple[Tagged, int], damaged: tuple[tuple[Tagged, int], ...] = (), **more: Any
    ) -> BringGoods:
        target = more.pop("target", PlaceKind.SHELF)
        lines = [BroughtLine(item=item.id, quantity=Quantity(count), target=target) for item, count in goods]
        lines += [
            BroughtLine(item=item.id, quantity=Quantity(count), condition=Condition.DAMAGED) for item, count in damaged
        ]
        return BringGoods(id=self.new(), by=self.ratna, stand=self.stand_id, lines=tuple(lines), **more)

    def brings(
        self, *goods: tuple[Tagged, int], damaged: tuple[tuple[Tagged, int], ...] = (), **more: Any
    ) -> GoodsBrought:
        brought: GoodsBrought = self.do(bring_goods, self.bringing(*goods, damaged=damaged, **more))
        return brought

    def costing(self, amount: int, **more: Any) -> ChargeCosts:
        said = {"category": "expense", "text": "Sewa stan", **more}
        return ChargeCosts(id=self.new(), by=self.ratna, exhibition=self.exhibition, amount=Rupiah(amount), **said)

    def costs(self, amount: int, **more: Any) -> CostsCharged:
        charged: CostsCharged = self.do(charge_costs, self.costing(amount, **more))
        return charged

    def open_ends(self) -> dict[OpenEnd, int]:
        with self.store.reading() as session:
            found = reconciled(session, self.exhibition, self.today)
        return {each.what: each.count or each.amount.amount for each in found}

    def result(self) -> ExhibitionResult:
        with self.store.reading() as session:
            return result(session, self.exhibition)

    def of(self, code: str) -> ArtisanResult:
        return next(each for each in self.result().artisans if each.code == code)


def a_stand_here(store: Store, clock: FixedClock, *, kind: StandKind = StandKind.PAPER) -> Homeward:
    """Three shirts, five cloths and ten pouches at a stand of the shop's own; the till sells there."""
    made = made_once(store, clock, ("a stand here", kind), lambda: _stand_here(store, clock, kind))
    return replace(made, store=store, clock=clock)


def _stand_here(store: Store, clock: FixedClock, kind: StandKind) -> Homeward:
    fair = Fair(store=store, clock=clock, gallery=a_gallery(store, clock))
    exhibition = fair.plan()
    stand = fair.stand(exhibition, kind)
    fair.do(close_till, CloseTill(id=fair.new(), by=fair.ratna, counted=Rupiah(500_000), to_safe=Rupiah(300_000)))
    _load(fair, stand.id)
    fair.do(sell_at, SellAt(by=fair.ratna, place=stand.places.place))
    away = _homeward(fair, exhibition, stand.id, stand.places, fair.ratna)
    away.opens(200_000)
    return away


def a_laptop_away(store: Store, clock: FixedClock, *, change: int = 200_000) -> Homeward:
    """The same at a laptop's stand, whose documents are in the shop's book as though its file had been added."""
    made = made_once(store, clock, ("a laptop away", change), lambda: _laptop_away(store, clock, change))
    return replace(made, store=store, clock=clock)


def _laptop_away(store: Store, clock: FixedClock, change: int) -> Homeward:
    fair = Fair(store=store, clock=clock, gallery=a_gallery(store, clock))
    fair.fill_the_safe()
    exhibition = fair.plan()
    stand = fair.stand(exhibition, StandKind.LAPTOP, device=fair.laptop())
    load = _load(fair, stand.id, change=change)
    seller = replace(fair.ratna, device=stand.device)
    with store.writing() as session:
        book = stand_record(stand_row(session, stand.id))
        arrived = arrival(session, book, load_record(session, load))
        draft = arrival_draft(
            arrived, id=fair.new(), by=seller, business_date=fair.today, shift=None, intent=b"a laptop's"
        )
        post(session, draft, clock=clock)
    away = _homeward(fair, exhibition, stand.id, stand.places, seller)
    clock.advance(timedelta(days=1))
    away.opens(change)
    return away


def _load(fair: Fair, stand: UUID, change: int = 0) -> DocumentId:
    shop = fair.gallery
    command = fair.loading(stand, (shop.shirt_m, 3), (shop.mrico, 5), (shop.pouch, 10), change=change)
    fair.do(load_goods, command)
    return command.id


def _homeward(fair: Fair, exhibition: UUID, stand: UUID, places: StandPlaces, seller: ActedBy) -> Homeward:
    return Homeward(
        store=fair.store,
        clock=fair.clock,
        gallery=fair.gallery,
        exhibition=exhibition,
        stand_id=stand,
        places=places,
        seller=seller,
    )
