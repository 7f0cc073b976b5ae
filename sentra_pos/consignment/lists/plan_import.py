"""What a goods list would change, said row by row before anything is done, and what must be asked first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from sentra_pos.catalogue.codes import makers_code, normal_code
from sentra_pos.catalogue.facts import ItemKind, Technique
from sentra_pos.catalogue.rules import category_of, item_name
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.lists.import_queries import KnownItem, known_items, remembered_names
from sentra_pos.consignment.lists.match_artisans import find_consignor, likely_consignors
from sentra_pos.consignment.lists.records import GoodsList, GoodsRow
from sentra_pos.consignment.printed_goods import PrintedPolicy, printed_policy
from sentra_pos.consignment.queries import Consignor, agreements_in_force, consignors
from sentra_pos.consignment.rules import Agreement, describe, needs_net_price, rate_for, share_at_list
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.spelling import fold
from sentra_pos.core.typed_text import shown
from sentra_pos.core.words import format_date, format_number, format_rupiah
from sentra_pos.ledger.kinds import PlaceKind

_WHOLE = Percent.whole(100)
#: What artisans keep where nothing else is known of the shop's terms.
_USUAL_SHARE = Percent.whole(85)


class RowState(StrEnum):
    """What importing would do with a row: only NEW ones change anything."""

    NEW = "new"
    UNCHANGED = "unchanged"
    PRICE_DIFFERS = "price_differs"
    COUNT_DIFFERS = "count_differs"
    ASK = "ask"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportAnswers:
    """What the person said: who a name as written means, and what artisans get where the list does not say.

    ``shares`` is a part of the selling price for all of an artisan's rows (*harga titip* or buying price);
    ``amounts`` is per piece, by the row's number, and goes before it.
    """

    who: Mapping[str, PartyId] = field(default_factory=dict)
    shares: Mapping[PartyId, Percent] = field(default_factory=dict)
    amounts: Mapping[int, Rupiah] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    """One row of the list; ``here`` and ``tag_price`` are what the shop has now, where the goods are known.

    ``due`` is what the artisan gets for one piece where the terms want it said: the net price, or the buying price.
    """

    row: GoodsRow
    state: RowState
    key: str
    group_key: str
    party: Consignor | None = None
    due: Rupiah | None = None
    scheme: Scheme | None = None
    here: Quantity | None = None
    tag_price: Rupiah | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoIsThis:
    """A name that nobody has; the likely ones first, and none when it is no slip of the pen."""

    written: str
    rows: tuple[int, ...]
    suggestions: tuple[Consignor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharesWanted:
    """An artisan whose net prices (or buying prices) the list leaves out; ``suggestion`` is a part of the price."""

    party: Consignor
    scheme: Scheme
    rows: tuple[int, ...]
    suggestion: Percent


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """Every understood row, and the questions; ``unreadable`` counts rows that the reading has named problems of."""

    rows: tuple[PlannedRow, ...]
    who: tuple[WhoIsThis, ...]
    shares: tuple[SharesWanted, ...]
    unreadable: int = 0

    def of(self, *states: RowState) -> tuple[PlannedRow, ...]:
        """The rows in one of these states."""
        return tuple(planned for planned in self.rows if planned.state in states)

    @property
    def problems(self) -> int:
        return len(self.of(RowState.PROBLEM)) + self.unreadable

    @property
    def ready(self) -> bool:
        """Whether everything in the list can be taken."""
        return not (self.problems or self.of(RowState.ASK))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shop:
    """What the rows are compared with."""

    consignors: tuple[Consignor, ...]
    agreements: Mapping[PartyId, Agreement]
    items: Mapping[str, KnownItem]
    codes: Mapping[str, KnownItem]
    who: Mapping[str, PartyId]
    answers: ImportAnswers
    on_date: date
    takes_printed: bool


def plan_import(session: Session, goods: GoodsList, answers: ImportAnswers, *, on_date: date) -> ImportPlan:
    """Compare the list with the shop; nothing is changed."""
    items = known_items(session)
    shop = _Shop(
        consignors=consignors(session),
        agreements=agreements_in_force(session, on_date),
        items={item.key: item for item in items if item.key},
        codes={code: item for item in items for code in item.codes},
        who={**remembered_names(session), **{fold(name): party for name, party in answers.who.items()}},
        answers=answers,
        on_date=on_date,
        takes_printed=printed_policy(session) is not PrintedPolicy.REFUSE,
    )
    found: dict[str, Consignor | None] = {}
    rows = []
    for row in goods.rows:
        if row.artisan not in found:
            found[row.artisan] = find_consignor(row.artisan, shop.consignors, shop.who)
        rows.append(_plan(row, found[row.artisan], shop))
    planned = tuple(_second_rows_refused(rows))
    return ImportPlan(
        rows=planned,
        who=_who_is_this(planned, shop.consignors),
        shares=_shares_wanted(planned, shop),
        unreadable=len({problem.row_number for problem in goods.problems}),
    )


def row_keys(row: GoodsRow, party: Consignor | None) -> tuple[str, str]:
    """Which goods these are, whatever their count and price; and the same without the size.

    The artisan is the one meant, not the name as written, and blanks do not count: a list mended in its spelling is
    still the same list.
    """
    owner = str(party.id) if party is not None else row.key[0]
    parts = [owner, *(part.replace(" ", "") for part in row.key[1:])]
    return "|".join(parts), "|".join(parts[:-1])


def _plan(row: GoodsRow, party: Consignor | None, shop: _Shop) -> PlannedRow:
    key, group_key = row_keys(row, party)
    planned = PlannedRow(row=row, state=RowState.NEW, key=key, group_key=group_key, party=party)
    coded = shop.codes.get(normal_code(row.code)) if row.code else None
    known = shop.items.get(key) or (coded if coded is not None and _made_by_hand(coded, planned) else None)
    nobody = party is None and row.kind is not ItemKind.SERVICE
    if coded is not None and coded != known and not nobody:
        reason = _("The code {code} is on “{name}”; correct it, or leave the cell empty.")
        return _problem(planned, reason.format(code=shown(row.code), name=coded.name))
    reason = cannot_be_entered(row, coded)
    if reason:
        return _problem(planned, reason)
    if known is not None:
        return _compared(planned, known)
    if row.price is None:
        return _problem(planned, _("The list gives no selling price for this row; add it, then choose the list again."))
    if row.kind is ItemKind.SERVICE:
        return planned
    if party is None:
        # Whose goods they are decides about the code, too.
        reason = _("Nobody here is called “{name}”; choose who is meant, or add the artisan first.")
        return replace(planned, state=RowState.ASK, reason=reason.format(name=row.artisan))
    return _under_terms(planned, row.price, party, shop)


def _made_by_hand(item: KnownItem, planned: PlannedRow) -> bool:
    """Whether the row means an item that came from no list: its code is on it, and its name is the same."""
    maker = planned.party.id if planned.party is not None else None
    return not item.key and item.maker in (None, maker) and _squeezed(item.name) == _squeezed(planned.row.name)


def _squeezed(text: str) -> str:
    return fold(text).replace(" ", "")


def cannot_be_entered(row: GoodsRow, coded: KnownItem | None) -> str:
    """Why the catalogue would refuse the row's name or code; empty where it would not."""
    try:
        item_name(row.name, row.technique)
        if row.code and coded is None:
            makers_code(row.code)
    except SentraError as error:
        return str(error)
    return ""


def _problem(planned: PlannedRow, reason: str) -> PlannedRow:
    return replace(planned, state=RowState.PROBLEM, reason=reason)


def _compared(planned: PlannedRow, known: KnownItem) -> PlannedRow:
    """Goods that are known already: a difference is told and nothing else is done."""
    row = planned.row
    planned = replace(planned, state=RowState.UNCHANGED, here=known.here, tag_price=known.price)
    told = []
    if row.count is not None and row.count != known.here:
        sentence = _("{listed} in the list, {here} here")
        told.append(sentence.format(listed=format_number(row.count.units), here=format_number(known.here.units)))
        planned = replace(planned, state=RowState.COUNT_DIFFERS)
    if row.price is not None and row.price != known.price:
        sentence = _("{listed} in the list, {here} on the tag")
        told.append(sentence.format(listed=format_rupiah(row.price), here=format_rupiah(known.price)))
        planned = replace(planned, state=RowState.PRICE_DIFFERS)
    return replace(planned, reason="; ".join(told))


def _under_terms(planned: PlannedRow, price: Rupiah, party: Consignor, shop: _Shop) -> PlannedRow:
    """New goods: what the artisan gets for them must be known, and fit the list."""
    row = planned.row
    if row.technique is Technique.TIRUAN and row.count and not shop.takes_printed:
        return _problem(planned, _("This is printed cloth, and this shop takes none in."))
    agreement = shop.agreements.get(party.id)
    if agreement is None:
        reason = _("There is no agreement with {name} that holds on {date}; record the terms first.")
        return _problem(planned, reason.format(name=party.name, date=format_date(shop.on_date)))
    category = row.category or category_of(row.technique, row.name, row.kind)
    scheme = rate_for(agreement, None, category, PlaceKind.SHELF).scheme
    scheme = Scheme.NET_PRICE if needs_net_price(agreement, category=category) else scheme
    planned = replace(planned, scheme=scheme)
    if scheme not in (Scheme.NET_PRICE, Scheme.OUTRIGHT):
        share = share_at_list(agreement, price, None, category=category)
        if row.net_price not in (None, share):
            assert row.net_price is not None
            reason = _("The list gives the artisan {listed}, the terms ({terms}) {share}; correct one of them.")
            figures = {"listed": format_rupiah(row.net_price), "share": format_rupiah(share)}
            return _problem(planned, reason.format(terms=describe(agreement), **figures))
        return planned
    due = _due(row, price, party, shop.answers)
    if due is None and row.count:
        return replace(planned, state=RowState.ASK, reason=shares_sentence(scheme, party))
    if due is not None and not Rupiah(0) < due <= price:
        reason = _("{due} for the artisan does not fit a selling price of {price}; correct one of them.")
        return _problem(planned, reason.format(due=format_rupiah(due), price=format_rupiah(price)))
    return replace(planned, due=due)


def _due(row: GoodsRow, price: Rupiah, party: Consignor, answers: ImportAnswers) -> Rupiah | None:
    if row.row_number in answers.amounts:
        return answers.amounts[row.row_number]
    if row.net_price is not None:
        return row.net_price
    share = answers.shares.get(party.id)
    return None if share is None else price.percent(share)


def shares_sentence(scheme: Scheme, party: Consignor) -> str:
    """What the list leaves out, where the terms ask for a second price."""
    if scheme is Scheme.OUTRIGHT:
        return _("The list does not say what the shop paid {name} for it.").format(name=party.name)
    return _("The list does not say the net price for {name}.").format(name=party.name)


def _second_rows_refused(rows: list[PlannedRow]) -> list[PlannedRow]:
    """Rows that only differ by blanks, or by how the artisan is written, are the same goods: the first one counts."""
    first: dict[str, int] = {}
    checked = []
    for planned in rows:
        earlier = first.setdefault(planned.key, planned.row.row_number)
        if earlier != planned.row.row_number:
            reason = _("The same as row {row}; put both in one row, or give each a name of its own.")
            checked.append(_problem(planned, reason.format(row=earlier)))
        else:
            checked.append(planned)
    return checked


def _who_is_this(rows: tuple[PlannedRow, ...], known: tuple[Consignor, ...]) -> tuple[WhoIsThis, ...]:
    asked: dict[str, list[int]] = {}
    for planned in rows:
        if planned.state is RowState.ASK and planned.party is None:
            asked.setdefault(planned.row.artisan, []).append(planned.row.row_number)
    return tuple(
        WhoIsThis(written=name, rows=tuple(numbers), suggestions=likely_consignors(name, known))
        for name, numbers in asked.items()
    )


def _shares_wanted(rows: tuple[PlannedRow, ...], shop: _Shop) -> tuple[SharesWanted, ...]:
    asked: dict[PartyId, list[PlannedRow]] = {}
    for planned in rows:
        if planned.state is RowState.ASK and planned.party is not None:
            asked.setdefault(planned.party.id, []).append(planned)
    suggestion = _usual_share(shop.agreements)
    wanted = []
    for group in asked.values():
        party, scheme = group[0].party, group[0].scheme
        assert party is not None
        assert scheme is not None
        numbers = tuple(planned.row.row_number for planned in group)
        wanted.append(SharesWanted(party=party, scheme=scheme, rows=numbers, suggestion=suggestion))
    return tuple(wanted)


def _usual_share(agreements: Mapping[PartyId, Agreement]) -> Percent:
    """What most of the shop's artisans under a percentage keep; on a tie the larger share."""
    rates = [agreement.rate for agreement in agreements.values() if agreement.rate is not None]
    if not rates:
        return _USUAL_SHARE
    usual = min(rates, key=lambda rate: (-rates.count(rate), rate))
    return Percent(_WHOLE.basis_points - usual.basis_points)


def pieces_of(rows: tuple[PlannedRow, ...]) -> Quantity:
    """How many pieces the rows hold together; services hold none."""
    return Quantity(sum((planned.row.count or NONE).units for planned in rows))
