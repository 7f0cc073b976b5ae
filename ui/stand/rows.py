"""How the stand's page is put into words and columns."""

from __future__ import annotations

from datetime import tzinfo

from sentra_pos.core.clock import Clock, local
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number, format_rupiah, format_short_date, format_time
from sentra_pos.exhibitions.keep_stick import LastFile
from sentra_pos.exhibitions.open_pack import PackOpened
from sentra_pos.exhibitions.queries import StandDetails, StandGoods
from sentra_pos.exhibitions.stand_day import ArtisanDay, StandDay
from ui.exhibitions.rows import artisan_words, with_size
from ui.kit.labels import Tone
from ui.kit.table import Column
from ui.stand.presenter import OLD, StandPage


def pieces_words(count: Quantity) -> str:
    return ngettext("{count} piece", "{count} pieces", count.units).format(count=format_number(count.units))


def here_now(stand: StandDetails) -> Quantity:
    """What lies at the stand, the damaged put apart with it."""
    return sum((each.at_stand + each.damaged for each in stand.goods), NONE)


def days_words(page: StandPage) -> str:
    """Where and when."""
    record = page.record
    where = ", ".join(part for part in (record.venue, record.city) if part)
    days = f"{format_short_date(record.starts)} – {format_short_date(record.ends)}"
    return " · ".join(part for part in (where, days) if part)


def figures(page: StandPage) -> tuple[str, str, str, str]:
    """Here now, sold today, came in today, in the drawer."""
    return (
        pieces_words(here_now(page.stand)),
        pieces_words(Quantity(page.day.pieces)) if page.day.pieces >= 0 else format_number(page.day.pieces),
        format_rupiah(page.day.taken),
        format_rupiah(page.stand.cash),
    )


def unnamed_words(day: StandDay) -> str:
    """What came in today and is in no artisan's line."""
    amount = format_rupiah(day.unnamed)
    return _("In what came in, too: {amount} for services and goods on no list.").format(amount=amount)


def arrived_words(opened: PackOpened) -> str:
    """What a further file brought."""
    pieces = opened.pieces.units
    if not opened.arrived:
        return _("There was nothing new in it; names and prices are up to date.")
    if not pieces:
        return _("The change has arrived.")
    words = ngettext("{count} piece has arrived.", "{count} pieces have arrived.", pieces)
    return words.format(count=format_number(pieces))


def day_columns() -> tuple[Column[ArtisanDay], ...]:
    """Sold today, per artisan."""
    return (
        Column(
            title=_("Artisan"),
            text=lambda each: each.name or _("The shop's own"),
            second=lambda each: ", ".join(f"{item.pieces} × {item.name}" for item in each.items),
            stretch=1,
            strong=True,
        ),
        Column(title=_("Code"), text=lambda each: each.code or "–", optional=True),
        Column(title=_("Pieces"), text=lambda each: format_number(each.pieces), right=True),
        Column(
            title=_("Discount"),
            text=lambda each: format_number(each.discount.amount) if each.discount else "–",
            right=True,
            optional=True,
        ),
        Column(title=_("Customers paid"), text=lambda each: format_number(each.paid.amount), right=True, strong=True),
    )


def goods_columns() -> tuple[Column[StandGoods], ...]:
    """What is here, per item."""
    return (
        Column(
            title=_("Goods"),
            text=lambda each: each.name,
            second=lambda each: with_size(each.name, each.size, artisan_words(each)),
            stretch=1,
            strong=True,
        ),
        Column(title=_("Price"), text=lambda each: format_number(each.price.amount), right=True, optional=True),
        Column(title=_("Came"), text=lambda each: _count(each.at_stand + each.sold + each.damaged), right=True),
        Column(title=_("Sold"), text=lambda each: _count(each.sold), right=True),
        Column(
            title=_("Damaged"),
            text=lambda each: _count(each.damaged),
            right=True,
            optional=True,
            tone=lambda each: "bad" if each.damaged else "ink",
        ),
        Column(
            title=_("Here"),
            text=lambda each: format_number(each.at_stand.units),
            right=True,
            strong=True,
            tone=lambda each: "bad" if each.at_stand < NONE else "ink",
        ),
    )


def _count(count: Quantity) -> str:
    return format_number(count.units) if count else "–"


def last_words(last: LastFile | None, clock: Clock) -> tuple[str, Tone]:
    """How much of the book is on a stick."""
    if last is None:
        return _("No file for the way home was written yet. If this laptop is lost, its sales are too."), "warn"
    when = _when(last, clock.zone)
    if not last.since:
        return _("Everything up to {when} is in the last file.").format(when=when), "good"
    words = ngettext(
        "The last file is of {when}. {count} document came after it.",
        "The last file is of {when}. {count} documents came after it.",
        last.since,
    )
    old = clock.now() - last.at > OLD
    return words.format(when=when, count=format_number(last.since)), "warn" if old else "ink"


def _when(last: LastFile, zone: tzinfo) -> str:
    at = local(last.at, zone)
    return f"{format_short_date(at.date())}, {format_time(at)}"
