"""What the shop knows already, as an import compares its list with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.models import Item, ItemCode, Motif, MotifAlias
from sentra_pos.core.ids import GroupId, ItemId, MotifId, PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.settings import get_setting, put_setting
from sentra_pos.stock.queries import in_the_shop

_NAMES = "import.artisan_names"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownItem:
    """An item that a list may mean; ``key`` is that of the row that made it, empty for one made by hand.

    ``codes`` are those of its maker and our own.
    """

    id: ItemId
    key: str
    name: str
    price: Rupiah
    maker: PartyId | None
    group: GroupId | None
    codes: tuple[str, ...]
    here: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownMotif:
    """A motif with one of its spellings."""

    id: MotifId
    name: str
    spelling: str


def known_items(session: Session) -> tuple[KnownItem, ...]:
    """Every item, those no longer sold among them."""
    codes: defaultdict[ItemId, list[str]] = defaultdict(list)
    for item, code in session.execute(select(ItemCode.item_id, ItemCode.code)):
        codes[item].append(code)
    rows = session.execute(select(Item.id, Item.import_key, Item.name, Item.price, Item.maker_id, Item.group_id)).all()
    here = in_the_shop(session, [row.id for row in rows])
    return tuple(
        KnownItem(
            id=row.id,
            key=row.import_key or "",
            name=row.name,
            price=row.price,
            maker=row.maker_id,
            group=row.group_id,
            codes=tuple(codes[row.id]),
            here=here[row.id],
        )
        for row in rows
    )


def known_motifs(session: Session) -> tuple[KnownMotif, ...]:
    """Every motif under each of its spellings."""
    named = session.execute(select(Motif.id, Motif.name, Motif.name))
    aliases = session.execute(
        select(Motif.id, Motif.name, MotifAlias.name).join(Motif, Motif.id == MotifAlias.motif_id)
    )
    return tuple(
        KnownMotif(id=motif, name=name, spelling=spelling)
        for rows in (named, aliases)
        for motif, name, spelling in rows
    )


def remembered_names(session: Session) -> dict[str, PartyId]:
    """Who was meant by names in earlier lists, by folded name."""
    kept = get_setting(session, _NAMES, {})
    return {name: PartyId(UUID(party)) for name, party in kept.items()}


def remember_names(session: Session, names: Mapping[str, PartyId]) -> None:
    """Keep the answers, so that the same list does not ask again."""
    if names:
        kept = {**remembered_names(session), **names}
        put_setting(session, _NAMES, {name: str(party) for name, party in sorted(kept.items())})
