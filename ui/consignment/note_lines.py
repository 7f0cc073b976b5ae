"""A consignment note while it is being written: its lines as values, and what is wrong with one."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from sentra_pos.catalogue.add_item import AddItem
from sentra_pos.catalogue.facts import Dye, ItemKind, Technique, technique_label
from sentra_pos.catalogue.put_photo import PutPhoto
from sentra_pos.catalogue.queries import ItemCard
from sentra_pos.catalogue.rules import category_of, item_name
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.lists.records import GoodsRow
from sentra_pos.consignment.rules import Agreement, needs_net_price, share_at_list
from sentra_pos.consignment.take_in import Declined, TakeInLine
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import ItemId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.core.speech import _
from sentra_pos.ledger.draft import ActedBy


class LineField(StrEnum):
    """Where the trouble with a line is."""

    NAME = "name"
    COUNT = "count"
    PRICE = "price"
    DUE = "due"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineInput:
    """What the form says. ``card`` is there for an item of the catalogue; the facts of cloth are for a new one.

    ``due`` is the net price under net-price terms, and what the shop pays for goods bought outright. ``photo`` is the
    picture of a new item, ready to be kept. ``listed`` is the row of a list that said it first.
    """

    card: ItemCard | None = None
    name: str = ""
    kind: ItemKind = ItemKind.UNIQUE
    technique: Technique = Technique.TULIS
    dye: Dye = Dye.NONE
    cloth: str = ""
    size: str = ""
    motif: str = ""
    count: Quantity | None = ONE
    price: Rupiah | None = None
    due: Rupiah | None = None
    remark: str = ""
    photo: bytes | None = field(default=None, repr=False)
    listed: GoodsRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDraftLine:
    """A line that is complete; ``item`` of a new item is minted when the line is made."""

    item: ItemId
    said: LineInput
    name: str
    facts: str
    count: Quantity
    price: Rupiah
    share: Rupiah

    @property
    def value(self) -> Rupiah:
        """All pieces at their selling price."""
        return self.price.times(self.count)

    @property
    def is_new(self) -> bool:
        """Whether the item comes into the catalogue with this note."""
        return self.said.card is None


#: What the list of a note shows: what is taken in, and below it what was declined.
NoteRow = NoteDraftLine | Declined


def wants_due(agreement: Agreement) -> bool:
    """Whether the terms ask for a second price, be it of some goods only."""
    schemes = {agreement.scheme, *(rate.scheme for rate in agreement.rates)}
    return bool(schemes & {Scheme.NET_PRICE, Scheme.OUTRIGHT})


def needs_due(agreement: Agreement, said: LineInput) -> bool:
    """Whether these goods need that second price."""
    return agreement.scheme is Scheme.OUTRIGHT or _needs_net(agreement, said)


def _needs_net(agreement: Agreement, said: LineInput) -> bool:
    item, category = _rated_as(said)
    return needs_net_price(agreement, item=item, category=category)


def _rated_as(said: LineInput) -> tuple[ItemId | None, str]:
    """What a rate of its own may be about: the item, or the category that it is in or will be."""
    if said.card is not None:
        return said.card.id, said.card.category
    return None, _listed_category(said) or category_of(said.technique, said.name, said.kind)


def _listed_category(said: LineInput) -> str:
    return said.listed.category if said.listed is not None else ""


def share_of(agreement: Agreement, said: LineInput) -> Rupiah | None:
    """What the artisan gets for one piece sold in the shop; None while that cannot be said yet."""
    if said.price is None or said.price <= ZERO:
        return None
    if agreement.scheme is Scheme.OUTRIGHT or (said.due is None and needs_due(agreement, said)):
        return said.due
    item, category = _rated_as(said)
    return share_at_list(agreement, said.price, said.due, item=item, category=category)


def trouble_in(said: LineInput, agreement: Agreement) -> dict[LineField, str]:
    """A sentence for each field that must be filled or mended; empty when the line can be added."""
    found: dict[LineField, str] = {}
    if said.card is None:
        try:
            item_name(said.name, said.technique)
        except SentraError as error:
            found[LineField.NAME] = str(error)
    if said.count is None or said.count < ONE:
        found[LineField.COUNT] = _("How many? Type 1 or more.")
    elif _kind(said) is ItemKind.UNIQUE and said.count > ONE:
        found[LineField.COUNT] = _("One of a kind comes in once.")
    if said.price is None or said.price <= ZERO:
        found[LineField.PRICE] = _("What does one sell for?")
    if needs_due(agreement, said):
        bought = agreement.scheme is Scheme.OUTRIGHT
        if said.due is None or said.due <= ZERO:
            found[LineField.DUE] = _("What does the shop pay for one?") if bought else _("What does the artisan get?")
        elif said.price is not None and said.due > said.price and not bought:
            found[LineField.DUE] = _("That is more than the selling price.")
    return found


def line_of(item: ItemId, said: LineInput, agreement: Agreement) -> NoteDraftLine:
    """The finished line; ask ``trouble_in`` first."""
    share = share_of(agreement, said)
    assert said.count is not None
    assert said.price is not None
    assert share is not None
    card = said.card
    facts = (
        (card.motif, technique_label(card.technique), card.cloth, card.size)
        if card is not None
        else (said.motif, technique_label(said.technique), said.cloth, said.size)
    )
    return NoteDraftLine(
        item=item,
        said=said,
        name=card.name if card is not None else said.name.strip(),
        facts=" · ".join(fact for fact in facts if fact),
        count=said.count,
        price=said.price,
        share=share,
    )


def as_take_in(line: NoteDraftLine, agreement: Agreement) -> TakeInLine:
    """The line as the act wants it."""
    return TakeInLine(
        item=line.item,
        quantity=line.count,
        price=line.price,
        net_price=line.said.due if _needs_net(agreement, line.said) else None,
        cost=line.said.due if agreement.scheme is Scheme.OUTRIGHT else None,
        remark=line.said.remark,
    )


def as_new_item(line: NoteDraftLine, by: ActedBy, maker: PartyId) -> AddItem:
    """The item that comes into the catalogue with the line."""
    said, listed = line.said, line.said.listed
    size = listed.size if listed is not None and listed.size.text == said.size else None
    return AddItem(
        id=line.item,
        by=by,
        name=said.name,
        price=line.price,
        kind=said.kind,
        technique=said.technique,
        dye=said.dye,
        cloth=said.cloth,
        size=said.size,
        length_cm=size.length_cm if size is not None else None,
        width_cm=size.width_cm if size is not None else None,
        motif=said.motif,
        maker=maker,
        makers_code=listed.code if listed is not None else "",
        category=_listed_category(said),
    )


def as_photo(line: NoteDraftLine, by: ActedBy) -> PutPhoto:
    """The photo that comes with a new item."""
    return PutPhoto(by=by, item=line.item, picture=line.said.photo)


def _kind(said: LineInput) -> ItemKind:
    return said.card.kind if said.card is not None else said.kind
