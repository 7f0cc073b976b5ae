"""How exhibitions, stands and their goods read in lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_date, format_number, format_rupiah, format_short_date
from sentra_pos.exhibitions.facts import Stage, StandKind, stage_label, stand_label
from sentra_pos.exhibitions.queries import ExhibitionDetails, ExhibitionRecord, LoadRecord, StandDetails, StandGoods
from ui.exhibitions.next_step import Step, step_label
from ui.kit.table import Column

#: What a stage's pill is coloured with; its word says it too.
STAGE_TONES = {
    Stage.PLANNED: "muted",
    Stage.LOADED: "indigo",
    Stage.OPEN: "primary",
    Stage.CLOSING: "warn",
    Stage.RECONCILED: "good",
    Stage.CALLED_OFF: "bad",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An exhibition in the list; ``takings`` is None where nothing was sold yet."""

    record: ExhibitionRecord
    takings: Rupiah | None

    @property
    def id(self) -> UUID:
        return self.record.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A stand of the page, and what is to be done next for it."""

    details: StandDetails
    step: Step

    @property
    def id(self) -> UUID:
        return self.details.stand.id


def pieces_words(count: Quantity) -> str:
    """3 pieces."""
    return ngettext("{count} piece", "{count} pieces", count.units).format(count=format_number(count.units))


def load_words(load: LoadRecord) -> str:
    """What went along: its pieces, or the change where nothing else was sent."""
    if load.pieces or not load.float_cash:
        return pieces_words(load.pieces)
    return _("change, {amount}").format(amount=format_rupiah(load.float_cash))


def count_words(count: Quantity) -> str:
    """The number; a dash for none."""
    return format_number(count.units) if count != NONE else "–"


def days_words(starts: date, ends: date) -> str:
    """2–6 December 2026, or both days whole."""
    if starts == ends:
        return format_date(starts)
    if (starts.year, starts.month) == (ends.year, ends.month):
        return f"{starts.day}–{format_date(ends)}"
    return f"{format_date(starts)} – {format_date(ends)}"


def short_days(starts: date, ends: date) -> str:
    """For a narrow column."""
    return format_short_date(starts) if starts == ends else f"{format_short_date(starts)} – {format_short_date(ends)}"


def where_words(venue: str, city: str) -> str:
    """Hall and city, as far as they are known."""
    return ", ".join(part for part in (venue, city) if part)


def listed_columns() -> tuple[Column[Listed], ...]:
    """The list of exhibitions; the third column is for ``PillPainter``."""
    return (
        Column(
            title=_("Exhibition"),
            text=lambda each: each.record.name,
            second=lambda each: where_words(each.record.venue, each.record.city) or "–",
            stretch=3,
            strong=True,
        ),
        Column(title=_("Days"), text=lambda each: short_days(each.record.starts, each.record.ends)),
        Column(
            title=_("Where it stands"),
            text=lambda each: stage_label(each.record.stage),
            tone=lambda each: STAGE_TONES[each.record.stage],
        ),
        Column(title=_("Stands"), text=lambda each: format_number(each.record.stands), right=True, optional=True),
        Column(title=_("Pieces out"), text=lambda each: count_words(each.record.away), right=True),
        Column(
            title=_("Takings"),
            text=lambda each: "–" if each.takings is None else format_number(each.takings.amount),
            right=True,
            strong=True,
        ),
    )


def stand_columns() -> tuple[Column[Stand], ...]:
    """The stands of one exhibition."""
    return (
        Column(
            title=_("Stand"),
            text=lambda each: each.details.stand.name,
            second=lambda each: kind_words(each.details),
            stretch=2,
            strong=True,
        ),
        Column(title=_("On the road"), text=lambda each: count_words(each.details.on_road), right=True, optional=True),
        Column(title=_("There"), text=lambda each: count_words(each.details.at_stand), right=True),
        Column(title=_("Sold"), text=lambda each: count_words(sold_at(each.details)), right=True),
        Column(title=_("Cash there"), text=lambda each: cash_words(each.details), right=True, optional=True),
        Column(
            title=_("Next"),
            text=lambda each: step_label(each.step) or "–",
            tone=lambda each: "good" if each.step is Step.RESULT else "primary",
        ),
    )


def kind_words(stand: StandDetails) -> str:
    """On a laptop · Laptop Biru."""
    kind = stand_label(stand.stand.kind)
    return f"{kind} · {stand.device_name}" if stand.stand.kind is StandKind.LAPTOP else kind


def cash_words(stand: StandDetails) -> str:
    """A laptop's own cash; the others' is in this till."""
    if stand.stand.kind is not StandKind.LAPTOP:
        return _("in this till")
    total = stand.cash + stand.road_cash
    return format_number(total.amount) if total else "–"


def sold_at(stand: StandDetails) -> Quantity:
    return sum((each.sold for each in stand.goods), NONE)


def goods_columns() -> tuple[Column[StandGoods], ...]:
    """What became of the goods of one stand."""
    return (
        Column(
            title=_("Goods"),
            text=lambda each: each.name,
            second=lambda each: with_size(each.name, each.size, artisan_words(each)),
            stretch=2,
            strong=True,
        ),
        Column(title=_("Loaded"), text=lambda each: count_words(each.loaded), right=True),
        Column(title=_("Sold"), text=lambda each: count_words(each.sold), right=True),
        Column(title=_("Came back"), text=lambda each: count_words(each.returned), right=True, optional=True),
        Column(
            title=_("Not found"),
            text=lambda each: count_words(each.missing),
            right=True,
            optional=True,
            tone=lambda each: "bad" if each.missing else "ink",
        ),
        Column(
            title=_("Pieces out"),
            text=lambda each: count_words(each.at_stand + each.damaged + each.on_road),
            right=True,
        ),
    )


def with_size(name: str, size: str, more: str) -> str:
    """225x105 · P02 Batik Tirta; the size where the name does not end with it."""
    return " · ".join(part for part in ("" if name.endswith(size) else size, more) if part)


def artisan_words(each: StandGoods) -> str:
    """P02 Batik Tirta, or the shop's own."""
    return f"{each.artisan_code} {each.artisan}" if each.artisan else _("The shop's own")


def about_words(details: ExhibitionDetails) -> str:
    """Where, when and who, in a line."""
    record = details.record
    parts = (
        where_words(record.venue, record.city),
        days_words(record.starts, record.ends),
        ", ".join(name for _staff, name in details.staff),
    )
    return " · ".join(part for part in parts if part)


def list_words(records: tuple[ExhibitionRecord, ...]) -> str:
    """The list in a sentence."""
    away = sum((each.away for each in records), NONE)
    under_way = sum(each.stage in (Stage.LOADED, Stage.OPEN, Stage.CLOSING) for each in records)
    if not under_way:
        return _("Nothing is out at the moment")
    words = ngettext("{count} under way", "{count} under way", under_way).format(count=format_number(under_way))
    return _("{under_way}, {pieces} out").format(under_way=words, pieces=pieces_words(away))
