"""The *kartu stok* of an artisan or of one item, between any two days, read off the goods moves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.catalogue.models import Item
from sentra_pos.core.ids import DocumentId, ItemId, PartyId
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.core.speech import N_, _
from sentra_pos.ledger.kinds import DocumentKind, PlaceKind
from sentra_pos.ledger.models import Device, Document, GoodsMove, Lot, Place
from sentra_pos.ledger.post import document_code
from sentra_pos.stock.care import end_is_ours


@dataclass(frozen=True, slots=True, kw_only=True)
class CardMove:
    """One move of a lot into the shop's care (``change`` above zero), out of it, or between two of its places.

    ``left`` is what the shop had of the item, as far as the card goes, after it.
    """

    document: DocumentId
    line: int
    date: date
    kind: DocumentKind
    code: str
    source: PlaceKind
    target: PlaceKind
    place: str
    change: Quantity
    quantity: Quantity
    left: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class StockCard:
    """One item: ``opening`` plus what its moves changed is ``closing``."""

    item: ItemId
    name: str
    opening: Quantity
    moves: tuple[CardMove, ...]

    @property
    def closing(self) -> Quantity:
        return self.moves[-1].left if self.moves else self.opening

    @property
    def came(self) -> Quantity:
        return Quantity(sum(max(move.change.units, 0) for move in self.moves))

    @property
    def went(self) -> Quantity:
        return Quantity(-sum(min(move.change.units, 0) for move in self.moves))


def stock_cards(
    session: Session, *, since: date, until: date, party: PartyId | None = None, item: ItemId | None = None
) -> tuple[StockCard, ...]:
    """The cards of an artisan's items, of one item of everybody's, or of one item of one artisan's, by name.

    Items of which nothing was there and nothing moved are left out. A day is the shop's own, as on the receipts.
    """
    whose = [*([] if party is None else [Lot.owner_id == party]), *([] if item is None else [Lot.item_id == item])]
    names: dict[ItemId, str] = {}
    opening = _opening(session, whose, since, names)
    moves = _moves(session, whose, since, until, names)
    cards = (
        StockCard(
            item=each, name=name, opening=opening.get(each, NONE), moves=_running(opening.get(each, NONE), moves, each)
        )
        for each, name in names.items()
    )
    return tuple(sorted((card for card in cards if card.opening or card.moves), key=lambda card: card.name))


def _opening(
    session: Session, whose: list[ColumnElement[bool]], since: date, names: dict[ItemId, str]
) -> dict[ItemId, Quantity]:
    ours_from, ours_to = end_is_ours(GoodsMove.from_place_id), end_is_ours(GoodsMove.to_place_id)
    held = case((ours_to, GoodsMove.quantity), else_=0) - case((ours_from, GoodsMove.quantity), else_=0)
    rows = session.execute(
        select(Lot.item_id, Item.name, func.sum(held, type_=GoodsMove.quantity.type))
        .join(GoodsMove, GoodsMove.lot_id == Lot.id)
        .join(Document, Document.id == GoodsMove.document_id)
        .join(Item, Item.id == Lot.item_id)
        .where(*whose, Document.business_date < since)
        .group_by(Lot.item_id)
    ).all()
    names.update((item, name) for item, name, _held in rows)
    return {item: quantity for item, _name, quantity in rows}


def _moves(
    session: Session, whose: list[ColumnElement[bool]], since: date, until: date, names: dict[ItemId, str]
) -> dict[ItemId, list[CardMove]]:
    source, target = aliased(Place), aliased(Place)
    ours_from, ours_to = end_is_ours(GoodsMove.from_place_id), end_is_ours(GoodsMove.to_place_id)
    rows = session.execute(
        select(Document, Device.code, GoodsMove, Lot.item_id, Item.name, source.kind, target.kind, target.name)
        .add_columns(ours_from, ours_to)
        .join(GoodsMove, GoodsMove.document_id == Document.id)
        .join(Device, Device.id == Document.device_id)
        .join(Lot, Lot.id == GoodsMove.lot_id)
        .join(Item, Item.id == Lot.item_id)
        .join(source, source.id == GoodsMove.from_place_id)
        .join(target, target.id == GoodsMove.to_place_id)
        .where(*whose, Document.business_date >= since, Document.business_date <= until)
        .where(or_(ours_from, ours_to))
        .order_by(Document.business_date, Document.received_seq, GoodsMove.move_no)
    )
    found: dict[ItemId, list[CardMove]] = {}
    for header, device, move, item, name, source_kind, target_kind, place, went, came in rows:
        names[item] = name
        found.setdefault(item, []).append(
            CardMove(
                document=header.id,
                line=move.line_no,
                date=header.business_date,
                kind=header.kind,
                code=document_code(header.kind, device, header.epoch, header.number),
                source=source_kind,
                target=target_kind,
                place=place,
                change=NONE if came == went else move.quantity if came else -move.quantity,
                quantity=move.quantity,
                left=NONE,
            )
        )
    return found


def _running(opening: Quantity, moves: dict[ItemId, list[CardMove]], item: ItemId) -> tuple[CardMove, ...]:
    left, found = opening, []
    for move in moves.get(item, ()):
        left += move.change
        found.append(replace(move, left=left))
    return tuple(found)


_BY_KIND = {
    DocumentKind.NOTE_CORRECTION: N_("A note was corrected"),
    DocumentKind.TERMS_MOVE: N_("New terms"),
    DocumentKind.LOSS_CASE: N_("Case of loss or damage"),
    DocumentKind.OPENING_BALANCES: N_("Stock from before this program"),
    DocumentKind.IDENTIFICATION: N_("Sold, found out later"),
}
_FROM = {
    PlaceKind.WITH_ARTISAN: N_("Received"),
    PlaceKind.WITH_CUSTOMER: N_("Brought back by a customer"),
    PlaceKind.MISSING: N_("Found again"),
    PlaceKind.LOST: N_("Found again"),
    PlaceKind.OWNERSHIP: N_("Changed its owner"),
}
_TO = {
    PlaceKind.WITH_ARTISAN: N_("Given back"),
    PlaceKind.WITH_CUSTOMER: N_("Sold"),
    PlaceKind.MISSING: N_("Not found at a count"),
    PlaceKind.LOST: N_("Lost"),
    PlaceKind.OWNERSHIP: N_("Changed its owner"),
    PlaceKind.QUARANTINE: N_("Put apart as damaged"),
}


def move_words(move: CardMove) -> str:
    """What happened, in a word or two."""
    said = _BY_KIND.get(move.kind) or _FROM.get(move.source) or _TO.get(move.target)
    return _(said) if said else _("Moved to: {place}").format(place=move.place)


def together(cards: Iterable[StockCard]) -> tuple[Quantity, Quantity, Quantity, Quantity]:
    """All cards: opening, came, went, closing."""
    each = tuple(cards)
    sums = [sum(getattr(card, name).units for card in each) for name in ("opening", "came", "went", "closing")]
    opening, came, went, closing = (Quantity(units) for units in sums)
    return opening, came, went, closing
