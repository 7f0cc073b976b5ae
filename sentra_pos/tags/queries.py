"""Questions about tags: sheets, what tags and cards say today, and which goods need a new tag."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from sentra_pos.catalogue.facts import Technique
from sentra_pos.catalogue.queries import ItemCard, cards_of, item_details
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import ItemId, PartyId, PlaceId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.printing.kinds import Role
from sentra_pos.printing.queries import PrinterRecord, printer_for
from sentra_pos.stock.queries import in_the_shop
from sentra_pos.tags.card import CardFacts
from sentra_pos.tags.models import BatikmarkRow, TagPrint, TagSheetRow
from sentra_pos.tags.rules import Certificate, certificate_number
from sentra_pos.tags.sheets import TagSheet
from sentra_pos.tags.tag import TagFacts, tag_of

#: Where nothing ever lies, for questions that do not ask about stock.
_NOWHERE: Final = PlaceId(UUID(int=0))
_MEASURES: Final = (
    *("id", "name", "page_width", "page_height", "columns", "rows", "label_width", "label_height", "left", "top"),
    *("gap_across", "gap_down", "shift_x", "shift_y", "first_free"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsTag:
    """Goods in the shop whose tag says another price, or another technique, than is right by now.

    ``printed`` is the price on the last tag, None if never printed.
    """

    item: ItemId
    name: str
    size: str
    code: str
    artisan: str
    printed: Rupiah | None
    price: Rupiah
    pieces: Quantity


def tag_sheets(session: Session) -> tuple[TagSheet, ...]:
    """Every sheet, by name."""
    return tuple(sheet_of(row) for row in session.scalars(select(TagSheetRow).order_by(TagSheetRow.name)))


def sheet_of(row: TagSheetRow) -> TagSheet:
    """The row as a record."""
    return TagSheet(**{name: getattr(row, name) for name in _MEASURES})


def tags_of(session: Session, items: Sequence[ItemId]) -> tuple[TagFacts, ...]:
    """What each tag says today, in the order asked; an item nobody knows is left out."""
    return tuple(tag_of(card) for card in cards_to_tag(session, items))


def cards_to_tag(session: Session, items: Sequence[ItemId]) -> tuple[ItemCard, ...]:
    """The items' cards in the order asked. Their stock is not asked for."""
    found = {card.id: card for card in cards_of(session, tuple(dict.fromkeys(items)), _NOWHERE)}
    return tuple(found[item] for item in items if item in found)


# The last tag of an item tells the price it was printed with, and what changed first after it the technique. Goods that
# were never tagged here had a tag before only if their price, or that, has changed since they came in.
_NEEDED: Final = text("""
    WITH changed AS MATERIALIZED (
        SELECT unhex(replace(json_extract(details, '$.item'), '-', '')) AS item_id, at, seq,
               json_extract(details, '$.was.technique') AS technique
          FROM event
         WHERE kind = 'settings_changed' AND json_extract(details, '$.what') = 'item')
    SELECT item.id, item.name, item.size, item.price, coalesce(party.code, '') AS artisan, last.price AS printed,
           coalesce((SELECT min(code) FROM item_code WHERE item_id = item.id AND own = 1), '') AS code
      FROM item
      LEFT JOIN party ON party.id = item.maker_id
      LEFT JOIN tag_print last ON last.item_id = item.id AND last.rowid = (
            SELECT rowid FROM tag_print WHERE item_id = item.id ORDER BY at DESC, rowid DESC LIMIT 1)
     WHERE item.active = 1
       AND (CASE WHEN last.price IS NOT NULL THEN last.price <> item.price
                 ELSE item.id IN (SELECT line.item_id FROM document_line line
                                    JOIN document ON document.id = line.document_id
                                   WHERE document.kind = 'price_change') END
            OR item.technique <> (SELECT technique FROM changed
                                   WHERE item_id = item.id AND technique IS NOT NULL AND at > coalesce(last.at, 0)
                                   ORDER BY at, seq LIMIT 1))
     ORDER BY item.name, item.size, item.id
""").columns(id=TagPrint.item_id.type, price=TagPrint.price.type, printed=TagPrint.price.type)


def needs_new_tag(session: Session) -> tuple[NeedsTag, ...]:
    """What the shop has under a tag that says what is not right any more, by name; on the road too."""
    rows = session.execute(_NEEDED).all()
    pieces = pieces_here(session, [row.id for row in rows])
    return tuple(
        NeedsTag(
            item=row.id,
            name=row.name,
            size=row.size,
            code=row.code,
            artisan=row.artisan,
            printed=row.printed,
            price=row.price,
            pieces=pieces[row.id],
        )
        for row in rows
        if row.id in pieces
    )


def pieces_here(session: Session, items: Sequence[ItemId]) -> dict[ItemId, Quantity]:
    """How many of each are in the shop's care, at all its places together; an item without any is left out."""
    return {item: count for item, count in in_the_shop(session, items).items() if count > NONE}


def certificates(session: Session, party: PartyId | None = None) -> tuple[Certificate, ...]:
    """Every certificate, or one artisan's; the one that is valid longest first."""
    asked = select(BatikmarkRow).order_by(BatikmarkRow.valid_until.desc(), BatikmarkRow.number)
    if party is not None:
        asked = asked.where(BatikmarkRow.party_id == party)
    return tuple(
        Certificate(
            party=row.party_id,
            number=row.number,
            techniques=frozenset(Technique(each) for each in row.techniques),
            valid_until=row.valid_until,
        )
        for row in session.scalars(asked)
    )


def card_facts(session: Session, items: Sequence[ItemId], clock: Clock) -> tuple[CardFacts, ...]:
    """What each piece's card says today, in the order asked."""
    known, today = certificates(session), business_today(clock)
    found = (_card(session, item, known, today) for item in items)
    return tuple(card for card in found if card is not None)


def _card(session: Session, item: ItemId, known: tuple[Certificate, ...], today: date) -> CardFacts | None:
    details = item_details(session, item, _NOWHERE)
    if details is None:
        return None
    card = details.card
    measure = f"{details.length_cm} × {details.width_cm} cm" if details.length_cm and details.width_cm else card.size
    return CardFacts(
        item=item,
        code=card.code,
        name=card.name,
        motif=card.motif,
        motif_id=details.motif_id,
        story=details.motif_story,
        maker=card.maker_name,
        maker_id=card.maker,
        technique=card.technique,
        dye=card.dye,
        cloth=card.cloth,
        size=measure,
        work_days=details.work_days,
        batikmark=certificate_number(known, card.maker, card.technique, today),
    )


def tag_printer(session: Session) -> PrinterRecord | None:
    """The label printer, or else the receipt printer."""
    return printer_for(session, Role.LABEL) or printer_for(session, Role.RECEIPT)
