"""Items as a tag names them, motifs with their many spellings, codes and photos."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from sentra_pos.catalogue.facts import Dye, ItemKind, Technique
from sentra_pos.core.ids import GroupId, ItemId, MotifId, PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.db.base import Base, one_of, strict
from sentra_pos.db.types import EnumText


class Motif(Base):
    """A motif by its usual name; ``folded`` is the spelling that look-ups compare (see ``catalogue.rules.fold``)."""

    __tablename__ = "motif"
    __table_args__ = strict()

    id: Mapped[MotifId] = mapped_column(primary_key=True)
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)
    story: Mapped[str]


class MotifAlias(Base):
    """Another spelling of a motif (Rawan Inggek for Rawan Indek)."""

    __tablename__ = "motif_alias"
    __table_args__ = strict()

    folded: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    motif_id: Mapped[MotifId] = mapped_column(ForeignKey("motif.id"))


class ItemGroup(Base):
    """Sizes of one thing, shown as one card in the grid."""

    __tablename__ = "item_group"
    __table_args__ = strict()

    id: Mapped[GroupId] = mapped_column(primary_key=True)
    name: Mapped[str]


class Item(Base):
    """What one tag names: one size of one thing. ``price`` is what the tag says today; lots keep what was agreed.

    ``import_key`` is the identity of the row of a list that made it, so that importing again finds it.
    """

    __tablename__ = "item"
    __table_args__ = strict(
        one_of("kind", ItemKind),
        one_of("technique", Technique),
        one_of("dye", Dye),
        CheckConstraint("price >= 0", name="price_sane"),
        CheckConstraint("work_days > 0", name="work_days_sane"),
        Index(None, "category", "active", "name"),
        Index(None, "active", "name"),
        Index(None, "group_id"),
        Index(None, "maker_id"),
    )

    id: Mapped[ItemId] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[ItemKind] = mapped_column(EnumText(ItemKind))
    category: Mapped[str]
    technique: Mapped[Technique] = mapped_column(EnumText(Technique))
    dye: Mapped[Dye] = mapped_column(EnumText(Dye))
    cloth: Mapped[str]
    size: Mapped[str]
    length_cm: Mapped[int | None]
    width_cm: Mapped[int | None]
    work_days: Mapped[int | None]
    motif_id: Mapped[MotifId | None] = mapped_column(ForeignKey("motif.id"))
    group_id: Mapped[GroupId | None] = mapped_column(ForeignKey("item_group.id"))
    maker_id: Mapped[PartyId | None] = mapped_column(ForeignKey("party.id"))
    price: Mapped[Rupiah]
    remark: Mapped[str]
    import_key: Mapped[str | None] = mapped_column(unique=True)
    active: Mapped[bool]
    created_at: Mapped[datetime]


class ItemCode(Base):
    """A code that finds an item: ours (EAN-13 starting with 20) or the maker's."""

    __tablename__ = "item_code"
    __table_args__ = strict(Index(None, "item_id"))

    code: Mapped[str] = mapped_column(primary_key=True)
    item_id: Mapped[ItemId] = mapped_column(ForeignKey("item.id"))
    own: Mapped[bool]


class ItemText(Base):
    """The folded words by which an item that is for sale is found; ``number`` is its row in the FTS5 table."""

    __tablename__ = "item_text"
    __table_args__ = strict()

    number: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[ItemId] = mapped_column(ForeignKey("item.id"), unique=True)
    words: Mapped[str]


class SearchWord(Base):
    """A word that some item is found by, and how many are: where a misspelt word finds its nearest."""

    __tablename__ = "search_word"
    __table_args__ = strict(rowid=False)

    word: Mapped[str] = mapped_column(primary_key=True)
    items: Mapped[int]


class ItemPhoto(Base):
    """A photo, re-encoded at import: a known format, a bounded size, nothing of the camera's or the place's."""

    __tablename__ = "item_photo"
    __table_args__ = strict()

    item_id: Mapped[ItemId] = mapped_column(ForeignKey("item.id"), primary_key=True)
    jpeg: Mapped[bytes]
