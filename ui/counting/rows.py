"""How counts and cases read in lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sentra_pos.core.clock import local
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number, format_rupiah, format_short_date, format_time
from sentra_pos.counting.case_queries import Case, Decided
from sentra_pos.counting.queries import CountSheet, OpenCount, Review, ReviewRow, SheetRow
from sentra_pos.counting.wording import case_label, difference_words, outcome_label, zones_words
from sentra_pos.counting.zone_queries import Zone
from ui.counting.counts import Overview
from ui.kit.table import Column

#: Zones told beside an item: the panel has room for no more.
_FEW = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """A count in the list, going on or posted."""

    id: DocumentId
    going_on: bool
    what: str
    when: str
    by: str
    result: str
    differs: bool


def whose(place: str, artisan: str) -> str:
    """Etalase, or Etalase · Batik Tirta."""
    return f"{place} · {artisan}" if artisan else place


def count_rows(overview: Overview, zone: tzinfo) -> tuple[CountRow, ...]:
    """What goes on first, then what was counted, the newest first."""
    going_on = (
        CountRow(
            id=each.id,
            going_on=True,
            what=whose(each.place, each.artisan),
            when=_moment(each.started_at, zone),
            by=each.started_by,
            result=_how_far(each),
            differs=False,
        )
        for each in overview.going_on
    )
    done = (
        CountRow(
            id=each.id,
            going_on=False,
            what=whose(each.place, each.artisan),
            when=f"{each.code} · {format_short_date(each.business_date)}",
            by=each.by,
            result=difference_words(each.missing, each.found, each.over),
            differs=bool(each.missing or each.over),
        )
        for each in overview.done
    )
    return (*going_on, *done)


def _how_far(count: OpenCount) -> str:
    words = pieces_words(count.items, count.pieces.units)
    return f"{zones_done_words(count.zones_done, count.zones)} · {words}" if count.zones else words


def zones_done_words(done: int, zones: int) -> str:
    """2 of 5 zones."""
    return ngettext("{done} of {count} zone", "{done} of {count} zones", zones).format(
        done=format_number(done), count=format_number(zones)
    )


def zone_words(zone: Zone) -> str:
    """A zone in the list of them: what it has by now, and whether it is done."""
    return f"{zone.name} · {zone_state_words(zone)}"


def zone_state_words(zone: Zone) -> str:
    """12 pieces, or 12 pieces · done."""
    words = ngettext("{count} piece", "{count} pieces", zone.pieces.units).format(
        count=format_number(zone.pieces.units)
    )
    return f"{words} · " + _("done") if zone.done else words


def open_zones_words(zones: Sequence[Zone]) -> str:
    """Those that nobody has ended yet."""
    if not zones:
        return _("Every zone is done. On to the differences (F12)")
    return _("Zones still open: {zones}").format(zones=zone_names_words(zones))


def zones_left_words(sheet: CountSheet) -> str:
    """What keeps a count by zone from being finished, or from being called looked through without a second look."""
    if sheet.open_zones:
        words = _("Zones still open: {zones}. Until they are done nothing can be missing: it may lie there.")
        return words.format(zones=zone_names_words(sheet.open_zones))
    if sheet.empty_zones:
        words = _("Nothing was seen in {zones}. Tick that all was looked through only if nothing lies there.")
        return words.format(zones=zone_names_words(sheet.empty_zones))
    return ""


def zone_names_words(zones: Sequence[Zone]) -> str:
    """Rak 1, Etalase."""
    return ", ".join(zone.name for zone in zones)


def _moment(at: datetime, zone: tzinfo) -> str:
    here = local(at, zone)
    return f"{format_short_date(here.date())} {format_time(here)}"


def pieces_words(items: int, pieces: int) -> str:
    """How far a count is."""
    return _("{pieces} of {items}").format(
        pieces=ngettext("{count} piece", "{count} pieces", pieces).format(count=format_number(pieces)),
        items=ngettext("{count} item", "{count} items", items).format(count=format_number(items)),
    )


def count_columns() -> list[Column[CountRow]]:
    """One count."""
    return [
        Column(title=_("Stock count"), text=lambda row: row.what, second=lambda row: row.when, stretch=3, strong=True),
        Column(title=_("By"), text=lambda row: row.by, stretch=1, optional=True),
        Column(title=_("State"), text=_state, tone=_state_tone, second=lambda row: row.result, stretch=2),
    ]


def _state(row: CountRow) -> str:
    return _("goes on") if row.going_on else _("finished")


def _state_tone(row: CountRow) -> str:
    if row.going_on:
        return "warn"
    return "bad" if row.differs else "good"


# ------------------------------------------------------------------------------------------------------- one count


def sheet_columns(*, blind: bool, zones: bool) -> list[Column[SheetRow]]:
    """One item of a count; what the book has is not told in a blind one. With ``zones``, also what this one has."""
    columns = [
        Column[SheetRow](
            title=_("Item"), text=lambda row: row.name, second=_tag, tone=_sheet_tone, stretch=3, strong=True
        ),
        Column[SheetRow](title=_("Counted by"), text=lambda row: row.by, stretch=1, optional=True),
    ]
    if not blind:
        columns.append(
            Column[SheetRow](
                title=_("Book now"),
                text=lambda row: "–" if row.expected is None else format_number(row.expected.units),
                right=True,
                tone=lambda _row: "muted",
            )
        )
    if not zones:
        counted = Column[SheetRow](title=_("Counted"), text=_in_all, right=True, strong=True, tone=_in_all_tone)
        return [*columns, counted]
    in_all = Column[SheetRow](title=_("In all"), text=_counted, right=True, tone=_sheet_tone)
    here = Column[SheetRow](title=_("In this zone"), text=_here, right=True, strong=True, tone=_here_tone)
    return [*columns, in_all, here]


def _here(row: SheetRow) -> str:
    if row.again:
        return _("count it again")
    return "–" if row.here is None else format_number(row.here.units)


def _here_tone(row: SheetRow) -> str:
    if row.again:
        return "bad"
    return "muted" if row.here is None else "ink"


def seen_words(row: SheetRow) -> str:
    """Where an item was seen, and how many in all."""
    seen = [(each.name, each.units) for each in row.zones if each.units is not None]
    words = [_("In all {count}").format(count=_counted(row)), zones_words(seen[:_FEW]), "…" if seen[_FEW:] else ""]
    return " · ".join(part for part in words if part)


def _tag(row: SheetRow | ReviewRow) -> str:
    return " · ".join(part for part in (row.size, row.code) if part)


def _tag_and_zones(row: ReviewRow) -> str:
    seen = zones_words((each.name, each.units) for each in row.zones if each.units)
    return " · ".join(part for part in (_tag(row), seen) if part)


def _counted(row: SheetRow) -> str:
    return "–" if row.counted is None else format_number(row.counted.units)


def _in_all(row: SheetRow) -> str:
    return _("count it again") if row.again else _counted(row)


def _in_all_tone(row: SheetRow) -> str:
    return "bad" if row.again else _sheet_tone(row)


def _sheet_tone(row: SheetRow) -> str:
    return "muted" if row.counted is None else "ink"


def progress_words(sheet: CountSheet) -> str:
    """How far it is, with what is left unless it is blind."""
    seen = len(sheet.seen)
    words = pieces_words(seen, sheet.pieces)
    if sheet.zones:
        words = f"{words} · {zones_done_words(len(sheet.zones) - len(sheet.open_zones), len(sheet.zones))}"
    if sheet.blind:
        return words
    left = len(sheet.rows) - seen
    if not left:
        return f"{words} · " + _("every item was seen")
    return f"{words} · " + ngettext("{count} item still to see", "{count} items still to see", left).format(
        count=format_number(left)
    )


def review_columns(*, blind: bool) -> list[Column[ReviewRow]]:
    """One item that differs."""
    columns = [
        Column[ReviewRow](title=_("Item"), text=lambda row: row.name, second=_tag_and_zones, stretch=3, strong=True),
        Column[ReviewRow](
            title=_("Counted"),
            text=lambda row: "–" if row.counted is None else format_number(row.counted.units),
            right=True,
        ),
    ]
    if not blind:
        columns.append(
            Column[ReviewRow](
                title=_("Book"),
                text=lambda row: "–" if row.expected is None else format_number(row.expected.units),
                right=True,
            )
        )
    words = Column[ReviewRow](
        title=_("Difference"),
        text=lambda row: _difference(row, blind=blind),
        tone=lambda row: "bad" if row.again or row.missing else "warn",
        stretch=2,
    )
    return [*columns, words]


def _difference(row: ReviewRow, *, blind: bool) -> str:
    if row.again:
        return _("count it again")
    if blind:
        return _("look again")
    return difference_words(row.missing, row.found, row.over)


def review_words(found: Review) -> str:
    """All of it in a sentence."""
    agreeing = ngettext("{count} item agrees", "{count} items agree", found.agreeing).format(
        count=format_number(found.agreeing)
    )
    if found.blind and found.rows:
        return f"{agreeing} · " + ngettext("{count} item differs", "{count} items differ", len(found.rows)).format(
            count=format_number(len(found.rows))
        )
    return f"{agreeing} · {difference_words(found.total('missing'), found.total('found'), found.total('over'))}"


# ----------------------------------------------------------------------------------------------------------- cases


def case_columns(today: date) -> list[Column[Case]]:
    """One case that nobody has decided."""
    return [
        Column(title=_("Item"), text=lambda case: case.name, second=case_facts, stretch=3, strong=True),
        Column(
            title=_("What happened"),
            text=lambda case: case_label(case.kind),
            second=lambda case: since_words(case, today),
            tone=lambda _case: "bad",
            stretch=1,
        ),
        Column(title=_("Count"), text=lambda case: format_number(case.quantity.units), right=True),
        Column(
            title=_("Worth"),
            text=lambda case: format_number(case.value.times(case.quantity).amount) if case.owner else "–",
            right=True,
            strong=True,
        ),
    ]


def case_facts(case: Case) -> str:
    """Whose it is, its size and tag, and the exhibition that it did not come home from."""
    owner = case.owner_name or _("the shop's own")
    return " · ".join(part for part in (owner, case.size, case.tag, case.came_from) if part)


def since_words(case: Case, today: date) -> str:
    """By which document, and for how long."""
    days = (today - case.since).days
    if not days:
        return _("{code}, today").format(code=case.code)
    words = ngettext("{code}, {count} day", "{code}, {count} days", days)
    return words.format(code=case.code, count=format_number(days))


def decided_columns() -> list[Column[Decided]]:
    """One case that is over."""
    return [
        Column(
            title=_("Item"),
            text=lambda case: case.name,
            second=lambda case: f"{case.code} · {format_short_date(case.business_date)}",
            stretch=3,
            strong=True,
        ),
        Column(
            title=_("Decided"),
            text=lambda case: outcome_label(case.outcome, case.kind),
            second=lambda case: case.owner_name or _("the shop's own"),
            stretch=2,
        ),
        Column(title=_("Count"), text=lambda case: format_number(case.quantity.units), right=True),
        Column(
            title=_("To the artisan"),
            text=lambda case: format_rupiah(case.paid) if case.paid else "–",
            right=True,
            strong=True,
        ),
    ]
