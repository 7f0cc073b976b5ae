"""What a price would leave the artisans whose goods carry the tag: their share of one piece, before they say yes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.consignment.queries import agreement_by_id
from sentra_pos.consignment.rules import Agreement, share_at_list
from sentra_pos.core.ids import AgreementId, ItemId, PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import NONE
from sentra_pos.core.words import format_number, format_rupiah
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.ledger.models import Lot, Place, StockBalance
from sentra_pos.people.models import Party
from sentra_pos.stock.care import in_our_care


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsUnderTerms:
    """Some of an artisan's goods that carry one tag, and all that their share of a price depends on."""

    item: ItemId
    party: PartyId
    name: str
    agreement: Agreement
    net_price: Rupiah | None
    category: str
    place_kind: PlaceKind

    def share(self, price: Rupiah) -> Rupiah:
        """The artisan's part of one piece sold at ``price`` where it lies."""
        return share_at_list(
            self.agreement,
            price,
            self.net_price,
            item=self.item,
            category=self.category,
            place_kind=self.place_kind,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Of one piece; the two differ where an artisan's goods lie here under several terms."""

    lowest: Rupiah
    highest: Rupiah

    @property
    def words(self) -> str:
        """Rp 85.000, or Rp 85.000–90.000."""
        said = format_rupiah(self.lowest)
        return said if self.lowest == self.highest else f"{said}–{format_number(self.highest.amount)}"


def goods_under_terms(session: Session, items: Collection[ItemId]) -> dict[ItemId, tuple[GoodsUnderTerms, ...]]:
    """Everybody's consigned goods that carry each tag in the shop now, by code; each set of terms once."""
    wanted = (
        select(Lot.item_id, Lot.agreement_id, Lot.net_price, Lot.category, Place.kind, Party.id, Party.name)
        .join(StockBalance, StockBalance.lot_id == Lot.id)
        .join(Place, Place.id == StockBalance.place_id)
        .join(Party, Party.id == Lot.owner_id)
        .where(Lot.item_id.in_(list(items)), Lot.agreement_id.is_not(None))
        .where(in_our_care(), StockBalance.quantity > NONE)
        .order_by(Party.code, Lot.seq)
    )
    agreements: dict[AgreementId, Agreement | None] = {}
    found: dict[ItemId, dict[GoodsUnderTerms, None]] = {item: {} for item in items}
    for item, agreed, net, category, kind, party, name in session.execute(wanted):
        if agreed is not None and agreed not in agreements:
            agreements[agreed] = agreement_by_id(session, agreed)
        agreement = None if agreed is None else agreements[agreed]
        if agreement is None:
            continue
        # What lies in the store room or set aside is sold from the shelf, what is on the road at its stand.
        place = PlaceKind.STAND if kind in (PlaceKind.ROAD, PlaceKind.STAND) else PlaceKind.SHELF
        goods = GoodsUnderTerms(
            item=item, party=party, name=name, agreement=agreement, net_price=net, category=category, place_kind=place
        )
        found[item][goods] = None
    return {item: tuple(terms) for item, terms in found.items()}


def shares_at(goods: Iterable[GoodsUnderTerms], price: Rupiah) -> dict[PartyId, Share]:
    """Each artisan's share of a piece sold at that price."""
    shares: defaultdict[PartyId, list[Rupiah]] = defaultdict(list)
    for each in goods:
        shares[each.party].append(each.share(price))
    return {party: Share(lowest=min(of_party), highest=max(of_party)) for party, of_party in shares.items()}
