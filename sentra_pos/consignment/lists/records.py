"""What a list says, row by row, in typed values; and what could not be understood, with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from sentra_pos.catalogue.facts import Dye, ItemKind, Technique
from sentra_pos.consignment.facts import DiscountBearer, Scheme
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.spelling import fold
from sentra_pos.people.facts import PayoutMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """As written, and in whole centimetres where it is a length, or a length and a width."""

    text: str
    length_cm: int | None = None
    width_cm: int | None = None

    @property
    def key(self) -> str:
        """The same for ``250x115`` and ``2,5 x 1,15 m``."""
        return fold(self.text) if self.length_cm is None else f"{self.length_cm}x{self.width_cm or ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsRow:
    """One line of a goods list. ``artisan`` is the name as written; ``count`` is None for a service.

    At least one of ``price`` and ``net_price`` is there.
    """

    row_number: int
    code: str
    name: str
    motif: str
    technique: Technique
    dye: Dye
    cloth: str
    size: Size
    kind: ItemKind
    count: Quantity | None
    price: Rupiah | None
    net_price: Rupiah | None
    artisan: str
    remark: str
    category: str

    @property
    def key(self) -> tuple[str, ...]:
        """What makes this the same goods when the list comes in again; count and prices may change."""
        words = (self.artisan, self.name, self.motif, self.cloth)
        return (*(fold(word) for word in words), self.technique.value, self.dye.value, self.size.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtisanRow:
    """One line of an artisan list; what the list does not say is None or empty, to be asked for.

    ``commission`` goes with commission_percent, ``fixed_commission`` with commission_fixed.
    """

    row_number: int
    code: str
    name: str
    kind: str
    scheme: Scheme | None
    commission: Percent | None
    fixed_commission: Rupiah | None
    discount_bearer: DiscountBearer | None
    payout_method: PayoutMethod | None
    bank_account: str
    phone: str
    address: str

    @property
    def key(self) -> tuple[str, ...]:
        """What makes this the same artisan when the list comes in again."""
        return (fold(self.name),)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProblem:
    """A cell that could not be understood: where, what stands there, and in one sentence why and what to do."""

    row_number: int
    column: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedRow:
    """A row that is no goods and no artisan: empty, a total, a heading said again."""

    row_number: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsList:
    """Every row after the headings is in exactly one of the three; a row with problems may have several."""

    rows: tuple[GoodsRow, ...]
    problems: tuple[RowProblem, ...]
    skipped: tuple[SkippedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtisanList:
    """Every row after the headings is in exactly one of the three; a row with problems may have several."""

    rows: tuple[ArtisanRow, ...]
    problems: tuple[RowProblem, ...]
    skipped: tuple[SkippedRow, ...]
